"""Working days, deadlines and ages: the one place where a law's "within five days" becomes an instant.

Days off come from the `holidays` package (offline), moved days and half days included. No clock is read here. A
deadline in days, working days or months ends with the local day, at 23:59:59 in the zone of the owning office; one in
hours ends exactly so many hours later. A half day (the afternoon before a feast) counts as a working day, because work
is possible on it: a child's deadline is rather a little early than late.

What the data can't know: Azerbaijan's Cabinet sometimes swaps a working day with a Saturday a few weeks ahead, and both
states may declare administrative leave. Feasts of coming years are computed estimates (`is_estimated`).
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

UNITS = ("hours", "days", "working_days", "months")
HALF_DAY_ENDS = time(13, 0)  # Law 2429: offices close at one o'clock on the eve of a feast
_END_OF_DAY = time(23, 59, 59)
_WEEKEND = (5, 6)  # Saturday and Sunday in both countries
_FIRST_YEAR = {"TR": 1936, "AZ": 1990}
_LAST_YEAR = {"TR": 2100, "AZ": 2100}
_LANGUAGE = {("TR", "tr"): "tr", ("AZ", "az"): "az"}
_ESTIMATED = ("tahmini", "təxmini", "estimated")


class UnknownCalendar(ValueError):
    """No days off are known for this country or year, so a working day can't be told. Nothing is guessed."""


@cache
def _days(country: str, year: int, category: str, language: str) -> Mapping[date, str]:
    if country not in _FIRST_YEAR:
        raise UnknownCalendar(f"No calendar for the country {country!r}.")
    if not _FIRST_YEAR[country] <= year <= _LAST_YEAR[country]:
        raise UnknownCalendar(f"No days off are known for {country} in {year}.")
    return dict(holidays.country_holidays(country, years=year, categories=(category,), language=language))


def holiday(country: str, day: date, language: str = "en") -> str:
    """The name of the public holiday on this day, in the country's own language or English; empty if there is none."""
    return _days(country, day.year, "public", _LANGUAGE.get((country, language), "en_US")).get(day, "")


def half_day_ends(country: str, day: date) -> time | None:
    """When offices close on the eve of a feast, or None on other days and where the country has no half days."""
    if country != "TR" or not is_working_day(country, day):
        return None
    return HALF_DAY_ENDS if day in _days(country, day.year, "half_day", "en_US") else None


def is_estimated(country: str, day: date) -> bool:
    """Whether the holiday on this day was computed from the moon and not yet announced."""
    return any(word in holiday(country, day) for word in _ESTIMATED)


def is_working_day(country: str, day: date) -> bool:
    """Monday to Friday and no public holiday; half days count. Raises UnknownCalendar."""
    free = _days(country, day.year, "public", "en_US")
    return day.weekday() not in _WEEKEND and day not in free


def next_working_day(country: str, day: date) -> date:
    """The first working day after `day`. Raises UnknownCalendar."""
    following = day + timedelta(days=1)
    while not is_working_day(country, following):
        following += timedelta(days=1)
    return following


def add_working_days(country: str, day: date, amount: int) -> date:
    """The day `amount` working days after `day`, which itself is not counted; 0 gives `day`. Raises UnknownCalendar."""
    if amount < 0:
        raise ValueError("A deadline can't lie before its start.")
    for _ in range(amount):
        day = next_working_day(country, day)
    return day


def add_months(day: date, amount: int) -> date:
    """The same day so many months later, or that month's last day (31 January + 1 = 28 February)."""
    if amount < 0:
        raise ValueError("A deadline can't lie before its start.")
    months = day.month - 1 + amount
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def turns_on(born_on: date, years: int) -> date:
    """The day on which a person completes `years`. Born on 29 February: 1 March in a common year."""
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)


def completed_years(born_on: date, on: date) -> int:
    """Age in whole years on a day. Raises ValueError for a day before birth."""
    if on < born_on:
        raise ValueError("A day before birth has no age.")
    years = on.year - born_on.year
    return years if on >= turns_on(born_on, years) else years - 1


def local_day(at: datetime, zone: str | ZoneInfo) -> date:
    """The calendar day of an aware instant in the office's zone."""
    _require_aware(at)
    return at.astimezone(_zone(zone)).date()


def end_of_day(day: date, zone: str | ZoneInfo) -> datetime:
    """23:59:59 of the day in the office's zone, as aware UTC."""
    # fold=1 takes the later of two equal clock times on a night when clocks go back: a deadline never ends early.
    return datetime.combine(day, _END_OF_DAY, tzinfo=_zone(zone)).replace(fold=1).astimezone(UTC)


def deadline(start_at: datetime, amount: int, unit: str, zone: str | ZoneInfo, country: str = "") -> datetime:
    """The aware UTC instant by which something started at `start_at` (aware) must be done.

    unit: "hours", "days", "working_days" (needs `country`, "TR" or "AZ") or "months". The day of the start is not
    counted. Raises ValueError for a naive start, a negative amount or another unit, UnknownCalendar beyond the data.
    """
    _require_aware(start_at)
    if amount < 0:
        raise ValueError("A deadline can't lie before its start.")
    if unit == "hours":
        return start_at.astimezone(UTC) + timedelta(hours=amount)
    start_on = local_day(start_at, zone)
    if unit == "days":
        return end_of_day(start_on + timedelta(days=amount), zone)
    if unit == "working_days":
        return end_of_day(add_working_days(country, start_on, amount), zone)
    if unit == "months":
        return end_of_day(add_months(start_on, amount), zone)
    raise ValueError(f"Not a unit of time: {unit!r}. Use one of {', '.join(UNITS)}.")


def _zone(zone: str | ZoneInfo) -> ZoneInfo:
    return zone if isinstance(zone, ZoneInfo) else ZoneInfo(zone)


def _require_aware(at: datetime) -> None:
    if at.tzinfo is None:
        raise ValueError("An instant without a time zone can't have a deadline.")
