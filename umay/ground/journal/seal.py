"""Sealing the journal and checking it: a chain of hashes in the database, and the same roots written outside it.

Whoever can change the database as its owner could change a line, its hash and the whole chain. They cannot change what was already
copied away from `UMAY_HOME/journal-roots`: one line per seal, appended, meant to be copied to another machine or printed.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.db import connection, transaction

from umay.ground.journal.models import Seal

LATE_AFTER = timedelta(minutes=10)
_SHOWN = 20  # ids named in one finding


@dataclass(frozen=True)
class Finding:
    """Something wrong. kind: changed, missing, added, chain, outside, unsealed. `lines`: ids of the lines in question."""

    kind: str
    words: str
    lines: tuple[int, ...] = ()


@dataclass
class Verdict:
    """What a check found. `lines` and `seals` were looked at; it is right when there are no findings."""

    lines: int = 0
    seals: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        return not self.findings


def seal(roots: Path) -> int:
    """Seal all finished lines and write the new roots outside. Returns how many roots were written. Safe to run twice at once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select journal_seal_lines()")
    roots.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(roots):
        last = max(_outside(roots), default=0)
        fresh = list(Seal.objects.filter(pk__gt=last).order_by("pk"))
        for row in fresh:
            _append(roots / f"{row.at:%Y}.txt", _line(row))
    return len(fresh)


def _line(row: Seal) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select journal_batch_ids(%s)", [row.pk])
        ids = cursor.fetchone()[0]
    return f"{row.pk} {row.at:%Y-%m-%dT%H:%M:%SZ} {row.lines} {bytes(row.root).hex()} {ids}\n"


def _append(path: Path, line: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        os.write(handle, line.encode("ascii"))
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _alone(roots: Path) -> Iterator[None]:
    handle = os.open(roots / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _outside(roots: Path) -> dict[int, tuple[str, str]]:
    """Root and ids by seal, as written outside. A last line cut off by a crash is written again."""
    found = {}
    for path in sorted(roots.glob("*.txt")):
        for line in path.read_text(encoding="ascii").splitlines():
            words = line.split(" ")
            if len(words) == 5 and len(words[3]) == 64:
                found[int(words[0])] = (words[3], words[4])
    return found


def verify(roots: Path, *, at: datetime) -> Verdict:
    """Compute every line's hash and the whole chain anew and compare with what stands outside. Needs the owner's connection."""
    verdict = Verdict()
    outside = _outside(roots)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read, read only")
        seals = list(Seal.objects.order_by("pk"))
        verdict.seals = len(seals)
        cursor.execute("select count(*) from journal_entry")
        verdict.lines = cursor.fetchone()[0]
        _changed_lines(cursor, verdict)
        _chain(cursor, seals, outside, verdict)
        _compare_outside(seals, outside, verdict)
        _outside_every_batch(cursor, seals, verdict, at)
    return verdict


def _changed_lines(cursor, verdict: Verdict) -> None:
    cursor.execute(
        "select id from journal_entry e where hash is distinct from journal_line_hash(e) order by id limit %s", [_SHOWN]
    )
    if ids := tuple(row[0] for row in cursor.fetchall()):
        verdict.findings.append(Finding("changed", f"lines whose content does not fit their hash: {_said(ids)}", ids))


_BATCH = (
    "select count(*), sha256(string_agg(journal_line_hash(e), ''::bytea order by e.id)) from journal_entry e"
    " where e.id > %s and e.id <= %s and e.xid >= %s and e.xid < %s"
)


def _chain(cursor, seals: list[Seal], outside: dict, verdict: Verdict) -> None:
    """Each seal's root follows from the root before it and the lines of its batch."""
    previous = b""
    for row in seals:
        cursor.execute(_BATCH, [row.floor, row.last, row.from_xid, row.to_xid])
        lines, found = cursor.fetchone()
        root = sha256(previous + bytes(found or b"")).digest()
        if lines != row.lines:
            kind, ids = "missing" if lines < row.lines else "added", ()
            if row.pk in outside:
                ids = _difference(cursor, row, outside[row.pk][1], missing=lines < row.lines)
            words = f"seal {row.pk} has {lines} lines, was made over {row.lines}{': ' + _said(ids) if ids else ''}"
            verdict.findings.append(Finding(kind, words, ids))
        elif root != bytes(row.root):
            words = (
                f"seal {row.pk} (lines {row.first} to {row.last}) does not follow from its lines and the seal before"
            )
            verdict.findings.append(Finding("chain", words))
        previous = bytes(row.root)


def _difference(cursor, row: Seal, ranges: str, *, missing: bool) -> tuple[int, ...]:
    cursor.execute(
        "select id from journal_entry e where e.id > %s and e.id <= %s and e.xid >= %s and e.xid < %s",
        [row.floor, row.last, row.from_xid, row.to_xid],
    )
    present = {found[0] for found in cursor.fetchall()}
    written = _ids(ranges)
    return tuple(sorted(written - present if missing else present - written))[:_SHOWN]


def _ids(ranges: str) -> set[int]:
    found: set[int] = set()
    for part in ranges.split(","):
        first, _dash, last = part.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return found


def _compare_outside(seals: list[Seal], outside: dict, verdict: Verdict) -> None:
    inside = {row.pk: bytes(row.root).hex() for row in seals}
    for number, (root, _ids_then) in sorted(outside.items()):
        if number not in inside:
            verdict.findings.append(Finding("outside", f"seal {number} stands outside but not in the database"))
        elif inside[number] != root:
            verdict.findings.append(Finding("outside", f"seal {number} is another one than was written outside"))
    for number in sorted(set(inside) - set(outside)):
        verdict.findings.append(Finding("outside", f"seal {number} was not written outside the database"))


def _outside_every_batch(cursor, seals: list[Seal], verdict: Verdict, at: datetime) -> None:
    """Lines that no seal covers: slipped in among sealed ones, or waiting longer than they should."""
    ended, last = (seals[-1].to_xid, seals[-1].last) if seals else (0, 0)
    cursor.execute(
        "select e.id from journal_entry e where not exists (select 1 from journal_seal s"
        " where e.id > s.floor and e.id <= s.last and e.xid >= s.from_xid and e.xid < s.to_xid)"
        " and ((e.xid < %s and e.id <= %s) or e.at < %s) order by e.id",
        [ended, last, at - LATE_AFTER],
    )
    late = tuple(row[0] for row in cursor.fetchall())
    if late:
        verdict.findings.append(
            Finding("unsealed", f"{len(late)} lines are under no seal: {_said(late[:_SHOWN])}", late[:_SHOWN])
        )


def _said(ids: tuple[int, ...]) -> str:
    return ", ".join(map(str, ids)) + (" ..." if len(ids) == _SHOWN else "")
