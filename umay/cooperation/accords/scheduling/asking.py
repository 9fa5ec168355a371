"""The question to the planner of a year, as plain values: what is to be held, and what stands in the way.

Days are whole dates; a span is its first and last day, both included. No Django, no database, no clock.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

ROW, WEEKS, THROUGH = "row", "weeks", "through"
"""How an item takes its days. ROW: working days one after another, nothing between (a meeting). WEEKS: working days, only weekends
between (a training of two weeks). THROUGH: days of the calendar, whatever lies inside; it begins and ends on a working day (a campaign)."""

PACES = (ROW, WEEKS, THROUGH)
SATURDAY_SUNDAY = frozenset({5, 6})
MOST_DAYS = 800
"""Two years and a little: longer questions are several questions."""

MOST_ITEMS = 120


class BadQuestion(ValueError):
    """The question says something impossible in itself. `code` is one word, `thing` what it is about."""

    def __init__(self, code: str, thing: str = ""):
        super().__init__(f"{code}: {thing}" if thing else code)
        self.code, self.thing = code, thing


@dataclass(frozen=True, slots=True)
class After:
    """Begins only after `id` has ended, with at least `rest` days between."""

    id: str
    rest: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """Something that needs dates. `calendars`: whose days off count; `holders`: what it occupies while it lasts (leads, parties, rooms);
    `people`: who must be there. `is_settled`: its dates (`fixed_on`) are agreed or past, and nobody asks again whether they are good."""

    id: str
    days: int
    from_on: date
    until_on: date
    pace: str = ROW
    calendars: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    after: tuple[After, ...] = ()
    fixed_on: date | None = None
    wish_on: date | None = None
    is_settled: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """One country's year. `off`: public holidays; `awkward`: days better left free (eves of feasts, days not announced yet)."""

    id: str
    off: frozenset[date] = frozenset()
    awkward: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Holder:
    """Who or what can carry only so many items at a time; with `is_spread` items are also kept in different months."""

    id: str
    capacity: int = 1
    is_spread: bool = True


@dataclass(frozen=True, slots=True)
class Absence:
    """A person can't come from a day to a day."""

    person: str
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True)
class Weights:
    """Whole points, added up; less is better."""

    awkward: int = 20  # each day that is better left free
    together: int = 10  # each pair of items of one holder that begin in the same month
    week_away: int = 1  # each begun week between the first day and the day that was wished


@dataclass(frozen=True, slots=True)
class Question:
    first_on: date
    last_on: date
    items: tuple[Item, ...]
    calendars: tuple[Calendar, ...] = ()
    holders: tuple[Holder, ...] = ()
    absences: tuple[Absence, ...] = ()
    weights: Weights = field(default_factory=Weights)
    weekend: frozenset[int] = SATURDAY_SUNDAY

    @property
    def length(self) -> int:
        return (self.last_on - self.first_on).days + 1

    def day(self, place: int) -> date:
        return self.first_on + timedelta(days=place)

    def place(self, on: date) -> int:
        return (on - self.first_on).days


def checked(question: Question) -> Question:
    """The same question with everything ordered by id, so that the answer does not hang on the order of asking. Raises BadQuestion."""
    if question.last_on < question.first_on:
        raise BadQuestion("end_before_start")
    if question.length > MOST_DAYS or len(question.items) > MOST_ITEMS:
        raise BadQuestion("too_large")
    _distinct("items", [item.id for item in question.items])
    _distinct("calendars", [one.id for one in question.calendars])
    _distinct("holders", [one.id for one in question.holders])
    for holder in question.holders:
        if holder.capacity < 1:
            raise BadQuestion("no_capacity", holder.id)
    for absence in question.absences:
        if absence.until_on < absence.from_on:
            raise BadQuestion("absence_ends_before_it_starts", absence.person)
    if min(question.weights.awkward, question.weights.together, question.weights.week_away) < 0:
        raise BadQuestion("negative_weight")
    for item in question.items:
        _check(item, question)
    _check_no_circle(question.items)
    return Question(
        question.first_on,
        question.last_on,
        tuple(sorted(question.items, key=lambda one: one.id)),
        tuple(sorted(question.calendars, key=lambda one: one.id)),
        tuple(sorted(question.holders, key=lambda one: one.id)),
        tuple(sorted(question.absences, key=lambda one: (one.person, one.from_on, one.until_on))),
        question.weights,
        question.weekend,
    )


def _distinct(what: str, ids: list[str]) -> None:
    if len(set(ids)) < len(ids):
        raise BadQuestion("same_id_twice", what)


def _check(item: Item, question: Question) -> None:
    known = {
        "calendars": {one.id for one in question.calendars},
        "holders": {one.id for one in question.holders},
        "items": {one.id for one in question.items},
    }
    if item.days < 1:
        raise BadQuestion("no_days", item.id)
    if item.pace not in PACES:
        raise BadQuestion("unknown_pace", item.id)
    if item.until_on < item.from_on:
        raise BadQuestion("end_before_start", item.id)
    if item.pace == ROW and item.days > 7 - len(question.weekend) and question.weekend:
        raise BadQuestion("too_long_for_a_row", item.id)
    if item.is_settled and item.fixed_on is None:
        raise BadQuestion("settled_without_a_day", item.id)
    if set(item.calendars) - known["calendars"]:
        raise BadQuestion("unknown_calendar", item.id)
    if set(item.holders) - known["holders"]:
        raise BadQuestion("unknown_holder", item.id)
    if {one.id for one in item.after} - known["items"]:
        raise BadQuestion("after_something_unknown", item.id)
    if any(one.rest < 0 for one in item.after):
        raise BadQuestion("negative_rest", item.id)
    for name, values in (("calendars", item.calendars), ("holders", item.holders), ("people", item.people)):
        _distinct(f"{name} of {item.id}", list(values))
    _distinct(f"after of {item.id}", [one.id for one in item.after])


def _check_no_circle(items: tuple[Item, ...]) -> None:
    """Nothing comes after itself, by any way round."""
    waits = {item.id: {one.id for one in item.after} for item in items}
    while free := [id_ for id_, before in waits.items() if not before & waits.keys()]:
        for id_ in free:
            del waits[id_]
    if waits:
        raise BadQuestion("circle", min(waits))
