"""Prices that a reader can check: whole millionths, and the largest worth of a child with kin that they allow."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np

from .bound import Bound
from .market import Market
from .options import Prices, options
from .sets import best_sets

TRIES = 200


@dataclass(frozen=True, slots=True)
class Printed:
    """Prices by group and by family of the market, in millionths, and the bound (millionths) that a reader comes to.
    `is_proof` is False where groups may be parted: the children's own prices, which prove it, are not in the file."""

    group: np.ndarray
    family: np.ndarray
    bound: int
    is_proof: bool


def printed(market: Market, best: Bound, kin_children):
    """The Printed of a Bound."""
    unit = np.rint(best.prices.unit / best.prices.scale).astype(np.int64)
    group = np.add.reduceat(unit, market.unit_start[:-1]) if market.groups else unit
    group, kin = np.maximum(0, group), round(best.prices.kin / best.prices.scale)
    if market.parts is not None:
        return Printed(group, best_sets(market, options(market, Prices(unit, kin))).upper, best.total, False)
    sets = best_sets(market, options(market, Prices(group, kin)))
    # A reader takes the largest worth that the prices bear. A whole number of millionths keeps the bound whole too.
    kin = ceil(_largest(market, group, sets.upper, kin))
    sets = best_sets(market, options(market, Prices(group, kin)))
    total = sum(map(int, group)) + sum(map(int, sets.upper))
    return Printed(group, sets.upper, total - kin * kin_children, bool(np.array_equal(sets.gain, sets.upper)))


def _largest(market, unit, family, kin):
    """The largest worth of a child with kin at which no legal set exceeds its prices: Newton's way down, exactly."""
    pairs = np.flatnonzero(market.kin)
    if not len(pairs):
        return Fraction(0)
    homes, groups = market.family_of_pair()[pairs], market.group[pairs]
    over = family[homes] + unit[groups] - market.value[pairs]
    present = min(Fraction(int(spare), int(size)) for spare, size in zip(over, market.size[groups], strict=True))
    for _ in range(TRIES):
        found = options(market, Prices(unit * present.denominator, present.numerator, present.denominator))
        sets = best_sets(market, found)
        lower = min(_ratios(market, found, sets, unit, family, present), default=present)
        if lower >= present:
            return present
        present = lower
    return Fraction(kin)


def _ratios(market, found, sets, unit, family, present):
    """What each family that breaks the present worth would bear."""
    for home in np.flatnonzero(sets.gain > family * present.denominator).tolist():
        chosen = sets.chosen[sets.start[home] : sets.start[home] + sets.count[home]]
        kin = int(found.kin[chosen].sum())
        over = int(found.value[chosen].sum()) - int(unit[found.group[chosen]].sum())
        if kin:
            yield Fraction(int(family[home]) - over, kin)
