"""The same question answered by trying every day for everything: slow, plain, and written apart from the engine."""

from datetime import date, timedelta
from itertools import product

from umay.cooperation.accords.scheduling import ROW, THROUGH, WEEKS, Limit, Question


def every(question: Question, kept=None):
    """Yield each {id: (first, last)} that keeps the limits `kept` (all by default)."""
    items = sorted(question.items, key=lambda one: one.id)
    for choice in product(*[_days(question, item) for item in items]):
        held = {item.id: span for item, span in zip(items, choice, strict=True)}
        if not any(kept is None or limit in kept for limit in _broken(question, held)):
            yield held


def price(question: Question, held) -> int:
    weights, total = question.weights, 0
    calendars = {one.id: one for one in question.calendars}
    loose = [item for item in question.items if not item.is_settled]
    for item in loose:
        first, last = held[item.id]
        if item.pace != THROUGH:
            awkward = {day for name in item.calendars for day in calendars[name].awkward}
            total += weights.awkward * len(awkward & set(_each(first, last)))
        if item.wish_on:
            distance = abs((first - item.wish_on).days)
            total += weights.week_away * (distance // 7 + bool(distance % 7))
    for holder in question.holders:
        mine = [item for item in question.items if holder.id in item.holders and holder.is_spread]
        for one in mine:
            for other in mine:
                if one.id < other.id and not (one.is_settled and other.is_settled):
                    same = held[one.id][0].strftime("%Y-%m") == held[other.id][0].strftime("%Y-%m")
                    total += weights.together * same
    return total


def _each(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _days(question: Question, item):
    """Every span in which the item's days fit into the question's, at its pace."""
    found = []
    starts = [item.fixed_on] if item.is_settled else _each(question.first_on, question.last_on)
    for first in starts:
        if item.pace == WEEKS:
            worked, last = int(first.weekday() not in question.weekend), first
            while worked < item.days:
                last += timedelta(days=1)
                worked += last.weekday() not in question.weekend
        else:
            last = first + timedelta(days=item.days - 1)
        if not item.is_settled:
            ends = [first, last] if item.pace != ROW else _each(first, last)
            if last > question.last_on or any(day.weekday() in question.weekend for day in ends):
                continue
        found.append((first, last))
    return found


def _broken(question: Question, held):
    calendars = {one.id: one for one in question.calendars}
    for item in question.items:
        first, last = held[item.id]
        days = {first, last} if item.pace == THROUGH else set(_each(first, last))
        if not item.is_settled:
            if not item.from_on <= first <= last <= item.until_on:
                yield Limit("period", item.id)
            if item.fixed_on and first != item.fixed_on:
                yield Limit("fixed", item.id)
            for name in item.calendars:
                if days & calendars[name].off:
                    yield Limit("off", item.id, name)
            for absence in question.absences:
                if absence.person in item.people and first <= absence.until_on and absence.from_on <= last:
                    yield Limit("away", item.id, absence.person)
        for one in item.after:
            other = next(other for other in question.items if other.id == one.id)
            if not (item.is_settled and other.is_settled) and held[one.id][1] + timedelta(days=one.rest) >= first:
                yield Limit("order", item.id, one.id)
    yield from _crowded(question, held)


def _crowded(question: Question, held):
    users = [("capacity", one.id, one.capacity) for one in question.holders]
    users += [("person", name, 1) for name in sorted({name for item in question.items for name in item.people})]
    for code, name, capacity in users:
        mine = [item for item in question.items if name in (item.holders if code == "capacity" else item.people)]
        for day in {day for item in mine for day in _each(*held[item.id])}:
            there = [item for item in mine if held[item.id][0] <= day <= held[item.id][1]]
            if len(there) > capacity and not all(item.is_settled for item in there):
                yield Limit(code, "", name)
