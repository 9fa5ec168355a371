"""One group per family, exactly: first as many children with kin as can be, then the highest sum of values, proven.

The kin bound comes from the kin pairs alone. Then each kin pair is worth `bonus` millionths more for each child; a
bonus large enough reaches the kin bound, and whether it did is counted, not assumed. With the bound reached, the best
sum with bonus is the best sum without it among all ways that place so many children with kin.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np

from ..reading import BadInput, Fault
from .augmenting import FREE, OUT, UNSETTLED, Lists, Search, State, least_prices, settle_many
from .clock import Clock, Stopped
from .kernels import IS_PLAIN, plain
from .pairs import Survey
from .scanning import PASSES

STEP = 64
"""Groups settled between two looks at the clock."""

LARGEST = 2**60
BONUS_TIMES = 16


@dataclass(slots=True, eq=False)
class Solution:
    """What is decided. family_of int32[G] (-1: none), price int64[F], pull int64[G] (the groups' own prices), millionths.

    `bound` holds for the sum of values; `kin_bound` for the number of children with kin. `is_proven`: every feasible pair
    was held against the prices and the sums agree. `bonus`: what one child with kin counts in the prices.
    """

    family_of: np.ndarray
    price: np.ndarray
    pull: np.ndarray
    bonus: int
    kin_children: int
    kin_bound: int
    objective: int
    bound: int
    is_proven: bool
    is_stopped: bool
    work: int
    pairs_seen: int = 0


class ProofFailed(RuntimeError):
    """The result does not stand its own proof: a fault of the program, never of the input. Nothing is given out."""


def _longer(array, room):
    longer = np.empty(room, dtype=array.dtype)
    longer[: len(array)] = array
    return longer


class Matching:
    """Groups settled one after the other over stored pairs that grow where a search needs more.

    `rows` gives all feasible pairs of a group as (families, values); None if the stored ones are all.
    """

    def __init__(self, number, family, value, beyond, families, rows=None):
        groups = len(number)
        self.size, self.rows = groups, rows
        start = np.cumsum(number) - number
        self.lists = Lists(*map(plain, (start, number.copy(), family, value, beyond)))
        self.used = len(family)
        self.state = State(
            *map(
                plain,
                (
                    np.zeros(groups, dtype=np.int64),
                    np.zeros(families, dtype=np.int64),
                    np.full(groups, UNSETTLED, dtype=np.int32),
                    np.full(families, FREE, dtype=np.int32),
                    np.zeros(groups, dtype=np.int64),
                ),
            )
        )
        nodes = families + groups
        self.search = Search(
            *map(
                plain,
                (
                    np.full(families, -1, dtype=np.int64),
                    np.zeros(families, dtype=np.int32),
                    np.zeros(families, dtype=np.int32),
                    np.zeros(nodes, dtype=np.int32),
                    np.zeros(nodes, dtype=np.int64),
                    np.full(nodes, -1, dtype=np.int32),
                    np.zeros(3, dtype=np.int64),
                ),
            )
        )

    def grow(self, g):
        """Store every feasible pair of group g."""
        family, value = self.rows(g)
        count, lists = len(family), self.lists
        if IS_PLAIN:
            lists.family.extend(family.tolist())
            lists.value.extend(value.tolist())
        else:
            if self.used + count > len(lists.family):
                room = self.used + count + len(lists.family) // 2
                self.lists = lists = lists._replace(
                    family=_longer(lists.family, room), value=_longer(lists.value, room)
                )
            lists.family[self.used : self.used + count] = family
            lists.value[self.used : self.used + count] = value
        lists.start[g], lists.number[g], lists.beyond[g] = self.used, count, -1
        self.used += count

    def settle(self, order, clock, stage):
        """Settle the groups of `order`; Stopped leaves the best for those already settled.

        The clock is asked once at each count of work, so that a count names one moment.
        """
        done, order = 0, plain(np.asarray(order, dtype=np.int64))
        while done < len(order):
            target, before = min(done + STEP, len(order)), done
            while done < target:
                done, needed = settle_many(self.lists, self.state, self.search, order, done, target)
                if needed >= 0:
                    self.grow(needed)
            clock.step(stage, done, len(order), done - before)

    def lower_prices(self):
        """The least prices of the best matching, in one go. Raises ProofFailed if it is not the best."""
        families = len(self.state.price)
        pull = [self.state.value_of[g] if self.state.family_of[g] >= 0 else 0 for g in range(self.size)]
        kind = list if IS_PLAIN else (lambda numbers: np.array(numbers, dtype=np.int64))
        self.state = self.state._replace(price=kind([0] * families), pull=kind(pull))
        queue, is_queued = kind([0] * self.size), kind([1] * self.size)
        while (needed := least_prices(self.lists, self.state, queue, is_queued)) >= 0:
            self.grow(needed)
        if needed == -2:
            raise ProofFailed

    def filled(self):
        """`family_of` with a free home for those not yet settled, one after the other, where a stored pair has one."""
        family_of, stored, value = self.family_of, np.array(self.lists.family), np.array(self.lists.value)
        is_free = np.array(self.state.group_of) == FREE
        for g in np.flatnonzero(np.array(self.state.family_of) == UNSETTLED):
            pairs = np.arange(self.lists.start[g], self.lists.start[g] + self.lists.number[g])
            pairs = pairs[is_free[stored[pairs]]]
            if len(pairs):
                family_of[g] = stored[pairs[np.argmax(value[pairs])]]
                is_free[family_of[g]] = False
        return family_of

    @property
    def family_of(self):
        return np.maximum(np.array(self.state.family_of, dtype=np.int32), OUT)


def _kin_only(survey):
    """A Matching of kin pairs alone, each worth its number of children."""
    kin, groups = survey.kin, survey.problem.groups
    return Matching(
        np.bincount(kin.group, minlength=len(groups)).astype(np.int64),
        kin.family,
        groups.size[kin.group].astype(np.int64),
        np.full(len(groups), -1, dtype=np.int64),
        len(survey.problem.families),
    )


def kin_most(survey, clock):
    """The most children that can be placed with kin at once, exactly."""
    if not len(survey.kin.group):
        return 0
    kin = _kin_only(survey)
    kin.settle(np.unique(survey.kin.group), clock, "kin")
    return int(sum(kin.state.value_of))


def kin_at_most(survey):
    """A bound on that number without any search: every group with kin placed with them."""
    return int(survey.problem.groups.size[np.unique(survey.kin.group)].sum())


def _with_kin(survey, bonus):
    """A Matching of all: the best families of each group and its kin, who count `bonus` more for each child."""
    best, kin, groups = survey.best, survey.kin, survey.problem.groups
    total, kept = len(groups), survey.kept
    kin_number = np.bincount(kin.group, minlength=total)
    number = best.number + kin_number
    start = np.cumsum(number) - number
    family = np.zeros(int(number.sum()), dtype=np.int32)
    value = np.zeros(int(number.sum()), dtype=np.int64)
    is_held = np.arange(kept) < best.number[:, None]
    place = (start[:, None] + np.arange(kept))[is_held]
    family[place], value[place] = best.family[is_held], best.value[is_held]
    rank = np.arange(len(kin.group)) - np.repeat(np.cumsum(kin_number) - kin_number, kin_number)
    place = start[kin.group] + best.number[kin.group] + rank
    family[place], value[place] = kin.family, kin.value + bonus * groups.size[kin.group]
    least = best.value.min(axis=1) if kept else np.zeros(total, dtype=np.int64)
    beyond = np.where(survey.is_whole, -1, least).astype(np.int64)

    def rows(g):
        families, _, values = survey.everybody(g)
        own = kin.group == g
        with_bonus = kin.value[own] + bonus * groups.size[g]
        return np.concatenate([families, kin.family[own]]), np.concatenate([values, with_bonus])

    return Matching(number, family, value, beyond, len(survey.problem.families), rows)


def order_of(survey):
    """Groups in the order of settling: those with kin, the urgent, those whom fewest families suit; then the draw of ties.

    It changes no complete answer's worth. A run that is stopped has looked after the first ones first. Those with few
    ways first also halves the work: whoever has many is moved around them more rarely.
    """
    groups = survey.problem.groups
    has_kin = np.zeros(len(groups), dtype=bool)
    has_kin[survey.kin.group] = True
    return np.lexsort((np.arange(len(groups)), survey.funnel[:, PASSES], ~groups.urgent, ~has_kin))


def _first_bonus(survey):
    """A bonus for each child with kin that is nearly always enough: four times the most a child can be worth."""
    groups = survey.problem.groups
    return 4 * int((groups.base // groups.size).max()) + 1 if len(groups) else 1


def _check_size(survey, bonus):
    groups = survey.problem.groups
    largest = int(groups.base.max(initial=0)) + bonus * int(groups.size.max(initial=0))
    if largest >= LARGEST:
        raise BadInput([Fault("$.weights", "are too large to put kin first exactly in this file")])


def solve_survey(survey: Survey, clock: Clock):
    """The Solution for a Survey: proven best, or where the clock ends it the best so far with a bound that holds."""
    matching, kin_bound, bonus = None, kin_at_most(survey), 0
    try:
        clock.check()
        kin_bound = kin_most(survey, clock)
        bonus = _first_bonus(survey) if kin_bound else 0
        while True:
            _check_size(survey, bonus)
            matching = _with_kin(survey, bonus)
            matching.settle(order_of(survey), clock, "settle")
            if kin_children_of(survey, matching.family_of) == kin_bound:
                break
            bonus *= BONUS_TIMES
        clock.step("prices", 0, 1)
        matching.lower_prices()
        clock.step("prices", 1, 1)
    except Stopped:
        return _stopped(survey, matching, bonus, kin_bound, clock)
    return _proven(survey, matching, bonus, kin_bound, clock)


def kin_children_of(survey, family_of):
    """How many children are placed with kin."""
    kin = survey.kin
    is_used = family_of[kin.group] == kin.family
    return int(survey.problem.groups.size[kin.group][is_used].sum())


def _sum(numbers):
    """The sum in Python's own ints, which never turn over."""
    return sum(map(int, numbers))


def _highest(survey):
    """int64[G]: the most each group can be worth anywhere, by itself."""
    highest = survey.best.value.max(axis=1, initial=0)
    np.maximum.at(highest, survey.kin.group, survey.kin.value)
    return highest


def _stopped(survey, matching, bonus, kin_bound, clock):
    """What stands when the clock ends: groups not yet settled count in the bound with the most they could be worth."""
    highest, families = _highest(survey), len(survey.problem.families)
    loose = _sum(highest)
    if matching is None:
        nobody = np.full(len(highest), OUT, dtype=np.int32)
        prices = np.zeros(families, dtype=np.int64)
        return Solution(nobody, prices, highest, 0, 0, kin_bound, 0, loose, False, True, clock.spent)
    pull = np.array(matching.state.pull, dtype=np.int64)
    best = highest.copy()
    due = survey.kin.value + bonus * survey.problem.groups.size[survey.kin.group]
    np.maximum.at(best, survey.kin.group, due)
    is_open = np.array(matching.state.family_of) == UNSETTLED
    pull[is_open] = best[is_open]
    price = np.array(matching.state.price, dtype=np.int64)
    family_of = matching.filled()
    kin_children = kin_children_of(survey, family_of)
    objective = _sum(survey.worth(family_of))
    bound = min(loose, _sum(pull) + _sum(price) - bonus * kin_children)
    return Solution(family_of, price, pull, bonus, kin_children, kin_bound, objective, bound, False, True, clock.spent)


def _proven(survey, matching, bonus, kin_bound, clock):
    """The proof, from prices, pulls and families alone: every pair chosen is judged anew, no feasible pair is worth more
    than its two prices, and the sums agree."""
    family_of = matching.family_of
    price, pull = (np.array(side, dtype=np.int64) for side in (matching.state.price, matching.state.pull))
    kin_children = kin_children_of(survey, family_of)
    worth = survey.worth(family_of)
    objective = _sum(worth)
    bound = _sum(price) + _sum(pull) - bonus * kin_bound
    seen, broken = survey.broken(pull, price, kin_bonus=bonus, tell=partial(clock.tell, "proof"))
    held = family_of[family_of >= 0]
    is_once = len(np.unique(held)) == len(held)
    is_seen_whole = seen == int(survey.funnel[:, PASSES].sum())
    is_fair = min(price.min(initial=0), pull.min(initial=0), worth.min(initial=0)) >= 0
    if broken or not (is_once and is_seen_whole and is_fair) or objective != bound or kin_children != kin_bound:
        raise ProofFailed
    clock.spent += 1
    return Solution(
        family_of, price, pull, bonus, kin_children, kin_bound, objective, bound, True, False, clock.spent, seen
    )
