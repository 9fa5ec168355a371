"""Is a plan of dates allowed, and how good is it: counted anew in whole numbers, apart from the solver."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from .asking import Question
from .limits import CAPACITY, ORDER, PERSON, Limit, limits_of
from .spans import Ground, broken_alone, last_of, settled_span, spans_of


@dataclass(frozen=True, slots=True)
class Cost:
    """How many awkward days, pairs in the same month and begun weeks away from the wished day; and their weighted sum."""

    awkward_days: int
    pairs_together: int
    weeks_away: int
    total: int


def dates(question: Question, firsts: Mapping[str, date]) -> dict[str, tuple[date, date]]:
    """First and last day of every item, of the settled ones too."""
    ground = Ground(question)
    found = {}
    for item in question.items:
        if item.is_settled:
            first, last = settled_span(item, ground)
        else:
            first = question.place(firsts[item.id])
            last = last_of(item, first, question)
        found[item.id] = (question.day(first), question.day(last))
    return found


def broken(question: Question, firsts: Mapping[str, date]) -> list[Limit]:
    """Every limit that these first days break. Settled items break nothing among themselves: they are as they are."""
    ground, everything = Ground(question), set(limits_of(question))
    held = dates(question, firsts)
    found: set[Limit] = set()
    for item in question.items:
        if item.is_settled:
            continue
        span = tuple(map(question.place, held[item.id]))
        if span not in spans_of(item, ground, set()):
            raise ValueError(f"{item.id} can't be held on these days at its pace")
        found |= set(broken_alone(item, *span, ground, everything))
    settled = {item.id for item in question.items if item.is_settled}
    for item in question.items:
        for one in item.after:
            if {item.id, one.id} <= settled:
                continue
            if (held[item.id][0] - held[one.id][1]).days <= one.rest:
                found.add(Limit(ORDER, item.id, one.id))
    return sorted(found | _too_many(question, held, settled))


def _too_many(question: Question, held, settled) -> set[Limit]:
    capacity = {Limit(CAPACITY, "", one.id): one.capacity for one in question.holders}
    load: dict[Limit, Counter] = {}
    agreed: dict[Limit, Counter] = {}
    for item in question.items:
        users = [Limit(CAPACITY, "", name) for name in item.holders] + [Limit(PERSON, "", name) for name in item.people]
        first, last = map(question.place, held[item.id])
        for user in users:
            load.setdefault(user, Counter()).update(range(first, last + 1))
            if item.id in settled:
                agreed.setdefault(user, Counter()).update(range(first, last + 1))
    return {
        user
        for user, days in load.items()
        for day, number in days.items()
        if number > capacity.get(user, 1) and number > agreed.get(user, Counter())[day]
    }


def cost(question: Question, firsts: Mapping[str, date]) -> Cost:
    """What is not good about allowed dates."""
    ground, weights = Ground(question), question.weights
    held = dates(question, firsts)
    loose = [item for item in question.items if not item.is_settled]
    awkward = sum(ground.awkward_days(item, *map(question.place, held[item.id])) for item in loose)
    weeks = sum(weeks_away(held[item.id][0], item.wish_on) for item in loose)
    pairs = 0
    for holder in question.holders:
        if holder.is_spread:
            mine = [item for item in question.items if holder.id in item.holders]
            pairs += sum(
                month_of(held[one.id][0]) == month_of(held[other.id][0])
                for one, other in combinations(mine, 2)
                if not (one.is_settled and other.is_settled)
            )
    total = weights.awkward * awkward + weights.together * pairs + weights.week_away * weeks
    return Cost(awkward, pairs, weeks, total)


def month_of(on: date) -> tuple[int, int]:
    return on.year, on.month


def weeks_away(first_on: date, wish_on: date | None) -> int:
    """Begun weeks between the first day and the wished one; nothing wished, nothing away."""
    return -(-abs((first_on - wish_on).days) // 7) if wish_on else 0
