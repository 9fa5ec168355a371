"""One year of everything that was agreed, over the holidays of the countries that take part."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from umay.cooperation.accords.models import Activity, PlanLine, Side
from umay.cooperation.accords.plan_words import ActivityState, LineState
from umay.cooperation.accords.queries.base import visible
from umay.cooperation.accords.queries.planner import countries_of, holiday_language, holidays
from umay.cooperation.accords.queries.plans import language, words
from umay.cooperation.partners.models import Party
from umay.ground.offices.packs.calendar import is_estimated
from umay.kit.kernel.acting import Identity

HOLIDAY, LINE, ACTIVITY = "holiday", "line", "activity"


@dataclass(frozen=True, order=True)
class Entry:
    """Something on a day of the calendar. `note`: a country, or a plan; `thing`: the id of the line or activity."""

    on: date
    kind: str
    title: str
    note: str = ""
    until: date | None = field(default=None, compare=False)
    thing: object = field(default=None, compare=False)
    is_estimated: bool = field(default=False, compare=False)
    lang: str = field(default="", compare=False)


@dataclass(frozen=True)
class Month:
    first_on: date
    entries: list[Entry]


@dataclass(frozen=True)
class Year:
    months: list[Month]
    lines: list[PlanLine]
    sides: list[Party]


def year_of(by: Identity, year: int) -> Year:
    """The person's year in four statements."""
    accords = visible(by).values("pk")
    first, last = date(year, 1, 1), date(year, 12, 31)
    lines = list(
        PlanLine.objects.filter(accord__in=accords, begins_on__lte=last, ends_on__gte=first)
        .exclude(state=LineState.CANCELLED)
        .exclude(plan__state="closed")
        .select_related("plan__accord")
        .order_by("plan__begins_on", "plan_id", "number")
    )
    activities = list(
        Activity.objects.filter(accord__in=accords, begins_on__lte=last, ends_on__gte=first)
        .exclude(state=ActivityState.CANCELLED)
        .select_related("line__plan__accord")
        .order_by("begins_on", "id")
    )
    named = {row.accord_id for row in (*lines, *activities)}
    sides = {
        side.member_id: side.member
        for side in Side.objects.filter(accord__in=named).select_related("member__state").order_by("id")
    }
    members = list(sides.values())
    entries = [*_days_off(members, year), *_dated(lines, first, last), *_held(activities)]
    months = [
        Month(date(year, month, 1), sorted(one for one in entries if _month(one, year) == month))
        for month in range(1, 13)
    ]
    return Year([month for month in months if month.entries], lines, members)


def _month(entry: Entry, year: int) -> int:
    """What began in an earlier year stands in January."""
    return entry.on.month if entry.on.year == year else 1


def _days_off(sides: list[Party], year: int) -> list[Entry]:
    """Feasts of several days stand as one entry."""
    names = {side.state.iso2: words(side.state.names) for side in sides if side.state}
    found = []
    for country in countries_of(sides):
        rows: list[Entry] = []
        for on, name in sorted(holidays(country, year, language()).items()):
            before = rows[-1] if rows else None
            if before and before.title == name and (before.until or before.on) == on - timedelta(days=1):
                rows[-1] = Entry(before.on, HOLIDAY, name, names[country], on, None, before.is_estimated, before.lang)
            else:
                lang = holiday_language(country, language())
                rows.append(Entry(on, HOLIDAY, name, names[country], None, None, is_estimated(country, on), lang))
        found += rows
    return found


def _dated(lines: list[PlanLine], first: date, last: date) -> list[Entry]:
    return [
        Entry(line.first_on, LINE, _("Line %(number)s: %(title)s") % {"number": line.number, "title": words(line.titles)},
              words(line.plan.accord.titles), line.last_on if line.last_on != line.first_on else None, line.pk)
        for line in lines
        if line.first_on and line.first_on <= last and line.last_on >= first
    ]  # fmt: skip


def _held(activities: list[Activity]) -> list[Entry]:
    return [
        Entry(one.begins_on, ACTIVITY, words(one.titles), words(one.line.plan.accord.titles),
              one.ends_on if one.ends_on != one.begins_on else None, one.pk)
        for one in activities
    ]  # fmt: skip
