"""A protocol is drafted by both desks, written as a text of the room, agreed, signed on paper, announced and released; and stays as it was signed."""

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from tests.cooperation.accords.plans.made import again, said_yes
from tests.cooperation.accords.plans.test_views import as_, day, send, titles
from tests.cooperation.accords.test_publicity import let
from tests.cooperation.accords.texts import made as texts_made
from tests.cooperation.factories import announced
from umay.cooperation.accords.actions import protocols, texts
from umay.cooperation.accords.models import LanguageText, Protocol
from umay.cooperation.accords.queries.base import public_hash_of, standing
from umay.cooperation.accords.words import AccordKind, SideRole
from umay.cooperation.partners.models import Source, SourceSentence
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal

TITLES = {"tr": "İş birliği protokolü", "az": "Əməkdaşlıq protokolu", "en": "Protocol"}
TERM = {"begins_on": date(2027, 1, 1), "ends_on": date(2031, 12, 31), "renews_itself": True, "notice_days": 90}


def drafted(coop, **more) -> Protocol:
    sides = [(coop.tr, SideRole.PARTY), (coop.sc, SideRole.PARTY)]
    with acting(coop.tr_desk), transaction.atomic():
        made = protocols.open(titles=TITLES, values=TERM | more, sides=sides, by=coop.tr_desk, at=now())
        made.refresh_from_db()
    return made


def recorded(coop, protocol, by=None, on=None) -> Protocol:
    by = by or coop.tr_lead
    with acting(by), transaction.atomic():
        protocol.refresh_from_db()
        return protocols.sign(
            protocol=protocol, version=protocol.version, signed_on=on or now().date(), place="Ankara", by=by, at=now()
        )


def signed(coop) -> Protocol:
    made = drafted(coop)
    said_yes(made, coop.tr_lead, coop.sc_lead)
    return again(recorded(coop, made))


def worded(coop, protocol):
    """The protocol's text, begun and written in two languages with one article."""
    with acting(coop.tr_desk), transaction.atomic():
        document = texts.begin(accord=protocol.accord, languages=("tr", "az"), by=coop.tr_desk, at=now())
    texts_made.say(document, coop.tr_desk, "1", texts_made.WORDS)
    return document


def url(name, *args) -> str:
    return reverse(f"protocols:{name}", args=args)


def test_it_is_signed_once_both_heads_have_agreed_to_the_same_words(coop_cast):
    protocol = drafted(coop_cast)
    with pytest.raises(Refusal) as refused:
        recorded(coop_cast, protocol)
    assert refused.value.code == "not_agreed"
    said_yes(protocol, coop_cast.tr_lead, coop_cast.sc_lead)

    protocol = recorded(coop_cast, protocol)

    assert (protocol.state, protocol.place, len(protocol.sha256)) == ("signed", "Ankara", 64)


def test_another_term_needs_both_heads_again(coop_cast):
    protocol = drafted(coop_cast)
    said_yes(protocol, coop_cast.tr_lead, coop_cast.sc_lead)
    with acting(coop_cast.sc_desk), transaction.atomic():
        protocol = again(protocol)
        protocols.change(
            protocol=protocol, version=protocol.version, titles=TITLES, values=TERM | {"notice_days": 30},
            by=coop_cast.sc_desk, at=now()
        )  # fmt: skip

    with pytest.raises(Refusal) as refused:
        recorded(coop_cast, protocol)

    assert refused.value.code == "not_agreed"


def test_a_text_that_is_not_authentic_in_every_language_holds_the_signature_back(coop_cast):
    protocol = drafted(coop_cast)
    document = worded(coop_cast, protocol)
    said_yes(protocol, coop_cast.tr_lead, coop_cast.sc_lead)
    with pytest.raises(Refusal) as refused:
        recorded(coop_cast, protocol)
    assert refused.value.code == "text_not_authentic"
    for code, writer, reader in (
        ("tr", coop_cast.tr_desk, coop_cast.sc_desk), ("az", coop_cast.sc_desk, coop_cast.tr_desk)
    ):  # fmt: skip
        texts_made.moved(document, code, "hand", writer)
        texts_made.moved(document, code, "verify", reader)
    texts_made.approved(document, coop_cast.tr_lead, coop_cast.sc_lead)
    for code, lead in (("tr", coop_cast.tr_lead), ("az", coop_cast.sc_lead)):
        texts_made.moved(document, code, "authenticate", lead)

    assert recorded(coop_cast, protocol).state == "signed"
    with founding():
        assert set(LanguageText.objects.values_list("state", flat=True)) == {"authentic"}


def test_a_changed_word_of_its_text_voids_the_yes(coop_cast):
    protocol = drafted(coop_cast)
    document = worded(coop_cast, protocol)
    said_yes(protocol, coop_cast.tr_lead, coop_cast.sc_lead)

    texts_made.say(document, coop_cast.tr_desk, "1", {"tr": ("Amaç", "Başka sözler.")})

    with acting(coop_cast.tr_desk):
        assert [side.is_changed for side in standing(again(protocol)).sides] == [True, True]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (TERM | {"ends_on": date(2026, 1, 1)}, "end_before_start"),
        ({}, "no_title"),
    ],
)
def test_what_no_protocol_can_be_is_refused(coop_cast, values, code):
    sides = [(coop_cast.tr, SideRole.PARTY), (coop_cast.sc, SideRole.PARTY)]
    with acting(coop_cast.tr_desk), pytest.raises(Refusal) as refused:
        protocols.open(titles=TITLES if values else {}, values=values, sides=sides, by=coop_cast.tr_desk, at=now())
    assert refused.value.code == code


def test_a_signature_ahead_an_old_page_and_an_officer_are_refused(coop_cast):
    protocol = drafted(coop_cast)
    said_yes(protocol, coop_cast.tr_lead, coop_cast.sc_lead)
    with pytest.raises(Refusal) as refused:
        recorded(coop_cast, protocol, on=now().date() + timedelta(days=3))
    assert refused.value.code == "ahead"
    with pytest.raises(NotAllowed):
        recorded(coop_cast, protocol, by=coop_cast.tr_desk)
    with acting(coop_cast.tr_lead), pytest.raises(Conflict):
        protocols.sign(protocol=protocol, version=99, signed_on=now().date(), place="", by=coop_cast.tr_lead, at=now())


def test_a_signed_protocol_stays_as_it_was_signed_also_in_the_database(coop_cast):
    protocol = signed(coop_cast)
    with acting(coop_cast.tr_desk), pytest.raises(Refusal) as refused:
        protocols.change(
            protocol=protocol, version=protocol.version, titles=TITLES, values=TERM, by=coop_cast.tr_desk, at=now()
        )
    assert refused.value.code == "signed"
    for change in ({"ends_on": date(2040, 1, 1)}, {"state": "draft"}, {"signed_on": None}, {"sha256": "0" * 64}):
        with acting(coop_cast.tr_lead), pytest.raises(ProgrammingError, match="stays as it was signed"), transaction.atomic():  # fmt: skip
            Protocol.objects.filter(pk=protocol.pk).update(**change)


def test_no_injected_statement_signs_what_was_not_agreed(coop_cast):
    protocol = drafted(coop_cast)
    with acting(coop_cast.tr_lead), pytest.raises(ProgrammingError, match="every side has agreed"), transaction.atomic():  # fmt: skip
        Protocol.objects.filter(pk=protocol.pk).update(state="signed", signed_on=now().date())
    with acting(coop_cast.ml_lead), transaction.atomic():
        assert Protocol.objects.filter(pk=protocol.pk).update(notice_days=1) == 0


def test_a_draft_is_for_desks_alone_also_after_both_have_released(coop_cast):
    protocol = drafted(coop_cast)
    with founding():
        accord = protocol.accord
    let(accord, coop_cast.tr_lead, coop_cast.sc_lead)
    with acting(None), transaction.atomic():
        assert not Protocol.objects.filter(pk=protocol.pk).exists()
    said_yes(protocol, coop_cast.tr_lead, coop_cast.sc_lead)
    recorded(coop_cast, protocol)
    let(accord, coop_cast.tr_lead, coop_cast.sc_lead)
    with acting(None), transaction.atomic():
        assert Protocol.objects.filter(pk=protocol.pk).exists()


def test_the_announcement_points_at_a_sentence_of_its_source(coop_cast, client):
    protocol = signed(coop_cast)
    with founding():
        source = Source.objects.create(code="haber", kind="press", title="Haber", lang="tr", text="İmzalandı.")
        sentence = SourceSentence.objects.create(source=source, number=1, text="İmzalandı.")
    as_(client, coop_cast.tr_desk)
    today = now().date()
    early = day("announced_on", today - timedelta(days=2)) | {
        "sentence": sentence.pk,
        "version": again(protocol).version,
    }
    assert send(client, url("announce", protocol.pk), **early).status_code == 422

    answer = send(client, url("announce", protocol.pk), **(early | day("announced_on", today)))

    assert answer.status_code == 302
    assert (again(protocol).announced_on, again(protocol).sentence_id) == (today, sentence.pk)
    assert "/sources/haber/#s1" in client.get(url("see", protocol.pk)).content.decode()


def test_both_desks_write_it_on_its_pages_and_what_was_typed_stays(coop_cast, client):
    as_(client, coop_cast.tr_desk)
    sent = titles("Protokol") | {"other": coop_cast.sc.pk, "renews_itself": "yes", "notice_days": 90}
    wrong = day("begins_on", date(2031, 1, 1)) | day("ends_on", date(2030, 1, 1))
    answer = send(client, url("open"), **sent, **wrong)
    assert answer.status_code == 422
    assert "The last day lies before the first one" in answer.content.decode()
    kept = reverse("texts:draft") + "?form=protocols.open&about="
    assert client.post(kept, sent).status_code == 204
    assert "draft" in client.get(url("open")).content.decode()

    assert send(client, url("open"), **sent, **day("begins_on", date(2027, 1, 1))).status_code == 302

    with founding():
        protocol = Protocol.objects.get()
    as_(client, coop_cast.sc_desk)
    page = client.get(url("see", protocol.pk)).content.decode()
    assert "Begin the text" in page
    assert "Record the signature" not in page
    change = titles("Protokol 2") | {"renews_itself": "no", "version": protocol.version}
    assert send(client, url("change", protocol.pk), **change).status_code == 302
    assert again(protocol).renews_itself is False
    for lead in (coop_cast.tr_lead, coop_cast.sc_lead):
        as_(client, lead)
        with acting(lead):
            sha256 = standing(again(protocol)).sha256
        client.post(reverse("accords:approve", args=["protocols.protocol", protocol.pk]), {"sha256": sha256})
    page = client.get(url("see", protocol.pk)).content.decode()
    assert "Record the signature" in page
    sent = day("signed_on", now().date()) | {"place": "Bakı", "version": again(protocol).version}
    assert send(client, url("sign", protocol.pk), **sent).status_code == 302
    assert again(protocol).place == "Bakı"


def test_who_is_no_side_sees_no_page_of_a_draft_and_the_other_country_s_bodies_read_it(coop_cast, cast, client):
    protocol = drafted(coop_cast)
    for person, answer in ((coop_cast.ml_desk, 200), (coop_cast.sc_lead, 200), (cast.worker, 403)):
        assert as_(client, person).get(url("see", protocol.pk)).status_code == answer
    assert send(as_(client, coop_cast.ml_desk), url("change", protocol.pk), **titles("x"), version=1).status_code in (403, 422)  # fmt: skip
    with founding():
        assert Protocol.objects.select_related("accord").get(pk=protocol.pk).accord.titles == TITLES


def test_its_page_asks_a_fixed_number_of_questions(coop_cast, client, django_assert_num_queries):
    protocol = signed(coop_cast)
    as_(client, coop_cast.tr_desk).get(url("see", protocol.pk))
    with django_assert_num_queries(20):
        client.get(url("see", protocol.pk))


def test_a_protocol_that_was_loaded_from_a_source_says_what_it_does_not_state(coop_cast, client):
    accord = announced("eski-protokol", [coop_cast.tr, coop_cast.sc], kind=AccordKind.PROTOCOL)
    with founding():
        protocol = Protocol.objects.create(accord=accord, state="signed", is_announced=True)
    page = as_(client, coop_cast.tr_desk).get(url("see", protocol.pk)).content.decode()
    assert "Not stated in our sources" in page
    assert "Change the draft" not in page
    assert public_hash_of(accord)
