"""The question to the year planner, made from a plan's lines and the countries' holidays; and its answer in words."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from umay.cooperation.accords.models import Lead, Plan, PlanLine
from umay.cooperation.accords.plan_words import LineState, Pace
from umay.cooperation.accords.queries.plans import asked_sides, language, party_names, words
from umay.cooperation.accords.scheduling import Absence, After, Calendar, Clash, Holder, Item, Limit, Proposal, Question
from umay.cooperation.accords.scheduling import plan as find_dates
from umay.cooperation.partners.models import Party
from umay.ground.offices.packs import calendar
from umay.kit.ui import format as shown

SIDE_CAPACITY = 2  # lines that one institution carries at the same time; a department carries one
EVERYBODY = "everybody of line"  # one for each line: days to keep free hold for all, and forbid no two lines on one day
COUNTRIES = ("TR", "AZ")  # whose days off are known (offices.packs.calendar)


OWN_LANGUAGE = {"TR": "tr", "AZ": "az"}


def holiday_language(country: str, reader: str) -> str:
    """Names of holidays stand in English for who reads English, else in the country's own language: nobody meets a third one."""
    return "en" if reader == "en" else OWN_LANGUAGE[country]


def holidays(country: str, year: int, reader: str = "en") -> dict[date, str]:
    """The country's public holidays of a year with their names, for a reader of this language."""
    language = holiday_language(country, reader)
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    return {day: name for day in days if day.year == year and (name := calendar.holiday(country, day, language))}


def _calendar(country: str, year: int) -> Calendar:
    """Days off; awkward are eves with half a day of work, and the days beside feasts whose day is only estimated yet."""
    off = set(holidays(country, year))
    awkward = {day + timedelta(days=step) for day in off if calendar.is_estimated(country, day) for step in (-1, 1)}
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    awkward |= {day for day in days if day.year == year and calendar.half_day_ends(country, day)}
    return Calendar(country, frozenset(off), frozenset(day for day in awkward - off if day.year == year))


def countries_of(sides: list[Party]) -> list[str]:
    return sorted({side.state.iso2 for side in sides if side.state and side.state.iso2 in COUNTRIES})


def years_of(plan: Plan, today: date) -> list[int]:
    """Years of the plan for which dates can still be found."""
    return [year for year in range(plan.begins_on.year, plan.ends_on.year + 1) if year >= today.year]


@dataclass(frozen=True)
class Found:
    """The planner's answer: dates by line, or the reasons against any."""

    lines: list[tuple[PlanLine, tuple[date, date]]]
    reasons: list[tuple[str, bool]]
    is_best: bool = True
    awkward_days: int = 0

    @property
    def is_clash(self) -> bool:
        return bool(self.reasons)


def find(plan: Plan, year: int, today: date, *, away: tuple[date, date] | None = None) -> Found:
    """Dates for every line of this year that has none yet, around those that are set. Raises scheduling.GaveUp."""
    first_on = max(date(year, 1, 1), plan.begins_on, today + timedelta(days=1))
    last_on = min(date(year, 12, 31), plan.ends_on)
    lines = {line.pk: line for line in plan.lines.select_related("after").order_by("number")}
    sides = asked_sides(plan.accord)
    question = _question(plan, lines, sides, first_on, last_on, away) if first_on <= last_on else None
    if question is None or all(item.is_settled for item in question.items):
        return Found([], [])
    answer = find_dates(question)
    by_id = {str(line.number): line for line in lines.values()}
    if isinstance(answer, Clash):
        names = party_names([side.pk for side in sides])
        told = _Told(question, by_id, {side.code: names.get(side.pk, side.code) for side in sides})
        return Found([], [(told.sentence(reason.limit), reason.is_enough) for reason in answer.reasons])
    return _found(answer, question, by_id)


def _found(answer: Proposal, question: Question, by_id: dict) -> Found:
    asked = sorted((item.id for item in question.items if not item.is_settled), key=int)
    dates = [(by_id[id_], answer.dates[id_]) for id_ in asked]
    return Found(dates, [], answer.is_best, answer.cost.awkward_days)


def _question(plan: Plan, lines: dict, sides: list[Party], first_on: date, last_on: date, away) -> Question:
    countries = countries_of(sides)
    leads: dict = {}
    for lead in Lead.objects.filter(line__in=list(lines)).select_related("party").order_by("id"):
        leads.setdefault(lead.line_id, []).append(f"{lead.party.code}: {lead.unit}")
    items = [
        item
        for line in lines.values()
        if (item := _item(line, first_on, last_on, countries, sides, leads.get(line.pk, []), bool(away)))
    ]
    known = {item.id for item in items}
    items = [_with_order(item, lines, known) for item in items]
    units = sorted({unit for names in leads.values() for unit in names})
    holders = [Holder(side.code, SIDE_CAPACITY) for side in sides] + [Holder(unit, 1, False) for unit in units]
    absences = tuple(Absence(person, *away) for item in items for person in item.people) if away else ()
    calendars = tuple(_calendar(country, first_on.year) for country in countries)
    return Question(first_on, last_on, tuple(items), calendars, tuple(holders), absences)


def _item(line: PlanLine, first_on: date, last_on: date, countries, sides, units, is_away: bool) -> Item | None:
    holders = tuple(side.code for side in sides) + tuple(dict.fromkeys(units))
    if line.state == LineState.SCHEDULED:
        if line.last_on < first_on or line.first_on > last_on:
            return None
        days = (line.last_on - line.first_on).days + 1
        return Item(
            str(line.number), days, line.begins_on, line.ends_on, Pace.THROUGH.value, holders=holders, fixed_on=line.first_on,
            is_settled=True,
        )  # fmt: skip
    if (
        line.state not in (LineState.PLANNED, LineState.POSTPONED)
        or line.ends_on < first_on
        or line.begins_on > last_on
    ):
        return None
    # A campaign of months runs beside everything else: it occupies its department, not the whole institution, and nobody must be free each day.
    people = (f"{EVERYBODY} {line.number}",) if is_away and line.pace != Pace.THROUGH else ()
    return Item(
        str(line.number),
        line.days,
        max(line.begins_on, first_on),
        min(line.ends_on, last_on),
        line.pace,
        calendars=tuple(countries),
        holders=holders if line.pace != Pace.THROUGH else tuple(units),
        people=people,
    )


def _with_order(item: Item, lines: dict, known: set) -> Item:
    line = next(line for line in lines.values() if str(line.number) == item.id)
    if item.is_settled or line.after is None or str(line.after.number) not in known:
        return item
    return replace(item, after=(After(str(line.after.number)),))


@dataclass(frozen=True)
class _Told:
    """Puts one limit of a clash into a sentence."""

    question: Question
    lines: dict
    names: dict

    def _line(self, id_: str) -> str:
        return _("line %(number)s (%(title)s)") % {"number": id_, "title": words(self.lines[id_].titles)}

    def sentence(self, limit: Limit) -> str:
        item = next((item for item in self.question.items if item.id == limit.item), None)
        given = {"line": self._line(limit.item) if limit.item else "", "name": self.names.get(limit.name, limit.name)}
        if limit.code == "order":
            return _("%(line)s begins only after %(other)s has ended") % (given | {"other": self._line(limit.name)})
        if limit.code == "period":
            days = {"from": shown.day(item.from_on, language()), "until": shown.day(item.until_on, language())}
            return _("%(line)s lies between %(from)s and %(until)s") % (given | days)
        sentences = {
            "off": _("%(line)s keeps the days off of this country: %(name)s"),
            "away": _("%(line)s keeps the days free that you asked for"),
            "capacity": _("carries only so much at a time: %(name)s"),
        }
        return sentences[limit.code] % given
