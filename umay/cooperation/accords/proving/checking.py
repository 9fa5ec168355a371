"""What a signed file proves. The only verdict of the house: mathematics, trust, time, and what was changed after each signature.

Checkers that look at the mathematics alone print "valid" for a file whose pages were replaced by an appended update; here it fails, because the
whole file is compared with what each signatory saw, and nothing but upkeep may stand behind the last signature.
"""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from . import lists, places, trust
from .fields import DECLARATION, Marks, Place
from .known import Known, TrustList, sha256
from .reading import MOST_SIGNATURES, opened
from .reasons import Reason, Unproved
from .verdict import Finding, Verdict

_END = re.compile(rb"startxref\s+\d+\s+%%EOF\s*\Z")
_CLOCKS_DIFFER = timedelta(minutes=10)
_COVERS = {SignatureCoverageLevel.ENTIRE_FILE: "file", SignatureCoverageLevel.ENTIRE_REVISION: "revision"}
_LEVELS = {
    ModificationLevel.NONE: "none",
    ModificationLevel.LTA_UPDATES: "upkeep",
    ModificationLevel.FORM_FILLING: "filling",
    ModificationLevel.ANNOTATIONS: "annotations",
}
_FORMS = {SigSeedSubFilter.PADES.value, SigSeedSubFilter.ADOBE_PKCS7_DETACHED.value}


def verify(
    data: bytes,
    *,
    trust_lists: tuple[TrustList, ...],
    at: datetime,
    known: Known | None = None,
    is_arriving=False,
) -> Verdict:
    """The verdict on a file. Never raises: what can't be read is a verdict too. `is_arriving`: the depositary holds it from `at` on, so a
    certificate must be good at `at`."""
    digest = sha256(data)
    try:
        reader = opened(data)
        signed = _signed_fields(reader)
        empty = tuple(str(name) for name, _, _ in enumerate_sig_fields(reader, filled_status=False))
    except Unproved as refused:
        return Verdict(digest, len(data), reasons=(refused.reason,))
    except Exception:  # a stranger's file: any fault of the parser means the same
        return Verdict(digest, len(data), reasons=(Reason.UNREADABLE,))
    try:
        return _Check(data, reader, signed, trust_lists, at, known, is_arriving).verdict(digest, empty)
    except Exception:  # as above
        return Verdict(digest, len(data), reasons=(Reason.UNREADABLE,))


def _signed_fields(reader) -> list:
    # The library's names hold on to the whole file: only plain words go on from here.
    found = [(str(name), value, where) for name, value, where in enumerate_sig_fields(reader, filled_status=True)]
    if not found:
        raise Unproved(Reason.NO_SIGNATURE)
    if len(found) > MOST_SIGNATURES:
        raise Unproved(Reason.TOO_MANY)
    return found


class _Check:
    """One file being checked. Made once, asked once."""

    def __init__(self, data, reader, signed, trust_lists, at, known, is_arriving):
        self.data, self.reader, self.at, self.known = data, reader, at, known
        self.trust_lists, self.is_arriving = trust_lists, is_arriving
        self.crls = trust.embedded_lists(reader)
        self.signatures, self.stamps, self.strange = [], [], []
        for name, value, where in signed:
            self._sort(name, value.get_object(), where)
        self.signatures.sort(key=lambda one: one.signed_revision)
        self.marks = self._marks()
        declared = known.places if known else self.marks.places
        self.places = {one.field: one for one in declared}

    def _sort(self, name, value, where):
        try:
            if value.get("/Type", "/Sig") == "/DocTimeStamp":
                self.stamps.append(EmbeddedPdfSignature(self.reader, where, name))
            elif value.get("/SubFilter") in _FORMS:
                self.signatures.append(EmbeddedPdfSignature(self.reader, where, name))
            else:
                self.strange.append(Finding(field=name, reasons=(Reason.UNSUPPORTED,)))
        except Exception:  # a signature whose inside is broken
            self.strange.append(Finding(field=name, reasons=(Reason.BROKEN,)))

    def _marks(self) -> Marks:
        """From the bytes the first signature covers: what was added later may say what it likes."""
        if not self.signatures:
            return Marks()
        _, _, start, length = map(int, self.signatures[0].byte_range)
        try:
            return places.marks(opened(self.data[: start + length]))
        except Unproved:
            return Marks()

    def verdict(self, digest: str, empty: tuple[str, ...]) -> Verdict:
        for one in (*self.signatures, *self.stamps):
            one.compute_integrity_info()
        proofs = self._proofs()
        findings = [self._finding(one, proofs) for one in self.signatures]
        findings = [*_once_each(findings), *self.strange]
        return Verdict(
            sha256=digest,
            size=len(self.data),
            kind=self.marks.kind,
            of=self.marks.of,
            findings=tuple(findings),
            empty_fields=empty,
            places=tuple((one.field, one.party, one.country) for one in self.marks.places),
            reasons=tuple(dict.fromkeys(self._of_file(findings))),
        )

    def _proofs(self) -> list[tuple[int, datetime]]:
        """Time stamps over the whole file that stand unharmed: each proves what came before it."""
        found = []
        for one in self.stamps:
            made = trust.document_stamp(one, self.trust_lists, self.at) if one.coverage.value >= 2 else None
            if made:
                found.append((one.signed_revision, made))
        return found

    def _finding(self, one, proofs) -> Finding:
        place, card, claimed = self.places.get(one.field_name), lists.card_of(one.signer_cert), _claimed(one)
        summary = one.summarise_integrity_info()
        covers, modification = _COVERS.get(one.coverage, "part"), _modification(one)
        is_changed = covers == "part" or not summary["docmdp_ok"]
        revision = sha256(self.data[: int(one.byte_range[2]) + int(one.byte_range[3])])
        moment, source, is_stamp_wrong = self._moment(one, revision, proofs)
        judged = trust.judge(one, self.trust_lists, moment=moment, source=source, claimed_at=claimed, crls=self.crls)
        reasons = [
            *([Reason.PARTLY_COVERED] if covers == "part" else []),
            *([Reason.CHANGED] if is_changed else []),
            *([] if judged.is_sound else [Reason.BROKEN]),
            *([Reason.STAMP_WRONG] if is_stamp_wrong else []),
            *([Reason.FUTURE] if claimed and claimed > self.at + _CLOCKS_DIFFER else []),
            *judged.reasons,
            *self._of_place(place, judged.trusted_by, card.sha256),
        ]
        return Finding(
            field=one.field_name,
            party=place.party if place else "",
            signer=card.name,
            organisation=card.organisation,
            issuer=card.issuer,
            serial=card.serial,
            certificate=card.sha256,
            is_certification=_is_certification(self.reader, one),
            is_sound=judged.is_sound,
            covers=covers,
            modification=modification,
            is_changed=is_changed,
            trusted_by=judged.trusted_by,
            revocation=judged.revocation,
            revoked_at=judged.revoked_at,
            claimed_at=claimed,
            proven_at=None if source == "now" else moment,
            time_source=source,
            revision=revision,
            reasons=tuple(dict.fromkeys(reasons)),
        )

    def _moment(self, one, revision, proofs) -> tuple[datetime, str, bool]:
        """The earliest moment at which the signature is proven to have been there, by what, and whether its own stamp is wrong."""
        inside, is_wrong = trust.stamped_at(one, self.trust_lists, self.at)
        stamps = [made for made in (inside, *(made for place, made in proofs if place > one.signed_revision)) if made]
        held = self.known.held.get(revision) if self.known else None
        held = held or (self.at if self.is_arriving else None)
        if stamps and (held is None or min(stamps) <= held):
            return min(stamps), "stamp", is_wrong
        return (held, "held", is_wrong) if held else (self.at, "now", is_wrong)

    def _of_place(self, place: Place | None, trusted_by, certificate: str) -> list[Reason]:
        if place is None:
            return [Reason.UNKNOWN_FIELD] if self.places else []
        found = []
        if place.country and trusted_by and place.country not in trusted_by:
            found.append(Reason.FIELD_OF_ANOTHER)
        if place.certificates and certificate not in place.certificates:
            found.append(Reason.NOT_EMPOWERED)
        if self.known and not place.certificates:
            found.append(Reason.UNPINNED)
        return found

    def _of_file(self, findings) -> list[Reason]:
        found = [Reason.CHANGED] if any(one.is_changed for one in findings) else []
        if not self.signatures:
            found.append(Reason.NO_SIGNATURE)
        elif _modification(self.signatures[-1]) not in ("none", "upkeep") or self._has_tail():
            found.append(Reason.LOOSE_END)
        certified = [number for number, one in enumerate(findings) if one.is_certification]
        if self.marks.kind or self.known:
            if not certified:
                found.append(Reason.NOT_CERTIFIED)
            if not self._is_the_text():
                found.append(Reason.ANOTHER_TEXT)
        if certified and certified[0] != 0:
            found.append(Reason.CERTIFIED_LATE)
        return found

    def _has_tail(self) -> bool:
        """Bytes behind the last signature that belong to no revision: our reader passes over them, one that mends files may show them."""
        last = max((*self.signatures, *self.stamps), key=lambda one: one.signed_revision)
        behind = self.data[int(last.byte_range[2]) + int(last.byte_range[3]) :].strip()
        if not behind:
            return False
        is_revision = self.reader.xrefs.total_revisions > last.signed_revision + 1
        return not is_revision or _END.search(self.data[-64:]) is None

    def _is_the_text(self) -> bool:
        marks, known = self.marks, self.known
        if marks.kind == DECLARATION and sha256(self.data[: marks.size]) != marks.of:
            return False
        if known is None:
            return True
        is_sealed = not known.sealed_size or sha256(self.data[: known.sealed_size]) == known.sealed_sha256
        return is_sealed and (marks.kind, marks.of) == (known.kind, known.of)


def _modification(one) -> str:
    if one.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return "none"
    level = getattr(one.diff_result, "modification_level", ModificationLevel.OTHER)
    return _LEVELS.get(level, "other")


def _claimed(one) -> datetime | None:
    try:
        return one.self_reported_timestamp
    except Exception:  # a date that can't be read is no date
        return None


def _is_certification(reader, one) -> bool:
    try:
        certified = reader.root["/Perms"].get_value_as_reference("/DocMDP")
        return one.sig_field.get_value_as_reference("/V") == certified
    except (KeyError, ValueError, TypeError):
        return False


def _once_each(findings: list[Finding]) -> list[Finding]:
    """Mark the later signatures of a party that has signed already, whether by field, by certificate or by both."""
    parties, certificates, made = set(), set(), []
    for one in findings:
        is_again = not one.is_certification and (
            (one.party and one.party in parties) or one.certificate in certificates
        )
        made.append(replace(one, reasons=(*one.reasons, Reason.SECOND_BY_PARTY)) if is_again else one)
        if not one.is_certification:
            parties.add(one.party)
            certificates.add(one.certificate)
    return made
