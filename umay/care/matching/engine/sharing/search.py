"""Branch and bound: a node is closed only when its exact bound, in whole numbers, is not above a packing in hand."""

from dataclasses import dataclass

import numpy as np

from .bound import bound
from .budget import Budget
from .columns import Columns
from .generation import Linear, Node, generate
from .market import Market
from .master import Master
from .options import Prices
from .whole import is_legal

HALF = 1e-6
"""Nearer than this to nought or one a share is read as whole. A slip costs time, never truth: sums are exact."""


@dataclass(slots=True)
class Best:
    """The best packing so far: numbers of columns, and its sum in millionths."""

    chosen: list[int]
    total: int

    def offer(self, columns: Columns, chosen):
        total = columns.value_of(chosen)
        if total > self.total:
            self.chosen, self.total = sorted(chosen), total


class Tree:
    """The search over one master. `best` is at hand at any time; `run` returns when nothing better can exist."""

    def __init__(self, market: Market, master: Master, budget: Budget, best: Best, scale):
        self.market, self.master, self.budget, self.best, self.scale = market, master, budget, best, scale
        self.family = market.family_of_pair()
        self.slots = _Slots(market)

    def run(self, open_nodes=None):
        """Every node is closed, or Stopped is raised by the budget."""
        nothing = Node(np.zeros(self.slots.count, dtype=bool), np.zeros(self.market.groups, dtype=bool))
        stack = [nothing] if open_nodes is None else open_nodes
        while stack:
            stack.extend(self._children(stack.pop()))

    def _children(self, node):
        """The two nodes below, the likelier last; none where the node is closed."""
        self.master.grow()
        self.master.restrict(node.forced, self.slots.is_barred(self.master.columns, node.barred))
        linear = generate(self.master, node, self.budget, scale=self.scale, floor=self.best.total, tolerance=0.0)
        if linear.bound.total <= self.best.total:
            return []
        chosen = self._whole(linear)
        if chosen is not None:
            self.best.offer(self.master.columns, chosen)
            if linear.bound.total <= self.best.total:
                return []
        return self._parted(node, linear)

    def _whole(self, linear: Linear):
        """The programme's answer as a packing, or None where it is not whole or lacks kin."""
        share, columns = linear.answer.share, self.master.columns
        if np.any((share > HALF) & (share < 1 - HALF)):
            return None
        chosen = np.flatnonzero(share > 0.5).tolist()
        if not is_legal(self.market, columns, chosen) or columns.kin_of(chosen) < self.master.kin_floor:
            return None
        return chosen

    def _parted(self, node, linear):
        """Decide one slot (may this unit go to that family?): the most undecided of the programme's, else any open."""
        weight = self.slots.weight(self.master.columns, linear.answer.share)
        free = self._free(node)
        if not free.any():
            self._settle(node)
            return []
        undecided = np.where(free, np.minimum(weight, 1 - weight), -1.0)
        slot = int(np.argmax(undecided))
        if undecided[slot] <= HALF:
            slot = int(np.argmax(np.where(free, weight, -1.0)))
        without = node.barred.copy()
        without[slot] = True
        forced = node.forced.copy()
        forced[self.slots.group[slot]] = True
        there = node.barred | self.slots.others(slot)
        return [Node(without, node.forced), Node(there, forced)]

    def _free(self, node):
        """Slots still open: not barred, and not the only one left to a unit of a forced group."""
        slots = self.slots
        is_open = ~node.barred & slots.is_there
        left = np.bincount(slots.unit[is_open], minlength=self.market.units)
        is_settled = node.forced[slots.group] & (left[slots.unit] == 1)
        return is_open & ~is_settled

    def _settle(self, node):
        """All is decided: units of forced groups have one family each, other groups stay unplaced. Is that legal?"""
        market, columns = self.market, self.master.columns
        slots = self.slots
        barred = node.barred | ~node.forced[slots.group]
        reward = Prices(np.full(market.units, -2 * market.highest(), dtype=np.int64), 0)
        asked = bound(market, reward, 0, barred=barred)
        chosen = columns.add_chosen(asked.found, asked.sets, np.flatnonzero(asked.sets.count).tolist())
        placed = {unit for number in chosen for unit in columns.units[number]}
        asked_for = np.flatnonzero(np.repeat(node.forced, np.diff(market.unit_start))).tolist()
        is_kept = placed == set(asked_for) and columns.kin_of(chosen) >= self.master.kin_floor
        if is_kept and is_legal(market, columns, chosen):
            self.best.offer(columns, chosen)


class _Slots:
    """Every unit of every pair, numbered as `barred` is: pairs, or fits where groups may be parted."""

    def __init__(self, market: Market):
        pair_family = market.family_of_pair().astype(np.int64)
        group = market.group.astype(np.int64)
        if market.parts is None:
            self.group, self.unit, self.family = group, group, pair_family
            self.is_there = np.ones(len(group), dtype=bool)
        else:
            sizes = market.size[group]
            self.group, self.family = np.repeat(group, sizes), np.repeat(pair_family, sizes)
            place = np.arange(len(self.group)) - np.repeat(market.parts.fits_start[:-1], sizes)
            self.unit = market.unit_start[self.group] + place
            self.is_there = market.parts.fits.astype(bool)
        self.count = len(self.group)
        self._units = market.units
        self._keys = self.family * market.units + self.unit  # ascending, as the pairs are

    def of(self, columns: Columns, numbers):
        """(numbers, slots): each slot that these columns use, beside the column's place among `numbers`."""
        lengths = [len(columns.units[number]) for number in numbers]
        units = np.array([unit for number in numbers for unit in columns.units[number]], dtype=np.int64)
        homes = np.repeat(np.array([columns.family[number] for number in numbers], dtype=np.int64), lengths)
        return np.repeat(np.arange(len(lengths)), lengths), np.searchsorted(self._keys, homes * self._units + units)

    def others(self, slot):
        """All other slots of the same unit."""
        same = self.unit == self.unit[slot]
        same[slot] = False
        return same

    def is_barred(self, columns: Columns, barred):
        """By column: does it use a barred slot?"""
        answer = np.zeros(len(columns), dtype=bool)
        if barred.any():
            column, slot = self.of(columns, range(len(columns)))
            np.logical_or.at(answer, column, barred[slot])
        return answer

    def weight(self, columns: Columns, share):
        """By slot: how much of the unit the programme puts there."""
        used = np.flatnonzero(share > HALF / 10)
        column, slot = self.of(columns, used.tolist())
        return np.bincount(slot, weights=share[used][column], minlength=self.count)
