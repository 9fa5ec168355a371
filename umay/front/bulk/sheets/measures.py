"""What decisions order beside the legal basis, in a child's row: the columns are lists, as long as there are measures.

A single entry stands for all measures, "-" for one that has none. Authority, number and day of a decision that are not written are those of the
legal basis. A measure for the whole family stands in the row of each child, and is written once.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from umay.care.cases import rules
from umay.care.cases.models import CaseChild, Deadline, Measure
from umay.care.cases.words import OTHER_MEASURE, CaseState
from umay.front.bulk import vocabulary
from umay.front.bulk.batch import Batch
from umay.front.bulk.sheets.base import Row, Run, common, plain_text
from umay.ground.offices.packs.calendar import local_day

CHILD, FAMILY = "child", "family"
_FROM_BASIS = {"authority": "basis_authority", "number": "basis_number", "decided_on": "basis_decided_on"}


class Entry(NamedTuple):
    """One measure. kind: a code of the country's list, or "other:" and the decision's own words."""

    start: date
    decided_on: date
    number: str
    kind: str
    whom: str
    authority: str
    end: date | None

    @property
    def order(self) -> tuple:
        return (*self[:-1], self.end or date.max)

    def is_in_force(self, on: date) -> bool:
        return self.end is None or self.end >= on

    def overlaps(self, other: "Entry") -> bool:
        return self.start < (other.end or date.max) and other.start < (self.end or date.max)


def _column(name: str) -> str:
    return "measures" if name == "kind" else f"measures_{name}"


COLUMNS = tuple(map(_column, Entry._fields))


def columns_of(entries: Iterable[Entry]) -> dict[str, list | None]:
    """The values of a row's columns; all empty where nothing was ordered."""
    found = sorted(entries, key=lambda one: one.order)
    return {_column(name): [getattr(one, name) for one in found] or None for name in Entry._fields}


def entry_of(measure: Measure) -> Entry:
    """A stored measure as a row writes it; a semicolon would begin the next entry."""

    def plain(text: str) -> str:
        return (plain_text(text) or "").replace(";", ",")

    kind = f"{OTHER_MEASURE}:{plain(measure.other)}" if measure.kind == OTHER_MEASURE else measure.kind
    whom = CHILD if measure.child_id else FAMILY
    return Entry(measure.starts_on, measure.decided_on, plain(measure.decision_number), kind, whom, plain(measure.authority), measure.ends_on)  # fmt: skip


# --- looking ---


def check(row: Row, run: Run) -> None:
    """Bring the lists to one length, fill in what the legal basis says, and put the measures in order."""
    written = next((column for column in COLUMNS if row.get(column)), None)
    if written and not row.get("measures"):
        run.needs(row, "measures", written)
    if row.problems or not written:
        return
    kinds = [_kind(text, row, run) for text in row.get("measures")]
    lists = {name: _spread(row, _column(name), len(kinds), run) for name in Entry._fields} | {"kind": kinds}
    if row.problems:
        return
    for name, column in _FROM_BASIS.items():
        lists[name] = [one or row.get(column) for one in lists[name]]
        if not all(lists[name]):
            column, other = run.heading(_column(name)), run.heading("measures")
            run.wrong(row, _column(name), "needed_with", column=column, other=other, value=run.shown(row, "measures"))
            return
    lists["whom"] = [one or CHILD for one in lists["whom"]]
    begins = (
        local_day(row.get("basis_starts"), run.around.zone)
        if row.get("basis") and row.get("basis_starts")
        else date.min
    )
    lists["start"] = [one or max(begins, day) for one, day in zip(lists["start"], lists["decided_on"], strict=True)]
    entries = [Entry(*values) for values in zip(*(lists[name] for name in Entry._fields), strict=True)]
    _check_days(row, entries, run)
    if not row.problems:
        row.values |= columns_of(entries)


def _kind(text: str, row: Row, run: Run) -> str:
    """The code of a measure of this country's list, or its own words: said to be so where the country has a list."""
    known = run.settings.get("legal.measures") if run.settings.has("legal.measures") else ()
    code, words = vocabulary.measure_of(text)
    if code in known:
        return code
    words = words or text
    if known and code != OTHER_MEASURE:
        listed = [*(vocabulary.shown("measure", one, run.around.language) for one in known), f"{vocabulary.other_measure(run.around.language)}: …"]  # fmt: skip
        run.wrong(row, "measures", "unknown_word", value=text[:60], known=", ".join(listed))
    elif len(words) > Measure._meta.get_field("other").max_length:
        run.wrong(row, "measures", "too_long", most=Measure._meta.get_field("other").max_length)
    return f"{OTHER_MEASURE}:{words}"


def _spread(row: Row, column: str, count: int, run: Run) -> list:
    found = row.get(column) or [None]
    if len(found) not in (1, count):
        run.wrong(row, column, "measures_count", column=run.heading("measures"), measures=count, entries=len(found))
    return found * count if len(found) == 1 else found


def _check_days(row: Row, entries: list[Entry], run: Run) -> None:
    for at, one in enumerate(entries):
        if one.start < one.decided_on:
            run.wrong(row, "measures_start", "order", later=run.heading("measures_start"), earlier=run.heading("measures_decided_on"))  # fmt: skip
        if one.end and one.end < one.start:
            run.wrong(row, "measures_end", "order", later=run.heading("measures_end"), earlier=run.heading("measures_start"))  # fmt: skip
        if not one.kind.startswith(OTHER_MEASURE) and any(one.kind == two.kind and one.overlaps(two) for two in entries[:at]):  # fmt: skip
            run.wrong(
                row, "measures", "measure_twice", value=vocabulary.shown("measure", one.kind, run.around.language)
            )


# --- writing ---


def put(row: Row, case: Any, child: CaseChild, run: Run, batch: Batch) -> None:
    """The measures of a new child, and those for the whole family that the case has not yet."""
    if not row.get("measures"):
        return
    lists = (row.get(_column(name)) for name in Entry._fields)
    entries = [Entry(*values) for values in zip(*lists, strict=True)]
    for one in entries:
        if one.whom == CHILD or one not in (known := _of_family(row, case, run)):
            code, _between, words = one.kind.partition(":")
            measure = Measure(
                **common(case, run), case_id=case.pk, child=child if one.whom == CHILD else None, kind=code, other=words, authority=one.authority,
                decision_number=one.number, decided_on=one.decided_on, starts_on=one.start, ends_on=one.end,
            )  # fmt: skip
            batch.put(measure, owner=row.number)
            if one.whom == FAMILY:
                known.add(one)
    _review(row, case, [one for one in entries if one.is_in_force(run.around.today)], run, batch)


def _of_family(row: Row, case: Any, run: Run) -> set[Entry]:
    """What is written already for the whole family of this case; a case of an earlier day is asked once."""
    known = run.seen.setdefault("measures", {})
    if case.pk not in known:
        standing = Measure.objects.filter(case_id=case.pk, child__isnull=True) if row.get("case_row") else ()
        known[case.pk] = {entry_of(one) for one in standing}
    return known[case.pk]


def _review(row: Row, case: Any, in_force: list[Entry], run: Run, batch: Batch) -> None:
    """While a measure is in force the court is reported to: its clock starts once, unless the legal basis has started it."""
    reviewed = run.seen.setdefault("reviewed", {})
    if not in_force or row.get("state") == CaseState.CLOSED or case.pk in reviewed:
        return
    reviewed[case.pk] = True
    if row.get("case_row") and Deadline.objects.filter(case_id=case.pk, rule=rules.COURT_REVIEW, met_at__isnull=True).exists():  # fmt: skip
        return
    first = datetime.combine(min(one.start for one in in_force), time.min, tzinfo=ZoneInfo(run.around.zone))
    for clock in rules.measure_clocks(min(first, run.at), run.settings):
        deadline = Deadline(
            **common(case, run), case_id=case.pk, kind=clock.kind, rule=clock.rule, started_at=clock.started_at, due_at=clock.due_at,
        )  # fmt: skip
        batch.put(deadline, owner=row.number)
