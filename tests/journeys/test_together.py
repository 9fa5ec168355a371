"""Two people in the same file at once, and a person who has only a keyboard."""

import pytest

from tests.journeys.steps import PEOPLE, Story


@pytest.fixture
def story(visitor):
    """A case with its report, nothing more."""
    return Story("TR", lambda user: visitor(user, "tr"), "İkiliöz").receive().screen().contact().open_case()


def test_the_second_of_two_people_is_told_and_loses_nothing_silently(story):
    first, second = (story.at_case(role).follow("/change/") for role in ("worker", "supervisor"))

    first.fill(summary="Birinci yazdı.").send()
    second.fill(summary="İkinci yazdı.").send(expect=422)

    assert second.page.input_value("[name=summary]") == "İkinci yazdı.", "what the second typed must still be there"
    assert "Birinci yazdı." in story.at_case().words
    assert "İkinci yazdı." not in story.at_case().words


def test_one_family_is_decided_once(visitor):
    story = Story("TR", lambda user: visitor(user, "tr"), "Tekkarar")
    story.receive().screen().contact().open_case().say_needs().hear_the_children().add_basis().add_tried().ask_kin()
    story.seek().open_match().shortlist().family_says_yes().propose()
    first, second = (story.at_match(role).follow("/decide/") for role in ("supervisor", "officer"))

    first.fill(reason="Sıra doğru.").send()
    second.fill(reason="Ben de baktım.").send(expect=422)

    assert second.complaints, "the second person must be told"
    assert len(story.find_placements()) == 1


def test_a_note_is_written_with_the_keyboard_alone(story, visitor):
    one = visitor("", "tr")
    one.open("/accounts/login/")
    _tab_to(one, "login")
    one.page.keyboard.type(PEOPLE["TR"]["worker"])
    _tab_to(one, "password")
    one.page.keyboard.type("umay-demo-2026")
    with one.page.expect_navigation():
        one.page.keyboard.press("Enter")
    one.open(f"/care/cases/{story.case}/note/")
    _tab_to(one, "text")
    one.page.keyboard.type("Yalnız klavyeyle yazıldı.")
    _tab_to(one, "", kind="submit")
    with one.page.expect_navigation():
        one.page.keyboard.press("Enter")
    one.look()

    assert "Yalnız klavyeyle yazıldı." in story.at_case().words


def _tab_to(one, name: str, kind: str = "") -> None:
    """Press Tab until the field or button has the focus, as somebody without a mouse does; the focus must be seen."""
    for _step in range(60):
        here = one.page.evaluate(
            "() => { const o = document.activeElement, s = getComputedStyle(o), r = getComputedStyle(o.parentElement);"
            " return {name: o.name || '', type: o.type || '', inMain: !!o.closest('main'),"
            " seen: s.outlineStyle !== 'none' || s.boxShadow !== 'none' || r.outlineStyle !== 'none' || r.boxShadow !== 'none'} }"
        )
        if here["inMain"] and (here["name"] == name if name else here["type"] == kind):
            assert here["seen"], f"nobody sees that {name or kind} has the focus"
            return
        one.page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {name or kind} on {one.path}")
