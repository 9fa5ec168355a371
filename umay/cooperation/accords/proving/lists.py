"""Whom a country trusts: roots, what stands between, lists of withdrawn certificates, and roots of time stamps. All pinned, none fetched."""

from dataclasses import dataclass, field
from datetime import datetime

from asn1crypto import crl, pem, x509
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from pyhanko_certvalidator.sig_validate import DEFAULT_SIGNATURE_VALIDATOR

from .reasons import Reason, Unproved


@dataclass(frozen=True)
class Card:
    """What stands in a certificate, for a person to compare with a person."""

    name: str
    organisation: str
    country: str
    serial: str
    issuer: str
    sha256: str
    valid_from: datetime
    valid_until: datetime
    is_authority: bool
    may_sign: bool
    der: bytes = field(repr=False, default=b"")


def unwrapped(data: bytes, kinds: tuple[str, ...]) -> bytes:
    """DER from DER or PEM."""
    if not pem.detect(data):
        return data
    name, _, der = pem.unarmor(data)
    if name not in kinds:
        raise ValueError(name)
    return der


def certificate(data: bytes) -> x509.Certificate:
    """A certificate from DER or PEM; raises wrong_certificate."""
    try:
        found = x509.Certificate.load(unwrapped(data, ("CERTIFICATE", "TRUSTED CERTIFICATE")), strict=True)
        found.native  # noqa: B018 - reads everything now, not when somebody is waiting
        found.key_usage_value  # noqa: B018
        return found
    except (ValueError, TypeError, KeyError) as wrong:
        raise Unproved(Reason.WRONG_CERTIFICATE) from wrong


def _part(name: x509.Name, key: str) -> str:
    found = name.native.get(key, "")
    return "; ".join(found) if isinstance(found, list) else str(found)


def card(data: bytes) -> Card:
    """Read a certificate. Raises wrong_certificate."""
    return card_of(certificate(data))


def card_of(found: x509.Certificate) -> Card:
    use = found.key_usage_value
    validity = found["tbs_certificate"]["validity"]
    return Card(
        name=_part(found.subject, "common_name") or found.subject.human_friendly,
        organisation=_part(found.subject, "organization_name"),
        country=_part(found.subject, "country_name"),
        serial=f"{found.serial_number:x}",
        issuer=_part(found.issuer, "common_name") or found.issuer.human_friendly,
        sha256=found.sha256.hex(),
        valid_from=validity["not_before"].native,
        valid_until=validity["not_after"].native,
        is_authority=bool(found.ca),
        may_sign=use is not None and "non_repudiation" in use.native,
        der=found.dump(),
    )


def withdrawn_list(data: bytes, *, authorities: tuple[bytes, ...]) -> tuple[bytes, datetime, datetime | None]:
    """A list of withdrawn certificates signed by one of `authorities`: its DER, made at, good until. Raises wrong_certificate."""
    try:
        found = crl.CertificateList.load(unwrapped(data, ("X509 CRL",)), strict=True)
        made = found["tbs_cert_list"]["this_update"].native
        until = found["tbs_cert_list"]["next_update"].native
        signers = [one for one in map(certificate, authorities) if one.subject == found.issuer]
    except (ValueError, TypeError, KeyError) as wrong:
        raise Unproved(Reason.WRONG_CERTIFICATE) from wrong
    if not any(_signed_by(found, one) for one in signers):
        raise Unproved(Reason.UNTRUSTED)
    return found.dump(), made, until


def _signed_by(found: crl.CertificateList, authority: x509.Certificate) -> bool:
    try:
        DEFAULT_SIGNATURE_VALIDATOR.validate_signature(
            signature=found["signature"].native,
            signed_data=found["tbs_cert_list"].dump(),
            public_key_info=authority.public_key,
            signature_algorithm=found["signature_algorithm"],
        )
    except Exception:  # any fault means: not signed by this authority
        return False
    return True


def withdrawn_at(found: x509.Certificate, crls: tuple[bytes, ...]) -> datetime | None:
    """When a pinned list says the certificate was withdrawn. Asked beside the library: a list past its day still tells who was withdrawn."""
    first = None
    for data in crls:
        one = crl.CertificateList.load(data)
        if one.issuer != found.issuer:
            continue
        for entry in one["tbs_cert_list"]["revoked_certificates"] or ():
            if entry["user_certificate"].native == found.serial_number:
                day = entry["revocation_date"].native
                first = day if first is None else min(first, day)
    return first


_MUST = RevocationCheckingPolicy(RevocationCheckingRule.CRL_REQUIRED, RevocationCheckingRule.CRL_REQUIRED)
_NEED_NOT = RevocationCheckingPolicy(RevocationCheckingRule.NO_CHECK, RevocationCheckingRule.NO_CHECK)


def context(
    *, roots, others=(), crls=(), moment: datetime, must_check: bool, extra: tuple[x509.Certificate, ...] = ()
) -> ValidationContext:
    """The library's context for one moment: pinned roots only, nothing fetched, nothing of the operating system."""
    return ValidationContext(
        trust_roots=[certificate(one) for one in roots],
        other_certs=[*map(certificate, others), *extra],
        crls=list(crls),
        moment=moment,
        best_signature_time=moment,
        allow_fetching=False,
        revinfo_policy=CertRevTrustPolicy(_MUST if must_check else _NEED_NOT, retroactive_revinfo=True),
    )
