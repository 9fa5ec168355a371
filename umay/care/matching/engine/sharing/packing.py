"""One packing problem from its first columns to its proof: prices, repair, and the search that settles what is left."""

from dataclasses import dataclass

import numpy as np

from .bound import Bound, bound, scale_for
from .budget import Budget, Stopped
from .columns import Columns
from .generation import Linear, Node, generate, start
from .market import Market
from .master import Master
from .options import Prices
from .repair import Mending, fill
from .search import HALF, Best, Tree
from .whole import Effort, is_legal

SMALL = 60
"""Up to so many groups the search begins at once: it is quicker than repair."""


@dataclass(slots=True)
class Packed:
    """Columns chosen and their sum (millionths), and the best Bound. `is_closed`: the search has shown that nothing is
    better; `is_stopped`: the budget ended it."""

    columns: Columns
    best: Best
    bound: Bound
    is_closed: bool = False
    is_stopped: bool = False

    @property
    def ceiling(self):
        """What no packing exceeds, in millionths."""
        return self.best.total if self.is_closed else self.bound.total

    def is_within(self, gap):
        return self.ceiling - self.best.total <= gap * max(1, abs(self.ceiling))


@dataclass(frozen=True, slots=True)
class Prior:
    """What an easier question already told: prices of units and families, what a child with kin brings more."""

    prices: Prices
    family: np.ndarray
    is_begun: bool = True


def pack(market: Market, kin_floor, seed, budget: Budget, gap, *, prior=None):
    """The Packed of most value with at least `kin_floor` children with kin; never raises Stopped.

    `seed` is a packing that has that many: (family, units, value, kin) each. `gap` is the share of the bound at which
    to be content. `prior` (a Prior) only says where to begin.
    """
    prior = prior or Prior(Prices(np.zeros(market.units, dtype=np.int64), 0), np.zeros(market.families, dtype=np.int64))
    columns = Columns(market)
    chosen = [columns.add(*entry) for entry in seed]
    packed = Packed(columns, Best(chosen, columns.value_of(chosen)), _first_bound(market, kin_floor, prior))
    if prior.is_begun:
        packed.best.offer(columns, fill(market, columns, chosen))
    try:
        _pursue(market, kin_floor, packed, budget, gap, prior)
    except Stopped:
        packed.is_stopped = True
    return packed


def _first_bound(market, kin_floor, prior):
    """Without any work: every group at its best home, or every family with its best set."""
    free = np.zeros(market.units, dtype=np.int64)
    dear = free.copy()
    if market.parts is None:
        np.maximum.at(dear, market.group, market.value)
    tried = (Prices(free, 0), Prices(dear, 0), prior.prices)
    return min((bound(market, prices, kin_floor) for prices in tried), key=_total)


def _total(one):
    return one.total


def _pursue(market, kin_floor, packed, budget, gap, prior):
    columns, best = packed.columns, packed.best

    def told(linear: Linear):
        if linear.bound.total < packed.bound.total:
            packed.bound = linear.bound
        budget.tell("prices", max(0, best.total), packed.bound.total)

    start(market, columns, prior.prices, prior.family)
    at_first = packed.bound
    columns.add_chosen(at_first.found, at_first.sets, np.flatnonzero(at_first.sets.count).tolist())
    master = Master(market, columns, kin_floor)
    master.grow()
    linear = generate(
        master,
        Node(None, np.zeros(market.groups, dtype=bool)),
        budget,
        scale=scale_for(market),
        floor=best.total,
        tolerance=gap / 10,
        told=told,
        linear=Linear(bound=at_first),
    )
    whole = np.flatnonzero(linear.answer.share > 1 - HALF).tolist()
    if is_legal(market, columns, whole) and columns.kin_of(whole) >= kin_floor:
        best.offer(columns, whole)
    if packed.is_within(gap):
        return
    if market.groups > SMALL:
        mending = Mending(market, columns, kin_floor, packed.bound, budget, best)
        mending.settle(linear.answer.share, Effort(nodes=200, gap=gap / 5))
        mending.mend(gap)
        if packed.is_within(gap):
            return
    Tree(market, master, budget, best, scale_for(market)).run()
    packed.is_closed = True
