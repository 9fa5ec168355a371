"""A plan's lines over its years, with both countries' days off above where one year is drawn."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from umay.cooperation.accords.plan_words import LineState
from umay.cooperation.accords.queries.planner import countries_of, holidays
from umay.cooperation.accords.queries.plans import words
from umay.kit.ui import drawings as draw

MARKS = {
    LineState.PLANNED: 4,
    LineState.SCHEDULED: 1,
    LineState.HELD: 3,
    LineState.VERIFIED: 5,
    LineState.POSTPONED: 2,
    LineState.CANCELLED: 6,
}


def key() -> list[draw.KeyEntry]:
    return [draw.KeyEntry(f"m{MARKS[state]}", state.label) for state in LineState]


def bar(line, *, title: str = "") -> draw.PlanBar:
    return draw.PlanBar(
        f"{line.number}. {title or words(line.titles)}",
        str(LineState(line.state).label),
        MARKS[line.state],
        (line.begins_on, line.ends_on),
        [(line.first_on, line.last_on)] if line.first_on else [],
        reverse("plans:line", args=[line.pk]),
    )


def drawing_of(plan, rows, sides, today: date) -> draw.Drawing:
    return draw.gantt(
        title=_("The plan over its years"),
        desc=_("Pale: the time in which a line should be carried out. Strong: its dates. The broken line is today."),
        what=pgettext("plan", "Line"),
        first=plan.begins_on,
        last=plan.ends_on,
        bars=[bar(row.line, title=row.title) for row in rows],
        today=today,
        key=key(),
    )


def year_drawing(year: int, lines, sides) -> draw.Drawing:
    """All lines of one year; the days off of each country that is known stand above."""
    off = [draw.DaysOff(name, sorted(holidays(country, year))) for country, name in countries_named(sides)]
    return draw.gantt(
        title=_("Lines of the year"),
        desc=_("Days off of both countries stand above as small marks; the list below names them."),
        what=pgettext("plan", "Line"),
        first=date(year, 1, 1),
        last=date(year, 12, 31),
        bars=[bar(line) for line in lines],
        off=off,
        key=key(),
    )


def countries_named(sides) -> list[tuple[str, str]]:
    """[(code of a country whose days off are known, its name in the reader's language)]."""
    names = {side.state.iso2: words(side.state.names) for side in sides if side.state}
    return [(country, names[country]) for country in countries_of(sides)]
