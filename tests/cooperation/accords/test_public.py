"""What everybody reads: without a sign-in, in three languages, and nothing that a side has not released."""

import xml.etree.ElementTree as ET

import pytest
from django.urls import reverse

from tests.cooperation.accords.test_publicity import let
from tests.cooperation.accords.test_rows import file_of
from tests.cooperation.factories import announced, make_accord, user_of
from umay.cooperation.accords.words import AccordKind, SideRole
from umay.cooperation.partners import seeding
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


def page(client, name, *args) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, (name, args, answer.status_code)
    return answer.content.decode()


@pytest.mark.parametrize("lang", ["tr", "az", "en"])
def test_the_address_says_the_language_and_sets_no_cookie(coop_cast, client, lang):
    accord = announced("plan-x", [coop_cast.tr, coop_cast.sc])
    answer = client.get(reverse("public:see", args=[lang, accord.code]))
    assert f'<html lang="{lang}"' in answer.content.decode()
    assert not answer.cookies and "public" in answer["Cache-Control"]
    assert answer.content.decode().count("hreflang") >= 3


def test_nothing_is_listed_or_opened_before_every_side_has_released(coop_cast, client):
    accord = make_accord(coop_cast)
    let(accord, coop_cast.tr_lead)
    for identity in (None, coop_cast.tr_desk, coop_cast.sc_lead):
        if identity:
            client.force_login(user_of(identity))
        assert "A plan" not in page(client, "public:list", "en")
        assert client.get(reverse("public:see", args=["en", accord.code])).status_code == 404
    let(accord, coop_cast.sc_lead)
    client.logout()
    assert "A plan" in page(client, "public:list", "en")
    assert "Committee of AZ" in page(client, "public:see", "en", accord.code)


def test_an_invitation_never_appears(coop_cast, client):
    sides = [(coop_cast.tr, SideRole.AUTHOR), (coop_cast.sc, SideRole.INVITED)]
    accord = make_accord(coop_cast, kind=AccordKind.DECLARATION, sides=sides)
    let(accord, coop_cast.tr_lead)
    shown = page(client, "public:see", "en", accord.code)
    assert "Ministry of TR" in shown and "Committee of AZ" not in shown


def test_a_file_is_read_only_where_its_side_allows_it_and_all_have_released(coop_cast, client):
    accord = make_accord(coop_cast)
    with acting(coop_cast.tr_desk):
        hidden, shown = file_of(accord, name="hidden.pdf"), file_of(accord, name="shown.pdf", may_be_public=True)
        hidden.save(force_insert=True)
        shown.save(force_insert=True)
    assert client.get(reverse("public:see_file", args=["en", shown.pk])).status_code == 404
    let(accord, coop_cast.tr_lead, coop_cast.sc_lead)
    assert client.get(reverse("public:see_file", args=["en", shown.pk])).content == b"%PDF-"
    assert client.get(reverse("public:see_file", args=["en", hidden.pk])).status_code == 404
    text = page(client, "public:see", "en", accord.code)
    assert "shown.pdf" in text and "hidden.pdf" not in text


def test_an_invented_example_says_so(coop_cast, client):
    accord = make_accord(coop_cast, is_fictitious=True)
    let(accord, coop_cast.tr_lead, coop_cast.sc_lead)
    assert "Nobody has agreed this" in page(client, "public:see", "en", accord.code)


def test_a_source_is_shown_sentence_by_sentence_with_its_hash(db, client):
    seeding.load(at=now())
    shown = page(client, "public:source", "az", "plan-2022")
    assert 'id="s13"' in shown and "fc4a4f9feea7ec6aff4325fc5883e0e8a0d322e0c4a5bc68422eba5beb8df325" in shown
    assert "its text is not kept" in page(client, "public:source", "en", "islamveirfan")


def test_the_feed_is_well_formed_and_tells_only_what_is_public(coop_cast, client):
    hidden, shown = make_accord(coop_cast), make_accord(coop_cast)
    let(shown, coop_cast.tr_lead, coop_cast.sc_lead)
    answer = client.get(reverse("public:changes", args=["tr"]))
    assert answer["Content-Type"].startswith("application/atom+xml")
    root = ET.fromstring(answer.content)
    atom = "{http://www.w3.org/2005/Atom}"
    assert [entry.find(f"{atom}title").text for entry in root.findall(f"{atom}entry")] == ["Plan"]
    assert hidden.code not in answer.content.decode() and shown.code in answer.content.decode()


def test_an_unknown_language_or_code_is_not_found_and_the_root_leads_to_ones_own(db, client):
    assert client.get("/public/xx/").status_code == 404
    assert client.get("/public/en/accords/none/").status_code == 404
    assert client.get("/public/", headers={"accept-language": "az"})["Location"] == "/public/az/"


@pytest.mark.parametrize("accords", [1, 3])
def test_the_list_asks_the_same_number_of_questions_however_long_it_is(
    coop_cast, client, accords, django_assert_max_num_queries
):
    for number in range(accords):
        announced(f"plan-{number}", [coop_cast.tr, coop_cast.sc])
    with django_assert_max_num_queries(8):
        client.get(reverse("public:list", args=["en"]))


def test_a_page_asks_a_stated_number_of_questions(coop_cast, client, django_assert_max_num_queries):
    accord = announced("plan-x", [coop_cast.tr, coop_cast.sc])
    with django_assert_max_num_queries(12):
        client.get(reverse("public:see", args=["en", accord.code]))
