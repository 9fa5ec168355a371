"""What the public page says of a file that somebody brings: the whole way from a signed declaration to its forgeries, in three languages."""

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from tests.cooperation.accords.declarations.setting import Scene
from tests.cooperation.accords.proving.authority import Authority
from tests.cooperation.accords.proving.signed import page_replaced, put
from umay.cooperation.accords.actions import base, declarations
from umay.cooperation.accords.declaration_words import REASONS
from umay.cooperation.accords.proving import Reason
from umay.cooperation.accords.queries import base as reads
from umay.cooperation.accords.queries import declarations as queries
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now

pytestmark = pytest.mark.django_db

NOT_PROVEN = {"tr": "Dosya kanıtlanmadı", "az": "Fayl sübut olunmayıb", "en": "The file is not proven"}
PROVEN = {"tr": "Dosya kanıtlandı", "az": "Fayl sübut olunub", "en": "The file is proven"}


@pytest.fixture
def signed(coop_cast):
    """A released declaration, signed by the committee: the scene, its instrument, the card, and the file as anybody can have it."""
    scene = Scene.make(coop_cast)
    instrument = scene.opened(coop_cast.sc, coop_cast.ml)
    minister = scene.issue("AZ", "Invented Chair")
    scene.empower(coop_cast.sc, coop_cast.sc_desk, minister)
    scene.sign(instrument, coop_cast.sc_lead, minister)
    released(scene)
    return scene, instrument, minister, file_of(scene, instrument)


def released(scene) -> None:
    for lead in (scene.coop.tr_lead, scene.coop.sc_lead):
        with acting(lead):
            accord = scene.declaration.accord
            base.release(accord=accord, sha256=reads.public_hash_of(accord), by=lead, at=now())


def file_of(scene, instrument) -> bytes:
    with acting(scene.coop.tr_desk):
        return bytes(queries.latest_file(instrument).content)


def told(content: bytes, lang: str) -> str:
    file = SimpleUploadedFile("signed.pdf", content, content_type="application/pdf")
    answer = Client().post(f"/public/{lang}/verify/", {"file": file})
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def reason(code: Reason, lang: str) -> str:
    with translation.override(lang):
        return str(REASONS[code])


def test_a_file_whose_pages_were_replaced_fails_in_plain_words_in_each_language(signed):
    _scene, _instrument, _minister, file = signed
    for lang in ("tr", "az", "en"):
        page = told(page_replaced(file), lang)
        assert NOT_PROVEN[lang] in page and PROVEN[lang] not in page
        assert reason(Reason.CHANGED, lang) in page
        assert reason(Reason.LOOSE_END, lang) in page


def test_the_true_file_is_proven_and_shows_the_hash_that_stands_at_its_foot(signed):
    scene, _instrument, _minister, file = signed
    with acting(scene.coop.tr_desk):
        scene.declaration.refresh_from_db()
    for lang in ("tr", "az", "en"):
        page = told(file, lang)
        assert PROVEN[lang] in page and scene.declaration.sha256 in page


def test_a_page_replaced_between_two_signatures_fails_for_who_signed_before(signed):
    scene, _instrument, _minister, file = signed
    other = scene.issue("AZ", "Invented Minister")
    page = told(put(page_replaced(file), "p2", other, now()), "tr")
    assert NOT_PROVEN["tr"] in page and reason(Reason.CHANGED, "tr") in page


def test_a_signature_before_the_seal_is_the_wrong_order(signed):
    _scene, instrument, minister, _file = signed
    with acting(_scene.coop.tr_desk):
        unsealed = bytes(instrument.prepared.content)
    page = told(put(unsealed, "p1", minister, now()), "az")
    assert NOT_PROVEN["az"] in page and reason(Reason.NOT_CERTIFIED, "az") in page


def test_a_spare_field_filled_by_somebody_whom_the_register_does_not_name_is_not_proven(signed):
    scene, _instrument, _minister, file = signed
    citizen = told(put(file, "spare1", scene.issue("KZ", "Nobody Known"), now()), "en")
    assert PROVEN["en"] not in citizen and reason(Reason.UNPINNED, "en") in citizen
    stranger = told(put(file, "spare1", Authority.make("XZ").issue("Nobody Trusted"), now()), "en")
    assert NOT_PROVEN["en"] in stranger and reason(Reason.UNTRUSTED, "en") in stranger


def test_a_late_accession_is_proven_by_itself_and_its_forgery_is_not(signed):
    scene, _instrument, _minister, _file = signed
    coop = scene.coop
    with acting(coop.tr_lead):
        declarations.close(declaration=scene.declaration, by=coop.tr_lead, at=now())
        accession = declarations.accede(declaration=scene.declaration, party=coop.kz, by=coop.tr_lead, at=now())
    scene.seal(accession)
    released(scene)
    file = file_of(scene, accession)
    page = told(file, "az")
    assert PROVEN["az"] in page and "Uydurma Bəyannamə" in page
    assert NOT_PROVEN["az"] in told(page_replaced(file), "az")
