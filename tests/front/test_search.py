"""One box: a number opens its file where it may be seen; anything else goes to the search of people."""

from tests.factories.care import make_case, make_family, make_report
from tests.factories.cast import user_of


def test_a_number_opens_its_file_in_any_case(cast, client):
    case, report, family = make_case(cast.worker), make_report(cast.worker), make_family(cast.family_worker)
    client.force_login(user_of(cast.supervisor))
    for number, page in (
        (case.number, f"/care/cases/{case.pk}/"),
        (case.number.swapcase(), f"/care/cases/{case.pk}/"),
    ):
        assert client.get("/search/", {"q": number})["Location"] == page
    assert report.number and family.number


def test_a_number_that_is_not_open_to_me_goes_the_way_of_any_words(cast, client):
    case = make_case(cast.worker)
    client.force_login(user_of(cast.other_office["supervisor"]))
    assert client.get("/search/", {"q": case.number})["Location"].startswith("/care/persons/?q=")


def test_words_go_to_the_search_of_people(cast, client):
    client.force_login(user_of(cast.worker))
    assert client.get("/search/", {"q": "Deniz Ö"})["Location"] == "/care/persons/?q=Deniz+%C3%96"
    assert client.get("/search/")["Location"] == "/care/persons/"


def test_whoever_does_not_search_people_has_no_box(cast, client):
    client.force_login(user_of(cast.auditor))
    assert client.get("/search/", {"q": "x"}).status_code == 403
