"""The same verdict, made in a process of its own: little memory, little time, no network address, no key, no environment of ours.

A file that a stranger brings is read by a long parser; whatever it does to it happens there.
"""

import base64
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from .fields import Place
from .known import Known, TrustList, check_size, sha256
from .reasons import Reason, Unproved
from .verdict import Verdict

SECONDS, MEGABYTES = 20, 700
_ROOT = Path(__file__).resolve().parents[4]


def verify_apart(
    data: bytes,
    *,
    trust_lists: tuple[TrustList, ...],
    at: datetime,
    known: Known | None = None,
    is_arriving: bool = False,
    seconds: int = SECONDS,
) -> Verdict:
    """As `checking.verify`; a file that needs more than `seconds` of work is `too_slow`. Never raises for what is in the file."""
    try:
        check_size(len(data))
    except Unproved as refused:
        return Verdict(sha256(data), len(data), reasons=(refused.reason,))
    asked = {
        "at": at.isoformat(),
        "is_arriving": is_arriving,
        "seconds": seconds,
        "megabytes": MEGABYTES,
        "lists": [_list_to_json(one) for one in trust_lists],
        "known": _known_to_json(known) if known else None,
    }
    head = json.dumps(asked).encode()
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "umay.cooperation.accords.proving"],
            input=len(head).to_bytes(8, "big") + head + data,
            capture_output=True,
            timeout=seconds + 10,
            cwd=_ROOT,
            env={"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Verdict(sha256(data), len(data), reasons=(Reason.TOO_SLOW,))
    if ran.returncode:
        return Verdict(sha256(data), len(data), reasons=(Reason.TOO_SLOW,))
    return Verdict.from_json(json.loads(ran.stdout))


def _packed(many) -> list[str]:
    return [base64.b64encode(one).decode() for one in many]


def _list_to_json(one: TrustList) -> dict:
    parts = {name: _packed(getattr(one, name)) for name in ("roots", "others", "crls", "stamps")}
    return {"country": one.country, "needs_revocation": one.needs_revocation, **parts}


def list_from_json(found: dict) -> TrustList:
    parts = {name: tuple(map(base64.b64decode, found[name])) for name in ("roots", "others", "crls", "stamps")}
    return TrustList(country=found["country"], needs_revocation=found["needs_revocation"], **parts)


def _known_to_json(known: Known) -> dict:
    return {
        "kind": known.kind,
        "of": known.of,
        "sealed_size": known.sealed_size,
        "sealed_sha256": known.sealed_sha256,
        "held": {one: at.isoformat() for one, at in known.held.items()},
        "places": [[one.field, one.party, one.country, sorted(one.certificates)] for one in known.places],
    }


def known_from_json(found: dict) -> Known:
    places = tuple(
        Place(field=field, party=party, country=country, certificates=frozenset(certificates))
        for field, party, country, certificates in found["places"]
    )
    held = {one: datetime.fromisoformat(at) for one, at in found["held"].items()}
    return Known(found["kind"], found["of"], found["sealed_size"], found["sealed_sha256"], places, held)
