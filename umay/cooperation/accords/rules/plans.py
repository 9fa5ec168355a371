"""What follows from a plan's days and reports: how it stands, where two reports differ, what an amendment changes, what a renewal takes over.

The order of a plan (draft, signed, running, ended with what stayed open, renewed or closed) is that of cooperation agreements between
ministries; a plan that has ended is never shown as running, whatever nobody closed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

DRAFT, NOT_BEGUN, RUNNING, ENDED_OPEN, ENDED, CLOSED = "draft", "not_begun", "running", "ended_open", "ended", "closed"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a plan stands today; `open_lines` are neither verified nor cancelled."""

    code: str
    open_lines: int

    @property
    def has_ended(self) -> bool:
        return self.code in (ENDED_OPEN, ENDED, CLOSED)


def standing(*, state: str, begins_on: date, ends_on: date, today: date, open_lines: int) -> Standing:
    """The last day still belongs to the plan."""
    if state in (DRAFT, CLOSED):
        return Standing(state, open_lines)
    if today < begins_on:
        return Standing(NOT_BEGUN, open_lines)
    if today <= ends_on:
        return Standing(RUNNING, open_lines)
    return Standing(ENDED_OPEN if open_lines else ENDED, open_lines)


@dataclass(frozen=True, slots=True)
class Said:
    """What one side reported about a line. None: not said."""

    says: str
    quantity: int | None = None
    people: int | None = None
    held_on: date | None = None
    held_until: date | None = None


COMPARED = ("says", "quantity", "people", "held_on", "held_until")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two sides say differently. `is_silent`: one of them does not say it at all."""

    field: str
    one: Any
    other: Any

    @property
    def is_silent(self) -> bool:
        return self.one is None or self.other is None


def differences(one: Said, other: Said) -> list[Difference]:
    """Where two reports about the same line differ, in the order of the form."""
    pairs = ((name, getattr(one, name), getattr(other, name)) for name in COMPARED)
    return [Difference(name, mine, theirs) for name, mine, theirs in pairs if mine != theirs]


def is_late(given_on: date, due_on: date) -> bool:
    """Handed in after the day on which it was due; on that day it is in time."""
    return given_on > due_on


@dataclass(frozen=True, slots=True)
class Change:
    """One column of one line (by its number) in an amendment: what it was and what it becomes, as written in JSON."""

    line: int
    field: str
    old: Any
    new: Any


def written(value: Any) -> Any:
    """A value as it stands in JSON: days as 2025-12-31, words by language without empty ones."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {code: words.strip() for code, words in sorted(value.items()) if words and words.strip()}
    if isinstance(value, str):
        return value.strip()
    return value


def changes_of(*, line: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What differs between two states of a line's agreed columns, in the order of `before`."""
    found = ((name, written(value), written(after.get(name, value))) for name, value in before.items())
    return [Change(line, name, old, new) for name, old, new in found if old != new]


def periods(begins_on: date, ends_on: date, *, months: int, days_to_report: int) -> list[tuple[date, date, date]]:
    """Cut a plan into reporting periods of so many months: (from, until, report due on). The last one ends with the plan."""
    if months < 1 or days_to_report < 0 or ends_on < begins_on:
        raise ValueError("A plan is cut into whole months, and a report is due after its period.")
    found, start = [], begins_on
    while start <= ends_on:
        following = month_after(start.replace(day=1), months)
        end = min(following - timedelta(days=1), ends_on)
        found.append((start, end, end + timedelta(days=days_to_report)))
        start = end + timedelta(days=1)
    return found


def month_after(first_of_month: date, months: int) -> date:
    """The first day of the month so many months later."""
    number = first_of_month.year * 12 + first_of_month.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def moved_on(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def renewed_period(begins_on: date, ends_on: date) -> tuple[date, date]:
    """A renewal begins the day after the old plan ended and lasts as many years; its end can be changed before it is signed."""
    first = ends_on + timedelta(days=1)
    years = max(1, moved_years(begins_on, first))
    return first, moved_on(first, years) - timedelta(days=1)


def moved_years(from_on: date, until_on: date) -> int:
    """Whole years between two days."""
    return until_on.year - from_on.year - ((until_on.month, until_on.day) < (from_on.month, from_on.day))


def agreed_value(values: Iterable[Any]) -> tuple[Any, bool]:
    """(the value, True) where everybody who says something says the same; (None, False) where they differ; (None, True) where nobody says."""
    said = {value for value in values if value is not None}
    if len(said) > 1:
        return None, False
    return (said.pop() if said else None), True
