"""One group at any time: the ten families to telephone first, and what another choice would mean for the others.

choices = top(problem, group, prices)               # an emergency; the group need not be in the problem
standing = Standing(survey, solution)               # once for a solved day
standing.instead(group_id, family_id)               # solved anew, exactly, by alternating paths
"""

from dataclasses import dataclass

import numpy as np

from .arrays import Problem
from .assignment import Matching, Solution, kin_children_of
from .augmenting import FREE, OUT, UNSETTLED, State, settle
from .kernels import plain
from .pairs import Survey

BARRED = 2**60
"""A price at which nobody asks: it takes a family or a group out of the search."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A family that suits. `value` and `needed` (how much the other children need this family) in millionths.

    The order is: kin first, then `value - needed`, then the draw of ties.
    """

    family: str
    value: int
    needed: int
    metres: int
    kin: bool

    @property
    def net(self):
        return self.value - self.needed


def prices_of(problem: Problem, by_family):
    """int64[F] from {family id: millionths}; a family not named is needed by nobody."""
    return np.array([by_family.get(family, 0) for family in problem.families.ids], dtype=np.int64)


def top(problem: Problem, group, prices, *, count=10):
    """The first `count` Choices for a Group (of the engine's type), kin before all others.

    `prices` int64[F] in the problem's order of families (`prices_of`), or None for the order by value alone. What is
    worked out for the families is kept with the problem: the first call for it is slower.
    """
    survey = Survey(problem.for_groups([group]), kept=1)
    families, metres, values = survey.everybody(0)
    needed = np.zeros(len(problem.families), dtype=np.int64) if prices is None else prices
    net = values - needed[families]
    order = np.arange(len(families))
    if len(order) > count:  # equals at the edge are kept for the draw
        order = np.flatnonzero(net >= np.partition(net, len(net) - count)[len(net) - count])
    order = order[np.lexsort((families[order], -net[order]))][:count]
    kin = survey.kin
    first = np.lexsort((kin.family, needed[kin.family] - kin.value))
    rows = [(kin.family[place], kin.value[place], kin.metres[place], True) for place in first]
    rows += [(families[place], values[place], metres[place], False) for place in order]
    return [
        Choice(problem.families.ids[family], int(value), int(needed[family]), int(far), is_kin)
        for family, value, far, is_kin in rows[:count]
    ]


@dataclass(frozen=True, slots=True)
class Instead:
    """What changes for the others if a group goes to another family and all others are then matched anew, best for all.

    `lost`: by how much the sum of values falls, millionths; below nought only where it costs children with kin.
    `kin_lost`: how many fewer children live with kin. Groups and children other than the asked group's own:
    `moved` to another family, `left_out` who had one, `gained` one.
    """

    value: int
    lost: int
    kin_lost: int
    groups_moved: int
    groups_left_out: int
    groups_gained: int
    children_moved: int
    children_left_out: int
    children_gained: int

    @property
    def groups_affected(self):
        return self.groups_moved + self.groups_left_out + self.groups_gained


class Standing:
    """A solved day with all its feasible pairs, ready to be asked what another choice would mean."""

    def __init__(self, survey: Survey, solution: Solution):
        self.survey, self.solution, self.pairs = survey, solution, survey.pairs()
        groups, families = len(survey.problem.groups), len(survey.problem.families)
        pairs, group = self.pairs, self.pairs.group
        self.due = pairs.value + solution.bonus * np.where(pairs.kin, survey.problem.groups.size[group], 0)
        number = np.diff(pairs.start)
        self.forward = Matching(number, pairs.family, self.due, np.full(groups, -1, dtype=np.int64), families)
        # The same market with the sides exchanged: families ask for groups.
        order = np.lexsort((group, pairs.family))
        number = np.bincount(pairs.family, minlength=families).astype(np.int64)
        self.backward = Matching(number, group[order], self.due[order], np.full(families, -1, dtype=np.int64), groups)

    def instead(self, group_id, family_id):
        """Instead, or None where the family does not suit the group. KeyError for an unknown id."""
        g = self.survey.problem.groups.number[group_id]
        f = self.survey.problem.families.number[family_id]
        first, last = self.pairs.start[g], self.pairs.start[g + 1]
        place = first + np.searchsorted(self.pairs.family[first:last], f)
        if place == last or self.pairs.family[place] != f:
            return None
        after = self._without(g, f)
        after[g] = f
        return self._compared(g, after, int(self.pairs.value[place]))

    def _without(self, g, f):
        """int32[G]: the best families of all groups but g, without family f."""
        before = self.solution.family_of
        sides = self._leave(before.copy(), self.solution.price.copy(), self.solution.pull.copy(), g)
        return self._close(*sides, f)

    def _due_of(self, family_of):
        """int64[G]: what each group's pair counts in the prices; 0 for a group without a family."""
        value = np.zeros(len(family_of), dtype=np.int64)
        held = family_of[self.pairs.group] == self.pairs.family
        value[self.pairs.group[held]] = self.due[held]
        return value

    def _leave(self, family_of, price, pull, g):
        """Group g goes. Its family, if it had one, is offered to the others: a search from the family's side."""
        left = int(family_of[g])
        family_of[g], pull[g] = OUT, 0
        if left < 0:
            return family_of, price, pull
        group_of = _other_side(family_of, len(price))
        value = self._due_of(family_of)
        value_of = np.where(group_of >= 0, value[group_of], 0)
        group_of[left], price[left], pull[g] = UNSETTLED, 0, BARRED
        state = State(*map(plain, (price, pull, group_of, family_of, value_of)))
        settle(self.backward.lists, state, self.backward.search, left)
        price, pull, group_of, family_of, _ = (np.array(side) for side in state)
        pull[g] = 0
        return _other_side(np.maximum(group_of, OUT), len(pull)), price, pull

    def _close(self, family_of, price, pull, f):
        """Family f is taken. Whoever lived there looks for another."""
        group_of = _other_side(family_of, len(price))
        moved = int(group_of[f])
        if moved < 0:
            return family_of
        value_of = self._due_of(family_of)
        family_of[moved], group_of[f], pull[moved], value_of[moved] = UNSETTLED, FREE, 0, 0
        price[f] = BARRED
        state = State(*map(plain, (pull, price, family_of, group_of, value_of)))
        settle(self.forward.lists, state, self.forward.search, moved)
        return np.maximum(np.array(state.family_of, dtype=np.int32), OUT)

    def _compared(self, g, after, value):
        before, sizes = self.solution.family_of, self.survey.problem.groups.size
        others = np.arange(len(before)) != g
        moved = others & (before >= 0) & (after >= 0) & (before != after)
        left_out, gained = others & (before >= 0) & (after < 0), others & (before < 0) & (after >= 0)
        kin_after = kin_children_of(self.survey, after)
        total = int(self._due_of(after).sum()) - self.solution.bonus * kin_after
        return Instead(
            value=value,
            lost=self.solution.objective - total,
            kin_lost=self.solution.kin_children - kin_after,
            groups_moved=int(moved.sum()),
            groups_left_out=int(left_out.sum()),
            groups_gained=int(gained.sum()),
            children_moved=int(sizes[moved].sum()),
            children_left_out=int(sizes[left_out].sum()),
            children_gained=int(sizes[gained].sum()),
        )


def _other_side(partner, size):
    """Who has whom, read from the other side: int32[size], -1 where nobody."""
    back = np.full(size, FREE, dtype=np.int32)
    held = np.flatnonzero(partner >= 0)
    back[partner[held]] = held
    return back
