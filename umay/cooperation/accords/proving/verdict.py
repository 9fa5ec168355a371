"""What was found: one `Finding` for each signature, one `Verdict` for the file. Both freeze, and go to JSON and back unchanged."""

from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime

from .reasons import OPEN, Reason

PROVEN, OPEN_QUESTION, FAILED = "proven", "open", "failed"


def outcome_of(reasons) -> str:
    if not reasons:
        return PROVEN
    return OPEN_QUESTION if all(one in OPEN for one in reasons) else FAILED


@dataclass(frozen=True)
class Finding:
    """One signature. Days and times are aware; `revision` is the SHA-256 of the file up to and with this signature."""

    field: str
    party: str = ""  # whose field it is, as the file or the depositary says
    signer: str = ""  # common name in the certificate
    organisation: str = ""
    issuer: str = ""
    serial: str = ""
    certificate: str = ""  # SHA-256
    is_certification: bool = False
    is_sound: bool = False  # the mathematics alone
    covers: str = "part"  # file | revision | part
    modification: str = "other"  # none | upkeep | filling | annotations | other: what was added after it
    is_changed: bool = True
    trusted_by: tuple[str, ...] = ()
    revocation: str = "unknown"  # good | revoked | unknown
    revoked_at: datetime | None = None
    claimed_at: datetime | None = None
    proven_at: datetime | None = None
    time_source: str = "now"  # stamp | held | now
    revision: str = ""
    reasons: tuple[Reason, ...] = ()

    @property
    def outcome(self) -> str:
        return outcome_of(self.reasons)


@dataclass(frozen=True)
class Verdict:
    """One file. `kind` is declaration, accession, copy or "" for a file that wasn't prepared here."""

    sha256: str
    size: int
    kind: str = ""
    of: str = ""  # the SHA-256 of the text it is, or belongs to
    findings: tuple[Finding, ...] = ()
    empty_fields: tuple[str, ...] = ()
    places: tuple[tuple[str, str, str], ...] = ()  # (field, party, country), as the file says under its first signature
    reasons: tuple[Reason, ...] = ()

    @property
    def all_reasons(self) -> tuple[Reason, ...]:
        found = [*self.reasons, *(reason for one in self.findings for reason in one.reasons)]
        return tuple(dict.fromkeys(found))

    @property
    def outcome(self) -> str:
        return outcome_of(self.all_reasons)

    @property
    def is_proven(self) -> bool:
        return self.outcome == PROVEN

    def as_json(self) -> dict:
        return _plain(self)

    @classmethod
    def from_json(cls, found: dict) -> "Verdict":
        return cls(
            **{
                **found,
                "findings": tuple(_finding(one) for one in found["findings"]),
                "empty_fields": tuple(found["empty_fields"]),
                "places": tuple(tuple(one) for one in found["places"]),
                "reasons": tuple(Reason(one) for one in found["reasons"]),
            }
        )


def _plain(value):
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Reason) else value


def _finding(found: dict) -> Finding:
    known = {one.name for one in fields(Finding)}
    made = {key: value for key, value in found.items() if key in known}
    for name in ("claimed_at", "proven_at", "revoked_at"):
        made[name] = datetime.fromisoformat(made[name]) if made.get(name) else None
    made["trusted_by"] = tuple(made["trusted_by"])
    made["reasons"] = tuple(Reason(one) for one in made["reasons"])
    return Finding(**made)
