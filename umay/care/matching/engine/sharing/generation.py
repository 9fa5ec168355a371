"""Column generation: ask each family for its best set at the programme's prices until no set would gain."""

from dataclasses import dataclass

import numpy as np

from .bound import Bound, bound, in_whole_numbers
from .budget import Budget
from .columns import Columns
from .market import Market
from .master import Answer, Master
from .options import Prices

ROUNDS = 500
"""More rounds than any instance has needed; a run that reaches it goes on with the bound it has."""

SINGLES = 3
"""How many families a group may gain as columns in one round, besides what the families choose."""


@dataclass(frozen=True, slots=True)
class Node:
    """What a branch has decided: units that may not go to a family (`barred`, as in options), groups `forced`."""

    barred: np.ndarray | None
    forced: np.ndarray


@dataclass(slots=True)
class Linear:
    """The state of one linear programme: its last Answer and the best Bound met. `is_complete`: no column is lacking."""

    answer: Answer | None = None
    bound: Bound | None = None
    is_complete: bool = False


def start(market: Market, columns: Columns, prices: Prices, family_price, each=2):
    """The first columns: of every group and of every family the `each` pairs that lose least at these prices, and
    every home with kin."""
    whole = np.flatnonzero(market.value >= 0)
    group, family = market.group[whole], market.family_of_pair()[whole]
    cost = np.add.reduceat(prices.unit, market.unit_start[:-1]) if market.groups else prices.unit
    loss = cost[group] + family_price[family] - market.value[whole]
    is_taken = (_rank(group, loss) < each) | (_rank(family, loss) < each) | market.kin[whole]
    for pair, home in zip(whole[is_taken].tolist(), family[is_taken].tolist(), strict=True):
        one = int(market.group[pair])
        units = tuple(range(int(market.unit_start[one]), int(market.unit_start[one + 1])))
        columns.add(home, units, int(market.value[pair]), int(market.size[one]) if market.kin[pair] else 0)


def _rank(key, loss):
    """The place of each entry among those of the same key, least loss first."""
    order = np.lexsort((loss, key))
    sorted_key = key[order]
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order)) - np.searchsorted(sorted_key, sorted_key)
    return rank


def generate(master: Master, node: Node, budget: Budget, *, scale, floor, tolerance, told=None, linear=None):
    """The Linear of a node, ended early where its bound is not above `floor` (millionths) or within `tolerance` (a
    share) of the programme. `linear` is told after each round through `told`, so that the best is at hand when the
    clock ends it.
    """
    linear, primal = linear or Linear(), False
    for _ in range(ROUNDS):
        answer = linear.answer = master.solve(budget, primal=primal)
        budget.begin()
        primal = True
        if linear.bound is None or not _ask(master, node, linear, _between(answer, linear.bound.prices, scale)):
            linear.is_complete = not _ask(master, node, linear, in_whole_numbers(answer.unit, answer.kin, scale))
        budget.end()
        if told:
            told(linear)
        ceiling = linear.bound.total
        if linear.is_complete or ceiling <= floor or ceiling - answer.objective <= tolerance * max(1, abs(ceiling)):
            break
        master.grow()
    return linear


def _between(answer, best, scale):
    """Prices half way from those of the best bound to the programme's: a path that swings less."""
    unit = (best.unit / best.scale + answer.unit) / 2
    return in_whole_numbers(unit, (best.kin / best.scale + answer.kin) / 2, scale)


def _ask(master, node, linear, prices):
    """Ask every family at these prices, keep the better bound, add what the programme lacks: was there any?"""
    asked = bound(master.market, prices, master.kin_floor, barred=node.barred, forced=node.forced)
    if linear.bound is None or asked.total < linear.bound.total:
        linear.bound = asked
    columns, found, before = master.columns, asked.found, len(master.columns)
    if not len(found.group):
        return False
    answer = linear.answer
    rate = found.value + answer.kin * found.kin - np.add.reduceat(answer.unit[found.units], found.unit_start[:-1])
    least = 1e-9 * master.market.highest()
    columns.add_chosen(found, asked.sets, _gainful(asked.sets, rate, answer, least))
    columns.add_options(found, _singles(found, rate, answer, least))
    return len(columns) > before


def _gainful(sets, rate, answer, least):
    """Families whose best set here would gain in the programme too."""
    families = np.flatnonzero(sets.count)
    counts = sets.count[families]
    ends = np.cumsum(counts)
    places = np.arange(ends[-1]) - np.repeat(ends - counts, counts) + np.repeat(sets.start[families], counts)
    gain = np.add.reduceat(rate[sets.chosen[places]], ends - counts) - answer.family[families]
    return families[gain > least].tolist()


def _singles(found, rate, answer, least):
    """For each group the options that would gain most in the programme, each for itself."""
    family = np.repeat(np.arange(len(found.family_start) - 1), np.diff(found.family_start))
    gain = rate - answer.family[family]
    gainful = np.flatnonzero(gain > least)
    order = gainful[np.lexsort((-gain[gainful], found.group[gainful]))]
    group = found.group[order]
    rank = np.arange(len(order)) - np.searchsorted(group, group)
    return np.sort(order[rank < SINGLES])
