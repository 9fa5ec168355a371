"""One signature against the pinned lists: who trusts it, at which proven moment, withdrawn or not."""

import logging
from dataclasses import dataclass, field
from datetime import datetime

from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.generic_cms import collect_timing_info
from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature, async_validate_pdf_timestamp

from . import lists
from .reasons import Reason
from .waiting import waited

# The library explains each fault at length with names of people in it; the verdict says what is needed.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)

_WEAK = {AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE, AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE}
_REVOKED = {AdESIndeterminate.REVOKED_NO_POE, AdESIndeterminate.REVOKED_CA_NO_POE}


@dataclass
class Trust:
    """What the lists say of one signature."""

    is_sound: bool = False
    trusted_by: tuple[str, ...] = ()
    revocation: str = "unknown"
    revoked_at: datetime | None = None
    reasons: list[Reason] = field(default_factory=list)


def embedded_lists(reader) -> tuple[bytes, ...]:
    """Lists of withdrawn certificates that the file carries with it. They are believed only with their authority's signature."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
        return tuple(one.get_object().data for one in store.crls)
    except Exception:  # none, or unreadable: then there are none
        return ()


def stamped_at(embedded, trust_lists, at: datetime) -> tuple[datetime | None, bool]:
    """When a trusted time stamp inside the signature was made, and whether a stamp is there that does not fit."""
    found, is_wrong = [], False
    for one in trust_lists:
        context = lists.context(roots=one.stamps, others=one.others, moment=at, must_check=False)
        try:
            timing = waited(collect_timing_info(embedded.signer_info, context, embedded.compute_digest))
        except Exception:  # a stamp that can't be read fits nothing
            return None, True
        stamp = timing.get("timestamp_validity")
        if stamp is None:
            return None, False
        is_wrong = is_wrong or not (stamp.intact and stamp.valid)
        if stamp.intact and stamp.valid and stamp.trusted:
            found.append(stamp.timestamp)
    return (min(found) if found else None), is_wrong


def document_stamp(embedded, trust_lists, at: datetime) -> datetime | None:
    """When a trusted time stamp over the whole file was made."""
    for one in trust_lists:
        context = lists.context(roots=one.stamps, others=one.others, moment=at, must_check=False)
        try:
            status = waited(async_validate_pdf_timestamp(embedded, context, skip_diff=True))
        except Exception:  # unreadable: proves nothing
            return None
        if status.intact and status.valid and status.trusted:
            return status.timestamp
    return None


def judge(embedded, trust_lists, *, moment: datetime, source: str, claimed_at, crls: tuple[bytes, ...]) -> Trust:
    """Is the certificate trusted at `moment`, and by whose list? `source` "now" means that no earlier moment is proven."""
    found, certificate = Trust(), embedded.signer_cert
    validity = certificate["tbs_certificate"]["validity"]
    start, end = validity["not_before"].native, validity["not_after"].native
    known, faults, is_in_time, answers = [], [], start <= moment <= end, []
    for one in trust_lists:
        issued = _status(embedded, one, min(max(moment, start), end), crls, must_check=False)
        found.is_sound = found.is_sound or (issued.intact and issued.valid)
        if not issued.trusted:
            faults.append(issued.trust_problem_indic)
            continue
        known.append(one)
        is_in_time = is_in_time and _status(embedded, one, moment, crls, must_check=False).trusted
        answers.append(_withdrawn(embedded, one, moment, crls, found))
    found.trusted_by = tuple(one.country for one in known)
    if not known:
        found.reasons.append(_stranger(faults))
        return found
    if not is_in_time:
        found.reasons.append(_out_of_time(moment, start, end, source, claimed_at))
    if found.revoked_at or "revoked" in answers:
        found.revocation = "revoked"
        found.reasons.append(Reason.REVOKED)
    elif "good" in answers:
        found.revocation = "good"
    elif all(one.needs_revocation for one in known) and not {Reason.EXPIRED, Reason.NOT_YET_VALID} & set(found.reasons):
        found.reasons.append(Reason.REVOCATION_UNKNOWN)
    return found


def _status(embedded, one, moment, crls, *, must_check):
    context = lists.context(
        roots=one.roots, others=one.others, crls=(*one.crls, *crls), moment=moment, must_check=must_check
    )
    stamps = lists.context(roots=one.stamps, others=one.others, moment=moment, must_check=False)
    return waited(async_validate_pdf_signature(embedded, context, stamps, skip_diff=True))


def _withdrawn(embedded, one, moment, crls, found: Trust) -> str:
    """good, revoked or unknown, by this country's lists and those in the file; the day goes to `found`."""
    day = lists.withdrawn_at(embedded.signer_cert, one.crls)
    status = _status(embedded, one, moment, crls, must_check=True)
    if status.trust_problem_indic in _REVOKED:
        details = status.revocation_details
        day = min(one for one in (day, details.revocation_date if details else moment) if one)
    if day and day <= moment:
        found.revoked_at = min(day, found.revoked_at or day)
        return "revoked"
    return "good" if status.trusted else "unknown"


def _stranger(faults) -> Reason:
    if any(one in _WEAK for one in faults):
        return Reason.WEAK
    if any(one == AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE for one in faults):
        return Reason.WRONG_USE
    return Reason.UNTRUSTED


def _out_of_time(moment, start, end, source, claimed_at) -> Reason:
    if moment < start:
        return Reason.NOT_YET_VALID
    if source == "now" and claimed_at and start <= claimed_at <= end:
        return Reason.EXPIRED_SINCE
    return Reason.EXPIRED
