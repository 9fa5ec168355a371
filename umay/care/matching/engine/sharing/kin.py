"""The first level: how many children can be placed with kin, brothers and sisters together."""

from dataclasses import dataclass, replace

import numpy as np

from .budget import Budget
from .market import Market
from .packing import pack


@dataclass(frozen=True, slots=True)
class Kin:
    """`children` reached, by the packing `seed` of the whole market, and the `bound` that nobody can exceed."""

    children: int
    bound: int
    seed: list[tuple]


def most_with_kin(market: Market, budget: Budget):
    """The Kin of a market: the same packing with nothing but homes of kin, a child counting one."""
    pairs = np.flatnonzero(market.kin & (market.value >= 0))
    if not len(pairs):
        return Kin(0, 0, [])
    packed = pack(_only_kin(market, pairs), 0, [], budget, 0.0)
    value = {(int(market.group[pair]), int(home)): int(market.value[pair]) for pair, home in _homes(market, pairs)}
    columns, seed = packed.columns, []
    for number in packed.best.chosen:
        home, groups = columns.family[number], columns.units[number]
        units = tuple(
            unit for group in groups for unit in range(int(market.unit_start[group]), int(market.unit_start[group + 1]))
        )
        seed.append((home, units, sum(value[group, home] for group in groups), columns.value[number]))
    return Kin(packed.best.total, packed.ceiling, seed)


def _homes(market, pairs):
    return zip(pairs.tolist(), (np.searchsorted(market.family_start, pairs, side="right") - 1).tolist(), strict=True)


def _only_kin(market, pairs):
    return replace(
        market,
        unit_start=np.arange(market.groups + 1, dtype=np.int64),
        family_start=np.searchsorted(pairs, market.family_start).astype(np.int64),
        group=market.group[pairs],
        kin=np.zeros(len(pairs), dtype=bool),
        value=market.size[market.group[pairs]],
        parts=None,
    )
