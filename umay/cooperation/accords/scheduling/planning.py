"""Proposes dates for a year, or says in plain codes why there are none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from .asking import Item, Question, checked
from .judging import Cost, broken, cost, dates
from .limits import ORDER, Limit, limits_of
from .programme import Effort, Programme


@dataclass(frozen=True, slots=True)
class Proposal:
    """First and last day of each item. `is_best`: proven that no allowed plan costs less than `cost.total`."""

    dates: Mapping[str, tuple[date, date]]
    cost: Cost
    is_best: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """One limit of a clash. `is_enough`: giving way here alone makes the whole year possible."""

    limit: Limit
    is_enough: bool


@dataclass(frozen=True, slots=True)
class Clash:
    """Limits that can't all be kept; each of them is needed for that: without any one, the others could be."""

    reasons: tuple[Reason, ...]

    @property
    def items(self) -> tuple[str, ...]:
        named = {limit.item for limit in self.limits} | {limit.name for limit in self.limits if limit.code == ORDER}
        return tuple(sorted(named - {""}))

    @property
    def limits(self) -> tuple[Limit, ...]:
        return tuple(reason.limit for reason in self.reasons)


def plan(question: Question, effort: Effort | None = None) -> Proposal | Clash:
    """Dates with the least cost, or the clash that forbids them. The same question gives the same answer.

    Raises BadQuestion, or GaveUp where the effort ended before either was found.
    """
    question, effort = checked(question), effort or Effort()
    everything = frozenset(limits_of(question))
    found = Programme(question, everything, question.items).solve(effort, with_costs=True)
    if found is None:
        return _clash(question, everything, effort)
    firsts = {id_: question.day(place) for id_, place in found[0].items()}
    if wrong := broken(question, firsts):
        raise ArithmeticError(f"The solver's dates break {wrong}.")
    price = cost(question, firsts)
    return Proposal(dates(question, firsts), price, price.total - found[1] < 1 - 1e-6)


def _clash(question: Question, everything: frozenset[Limit], effort: Effort) -> Clash:
    """The smallest clash by leaving things out: first whole items, then single limits."""

    def is_possible(items: tuple[Item, ...], limits: frozenset[Limit]) -> bool:
        kept = frozenset(limits_of(question, items)) & limits
        return Programme(question, kept, items).solve(effort, with_costs=False) is not None

    alone = [item for item in question.items if not is_possible((item,), everything)]
    items = (alone[0],) if alone else _least(question.items, lambda some: is_possible(some, everything))
    # In the order of limits_of: what people can't change is left out first.
    limits = _least(tuple(limits_of(question, items)), lambda some: is_possible(items, frozenset(some)))
    reasons = (Reason(limit, is_possible(question.items, everything - {limit})) for limit in limits)
    return Clash(tuple(sorted(reasons, key=lambda reason: reason.limit)))


def _least(things: tuple, is_possible: Callable[[tuple], bool]) -> tuple:
    """Some of `things` that together are impossible, none of them to spare; earlier ones are left out before later ones.

    Deletion filter: large parts are tried first, single things last; what was once needed stays needed as the rest shrinks.
    """
    size = max(1, len(things) // 2)
    while True:
        start = 0
        while start < len(things):
            rest = things[:start] + things[start + size :]
            if is_possible(rest):
                start += size
            else:
                things = rest
        if size == 1:
            return things
        size = max(1, size // 2)
