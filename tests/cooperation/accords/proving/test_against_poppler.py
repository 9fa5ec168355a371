"""The mathematics alone, checked by another program: poppler's pdfsig. Its "valid" is not our verdict, and one test shows why."""

import os
import shutil
import subprocess

import pytest

from tests.cooperation.accords.proving.authority import authority
from tests.cooperation.accords.proving.signed import LATER, STATES, Declaration, page_replaced, put, text, trust
from umay.cooperation.accords.proving import Place, Reason, prepare, verify
from umay.cooperation.accords.proving.known import sha256


@pytest.fixture(scope="module")
def pdfsig() -> str:
    found = shutil.which("pdfsig")
    if not found and os.environ.get("CI"):
        pytest.fail("pdfsig (poppler-utils) is wanted where everything is checked")
    return found or pytest.skip("pdfsig (poppler-utils) is not installed here")


def _answers(pdfsig: str, data: bytes, folder) -> list[str]:
    file = folder / "signed.pdf"
    file.write_bytes(data)
    ran = subprocess.run(
        [pdfsig, "-nocert", str(file)],
        env={"HOME": str(folder), "LC_ALL": "C.UTF-8"},  # no store of certificates but an empty one of its own
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return [line.split(":", 1)[1].strip() for line in ran.stdout.splitlines() if "Signature Validation:" in line]


@pytest.fixture(scope="module")
def declaration() -> Declaration:
    return Declaration.make()


def test_another_program_finds_the_mathematics_of_every_signature_right(pdfsig, declaration, tmp_path):
    assert _answers(pdfsig, declaration.signed(*STATES), tmp_path) == ["Signature is Valid."] * 4


def test_another_program_calls_a_file_with_replaced_pages_valid_and_we_do_not(pdfsig, declaration, tmp_path):
    tampered = page_replaced(declaration.signed(*STATES))

    assert _answers(pdfsig, tampered, tmp_path) == ["Signature is Valid."] * 4
    assert verify(tampered, trust_lists=trust(), at=LATER).outcome == "failed"


def test_another_program_sees_a_changed_byte_too(pdfsig, declaration, tmp_path):
    signed = bytearray(declaration.signed("XA"))
    signed[signed.index(b"/MediaBox") + 12] ^= 1

    assert "Signature is Valid." not in _answers(pdfsig, bytes(signed), tmp_path)


def test_another_program_finds_the_mathematics_of_a_late_accession_right(pdfsig, declaration, tmp_path):
    late = authority("XD").issue("Invented Minister of XD")
    pin = Place("xd", "party-XD", "XD", certificates=frozenset({late.sha256}))
    base = prepare(text("Accession of XD"), kind="accession", of=sha256(declaration.frozen), places=[pin])
    signed = put(put(base, "seal", declaration.seal, certify=True), "xd", late)

    assert _answers(pdfsig, signed, tmp_path) == ["Signature is Valid."] * 2
    assert _answers(pdfsig, page_replaced(signed), tmp_path) == ["Signature is Valid."] * 2, "it sees no replaced page"
    assert verify(signed, trust_lists=trust(states=(*STATES, "XD")), at=LATER).is_proven
    assert verify(page_replaced(signed), trust_lists=trust(states=(*STATES, "XD")), at=LATER).outcome == "failed"


def test_another_program_does_not_mind_the_wrong_order_and_we_do(pdfsig, declaration, tmp_path):
    unsealed = prepare(declaration.frozen, kind="declaration", places=[Place("xa", "party-XA", "XA")])
    signed = put(unsealed, "xa", declaration.ministers["XA"])

    assert _answers(pdfsig, signed, tmp_path) == ["Signature is Valid."]
    assert verify(signed, trust_lists=trust(), at=LATER).reasons == (Reason.NOT_CERTIFIED,)
