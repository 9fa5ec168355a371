"""On which days an item could be held if it were alone: every first and last day that its own limits leave."""

from collections.abc import Set
from dataclasses import dataclass, field

from .asking import ROW, THROUGH, WEEKS, Item, Question
from .limits import AWAY, FIXED, OFF, PERIOD, Limit


@dataclass(frozen=True, slots=True)
class Ground:
    """The question's days as places 0, 1, 2 ...: the days off of each calendar, the awkward ones, and when each person is away."""

    question: Question
    weekend: frozenset[int] = field(init=False)
    off: dict[str, frozenset[int]] = field(init=False)
    awkward: dict[str, frozenset[int]] = field(init=False)
    away: dict[str, frozenset[int]] = field(init=False)

    def __post_init__(self):
        question = self.question
        everything = range(question.length)
        put = object.__setattr__
        put(self, "weekend", frozenset(day for day in everything if question.day(day).weekday() in question.weekend))
        put(self, "off", {one.id: frozenset(map(question.place, one.off)) for one in question.calendars})
        put(self, "awkward", {one.id: frozenset(map(question.place, one.awkward)) for one in question.calendars})
        away: dict[str, set[int]] = {}
        for one in question.absences:
            days = range(question.place(one.from_on), question.place(one.until_on) + 1)
            away.setdefault(one.person, set()).update(days)
        put(self, "away", {person: frozenset(days) for person, days in away.items()})

    def awkward_days(self, item: Item, first: int, last: int) -> int:
        """How many days of the span are better left free, in any of the item's calendars; a campaign does not mind."""
        if item.pace == THROUGH:
            return 0
        days = set().union(*(self.awkward[name] for name in item.calendars))
        return sum(first <= day <= last for day in days)


def last_of(item: Item, first: int, question: Question) -> int:
    """The place of the last day of an item that begins at `first`, whatever else lies on those days."""
    if item.pace != WEEKS:
        return first + item.days - 1

    def is_weekend(place: int) -> bool:
        return question.day(place).weekday() in question.weekend

    last, worked = first, int(not is_weekend(first))
    while worked < item.days:
        last += 1
        worked += not is_weekend(last)
    return last


def settled_span(item: Item, ground: Ground) -> tuple[int, int]:
    """First and last place of an item whose days are agreed; they may lie outside of the question's days."""
    first = ground.question.place(item.fixed_on)
    return first, last_of(item, first, ground.question)


def spans_of(item: Item, ground: Ground, limits: Set[Limit]) -> list[tuple[int, int]]:
    """Every (first, last) that fits into the question's days and keeps those of the item's own limits that are in `limits`."""
    question = ground.question
    found = []
    for first in range(question.length):
        if first in ground.weekend:
            continue
        last = last_of(item, first, question)
        if last >= question.length:
            break
        if _keeps_pace(item, first, last, ground) and not broken_alone(item, first, last, ground, limits):
            found.append((first, last))
    return found


def _keeps_pace(item: Item, first: int, last: int, ground: Ground) -> bool:
    if item.pace == ROW:
        return not any(day in ground.weekend for day in range(first, last + 1))
    return last not in ground.weekend


def broken_alone(item: Item, first: int, last: int, ground: Ground, limits: Set[Limit]) -> list[Limit]:
    """Which of the item's own limits (those in `limits`) the span breaks."""
    question, broken = ground.question, []
    if question.day(first) < item.from_on or question.day(last) > item.until_on:
        broken.append(Limit(PERIOD, item.id))
    if item.fixed_on is not None and question.day(first) != item.fixed_on:
        broken.append(Limit(FIXED, item.id))
    days = {first, last} if item.pace == THROUGH else set(range(first, last + 1))
    broken += [Limit(OFF, item.id, name) for name in item.calendars if days & ground.off[name]]
    whole = range(first, last + 1)
    broken += [
        Limit(AWAY, item.id, person)
        for person in item.people
        if any(day in ground.away.get(person, ()) for day in whole)
    ]
    return [limit for limit in broken if limit in limits]
