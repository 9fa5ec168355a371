"""One box: a number opens its file where it may be seen; anything else goes to the search of people. Nothing typed stands in an address."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import unquote

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from tests.factories.care import make_case, make_family, make_report
from tests.factories.cast import user_of
from umay.care.persons.actions import add
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


def known(cast):
    report = make_report(cast.worker)
    with acting(cast.worker):
        values = {"given": "Gülizar", "surname": "Özdemir"}
        return add(values=values, file=report, file_kind="report", by=cast.worker, at=now())


def typed(client, address: str, **sent):
    """Send the form of a list by POST; the address the answer stands at."""
    answer = client.post(address, sent)
    assert answer.status_code == 303
    return answer["Location"]


def test_a_number_opens_its_file_in_any_case(cast, client):
    case, report, family = make_case(cast.worker), make_report(cast.worker), make_family(cast.family_worker)
    client.force_login(user_of(cast.supervisor))
    for number, page in (
        (case.number, f"/care/cases/{case.pk}/"),
        (case.number.swapcase(), f"/care/cases/{case.pk}/"),
    ):
        assert typed(client, "/search/", q=number) == page
    assert report.number and family.number


def test_a_number_that_is_not_open_to_me_goes_the_way_of_any_words(cast, client):
    case = make_case(cast.worker)
    client.force_login(user_of(cast.other_office["supervisor"]))
    assert re.fullmatch(r"/care/persons/\?asked=[\w-]{12}", typed(client, "/search/", q=case.number))


def test_words_go_to_the_search_of_people_and_are_kept_out_of_the_address(cast, client):
    known(cast)
    client.force_login(user_of(cast.worker))
    where = typed(client, "/search/", q="Gülizar Ö")
    assert "Gülizar" not in unquote(where)
    shown = unescape(client.get(where).content.decode())
    assert "G. Ö." in shown and 'value="Gülizar Ö"' in shown
    assert typed(client, "/search/", q=" ") == "/care/persons/"
    assert client.get("/search/")["Location"] == "/care/persons/"
    assert client.get("/search/", {"q": "Gülizar"})["Location"] == "/care/persons/"


def test_whoever_does_not_search_people_has_no_box(cast, client):
    client.force_login(user_of(cast.auditor))
    assert client.post("/search/", {"q": "x"}).status_code == 403
    assert client.post(reverse("persons:search"), {"q": "x"}).status_code in (403, 405)


def test_what_was_typed_is_mine_alone_for_half_an_hour_and_not_to_be_read_in_the_table(cast, client):
    known(cast)
    client.force_login(user_of(cast.worker))
    where = typed(client, reverse("persons:search"), q="Gülizar Özdemir")
    for row in Session.objects.all():
        assert "lizar" not in row.session_data
    other = Client()
    other.force_login(user_of(cast.supervisor))
    assert "G. Ö." not in unescape(other.get(where).content.decode())
    assert Client().get(where).status_code == 302
    assert "G. Ö." in unescape(client.get(where).content.decode())
    with time_machine.travel(now() + timedelta(minutes=29, seconds=30)):
        assert "G. Ö." in unescape(client.get(where).content.decode())
    with time_machine.travel(now() + timedelta(minutes=31)):
        late = client.get(where)
        assert late.status_code == 302 or "G. Ö." not in unescape(late.content.decode())


def test_a_name_in_an_address_is_not_listened_to(cast, client):
    known(cast)
    client.force_login(user_of(cast.worker))
    assert "G. Ö." not in unescape(client.get(reverse("persons:search"), {"q": "Gülizar"}).content.decode())
    assert client.get(reverse("persons:search"), {"asked": "nonsense"}).status_code == 200


def test_only_the_newest_twenty_are_kept(cast, client):
    client.force_login(user_of(cast.worker))
    where = [typed(client, reverse("persons:search"), q=f"Deniz {number}") for number in range(25)]
    assert len(client.session["asked"]) == 20
    assert 'value="Deniz 24"' in client.get(where[-1]).content.decode()
    assert 'value="Deniz 0"' not in client.get(where[0]).content.decode()


def test_sending_needs_the_forms_own_mark(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_of(cast.worker))
    for address in ("/search/", reverse("persons:search"), reverse("cases:list")):
        assert client.post(address, {"q": "x", "number": "x"}).status_code == 403


LISTS = (
    ("worker", "cases:list", "number"),
    ("worker", "intake:list", "number"),
    ("family_worker", "families:list", "number"),
    ("worker", "placements:list", "number"),
    ("administrator", "offices:people", "words"),
    ("auditor", "journal:search", "number"),
    ("auditor", "journal:search", "who"),
)


@pytest.mark.parametrize(("role", "name", "field"), LISTS)
def test_each_list_takes_names_and_numbers_by_post_and_the_rest_in_the_open(cast, client, role, name, field):
    client.force_login(user_of(getattr(cast, role)))
    page = reverse(name)
    form = re.search(
        r'<form method="post" action="[^"]*" role="search".*?</form>', client.get(page).content.decode(), re.S
    )[0]
    assert f'name="{field}"' in form and "csrfmiddlewaretoken" in form
    where = typed(client, page, **{field: "T42A-2026-9999", "state": "all", "page": "3"})
    assert "9999" not in where and "state=all" in where and "page" not in where
    assert 'value="T42A-2026-9999"' in client.get(where).content.decode()
    assert 'value="T42A-2026-9999"' not in client.get(page, {field: "T42A-2026-9999"}).content.decode()


def test_the_case_list_narrows_by_the_number_and_the_next_page_keeps_it(cast, client):
    case, other = make_case(cast.worker), make_case(cast.worker)
    client.force_login(user_of(cast.worker))
    shown = client.get(
        typed(client, reverse("cases:list"), number=case.number, whose="all", state="all")
    ).content.decode()
    assert f"/care/cases/{case.pk}/" in shown and f"/care/cases/{other.pk}/" not in shown
