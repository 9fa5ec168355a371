"""The desk's page of an accord: releasing, approving by letter, files and sides, in a browser's words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cooperation.accords.test_approvals import agreed_things  # noqa: F401 - a fixture
from tests.cooperation.accords.test_publicity import is_public
from tests.cooperation.factories import make_accord, user_of
from umay.cooperation.accords.models import Accord, Approval, File, Release, Side
from umay.cooperation.accords.queries import base as queries
from umay.cooperation.accords.words import SideRole
from umay.kit.kernel.acting import acting
from umay.kit.kernel.ids import new_id


def as_(client, identity):
    client.cookies["django_language"] = "en"
    client.force_login(user_of(identity))
    return client


def hidden(page, name: str) -> str:
    return page.context["form"][name].value()


def release(client, accord, by, **more):
    address = reverse("accords:release", args=[accord.pk])
    seen = hidden(as_(client, by).get(address), "sha256")
    return client.post(address, {"idempotency_key": new_id(), "sha256": seen, "verb": "release"} | more)


def test_the_page_shows_sides_and_says_that_nothing_is_public(coop_cast, client):
    accord = make_accord(coop_cast)
    page = as_(client, coop_cast.sc_desk).get(reverse("accords:see", args=[accord.pk])).content.decode()
    assert "Not public" in page and "Ministry of TR" in page


def test_heads_release_and_take_back_on_the_page(coop_cast, client):
    accord = make_accord(coop_cast)
    for by in (coop_cast.tr_lead, coop_cast.sc_lead):
        assert release(client, accord, by).status_code == 302
    assert is_public(accord)
    assert release(client, accord, coop_cast.sc_lead, verb="withdraw").status_code == 302
    assert not is_public(accord)


def test_a_release_of_what_was_changed_meanwhile_is_refused_in_words(coop_cast, client):
    accord = make_accord(coop_cast)
    address = reverse("accords:release", args=[accord.pk])
    seen = hidden(as_(client, coop_cast.sc_lead).get(address), "sha256")
    title = {"idempotency_key": new_id(), "en": "New", "tr": "", "az": "", "version": accord.version}
    assert as_(client, coop_cast.tr_desk).post(reverse("accords:change", args=[accord.pk]), title).status_code == 302
    answer = as_(client, coop_cast.sc_lead).post(
        address, {"idempotency_key": new_id(), "sha256": seen, "verb": "release"}
    )
    assert answer.status_code == 422 and "changed while you were reading" in answer.content.decode()
    with acting(coop_cast.sc_lead):
        assert not Release.objects.filter(accord=accord).exists()


def test_two_officers_in_the_same_minute_and_the_second_loses_nothing(coop_cast, client):
    accord = make_accord(coop_cast)
    address = reverse("accords:change", args=[accord.pk])
    values = {"tr": "", "az": "", "version": accord.version}
    first = as_(client, coop_cast.tr_desk).post(address, values | {"idempotency_key": new_id(), "en": "First"})
    second = as_(client, coop_cast.sc_desk).post(address, values | {"idempotency_key": new_id(), "en": "Second"})
    assert (first.status_code, second.status_code) == (302, 422)
    assert "Someone else changed this" in second.content.decode() and "Second" in second.content.decode()


@pytest.mark.parametrize("name", ["accords:release", "accords:release_by_letter"])
def test_an_officer_has_no_button_and_no_door(coop_cast, client, name):
    accord = make_accord(coop_cast)
    assert as_(client, coop_cast.tr_desk).get(reverse(name, args=[accord.pk])).status_code == 403


def test_a_letter_speaks_for_who_has_nobody_here(coop_cast, client):
    accord = make_accord(coop_cast, sides=[(coop_cast.tr, SideRole.PARTY), (coop_cast.kz, SideRole.PARTY)])
    assert release(client, accord, coop_cast.tr_lead).status_code == 302
    address = reverse("accords:release_by_letter", args=[accord.pk])
    shown = client.get(address)
    choices = shown.content.decode().partition("<select")[2].partition("</select>")[0]
    assert str(coop_cast.kz.pk) in choices and str(coop_cast.sc.pk) not in choices
    values = {"idempotency_key": new_id(), "sha256": hidden(shown, "sha256"), "party": coop_cast.kz.pk}
    assert client.post(address, values).status_code == 422, "no letter"
    letter = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 we release")
    assert client.post(address, values | {"idempotency_key": new_id(), "paper": letter}).status_code == 302
    with acting(None):
        assert File.objects.count() == 0, "the letter itself stays with the desks"
    with acting(coop_cast.tr_lead):
        row = Release.objects.get(accord=accord, party=coop_cast.kz)
        assert row.is_entered_for and row.paper.use == "paper"


@pytest.mark.usefixtures("agreed_things")
def test_the_button_of_a_thing_approves_the_words_it_showed(coop_cast, client):
    accord = make_accord(coop_cast)
    address = reverse("accords:approve", args=["accords.accord", accord.pk])
    with acting(coop_cast.tr_lead):
        shown = queries.standing(accord).sha256
    assert as_(client, coop_cast.tr_lead).post(address, {"sha256": shown}).status_code == 302
    assert as_(client, coop_cast.sc_lead).post(address, {"sha256": "0" * 64}).status_code == 409
    assert as_(client, coop_cast.sc_desk).post(address, {"sha256": shown}).status_code == 403
    with acting(coop_cast.sc_desk):
        assert [row.party_id for row in Approval.objects.filter(thing=accord.pk)] == [coop_cast.tr.pk]


@pytest.mark.usefixtures("agreed_things")
def test_a_yes_is_taken_back_with_its_reason(coop_cast, client):
    accord = make_accord(coop_cast)
    with acting(coop_cast.tr_lead):
        shown = queries.standing(accord).sha256
    as_(client, coop_cast.tr_lead).post(
        reverse("accords:approve", args=["accords.accord", accord.pk]), {"sha256": shown}
    )
    address = reverse("accords:take_back", args=["accords.accord", accord.pk])
    assert client.post(address, {"idempotency_key": new_id(), "note": ""}).status_code == 422
    assert client.post(address, {"idempotency_key": new_id(), "note": "Another day."}).status_code == 302
    with acting(coop_cast.sc_desk):
        assert queries.approvals_of(accord)[0].note == "Another day."


def test_a_file_is_put_in_and_read_by_the_other_side_only(coop_cast, client):
    accord = make_accord(coop_cast)
    values = {"idempotency_key": new_id(), "use": "scan", "file": SimpleUploadedFile("imza.pdf", b"%PDF-1.7 scan")}
    assert as_(client, coop_cast.tr_desk).post(reverse("accords:add_file", args=[accord.pk]), values).status_code == 302
    with acting(coop_cast.tr_desk):
        file = File.objects.get(accord=accord)
    address = reverse("accords:see_file", args=[file.pk])
    answer = as_(client, coop_cast.sc_desk).get(address)
    assert answer.content == b"%PDF-1.7 scan" and "imza.pdf" in answer["Content-Disposition"]
    allow = reverse("accords:allow_file", args=[file.pk])
    assert as_(client, coop_cast.sc_lead).post(allow, {"may": "1"}).status_code == 403
    assert as_(client, coop_cast.tr_lead).post(allow, {"may": "1"}).status_code == 302
    with acting(coop_cast.tr_lead):
        assert File.objects.get(pk=file.pk).may_be_public


def test_naming_one_more_institution_opens_it_to_them(coop_cast, client):
    accord = make_accord(coop_cast, sides=[(coop_cast.tr, SideRole.PARTY), (coop_cast.kz, SideRole.PARTY)])
    address = reverse("accords:see", args=[accord.pk])
    assert as_(client, coop_cast.ml_desk).get(address).status_code == 404
    values = {"idempotency_key": new_id(), "party": coop_cast.ml.pk, "role": "party"}
    assert (
        as_(client, coop_cast.tr_desk).post(reverse("accords:name_side", args=[accord.pk]), values).status_code == 302
    )
    assert as_(client, coop_cast.ml_desk).get(address).status_code == 200
    with acting(coop_cast.tr_desk):
        assert Side.objects.filter(accord=accord).count() == 3
        assert Accord.objects.filter(pk=accord.pk).exists()


def test_the_page_asks_a_stated_number_of_questions(coop_cast, client, django_assert_max_num_queries):
    accord = make_accord(coop_cast)
    as_(client, coop_cast.tr_lead).get(reverse("accords:see", args=[accord.pk]))
    with django_assert_max_num_queries(20):
        client.get(reverse("accords:see", args=[accord.pk]))


def test_the_page_of_an_institution_says_what_it_is_party_to_as_far_as_one_sees(coop_cast, client):
    make_accord(coop_cast)
    make_accord(coop_cast, sides=[(coop_cast.tr, SideRole.PARTY), (coop_cast.kz, SideRole.PARTY)])
    address = reverse("parties:see", args=[coop_cast.tr.pk])
    for identity, accords in ((coop_cast.tr_desk, 2), (coop_cast.sc_desk, 1)):
        page = as_(client, identity).get(address).content.decode()
        assert page.count("/cooperation/accords/") == accords, identity.name
