"""Through the rows of a file: only looking (a dry run), or writing all or nothing. Five hundred rows are held at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from umay.front.bulk import limits
from umay.front.bulk.batch import Batch, Taken, journal_files
from umay.front.bulk.headings import LEFT_OUT, column, missing
from umay.front.bulk.letters import MOJIBAKE
from umay.front.bulk.problems import CellProblem, Problem
from umay.front.bulk.reading import Table
from umay.front.bulk.sheets import SHEETS, Row, Run, base
from umay.front.bulk.values import Surroundings, read_cell
from umay.ground.offices.models import Office
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ports import record

Tell = Callable[[int, int], None]
"""tell(rows done, rows in all): called after every batch."""


@dataclass
class Report:
    """What was found: how many rows of each outcome, the problems, and the doubles somebody has to decide."""

    rows: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    doubles: list[dict] = field(default_factory=list)
    double_count: int = 0
    known: list[list] = field(default_factory=list)  # rows that say something else than the record: (row, columns)
    about: dict[str, Any] = field(default_factory=dict)
    is_written: bool = False

    @property
    def may_write(self) -> bool:
        return not self.problem_count and not self.double_count and bool(self.counts.get(base.NEW))

    def take(self, row: Row, run: Run) -> None:
        self.rows += 1
        self.counts[row.outcome] = self.counts.get(row.outcome, 0) + 1
        self.problem_count += len(row.problems)
        self.problems += row.problems[: max(limits.KEPT_PROBLEMS - len(self.problems), 0)]
        if row.outcome == base.KNOWN and len(self.known) < limits.KEPT_PROBLEMS:
            self.known.append([row.number, [run.heading(code) for code in row.differs]])
        if row.outcome == base.DOUBLE:
            self.double_count += 1
            if len(self.doubles) < limits.KEPT_DOUBLES:
                self.doubles += _doubles_of(row, run)

    def plain(self) -> dict:
        return {
            "rows": self.rows, "counts": self.counts, "problem_count": self.problem_count, "problems": [one.plain() for one in self.problems],
            "doubles": self.doubles, "double_count": self.double_count, "known": self.known, "about": self.about, "is_written": self.is_written,
        }  # fmt: skip

    @classmethod
    def of(cls, plain: dict) -> "Report":
        return cls(**{**plain, "problems": [Problem.of(one) for one in plain["problems"]]})


def _doubles_of(row: Row, run: Run) -> Iterator[dict]:
    """Each person of the row whom somebody has to decide about, as the page shows it."""
    for slot, match in row.matches.items():
        if base.decide(run, row, slot) is not None:
            continue
        prefix = f"carer{slot}_" if slot else ""
        human = base.human(row, prefix, run.by.country) or {}
        entry = {"key": row.key(slot), "row": row.number, "name": f"{human.get('given', '')} {human.get('surname', '')}".strip(), "born": run.shown(row, prefix + "born")}  # fmt: skip
        if isinstance(match, int):
            yield entry | {"match": f"row:{match}", "other_row": match, "is_likely": True}
        else:
            person = match.person
            yield entry | {
                "match": str(person.pk), "known_name": person.name, "known_born": person.born_on.strftime("%d.%m.%Y") if person.born_on else "",
                "agrees": [str(word) for word in match.agrees], "differs": [str(word) for word in match.differs], "is_likely": match.is_likely,
            }  # fmt: skip


class NotWritten(Exception):
    """The file has problems or undecided doubles: nothing was written."""

    def __init__(self, report: Report):
        super().__init__("nothing was written")
        self.report = report


def examine(*, table: Table, kind: str, codes: Sequence[str], by: Identity, at: datetime, decisions: Mapping[str, str] | None = None, rule: str = "ask", tell: Tell | None = None) -> Report:  # fmt: skip
    """A dry run: what an import would do. Writes nothing. Raises Refusal where the file can't be read at all."""
    with transaction.atomic():  # outside a transaction nobody is asking, and the database shows nothing to compare with
        return _walk(table, kind, codes, _run(kind, table, codes, by, at, decisions, rule), tell, is_writing=False)


def write(*, table: Table, kind: str, codes: Sequence[str], by: Identity, at: datetime, decisions: Mapping[str, str] | None = None, rule: str = "ask", tell: Tell | None = None) -> Report:  # fmt: skip
    """Bring all new rows in, in one transaction. Raises NotWritten with the report where anything stands in the way: nothing was written then."""
    with transaction.atomic():
        report = _walk(table, kind, codes, _run(kind, table, codes, by, at, decisions, rule), tell, is_writing=True)
        if report.problem_count or report.double_count:
            raise NotWritten(report)
        record(f"{kind}.import", kind=SHEETS[kind].thing, why=f"{report.counts.get(base.NEW, 0)} of {report.rows} rows")
    report.is_written = True
    return report


def around_of(by: Identity, at: datetime) -> Surroundings:
    language = (get_language() or "tr")[:2]
    return Surroundings(
        by.country, language if language in ("tr", "az", "en") else "en", local_day(at, by.zone), by.zone, at
    )


def _run(kind: str, table: Table, codes: Sequence[str], by: Identity, at: datetime, decisions, rule: str) -> Run:
    sheet = SHEETS[kind]
    if not by.may(sheet.permission):
        raise NotAllowed()
    lacking = missing(kind, codes)
    around = around_of(by, at)
    if lacking:
        names = ", ".join(f"“{one.heading(around.language)}”" for one in lacking)
        raise Refusal(
            _("These columns are needed and were not found: %(names)s. Say which column of the file they are.")
            % {"names": names},
            code="columns_missing",
        )
    if not by.offices:
        raise NotAllowed()
    offices = list(Office.objects.filter(pk__in=by.offices).order_by("code"))
    headings = {code: heading for code, heading in zip(codes, table.headings, strict=True) if code and code != LEFT_OUT}
    run = Run(by, at, around, pack(by.country, around.today), offices, headings, dict(decisions or {}), rule)
    run.fallback = lambda code: column(kind, code).heading(around.language)
    run.kind_of = lambda code: column(kind, code).kind
    return run


def _walk(table: Table, kind: str, codes: Sequence[str], run: Run, tell: Tell | None, *, is_writing: bool) -> Report:
    sheet, report = SHEETS[kind], Report(about=dict(table.about))
    wanted = [(place, code, column(kind, code)) for place, code in enumerate(codes) if code and code != LEFT_OUT]
    rows = table.rows()
    while part := list(islice(rows, limits.BATCH)):
        batch = [_read(number, cells, wanted, len(codes), sheet, run) for number, cells in part]
        _look(sheet, batch, run)
        if is_writing:
            _write(sheet, [row for row in batch if row.outcome == base.NEW], run, report)
        for row in batch:
            report.take(row, run)
        if tell:
            tell(report.rows, max(table.total - 1, report.rows))
    return report


def _read(number: int, cells: list, wanted, width: int, sheet, run: Run) -> Row:
    """One row of cells into values; each cell that can't be understood is a problem of its own."""
    row = Row(number, {})
    if len(cells) > width:
        run.wrong(row, "", "more_cells")
    for place, code, one in wanted:
        cell = cells[place]
        try:
            if isinstance(cell, str) and MOJIBAKE.search(cell):
                raise CellProblem("mojibake", value=cell[:40])
            value = read_cell(one.kind, cell, run.around)
        except CellProblem as wrong:
            run.wrong(row, code, wrong.code, **wrong.values)
            continue
        if value is None and one.is_needed:
            run.wrong(row, code, "needed")
        if value is not None:
            row.values[code] = value
    if not row.problems:
        sheet.check(row, run)
    return row


def _look(sheet, batch: list[Row], run: Run) -> None:
    """Compare with the database. Rows with a problem of their own are not looked up: they are sent back anyway."""
    sound = [row for row in batch if not row.problems]
    if sound:
        sheet.resolve(sound, run)


def _write(sheet, rows: list[Row], run: Run, report: Report) -> None:
    """Nothing is written any more once a problem was found: the rest is looked at so that one report names everything."""
    if not rows or report.problem_count or report.double_count:
        return
    batch = Batch()
    files = sheet.write(rows, run, batch)
    try:
        batch.save()
    except Taken as taken:
        owner = next((row for row in rows if row.number == taken.owner), rows[0])
        run.wrong(owner, "", "number_taken")
        return
    sheet.after(rows, run)
    journal_files(f"{sheet.kind}.import", sheet.thing, files)
