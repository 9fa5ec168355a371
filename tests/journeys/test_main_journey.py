"""A child finds a family: from a report to a concern answered, in each of three languages, on a telephone and at a desk; one of the six without scripts."""

import pytest

from tests.journeys.steps import PEOPLE, Story

WALKS = {
    "turkish-telephone": ("tr", "TR", 390, True),
    "turkish-desk": ("tr", "TR", 1280, True),
    "azerbaijani-telephone": ("az", "AZ", 390, True),
    "azerbaijani-desk": ("az", "AZ", 1280, True),
    "english-telephone": ("en", "AZ", 390, True),
    "english-desk-without-scripts": ("en", "TR", 1280, False),  # with scripts the same desk is walked in the other two
}


@pytest.mark.parametrize("walk", WALKS)
def test_a_child_comes_from_a_report_into_a_family(visitor, walk):
    language, country, width, has_script = WALKS[walk]

    def come(user):
        is_first = user == PEOPLE[country]["worker"]
        return visitor(user, language, width=width, by_form=is_first, java_script_enabled=has_script)

    story = Story(country, come, {"TR": "Sınamaoğlu", "AZ": "Sınaqlı"}[country] + walk.replace("-", ""))

    # given a report of two children, seen within the clock
    story.receive(ages=(6, 9)).screen().contact()
    # when a case is open and everything the law asks for is written
    story.open_case().say_needs().hear_the_children().add_basis().add_tried().ask_kin()
    assert story.who("worker").open("/care/cases/").page.locator(f"main a[href*='{story.case}']").count()
    story.seek()
    # and a family is found, asked, proposed, and chosen by a second person
    story.open_match().shortlist().family_says_yes().propose().decide()
    # then the children move in once contract and approval are there
    for placement in story.find_placements():
        story.placement = placement
        story.sign_contract().approve().begin()
    # and somebody looks after them
    story.record_visit().answer_concern()
    assert "Yarın birlikte gidiyoruz." in story.at_concern().words


def test_at_night_one_person_places_a_child_and_another_confirms_it(visitor):
    story = Story("TR", lambda user: visitor(user, "tr", width=390), "Geceoğlu", by="duty")

    story.receive().screen().contact().open_case().place_tonight()
    story.find_placement()
    assert not story.at_placement("duty").page.locator("main a[href$='/ratify/']").count()
    story.ratify()
    assert not story.at_placement("supervisor").page.locator("main a[href$='/ratify/']").count()
