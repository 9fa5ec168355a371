"""From prices to homes: keep what the programme is sure of, decide the rest whole, then mend where most is lost."""

from dataclasses import dataclass

import numpy as np

from .bound import Bound
from .budget import Budget
from .columns import Columns
from .market import Market
from .search import HALF, Best
from .whole import Effort, choose, is_legal

AROUND = 70
"""Groups looked at together when a place of loss is mended."""

WIDEST = 30_000
"""Columns in one integer programme; those that lose most are left out."""


def fill(market: Market, columns: Columns, chosen):
    """The packing with every unplaced whole group put, dearest pair first, where there is still room."""
    taken = {columns.family[number]: number for number in chosen}
    placed = np.zeros(market.units, dtype=bool)
    for number in chosen:
        placed[list(columns.units[number])] = True
    is_idle = ~np.logical_or.reduceat(placed, market.unit_start[:-1]) if market.groups else placed
    pairs = np.flatnonzero(is_idle[market.group] & (market.value > 0)) if len(market.group) else []
    order = np.asarray(pairs, dtype=np.int64)[np.argsort(-market.value[pairs], kind="stable")]
    family = np.searchsorted(market.family_start, order, side="right") - 1
    for pair, home in zip(order.tolist(), family.tolist(), strict=True):
        group = int(market.group[pair])
        if is_idle[group] and (home not in taken or _has_room(market, columns, taken[home], group)):
            taken[home] = _with(market, columns, taken.get(home), home, pair)
            is_idle[group] = False
    return list(taken.values())


def _has_room(market, columns, number, group):
    if not market.sharing:
        return False
    there = {market.group_of(unit) for unit in columns.units[number]}
    if market.parts is None:
        children = sum(int(market.size[one]) for one in there)
    else:
        children = len(columns.units[number])
    enemies = market.enemy[market.enemy_start[group] : market.enemy_start[group + 1]]
    is_room = children + market.size[group] <= market.mixed[columns.family[number]]
    return is_room and there.isdisjoint(enemies.tolist())


def _with(market, columns, number, home, pair):
    group = int(market.group[pair])
    units = tuple(range(int(market.unit_start[group]), int(market.unit_start[group + 1])))
    value, kin = int(market.value[pair]), int(market.size[group]) if market.kin[pair] else 0
    if number is not None:
        units = tuple(sorted(units + columns.units[number]))
        value, kin = value + columns.value[number], kin + columns.kin[number]
    return columns.add(home, units, value, kin)


@dataclass(frozen=True, slots=True)
class Flat:
    """Columns as arrays: `family`, `loss` (millionths under what the prices allow), and the groups in each as CSR."""

    family: np.ndarray
    loss: np.ndarray
    column: np.ndarray
    group: np.ndarray


def flat(market: Market, columns: Columns, bound: Bound):
    """The Flat of all columns at the prices of a Bound."""
    lengths = np.array([len(units) for units in columns.units])
    units = np.array([unit for units in columns.units for unit in units], dtype=np.int64)
    column = np.repeat(np.arange(len(lengths)), lengths)
    family = np.array(columns.family)
    prices = bound.prices
    charge = np.bincount(column, weights=prices.unit[units].astype(float), minlength=len(lengths))
    gain = np.array(columns.value, dtype=float) * prices.scale + np.array(columns.kin) * float(prices.kin) - charge
    loss = (bound.sets.upper[family] - gain) / prices.scale
    group = np.searchsorted(market.unit_start, units, side="right") - 1
    return Flat(family, loss, column, group)


class Mending:
    """One packing made better, place after place. `best` is at hand at any time."""

    def __init__(self, market: Market, columns: Columns, kin_floor, bound: Bound, budget: Budget, best: Best):
        self.market, self.columns, self.kin_floor = market, columns, kin_floor
        self.bound, self.budget, self.best = bound, budget, best
        self.flat = flat(market, columns, bound)

    def settle(self, share, effort: Effort):
        """Keep the columns the programme takes whole; choose among the rest as one integer programme."""
        kept = self._kept_whole(share)
        groups = np.zeros(self.market.groups, dtype=bool)
        families = np.zeros(self.market.families, dtype=bool)
        families[self.flat.family[kept]] = True
        groups[self.flat.group[np.isin(self.flat.column, kept)]] = True
        self._choose(~families, ~groups, kept, effort, start=())

    def _kept_whole(self, share):
        """Columns that the programme takes whole, all of whose groups it takes whole."""
        units = np.diff(self.market.unit_start)
        is_kept = np.zeros(len(self.flat.family), dtype=bool)
        is_kept[: len(share)] = share > 1 - HALF  # columns that came last are not in the programme yet
        column, group = self.flat.column, self.flat.group
        while True:
            held = np.bincount(group[is_kept[column]], minlength=self.market.groups)
            broken = np.unique(column[is_kept[column] & (held[group] < units[group])])
            if not len(broken):
                return np.flatnonzero(is_kept).tolist()
            is_kept[broken] = False

    def _choose(self, families, groups, kept, effort, start):
        """Choose anew among the columns of these families that hold only these groups; `kept` stay as they are."""
        outside = np.bincount(self.flat.column, weights=~groups[self.flat.group], minlength=len(self.flat.family))
        inside = np.flatnonzero((outside == 0) & families[self.flat.family])
        if len(inside) > WIDEST:
            inside = inside[np.argsort(self.flat.loss[inside], kind="stable")[:WIDEST]]
        numbers = sorted({*inside.tolist(), *start})
        floor = self.kin_floor - self.columns.kin_of(kept)
        chosen = choose(self.market, self.columns, numbers, floor, self.budget, effort, start)
        if chosen is None or not is_legal(self.market, self.columns, [*kept, *chosen]):
            return False
        before = self.best.total
        self.best.offer(self.columns, [*kept, *chosen])
        return self.best.total > before

    def mend(self, gap):
        """Until the gap is met or no place is left where anything could be won."""
        tried = set()
        while self.bound.total - self.best.total > gap * max(1, abs(self.bound.total)):
            seed = self._worst(tried)
            if seed is None:
                return
            tried.add(seed)
            families, groups = self._around(seed)
            start = [number for number in self.best.chosen if families[self.flat.family[number]]]
            kept = [number for number in self.best.chosen if not families[self.flat.family[number]]]
            if self._choose(families, groups, kept, Effort(nodes=100), start):
                tried.clear()

    def _losses(self):
        """By family and by group, in millionths: what the packing in hand is under the bound there. They add up to the
        whole distance, so where they are nought nothing can be won."""
        market, prices, columns = self.market, self.bound.prices, self.columns
        by_family = self.bound.sets.upper / prices.scale
        idle = np.add.reduceat(prices.unit, market.unit_start[:-1]) / prices.scale
        for number in self.best.chosen:
            units = list(columns.units[number])
            gain = (
                columns.value[number]
                + (columns.kin[number] * prices.kin - int(prices.unit[units].sum())) / prices.scale
            )
            by_family[columns.family[number]] -= gain
            for group in {market.group_of(unit) for unit in units}:
                idle[group] = 0
        return by_family, idle

    def _worst(self, tried):
        """The place of most loss not tried yet: a family as its number, a group as one below nought; None where all
        that is lost is less than a point in a million."""
        by_family, by_group = self._losses()
        losses = np.concatenate([by_family, by_group])
        least = max(1.0, self.best.total * 1e-9)
        for place in np.argsort(-losses, kind="stable").tolist():
            if losses[place] < least:
                return None
            seed = place if place < len(by_family) else len(by_family) - place - 1
            if seed not in tried:
                return seed
        return None

    def _around(self, seed):
        """(families, groups) as masks: those tied to the seed by columns that lose little, and whoever lives there."""
        market, flat = self.market, self.flat
        families = np.zeros(market.families, dtype=bool)
        groups = np.zeros(market.groups, dtype=bool)
        (families if seed >= 0 else groups)[seed if seed >= 0 else -1 - seed] = True
        allowed = np.sort(flat.loss)[min(len(flat.loss) - 1, 4 * market.groups)]
        is_near = flat.loss <= max(allowed, 1.0)
        for _ in range(6):
            self._house(families, groups)
            if groups.sum() >= AROUND:
                break
            entry = is_near[flat.column]
            reached = entry & groups[flat.group]
            before = int(families.sum()), int(groups.sum())
            families[flat.family[flat.column[reached]]] = True
            groups[flat.group[entry & families[flat.family[flat.column]]]] = True
            if before == (int(families.sum()), int(groups.sum())):
                break
        self._house(families, groups)
        return families, groups

    def _house(self, families, groups):
        """Close the neighbourhood: the groups that live in its families and the families of its groups."""
        market, columns = self.market, self.columns
        is_growing = True
        while is_growing:
            is_growing = False
            for number in self.best.chosen:
                home = columns.family[number]
                there = {market.group_of(unit) for unit in columns.units[number]}
                if families[home] != all(groups[group] for group in there) or (
                    not families[home] and any(groups[group] for group in there)
                ):
                    families[home] = True
                    groups[list(there)] = True
                    is_growing = True
