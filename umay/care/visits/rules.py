"""When a child in a family is visited next. No database, no clock of its own.

The rhythm is the pack's (Türkiye: monthly in the first year, then quarterly; domain sources S33, S34); the first week and the weekly
visits of an emergency are marked as inferred there. Only the next visit is planned: each one that was made plans the one after it, so that
a late visit never leaves two due at once and none is ever missing. The step is counted from the last visit, not from a fixed day.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from umay.ground.offices.packs.calendar import add_months

FIRST_DAYS, EMERGENCY_DAYS = "visits.first_within_days", "visits.emergency_every_days"
YEAR_MONTHS, YEAR_EVERY = "visits.first_year_months", "visits.first_year_every_months"
LATER_EVERY = "visits.later_every_months"
RHYTHM = (FIRST_DAYS, EMERGENCY_DAYS, YEAR_MONTHS, YEAR_EVERY, LATER_EVERY)


class Times(Protocol):
    """What the rules ask of the country's settings (`offices.packs.Settings`)."""

    def has(self, key: str) -> bool: ...
    def get(self, key: str) -> Any: ...


@dataclass(frozen=True)
class Due:
    """The day of the next visit and the key of the pack it comes from."""

    on: date
    rule: str


def next_due(*, began_on: date, last_on: date | None, is_emergency: bool, times: Times) -> Due | None:
    """The next visit after `last_on` (None: none was made yet). None where this installation has confirmed no rhythm.

    A rhythm nobody has confirmed is passed over for the next known one: a number that isn't sure never becomes somebody's duty.
    """
    if last_on is None:
        if times.has(FIRST_DAYS):
            return Due(began_on + timedelta(days=times.get(FIRST_DAYS)), FIRST_DAYS)
        last_on = began_on
    if is_emergency and times.has(EMERGENCY_DAYS):
        return Due(last_on + timedelta(days=times.get(EMERGENCY_DAYS)), EMERGENCY_DAYS)
    if times.has(YEAR_MONTHS) and times.has(YEAR_EVERY) and last_on < add_months(began_on, times.get(YEAR_MONTHS)):
        return Due(add_months(last_on, times.get(YEAR_EVERY)), YEAR_EVERY)
    if times.has(LATER_EVERY):
        return Due(add_months(last_on, times.get(LATER_EVERY)), LATER_EVERY)
    return None


def is_late(due_on: date, today: date) -> bool:
    """Late from the day after."""
    return due_on < today


def is_again_in_time(*, new_on: date, today: date, latest: date | None) -> bool:
    """Whether a missed visit's new day is today or later, and not later than one step of the rhythm from today."""
    return today <= new_on and (latest is None or new_on <= latest)
