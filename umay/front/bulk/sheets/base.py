"""What the three sheets share: a row on its way, the run it belongs to, names, offices, numbers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from umay.care.persons.models import Paper
from umay.care.persons.queries.doubles import Double
from umay.care.persons.queries.many import numbers_elsewhere
from umay.care.persons.rules import pairs_of
from umay.front.bulk.problems import CellProblem, Problem
from umay.front.bulk.reading import clean
from umay.front.bulk.values import PHONE, Day, Surroundings, show_cell
from umay.ground.offices import keys
from umay.ground.offices.models import Office, follow
from umay.ground.offices.packs import Settings
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.text import fold
from umay.kit.kernel.vault import blind

NEW, UNCHANGED, KNOWN, DOUBLE, LEFT_OUT, PROBLEM = "new", "unchanged", "known", "double", "left_out", "problem"
SAME, OTHER = "same", "new"
_OWN_NUMBER = re.compile(r"[A-Z0-9]+-\d{4}-\d{4,}")
_SURNAME_FIRST = re.compile(r"(ov|ova|yev|yeva|ev|eva|li|lu|zade|sky|skaya)$")
MOST_NUMBER = 20


@dataclass
class Row:
    """One row of the file. `matches`: for each person of it (slot "", "1", "2") who they may already be."""

    number: int
    values: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)
    outcome: str = NEW
    matches: dict[str, "Double | int"] = field(default_factory=dict)
    chosen: dict[str, UUID] = field(default_factory=dict)
    found: Any = None
    differs: list[str] = field(default_factory=list)

    def get(self, code: str) -> Any:
        return self.values.get(code)

    def key(self, slot: str) -> str:
        return f"{self.number}.{slot}" if slot else str(self.number)


@dataclass
class Run:
    """One reading of a file: who asks, what the settings are, what was decided, what was already seen in the file."""

    by: Identity
    at: datetime
    around: Surroundings
    settings: Settings
    offices: list[Office]
    headings: Mapping[str, str]
    decisions: Mapping[str, str] = field(default_factory=dict)
    rule: str = "ask"  # for doubles nobody decided: "ask", "same", "new"
    seen: dict[str, dict] = field(default_factory=dict)

    def once(self, what: str, key: Any, row: int) -> int | None:
        """The earlier row with the same key, if any; else remember this one. Keys are kept as hashes: eight bytes for a row."""
        return known if (known := self.seen.setdefault(what, {}).setdefault(hash(key), row)) != row else None

    def heading(self, code: str) -> str:
        """The heading as written in the file; a column that the file has not is named as an export would."""
        if code in self.headings:
            return self.headings[code]
        return self.fallback(code)

    fallback: Any = str

    def wrong(self, row: Row, column: str, code: str, /, **values: Any) -> None:
        row.problems.append(Problem(row.number, self.heading(column) if column else "", code, values))
        row.outcome = PROBLEM

    def office_of(self, row: Row) -> Office | None:
        """The office of a row; the asker's own where the cell is empty."""
        written = row.get("office")
        own = [one for one in self.offices if one.pk == self.by.office_id]
        if not written:
            return (own or self.offices)[0]
        word = fold(written)
        for one in self.offices:
            if word in (fold(one.code), fold(one.name)):
                return one
        self.wrong(
            row, "office", "other_office", value=written, offices=", ".join(one.code for one in self.offices[:8])
        )
        return None

    def number_of(self, row: Row, column: str, office: Office | None) -> str:
        """A file's number: our own as it is, one of an older list with the office before it, so that two offices never share one."""
        written = row.get(column)
        if not written or office is None:
            return ""
        written = " ".join(written.split())
        number = (
            written
            if _OWN_NUMBER.fullmatch(written) or written.startswith(f"{office.code}-")
            else f"{office.code}-{written}"
        )
        if len(number) > MOST_NUMBER:
            self.wrong(row, column, "number_long", most=MOST_NUMBER - len(office.code) - 1)
        return number

    def needs(self, row: Row, column: str, because: str) -> None:
        """`column` must be filled because `because` is."""
        if row.get(column) in (None, ""):
            self.wrong(
                row,
                column,
                "needed_with",
                column=self.heading(column),
                other=self.heading(because),
                value=self.shown(row, because),
            )

    def ordered(self, row: Row, earlier: str, later: str) -> None:
        a, b = row.get(earlier), row.get(later)
        if a is not None and b is not None:
            a, b = (
                x.date() if isinstance(x, datetime) and not (isinstance(a, datetime) and isinstance(b, datetime)) else x
                for x in (a, b)
            )
            if b < a:
                self.wrong(row, later, "order", later=self.heading(later), earlier=self.heading(earlier))

    def shown(self, row: Row, column: str) -> str:
        return show_cell(self.kind_of(column), row.get(column), self.around)

    kind_of: Any = None


def split_name(text: str, country: str) -> tuple[str, str]:
    """(given names, surname) of a full name: "Soyad, Ad" and "Ad Soyad"; in Azerbaijan also "Soyad Ad Ata-adı oğlu"."""
    before, comma, after = text.partition(",")
    if comma and after.strip():
        return after.strip(), before.strip()
    words = text.split()
    if len(words) < 2:
        return text, ""
    small = fold(words[-1]) in ("oglu", "qizi", "kizi")
    if country == "AZ" and (small or _SURNAME_FIRST.search(fold(words[0]))):
        return " ".join(words[1:]), words[0]
    return " ".join(words[:-1]), words[-1]


def human(row: Row, prefix: str, country: str) -> dict[str, Any] | None:
    """Values of a person for the persons room, from the columns that begin with `prefix`; None where nothing says who it is."""
    given, surname = row.get(prefix + "given") or "", row.get(prefix + "surname") or ""
    if not given and not surname and (whole := row.get(prefix + "name")):
        given, surname = split_name(whole, country)
    born: Day | None = row.get(prefix + "born")
    if not (given or surname):
        return None
    return {
        "given": given,
        "surname": surname,
        "sex": row.get(prefix + "sex") or "u",
        "born_on": born.on if born else None,
        "born_precision": born.precision if born else "day",
        "phone": row.get(prefix + "phone") or "",
        "papers": [row.get(prefix + "identity")] if row.get(prefix + "identity") else [],
    }


def paper_hash(paper: tuple[str, str, str]) -> bytes:
    issuer, kind, number = paper
    return blind(number, country=issuer, kind=kind)


def match_in_file(run: Run, row: Row, slot: str, values: dict) -> None:
    """Somebody with the same number, or the same name (in any spelling) and birth, in an earlier row."""
    for paper in values["papers"]:
        if other := run.once("paper", paper, row.number):
            run.wrong(row, "", "identity_twice", other=other)
    if values["born_on"] and values["born_precision"] == "day":
        for pair in pairs_of(values["given"], values["surname"])[:1]:
            if other := run.once("person", (pair, values["born_on"]), row.number):
                row.matches[slot] = other


def holds_number(row: Row, column: str, match: "Double | int") -> bool:
    """Whether the person of the records holds the identity number of this row: then a second record of it is impossible."""
    if isinstance(match, int) or not row.get(column):
        return False
    return Paper.objects.filter(
        person=match.person, number_hash=paper_hash(row.get(column)), ended_at__isnull=True
    ).exists()


def ask_elsewhere(rows: Iterable[Row], columns: Iterable[str], run: Run) -> None:
    """Identity numbers of new people that stand in records of other offices: such a row can't be written, and is told before somebody tries."""
    asked = {
        paper_hash(row.get(column)): (row, column)
        for row in rows
        for column in columns
        if row.outcome in (NEW, DOUBLE) and row.get(column)
    }
    for hashed, office in numbers_elsewhere(asked).items():
        row, column = asked[hashed]
        run.wrong(row, column, "identity_elsewhere", office=office)


def decide(run: Run, row: Row, slot: str) -> str | None:
    """ "same", "new", or None where nobody has decided. A decision counts for the person that was shown, and for nobody else."""
    match = row.matches[slot]
    shown = f"row:{match}" if isinstance(match, int) else str(match.person.pk)
    said = run.decisions.get(row.key(slot), "")
    if said == OTHER or said == f"{SAME}:{shown}":
        return said.partition(":")[0]
    if run.rule == SAME and (isinstance(match, int) or match.is_likely):
        return SAME
    return OTHER if run.rule == OTHER else None


def differing(values: Mapping[str, Any], stands: Mapping[str, Any], codes: Iterable[str]) -> list[str]:
    """Columns in which a row says something else than what stands. An empty cell says nothing."""
    return [code for code in codes if values.get(code) not in (None, "", []) and values[code] != stands.get(code)]


def plain_text(value: str | None) -> str | None:
    """Stored text as a cell holds it."""
    return clean(value) or None if value else None


def born_of(person) -> Day | None:
    return Day(person.born_on, person.born_precision) if person.born_on else None


def phone_of(stored: str, around: Surroundings) -> str | None:
    try:
        return PHONE.read(stored, around) if stored else None
    except CellProblem:
        return stored


def papers_of(people) -> dict[UUID, tuple[str, str, str]]:
    """The first standing identity number of each person, opened. Two statements."""
    ids = [person.pk for person in people]
    keys.warm(ids)
    found: dict[UUID, tuple[str, str, str]] = {}
    for paper in Paper.objects.filter(person_id__in=ids, ended_at__isnull=True).order_by("kind", "id"):
        if paper.number:
            found.setdefault(paper.person_id, (paper.issuer, paper.kind, paper.number))
    return found


def common(case: Any, run: Run) -> dict[str, Any]:
    """What every row of a case's file carries."""
    return {**follow(case), "recorded_by": run.by.user_id, "recorded_at": run.at}


class Light:
    """As much of a case as its later rows need: a hundred thousand of them fit in memory."""

    __slots__ = ("confidential", "country", "file_id", "number", "office_id", "pk", "team_id", "worker_id")

    def __init__(self, case: Any):
        for name in self.__slots__:
            setattr(self, name, getattr(case, name))


def is_the_same(row: Row, stands: dict) -> bool:
    """The same number, or the same name and no other birth."""
    if row.get("identity") and stands.get("identity"):
        return row.get("identity") == stands["identity"]
    child = row.get("child")
    mine, theirs = f"{child['given']} {child['surname']}", f"{stands.get('given') or ''} {stands.get('surname') or ''}"
    born, known = row.get("born"), stands.get("born")
    return fold(mine) == fold(theirs) and (born is None or known is None or born.on == known.on)
