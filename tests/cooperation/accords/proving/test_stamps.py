"""Time stamps: a trusted one proves when a signature was there; one that nobody trusts, or of something else, proves nothing."""

from datetime import timedelta
from io import BytesIO

import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives import serialization
from pyhanko.keys import load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.cooperation.accords.proving.authority import Authority, Signer, der
from tests.cooperation.accords.proving.signed import NOW, text
from umay.cooperation.accords.proving import Reason, TrustList, prepare, verify
from umay.cooperation.accords.proving.waiting import waited

THEN = NOW - timedelta(days=300)


def _keys(signer: Signer):
    raw = signer.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return x509.Certificate.load(signer.der), load_private_key_from_pemder_data(raw, passphrase=None)


@pytest.fixture(scope="module")
def state() -> Authority:
    return Authority.make("XS")


@pytest.fixture(scope="module")
def clock() -> Authority:
    """The authority of time stamps; RSA, as the library's own needs."""
    return Authority.make("XT", kind="rsa")


def _stamper(clock: Authority, at) -> DummyTimeStamper:
    certificate, key = _keys(clock.issue("Invented clock", kind="rsa", stamps=True))
    return DummyTimeStamper(certificate, key, certs_to_embed=SimpleCertificateStore(), fixed_dt=at)


def _signed(minister: Signer, stamper) -> bytes:
    certificate, key = _keys(minister)
    signer = SimpleSigner(certificate, key, SimpleCertificateStore())
    meta = PdfSignatureMetadata(
        field_name="seal", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, certify=True
    )
    out = BytesIO()
    writer = IncrementalPdfFileWriter(BytesIO(prepare(text(), kind="", places=[])))
    waited(PdfSigner(meta, signer, timestamper=stamper).async_sign_pdf(writer, existing_fields_only=True, output=out))
    return out.getvalue()


def _list(state: Authority, clock: Authority | None) -> TrustList:
    stamps = (der(clock.certificate),) if clock else ()
    return TrustList("XS", (der(state.certificate),), crls=(state.crl(THEN - timedelta(days=1)),), stamps=stamps)


def test_a_trusted_stamp_proves_the_day_and_keeps_an_expired_certificate_good(state, clock):
    minister = state.issue("Invented Minister", end=NOW - timedelta(days=100))
    signed = _signed(minister, _stamper(clock, THEN))

    verdict = verify(signed, trust_lists=(_list(state, clock),), at=NOW + timedelta(days=1))

    (finding,) = verdict.findings
    assert (finding.time_source, finding.proven_at) == ("stamp", THEN)
    assert Reason.EXPIRED not in finding.reasons and Reason.EXPIRED_SINCE not in finding.reasons


def test_a_stamp_that_nobody_trusts_proves_nothing(state, clock):
    minister = state.issue("Invented Minister", end=NOW - timedelta(days=100))
    signed = _signed(minister, _stamper(clock, THEN))

    (finding,) = verify(signed, trust_lists=(_list(state, None),), at=NOW + timedelta(days=1)).findings

    assert finding.time_source == "now"
    assert {Reason.EXPIRED, Reason.EXPIRED_SINCE} & set(finding.reasons)


def test_a_stamp_over_the_whole_file_proves_the_signatures_before_it(state, clock):
    minister = state.issue("Invented Minister", end=NOW - timedelta(days=100))
    signed = BytesIO(_signed(minister, None))
    PdfTimeStamper(_stamper(clock, THEN)).timestamp_pdf(
        IncrementalPdfFileWriter(signed), "sha256", in_place=True, bytes_reserved=16384
    )

    verdict = verify(signed.getvalue(), trust_lists=(_list(state, clock),), at=NOW + timedelta(days=1))

    (finding,) = verdict.findings
    assert (finding.time_source, finding.proven_at, finding.modification) == ("stamp", THEN, "upkeep")
    assert not finding.is_changed
