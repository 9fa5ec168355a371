"""The two files of a release: the table that may go out, and the audit that stays beside it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence

from umay.ground.figures.protecting.policy import Policy
from umay.ground.figures.protecting.reading import COUNT, EXACT, HIDDEN, ROUNDED, STATUS
from umay.ground.figures.protecting.shape import Codes, Table, combinations
from umay.ground.figures.releasing import Safe


def table_bytes(table: Table, numbers: Mapping[Codes, int | None], policy: Policy) -> bytes:
    """CSV with every row. A hidden number says so: it is never blank, and never a nought. Which cells are hidden for their
    own sake and which for others' sake is not told, because that would tell who is few."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*(dimension.name for dimension in table.dimensions), COUNT, STATUS])
    shown = f"{ROUNDED}{policy.rounding}" if policy.rounding else EXACT
    for codes in combinations(table.dimensions):
        number = numbers[codes]
        writer.writerow([*codes, HIDDEN, HIDDEN] if number is None else [*codes, number, shown])
    return out.getvalue().encode()


def audit_bytes(safe: Safe, policy: Policy, digests: Sequence[tuple[str, str]]) -> bytes:
    """JSON of what the audit found. `digests`: SHA-256 of each table as read and as released. For the owner alone."""
    release, verdict = safe.release, safe.verdict
    told = {
        "format": "umay-protect-audit/1",
        "safe": verdict.is_safe,
        "tables": [{"table_sha256": table, "release_sha256": released} for table, released in digests],
        "policy": vars(policy),
        "only_total": release.only_total,
        "hidden": {**release.reasons, "more": release.more},
        "loss": {"loss": release.loss, "at_least": release.bound},
        "sums_broken_by_rounding": release.broken,
        "attack": {
            "groups": verdict.groups,
            "ends_proven": verdict.proven,
            "sums": verdict.sums,
            "questions": verdict.questions,
        },
        "known_from_elsewhere": [dict(sorted(group)) for group in sorted(verdict.narrowed, key=sorted)],
        "ends": [
            {"group": dict(sorted(group)), "low": low, "high": high}
            for group, (low, high) in sorted(verdict.ends.items(), key=lambda one: sorted(one[0]))
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
