"""Signing with a key that stays with its owner: we make the file ready and say what is to be signed; a card, a telephone or a ministry's
own program signs it; we put the answer in its place. Between the two days may pass: `Pending` goes to JSON and back.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from asn1crypto import cms, x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.signers import ExternalSigner, PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko.sign.signers.pdf_signer import PdfTBSDocument
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from . import lists
from .reading import opened
from .reasons import Reason, Unproved
from .waiting import waited

MD = "sha256"
_ROOM_FOR_ANSWER = 48 * 1024  # in hexadecimal digits: a signature, its chain and a time stamp


@dataclass(frozen=True)
class Pending:
    """A file waiting for one signature. `attributes` (DER) is what the key signs; `covered` is what a program for whole files signs."""

    field: str
    document: bytes
    digest: bytes
    start: int
    end: int
    attributes: bytes
    certificate: bytes
    chain: tuple[bytes, ...] = ()

    @property
    def to_sign(self) -> bytes:
        """The SHA-256 of the attributes, for cards that take a digest."""
        return hashlib.sha256(self.attributes).digest()

    @property
    def covered(self) -> bytes:
        """The bytes of the file that the signature covers: everything but its own place."""
        return self.document[: self.start] + self.document[self.end :]

    def as_json(self) -> dict:
        plain = {name: base64.b64encode(getattr(self, name)).decode() for name in _BYTES}
        chain = [base64.b64encode(one).decode() for one in self.chain]
        return {"field": self.field, "start": self.start, "end": self.end, "chain": chain, **plain}

    @classmethod
    def from_json(cls, found: dict) -> "Pending":
        raw = {name: base64.b64decode(found[name]) for name in _BYTES}
        chain = tuple(base64.b64decode(one) for one in found["chain"])
        return cls(field=found["field"], start=found["start"], end=found["end"], chain=chain, **raw)


_BYTES = ("document", "digest", "attributes", "certificate")


class _Shown(PdfContent):
    """The first page of a small PDF, drawn in the field: letters of every script come with it."""

    def __init__(self, pdf: bytes):
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._pdf)))
        self.resources.xobject["/Shown"] = page
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return b"/Shown Do"


def begin(
    pdf: bytes,
    *,
    field: str,
    certificate: bytes,
    at: datetime,
    chain: tuple[bytes, ...] = (),
    certify: bool = False,
    may_fill: bool = True,
    stamp: bytes | None = None,
    reason: str = "",
    location: str = "",
) -> Pending:
    """Make the file ready for the signature in `field`. `stamp` is a one-page PDF shown in the field. `certify` is the secretariat's seal:
    afterwards only fields may be filled, or nothing at all (`may_fill=False`). Raises no_field, field_taken, certified_late, wrong_certificate.
    """
    reader = opened(pdf)
    _check_field(reader, field, certify)
    found = lists.certificate(certificate)
    meta = PdfSignatureMetadata(
        field_name=field,
        md_algorithm=MD,
        subfilter=SigSeedSubFilter.PADES,
        certify=certify,
        docmdp_permissions=MDPPerm.FILL_FORMS if may_fill else MDPPerm.NO_CHANGES,
        reason=reason or None,
        location=location or None,
    )
    signer = _outside(found, chain)
    style = StaticStampStyle(background=_Shown(stamp) if stamp else None, border_width=0)
    session = PdfSigner(meta, signer=signer, stamp_style=style).init_signing_session(
        IncrementalPdfFileWriter(BytesIO(pdf)), existing_fields_only=True
    )
    session.system_time = at
    ready = session.prepare_tbs_document(validation_info=None, bytes_reserved=_ROOM_FOR_ANSWER)
    prepared, out = ready.digest_tbs_document()
    attributes = waited(signer.signed_attrs(prepared.document_digest, MD, use_pades=True))
    return Pending(
        field=field,
        document=out.getvalue(),
        digest=prepared.document_digest,
        start=prepared.reserved_region_start,
        end=prepared.reserved_region_end,
        attributes=attributes.dump(),
        certificate=found.dump(),
        chain=tuple(lists.certificate(one).dump() for one in chain),
    )


def _check_field(reader: PdfFileReader, field: str, certify: bool) -> None:
    if certify and any(True for _ in reader.embedded_signatures):
        raise Unproved(Reason.CERTIFIED_LATE)
    named = {name: value for name, value, _ in enumerate_sig_fields(reader)}
    if field not in named:
        raise Unproved(Reason.NO_FIELD)
    if named[field] is not None:
        raise Unproved(Reason.FIELD_TAKEN)


def _outside(certificate: x509.Certificate, chain, value: bytes | int | None = None) -> ExternalSigner:
    store = SimpleCertificateStore()
    store.register_multiple([lists.certificate(one) for one in chain])
    return ExternalSigner(signing_cert=certificate, cert_registry=store, signature_value=value, embed_roots=False)


def finish(pending: Pending, *, signature: bytes) -> bytes:
    """The signed file. `signature` is either the bare value over `attributes` or a whole CMS (.p7s) over `covered`, DER or PEM.
    Raises wrong_signature where it does not belong to this file and certificate: nothing is put in then."""
    try:
        signature = lists.unwrapped(signature, ("PKCS7", "CMS"))
    except ValueError as wrong:
        raise Unproved(Reason.WRONG_SIGNATURE) from wrong
    answer = _whole(pending, signature) or _bare(pending, signature)
    if len(answer.dump()) * 2 > pending.end - pending.start - 2:
        raise Unproved(Reason.WRONG_SIGNATURE)
    out = BytesIO(pending.document)
    prepared = PreparedByteRangeDigest(pending.digest, pending.start, pending.end)
    waited(PdfTBSDocument.async_finish_signing(out, prepared, answer))
    return out.getvalue()


def _whole(pending: Pending, data: bytes) -> cms.ContentInfo | None:
    """A CMS made by another program, if that is what came and it is right."""
    try:
        found = cms.ContentInfo.load(data)
        if found["content_type"].native != "signed_data":
            return None
        signed = found["content"]
        info = extract_signer_info(signed)
        signer = extract_certificate_info(signed).signer_cert
    except (ValueError, TypeError, KeyError):
        return None
    try:
        if signer.dump() != pending.certificate or signed["encap_content_info"]["content"].native is not None:
            raise Unproved(Reason.WRONG_SIGNATURE)
        actual = hashlib.new(info["digest_algorithm"]["algorithm"].native, pending.covered).digest()
        sound = validate_sig_integrity(info, signer, "data", actual)
    except Unproved:
        raise
    except Exception as wrong:  # another program's answer: any fault means it can't be put in
        raise Unproved(Reason.WRONG_SIGNATURE) from wrong
    if sound != (True, True):
        raise Unproved(Reason.WRONG_SIGNATURE)
    return found


def _bare(pending: Pending, value: bytes) -> cms.ContentInfo:
    """Wrap the bare value of a card, after checking it with the certificate's key."""
    value = _checked(pending, value)
    signer = _outside(lists.certificate(pending.certificate), pending.chain, value)
    attributes = cms.CMSAttributes.load(pending.attributes)
    return waited(signer.async_sign_prescribed_attributes(MD, signed_attrs=attributes))


def _checked(pending: Pending, value: bytes) -> bytes:
    key = serialization.load_der_public_key(lists.certificate(pending.certificate).public_key.dump())
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(value, pending.attributes, padding.PKCS1v15(), hashes.SHA256())
            return value
        if isinstance(key, ec.EllipticCurvePublicKey):
            wide = (key.key_size + 7) // 8
            if len(value) == 2 * wide and value[0] != 0x30:  # cards answer with the two numbers side by side
                value = encode_dss_signature(int.from_bytes(value[:wide]), int.from_bytes(value[wide:]))
            key.verify(value, pending.attributes, ec.ECDSA(hashes.SHA256()))
            return value
    except (InvalidSignature, ValueError) as wrong:
        raise Unproved(Reason.WRONG_SIGNATURE) from wrong
    raise Unproved(Reason.WRONG_CERTIFICATE)


def follows(new: bytes, before: bytes) -> None:
    """Raise older_copy where a signed file that was brought does not begin with every byte that is already kept: a copy without an
    earlier signature, or one that a program wrote anew."""
    if len(new) <= len(before) or not new.startswith(before):
        raise Unproved(Reason.OLDER_COPY)


def keep_evidence(pdf: bytes, *, certificates: tuple[bytes, ...] = (), crls: tuple[bytes, ...] = ()) -> bytes:
    """The same file with certificates and lists of withdrawn ones laid beside the signatures (DSS), so that it can be checked in later years."""
    opened(pdf)
    out = BytesIO(pdf)
    DocumentSecurityStore.add_dss(
        out,
        sig_contents=None,
        certs=[lists.certificate(one) for one in certificates],
        crls=[lists.crl.CertificateList.load(one) for one in crls],
    )
    return out.getvalue()
