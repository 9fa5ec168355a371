"""What no packing can exceed, in whole millionths: an upper bound for any prices, summed without a float."""

from dataclasses import dataclass

import numpy as np

from .market import Market
from .options import Options, Prices, options
from .sets import Sets, best_sets


@dataclass(frozen=True, slots=True)
class Bound:
    """`total` (millionths) is not exceeded by the value of any packing in which at least `kin` children, those asked
    for, are with kin as whole groups. `found` and `sets` are what each family would take at these prices."""

    total: int
    prices: Prices
    found: Options
    sets: Sets


def bound(market: Market, prices: Prices, kin_floor, *, barred=None, forced=None):
    """Take the demand that a unit be placed once out of the rules and charge its price instead: then each family takes
    its best set, nobody's prices can make that sum too small, and what is left is one small search a family.

    `forced` (by group) is True for groups that may not stay unplaced.
    """
    found = options(market, prices, barred)
    sets = best_sets(market, found)
    idle = np.add.reduceat(prices.unit, market.unit_start[:-1]) if market.groups else prices.unit
    idle = np.maximum(0, -idle)
    if forced is not None:
        idle = np.where(forced, 0, idle)
    total = _exactly(prices.unit) + _exactly(sets.upper) + _exactly(idle) - prices.kin * kin_floor
    return Bound(total // prices.scale, prices, found, sets)


def _exactly(numbers):
    """The sum as a Python int, whatever its length."""
    low = numbers & 0xFFFFFFFF
    return int((numbers >> 32).sum()) * 2**32 + int(low.sum())


def scale_for(market: Market, finest=2**16):
    """How many parts of a millionth prices may have here without a sum leaving 64 bits: a power of two, at least 1."""
    scale = finest
    while scale > 1 and market.highest() * scale * 64 > 2**62:
        scale //= 2
    return scale


def in_whole_numbers(unit_prices, kin_price, scale):
    """Prices from floats in millionths of a point. Rounding can only loosen a bound, never make it wrong."""
    most = float(2**61)
    unit = np.clip(np.rint(np.asarray(unit_prices) * scale), -most, most).astype(np.int64)
    return Prices(unit, max(0, round(float(kin_price) * scale)), scale)
