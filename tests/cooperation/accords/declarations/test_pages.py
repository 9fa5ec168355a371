"""The pages of declarations as desks and visitors meet them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cooperation.accords.declarations.setting import Scene
from tests.cooperation.accords.proving.signed import page_replaced
from tests.cooperation.factories import user_of
from umay.cooperation.accords.actions import base
from umay.cooperation.accords.models import Answer, Declaration, Proof, Signature, Signing
from umay.cooperation.accords.queries import base as reads
from umay.cooperation.accords.queries import declarations as queries
from umay.cooperation.partners.models import Official, Paper, Party
from umay.cooperation.partners.seeding import load
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(coop_cast) -> Scene:
    return Scene.make(coop_cast)


def _page(client, identity, name, *args) -> str:
    client.force_login(user_of(identity))
    response = client.get(reverse(f"declarations:{name}", args=args))
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def _sent(client, identity, name, *args, **values):
    client.force_login(user_of(identity))
    return client.post(reverse(f"declarations:{name}", args=args), {"idempotency_key": new_id(), **values})


def _file(content: bytes, name: str = "signed.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _verified(client, content: bytes, lang: str = "en", name: str = "signed.pdf"):
    return client.post(f"/public/{lang}/verify/", {"file": _file(content, name)})


def test_a_declaration_is_begun_written_invited_and_frozen_from_pages(client, scene):
    coop = scene.coop
    opened = _sent(
        client, coop.tr_desk, "open", title_tr="Bir", title_az="Bir", title_en="One", languages=["tr", "az", "en"],
        depositary=coop.tr.pk, spares=2
    )  # fmt: skip
    with acting(coop.tr_desk):
        made = Declaration.objects.exclude(pk=scene.declaration.pk).get()
    written = _sent(
        client, coop.tr_desk, "commit", made.pk, version=made.version, count=2, article_1_tr="Söz", article_1_az="Söz",
        article_1_en="Word"
    )  # fmt: skip
    invited = _sent(client, coop.tr_desk, "invite", made.pk, party=coop.sc.pk)

    page = _page(client, coop.tr_desk, "see", made.pk)

    assert [one.status_code for one in (opened, written, invited)] == [302, 302, 302]
    assert "Word" in page or "Söz" in page
    assert _sent(client, coop.tr_desk, "freeze", made.pk).status_code == 403


def test_the_invited_desk_answers_and_the_depositary_examines(client, scene):
    coop = scene.coop
    scene.opened(coop.sc)
    minister = scene.issue("AZ", "Invented Chair")
    with acting(coop.sc_desk):
        official = Official.objects.create(party=coop.sc, name="Invented Chair", recorded_by=coop.sc_desk.user_id)
        paper = Paper.objects.create(
            party=coop.sc, title="Powers", media_type="application/pdf", size=5, sha256="0" * 64, content=b"%PDF-",
            given_at=now(), recorded_by=coop.sc_desk.user_id
        )  # fmt: skip
    answered = _sent(
        client, coop.sc_desk, "answer", scene.declaration.pk, will_sign="yes", official=official.pk, paper=paper.pk,
        title_az="Sədr", certificate=_file(minister.der, "card.cer")
    )  # fmt: skip
    with acting(coop.tr_desk):
        answer = Answer.objects.get(party=coop.sc)
    examined = _sent(client, coop.tr_desk, "examine", answer.pk, is_in_order="yes")

    assert (answered.status_code, examined.status_code) == (302, 302)
    assert answer.certificate_sha256 == minister.sha256
    assert "Invented Chair" in _page(client, coop.tr_desk, "see", scene.declaration.pk)


def test_a_head_signs_in_steps_and_the_key_stays_outside(client, scene):
    coop = scene.coop
    instrument = scene.opened(coop.sc)
    minister = scene.issue("AZ", "Invented Chair")
    scene.empower(coop.sc, coop.sc_desk, minister)
    _page(client, coop.sc_lead, "sign", instrument.pk)
    begun = _sent(client, coop.sc_lead, "begin", instrument.pk, certificate=_file(minister.der, "card.cer"))
    with acting(coop.sc_lead):
        signing = Signing.objects.get(party=coop.sc)
    page = _page(client, coop.sc_lead, "finish", signing.pk)
    to_sign = client.get(reverse("declarations:attributes", args=[signing.pk])).content
    wrong = _sent(client, coop.sc_lead, "finish", signing.pk, signature=_file(b"no", "a.sig"))
    finished = _sent(client, coop.sc_lead, "finish", signing.pk, signature=_file(minister.sign(to_sign), "a.sig"))

    assert (begun.status_code, wrong.status_code, finished.status_code) == (302, 422, 302)
    assert "SHA-256" in page
    with acting(coop.tr_desk):
        assert Signature.objects.get().party == coop.sc


def test_a_desk_officer_reads_the_signing_page_and_does_not_sign(client, scene):
    coop = scene.coop
    instrument = scene.opened(coop.sc)
    _page(client, coop.sc_desk, "sign", instrument.pk)

    refused = [
        _sent(client, coop.sc_desk, "begin", instrument.pk),
        _sent(client, coop.sc_desk, "bring", instrument.pk),
        _sent(client, coop.sc_desk, "scan", scene.declaration.pk),
    ]

    assert [one.status_code for one in refused] == [403, 403, 403]


def test_the_page_of_a_declaration_asks_the_same_number_of_statements_for_more_institutions(
    client, scene, django_assert_num_queries
):
    coop = scene.coop
    scene.opened(coop.sc)
    client.force_login(user_of(coop.tr_desk))
    address = reverse("declarations:see", args=[scene.declaration.pk])
    client.get(address)
    with django_assert_num_queries(SEE_QUERIES):
        client.get(address)
    scene.invite(coop.ml)
    with django_assert_num_queries(SEE_QUERIES):
        client.get(address)


SEE_QUERIES = 34


def test_a_visitor_checks_a_released_file_in_three_languages(client, scene):
    coop = scene.coop
    instrument = scene.opened(coop.sc)
    minister = scene.issue("AZ", "Invented Chair")
    scene.empower(coop.sc, coop.sc_desk, minister)
    scene.sign(instrument, coop.sc_lead, minister)
    for lead in (coop.tr_lead, coop.sc_lead):
        with acting(lead):
            accord = scene.declaration.accord
            base.release(accord=accord, sha256=reads.public_hash_of(accord), by=lead, at=now())
    with acting(coop.tr_desk):
        signed = bytes(queries.latest_file(instrument).content)
        before = (Proof.objects.count(), Signing.objects.count())

    said = {lang: _verified(client, signed, lang).content.decode() for lang in ("tr", "az", "en")}
    tampered = _verified(client, page_replaced(signed)).content.decode()

    assert "The file is proven" in said["en"] and "Invented declaration" in said["en"]
    assert "Uydurma Bildiri" in said["tr"] and "Uydurma Bəyannamə" in said["az"]
    assert "The file is not proven" in tampered and "was changed after it was signed" in tampered
    with acting(coop.tr_desk):
        assert before == (Proof.objects.count(), Signing.objects.count())


def test_a_file_that_is_not_released_is_not_told_to_be_in_the_register(client, scene):
    coop = scene.coop
    instrument = scene.opened(coop.sc)
    with acting(coop.tr_desk):
        sealed = bytes(queries.latest_file(instrument).content)

    said = _verified(client, sealed).content.decode()

    assert "not in the register" in said and "Invented declaration" not in said


def test_what_a_visitor_may_bring_wrong_is_said_in_plain_words(client, db):
    large = client.post("/public/en/verify/", {"file": _file(b"%PDF-" + bytes(30 << 20))})
    garbage = _verified(client, b"%PDF-1.7 garbage")
    other = _verified(client, b"PK", name="a.zip")
    nothing = client.post("/public/az/verify/", {})

    assert "larger than 10 MB" in large.content.decode()
    assert "damaged" in garbage.content.decode()
    assert (large.status_code, garbage.status_code, other.status_code, nothing.status_code) == (422, 200, 422, 422)
    assert client.get("/public/verify/").status_code == 302
    assert client.get("/public/xx/verify/").status_code == 404


def test_the_two_known_declarations_are_loaded_as_their_sources_say(client, db):
    load(at=now())
    load(at=now())

    page = client.get("/public/en/accords/foster-family-declaration/").content.decode()

    assert "not published in our sources" in page
    assert "Anar Aliyev" in page and "No proof is held" in page and "exact day is not stated" in page
    assert "3 September 2025" in page and "4 September 2025" in page
    assert "As announced by" in page
    forum = client.get("/public/tr/accords/family-forum-declaration-2025/").content.decode()
    assert "Uluslararası Aile Forumu" in forum
    with acting(None):
        row = Signature.objects.get(accord__code="foster-family-declaration")
        assert row.signed_on is None and row.reported_on == ["2025-09-03", "2025-09-04"]
        assert "imzaladı" in row.sentence.text
        assert Party.objects.filter(code="AZ-MLSPP").exists()


def test_invitations_are_never_public(client, scene):
    coop = scene.coop
    scene.opened(coop.sc, coop.ml)
    with acting(coop.tr_lead):
        accord = scene.declaration.accord
        base.release(accord=accord, sha256=reads.public_hash_of(accord), by=coop.tr_lead, at=now())

    page = client.get(f"/public/en/accords/{accord.code}/").content.decode()

    assert "Every child grows up in a family." in page
    assert "Committee of AZ" not in page and "Invited" not in page
