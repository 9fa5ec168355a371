"""The pages of institutions: everybody in the house reads them, each writes its own."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from tests.cooperation.factories import user_of
from umay.cooperation.partners.models import Delegate, Delegation, Mandate, Official, Paper, Party, PartyName, State
from umay.kit.kernel.acting import acting
from umay.kit.kernel.ids import new_id

PDF = b"%PDF-1.7 full powers"
PERSON = {
    "name": "Ada Kaya", "kind": "head", "tr": "Bakan", "az": "", "en": "", "may_sign": "on", "is_public": "",
    "begins_on_day": "1", "begins_on_month": "2", "begins_on_year": "2024"
}  # fmt: skip


def sent(client, name, identity, values, *args):
    client.cookies["django_language"] = "en"
    client.force_login(user_of(identity))
    return client.post(reverse(name, args=args), {"idempotency_key": new_id(), **values})


def got(client, name, identity, *args):
    client.force_login(user_of(identity))
    return client.get(reverse(name, args=args))


@pytest.mark.parametrize("lang", ["en", "tr", "az"])
def test_the_list_shows_each_institution_in_the_readers_language(coop_cast, client, lang):
    client.cookies["django_language"] = lang
    page = got(client, "parties:list", coop_cast.sc_desk).content.decode()
    assert {"en": "Committee of AZ", "tr": "Komitə", "az": "Komitə"}[lang] in page
    assert reverse("parties:see", args=[coop_cast.tr.pk]) in page


@pytest.mark.parametrize("parties", [1, 3])
def test_the_list_asks_the_same_number_of_questions_however_long_it_is(
    coop_cast, client, parties, django_assert_max_num_queries
):
    with acting(coop_cast.tr_desk):
        for number in range(parties):
            party = Party.objects.create(code=f"X-{number}", state=State.objects.get(code="XA"), kind="agency")
            PartyName.objects.create(party=party, lang="en", name=f"Agency {number}")
    client.force_login(user_of(coop_cast.tr_desk))
    client.get(reverse("parties:list"))
    with django_assert_max_num_queries(14):
        client.get(reverse("parties:list"))


def test_a_caseworker_does_not_enter(coop_cast, cast, client):
    assert got(client, "parties:list", cast.worker).status_code == 403


def test_a_person_with_full_powers_is_written_once_and_shown_to_the_others_by_ones_own_hand(coop_cast, client):
    form = PERSON | {"idempotency_key": new_id(), "full_powers": SimpleUploadedFile("powers.pdf", PDF)}
    address = reverse("parties:add_person", args=[coop_cast.sc.pk])
    client.force_login(user_of(coop_cast.sc_desk))
    assert client.post(address, form).status_code == 302
    again = form | {"full_powers": SimpleUploadedFile("powers.pdf", PDF)}
    assert client.post(address, again).status_code == 302
    with acting(coop_cast.sc_desk):
        mandate = Mandate.objects.get(party=coop_cast.sc)
        assert Official.objects.filter(party=coop_cast.sc).count() == 1
        paper = Paper.objects.get(pk=mandate.full_powers_id)
        assert bytes(paper.content) == PDF and mandate.may_sign
    assert got(client, "parties:see_paper", coop_cast.tr_desk, paper.pk).status_code == 404
    assert sent(client, "parties:give_paper", coop_cast.sc_desk, {}, paper.pk).status_code == 302
    answer = got(client, "parties:see_paper", coop_cast.tr_desk, paper.pk)
    assert (answer.status_code, answer.content, answer["X-Content-Type-Options"]) == (200, PDF, "nosniff")


def test_somebody_of_the_same_name_holds_one_more_position(coop_cast, client):
    for kind in ("head", "negotiator"):
        assert (
            sent(client, "parties:add_person", coop_cast.tr_desk, PERSON | {"kind": kind}, coop_cast.tr.pk).status_code
            == 302
        )
    with acting(coop_cast.tr_desk):
        assert Official.objects.filter(party=coop_cast.tr).count() == 1
        assert Mandate.objects.filter(party=coop_cast.tr).count() == 2


@pytest.mark.parametrize("name", ["parties:add_name", "parties:add_person", "parties:send_delegation"])
def test_nobody_writes_the_page_of_another_institution(coop_cast, client, name):
    values = PERSON | {"lang": "tr"}
    for identity in (coop_cast.tr_desk, coop_cast.ml_lead):
        answer = sent(client, name, identity, values, coop_cast.sc.pk)
        assert answer.status_code in (403, 422)
    with acting(coop_cast.sc_desk):
        assert not Official.objects.filter(party=coop_cast.sc).exists()
        assert PartyName.objects.filter(party=coop_cast.sc).count() == 2
        assert not Delegation.objects.filter(party=coop_cast.sc).exists()


def test_an_end_before_the_beginning_is_refused_in_words_and_nothing_typed_is_lost(coop_cast, client):
    ends = {"ends_on_day": "1", "ends_on_month": "1", "ends_on_year": "2020"}
    answer = sent(client, "parties:add_person", coop_cast.tr_desk, PERSON | ends, coop_cast.tr.pk)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "The end is before the beginning" in page and "Ada Kaya" in page


def test_a_scan_of_thirty_megabytes_is_refused_before_it_is_read(coop_cast, client):
    large = SimpleUploadedFile("powers.pdf", b"%PDF-" + bytes(30 * 1024 * 1024))
    answer = sent(client, "parties:add_person", coop_cast.tr_desk, PERSON | {"full_powers": large}, coop_cast.tr.pk)
    assert answer.status_code == 422
    assert "too large" in answer.content.decode()


def test_a_file_that_only_calls_itself_a_pdf_is_refused(coop_cast, client):
    wrong = SimpleUploadedFile("powers.pdf", b"MZ\x90 not a document")
    answer = sent(client, "parties:add_person", coop_cast.tr_desk, PERSON | {"full_powers": wrong}, coop_cast.tr.pk)
    assert answer.status_code == 422 and "neither a PDF nor a picture" in answer.content.decode()
    with acting(coop_cast.tr_desk):
        assert not Mandate.objects.filter(party=coop_cast.tr).exists()


def test_a_delegation_has_one_head_and_nobody_twice(coop_cast, client):
    by = coop_cast.tr_desk
    with acting(by):
        delegation = Delegation.objects.create(party=coop_cast.tr, titles={"en": "Baku"})
        first, second = (Official.objects.create(party=coop_cast.tr, name=name) for name in ("A", "B"))
    address = ("parties:add_delegate", by)
    assert sent(client, *address, {"official": first.pk, "role": "head"}, delegation.pk).status_code == 302
    assert sent(client, *address, {"official": first.pk, "role": "expert"}, delegation.pk).status_code == 422
    assert sent(client, *address, {"official": second.pk, "role": "head"}, delegation.pk).status_code == 422
    assert sent(client, *address, {"official": second.pk, "role": "expert"}, delegation.pk).status_code == 302
    with acting(coop_cast.sc_desk):
        assert not Delegate.objects.exists()
    assert sent(client, "parties:give_delegation", by, {}, delegation.pk).status_code == 302
    with acting(coop_cast.sc_desk):
        assert Delegate.objects.count() == 2


def test_a_state_without_a_code_and_its_institution_are_added_by_any_desk(coop_cast, client):
    state = {"en": "Far Island", "iso2": "", "standing": "none", "note": "Recognised by nobody."}
    assert sent(client, "parties:add_state", coop_cast.sc_desk, state).status_code == 302
    with acting(coop_cast.sc_desk):
        made = State.objects.get(names__en="Far Island")
    assert made.iso2 is None
    party = {"state": made.pk, "kind": "ministry", "en": "Ministry of Far Island"}
    assert sent(client, "parties:add_party", coop_cast.sc_desk, party).status_code == 302
    assert "Ministry of Far Island" in got(client, "parties:list", coop_cast.tr_desk).content.decode()


def test_nobody_invents_an_institution_of_a_state_that_has_its_own_desk(coop_cast, client):
    with acting(coop_cast.tr_desk):
        state = State.objects.get(code="AZ")
    answer = sent(client, "parties:add_party", coop_cast.tr_desk, {"state": state.pk, "kind": "agency", "en": "Agency"})
    assert answer.status_code == 422 and "has its own desk" in answer.content.decode()
    with acting(coop_cast.tr_desk):
        assert not PartyName.objects.filter(name="Agency").exists()


def test_two_desks_that_write_in_the_same_minute_both_stand(coop_cast, client):
    with translation.override("en"):
        for name, by in (("First", coop_cast.tr_desk), ("Second", coop_cast.tr_lead)):
            assert (
                sent(client, "parties:add_name", by, {"lang": "en", "name": name}, coop_cast.tr.pk).status_code == 302
            )
    with acting(coop_cast.tr_desk):
        assert PartyName.objects.filter(party=coop_cast.tr, name__in=["First", "Second"]).count() == 2


def test_a_position_that_ended_stays_on_the_page(coop_cast, client):
    by = coop_cast.tr_desk
    sent(client, "parties:add_person", by, PERSON, coop_cast.tr.pk)
    with acting(by):
        mandate = Mandate.objects.get(party=coop_cast.tr)
    day = {"ends_on_day": "3", "ends_on_month": "3", "ends_on_year": "2025"}
    assert sent(client, "parties:end_mandate", by, day, mandate.pk).status_code == 302
    page = got(client, "parties:see", coop_cast.sc_desk, coop_cast.tr.pk).content.decode()
    assert "Ada Kaya" in page and "ended" in page
    early = day | {"ends_on_year": "2020"}
    assert sent(client, "parties:end_mandate", by, early, mandate.pk).status_code == 422


def test_the_page_of_an_institution_asks_a_stated_number_of_questions(coop_cast, client, django_assert_max_num_queries):
    client.force_login(user_of(coop_cast.tr_desk))
    client.get(reverse("parties:see", args=[coop_cast.tr.pk]))
    with django_assert_max_num_queries(16):
        client.get(reverse("parties:see", args=[coop_cast.tr.pk]))
