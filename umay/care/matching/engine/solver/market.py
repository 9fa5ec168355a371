"""A solved market that can be changed one group or one family at a time, best for all after every step.

market = Market(problem, family_of={group: family}, price={family: millionths}, pull={group: millionths}, bonus=bonus)
moment = market.begin()
moment.leave("g1"); moment.close("f7"); moment.homes()      # {group: family} for all others, solved anew exactly

Groups without a pull and families without a price are away; `join` and `open` bring them in.

Where several ways are equally best, `staying` says which is taken: HOME, that in which the fewest children go to another family than they have at
the start; PLACED, that in which the fewest of those who have a family lose it. Every value is multiplied by one number above all children who have
a family, and theirs is one more for each child, so no sum is ever given for it; the prices follow and prove the start as before.
"""

import numpy as np

from .arrays import Problem
from .assignment import Matching
from .augmenting import FREE, OUT, UNSETTLED, State, settle
from .kernels import plain
from .pairs import Survey

BARRED = 2**60
"""A price at which nobody asks: it keeps a family or a group out of the search."""

LARGEST = 2**57
"""Values larger than this are not multiplied: then any of the best ways may be taken."""

HOME, PLACED = "home", "placed"


class Market:
    """All feasible pairs of a Problem with a best matching and its prices; kin pairs are worth `bonus` more for each child.

    `staying`: HOME, PLACED or "", which of several best ways a Moment takes.
    """

    def __init__(self, problem: Problem, *, family_of, price, pull, bonus, staying=""):
        self.problem, self.pairs = problem, Survey(problem).pairs()
        groups, families, pairs = problem.groups, problem.families, self.pairs
        group = pairs.group
        due = pairs.value + bonus * np.where(pairs.kin, groups.size[group], 0)
        self.family_of = np.array(
            [families.number[family_of[one]] if one in family_of else OUT for one in groups.ids], dtype=np.int32
        )
        times, more = self._staying(due, staying)
        due = due * times
        is_own = np.flatnonzero(self.family_of[group] == pairs.family)
        if staying == HOME:
            due[is_own] += more[group[is_own]]
        else:
            due += more[group]
        self.forward = Matching(
            np.diff(pairs.start), pairs.family, due, np.full(len(groups), -1, dtype=np.int64), len(families)
        )
        # The same market with the sides exchanged: families ask for groups.
        order = np.lexsort((group, pairs.family))
        number = np.bincount(pairs.family, minlength=len(families)).astype(np.int64)
        self.backward = Matching(
            number, group[order], due[order], np.full(len(families), -1, dtype=np.int64), len(groups)
        )
        self.price = _times(price, families.ids, times)
        self.pull = _times(pull, groups.ids, times)
        self.pull[self.pull < BARRED] += more[self.pull < BARRED]
        self.value_of = np.zeros(len(groups), dtype=np.int64)
        self.value_of[group[is_own]] = due[is_own]

    def _staying(self, due, staying):
        """(what every value is multiplied by, what each group's own is more), so that of the best ways the one is taken that changes least."""
        size = np.where(self.family_of >= 0, self.problem.groups.size, 0).astype(np.int64)
        times = int(size.sum()) + 1
        if not staying or int(due.max(initial=0)) * times > LARGEST:
            return 1, np.zeros(len(size), dtype=np.int64)
        return times, size

    def begin(self):
        """A Moment: the market as it stands, to be changed without changing this."""
        return Moment(self)

    def suits(self, group: str, family: str) -> bool:
        g, f = self.problem.groups.number[group], self.problem.families.number[family]
        first, last = self.pairs.start[g], self.pairs.start[g + 1]
        place = first + np.searchsorted(self.pairs.family[first:last], f)
        return bool(place < last and self.pairs.family[place] == f)


class Moment:
    """A market on its way. Every step ends with the best matching of the groups and families that are there, and prices that prove it."""

    def __init__(self, market: Market):
        self.market = market
        self.family_of, self.price = market.family_of.copy(), market.price.copy()
        self.pull, self.value_of = market.pull.copy(), market.value_of.copy()

    def leave(self, group: str):
        """The group goes, and its family is offered to the others."""
        g = self.market.problem.groups.number[group]
        left = int(self.family_of[g])
        self.family_of[g], self.pull[g], self.value_of[g] = OUT, BARRED, 0
        if left >= 0:
            self._offer(left)

    def join(self, group: str):
        """The group comes and looks for a family."""
        self._seek(self.market.problem.groups.number[group])

    def close(self, family: str):
        """The family goes; whoever lived there looks for another."""
        f = self.market.problem.families.number[family]
        self.price[f] = BARRED
        for g in np.flatnonzero(self.family_of == f).tolist():
            self._seek(g)

    def open(self, family: str):
        """The family comes and is offered to all."""
        self._offer(self.market.problem.families.number[family])

    def homes(self) -> dict[str, str]:
        """{group: family} of all that have one."""
        groups, families = self.market.problem.groups.ids, self.market.problem.families.ids
        return {groups[g]: families[self.family_of[g]] for g in np.flatnonzero(self.family_of >= 0).tolist()}

    def _seek(self, g: int):
        self.family_of[g], self.pull[g], self.value_of[g] = UNSETTLED, 0, 0
        group_of = _other_side(self.family_of, len(self.price))
        state = State(*map(plain, (self.pull, self.price, self.family_of, group_of, self.value_of)))
        settle(self.market.forward.lists, state, self.market.forward.search, g)
        self.pull, self.price, family_of, _, self.value_of = (np.array(side) for side in state)
        self.family_of = np.maximum(family_of, OUT).astype(np.int32)

    def _offer(self, f: int):
        group_of = _other_side(self.family_of, len(self.price))
        value_of = np.where(group_of >= 0, self.value_of[group_of], 0)
        group_of[f], self.price[f] = UNSETTLED, 0
        state = State(*map(plain, (self.price, self.pull, group_of, self.family_of, value_of)))
        settle(self.market.backward.lists, state, self.market.backward.search, f)
        self.price, self.pull, group_of, _, value_of = (np.array(side) for side in state)
        group_of = np.maximum(group_of, OUT)
        self.family_of = _other_side(group_of, len(self.pull))
        self.value_of = np.where(self.family_of >= 0, value_of[self.family_of], 0)


def _times(known, ids, times):
    """Prices by id, multiplied; who has none is away."""
    return np.array([known[one] * times if one in known else BARRED for one in ids], dtype=np.int64)


def _other_side(partner, size):
    """Who has whom, read from the other side: int32[size], -1 where nobody."""
    back = np.full(size, FREE, dtype=np.int32)
    held = np.flatnonzero(partner >= 0)
    back[partner[held]] = held
    return back
