"""At given prices: what each family could take of each group, and what that would gain."""

from dataclasses import dataclass

import numpy as np

from ..solver.kernels import compiled
from .market import Market


@dataclass(frozen=True, slots=True)
class Prices:
    """Whole numbers, `scale` of them to a millionth of a point: what a unit costs, what a child with kin brings more."""

    unit: np.ndarray
    kin: int
    scale: int = 1


@dataclass(frozen=True, slots=True)
class Options:
    """Ordered by family (`family_start`), then group. `gain` is value over price and kin, above nought, in the scale of
    the prices; `value` in millionths; `kin` the children who would be with kin as a whole group; `unit_start`, `units`."""

    family_start: np.ndarray
    group: np.ndarray
    size: np.ndarray
    gain: np.ndarray
    value: np.ndarray
    kin: np.ndarray
    unit_start: np.ndarray
    units: np.ndarray


def options(market: Market, prices: Prices, barred=None):
    """Every gainful option. `barred` (by pair, or by fit where groups may be parted) is True for what may not be."""
    if market.parts is None:
        return _whole(market, prices, barred)
    return _in_parts(market, prices, barred)


def _whole(market, prices, barred):
    gain = market.value * prices.scale
    gain -= prices.unit[market.group]
    if prices.kin:
        related = np.flatnonzero(market.kin)
        gain[related] += market.size[market.group[related]] * prices.kin
    is_taken = gain > 0
    if barred is not None:
        is_taken &= ~barred
    taken = np.flatnonzero(is_taken)
    group = market.group[taken]
    sizes = market.size[group]
    return Options(
        family_start=np.searchsorted(taken, market.family_start).astype(np.int64),
        group=group,
        size=sizes,
        gain=gain[taken],
        value=market.value[taken],
        kin=np.where(market.kin[taken], sizes, 0),
        unit_start=np.arange(len(taken) + 1, dtype=np.int64),
        units=group,
    )


def _in_parts(market, prices, barred):
    parts, sizes = market.parts, market.size[market.group]
    most = int(sizes.sum())
    out = tuple(np.empty(most, dtype=np.int64) for _ in range(5))
    unit_start = np.zeros(most + 1, dtype=np.int64)
    units = np.empty(int((sizes * (sizes + 1) // 2).sum()), dtype=np.int64)
    fits = parts.fits if barred is None else parts.fits & ~barred
    counted = _fill_parts(
        market.group, market.family_of_pair().astype(np.int64), market.kin, market.value, market.size,
        market.unit_start, parts.per_child, parts.metres, parts.unskilled, parts.fits_start, fits, parts.places,
        parts.max_siblings, parts.behaviour, np.int64(parts.per_km), np.int64(parts.split), prices.unit,
        np.int64(prices.kin), np.int64(prices.scale), *out, unit_start, units,
    )  # fmt: skip
    pair, size, gain, value, kin = (column[:counted] for column in out)
    return Options(
        family_start=np.searchsorted(pair, market.family_start).astype(np.int64),
        group=market.group[pair],
        size=size,
        gain=gain,
        value=value,
        kin=kin,
        unit_start=unit_start[: counted + 1],
        units=units[: unit_start[counted]],
    )


@compiled
def _cheapest_first(units, prices):
    """Insertion sort by price, then number: groups are small."""
    for place in range(1, len(units)):
        unit, spot = units[place], place
        while spot > 0 and prices[units[spot - 1]] > prices[unit]:
            units[spot] = units[spot - 1]
            spot -= 1
        units[spot] = unit


@compiled
def _distance(size, per_km, metres):
    """Millionths taken for the way, half to even; split in two so that no product leaves 64 bits."""
    whole = size * (per_km // 1000) * metres
    rest = size * (per_km % 1000) * metres
    quotient = rest // 1000
    twice = 2 * (rest - quotient * 1000)
    if twice > 1000 or (twice == 1000 and quotient % 2 == 1):
        quotient += 1
    return whole + quotient


@compiled
def _fitting(first, size, fits, offset, behaviour, is_wild, price):
    """The children who fit and show difficult behaviour, or do not, cheapest first."""
    chosen = np.empty(size, dtype=np.int64)
    count = 0
    for child in range(size):
        if fits[offset + child] and behaviour[first + child] == is_wild:
            chosen[count] = first + child
            count += 1
    chosen = chosen[:count]
    _cheapest_first(chosen, price)
    return chosen


@compiled
def _best_mix(many, calm, wild, base, unskilled, is_whole, whole_value, bonus, scale, price):
    """(gain, value, how many difficult ones) of the most gainful `many` children; -1 of them where none gain."""
    best_gain, best_value, best_wilds = np.int64(0), np.int64(0), -1
    for wilds in range(max(0, many - len(calm)), min(many, len(wild)) + 1):
        value = whole_value if is_whole else base - wilds * unskilled
        if value < 0:
            continue
        gain = value * scale + bonus
        for place in range(many - wilds):
            gain -= price[calm[place]]
        for place in range(wilds):
            gain -= price[wild[place]]
        if gain > best_gain:
            best_gain, best_value, best_wilds = gain, value, wilds
    return best_gain, best_value, best_wilds


@compiled
def _fill_parts(
    group, family, is_kin, whole_value, sizes, unit_starts, per_child, metres, unskilled, fits_start, fits, places,
    max_siblings, behaviour, per_km, split, price, kin_price, scale, out_pair, out_size, out_gain, out_value, out_kin,
    out_start, out_units,
):  # fmt: skip
    """For each pair and each size the most gainful children of that size; the number of options written."""
    count = 0
    for pair in range(len(group)):
        first, size, home = unit_starts[group[pair]], sizes[group[pair]], family[pair]
        calm = _fitting(first, size, fits, fits_start[pair], behaviour, False, price)
        wild = _fitting(first, size, fits, fits_start[pair], behaviour, True, price)
        for many in range(1, len(calm) + len(wild) + 1):
            is_whole = many == size
            is_too_many = many > places[home] or (many > 1 and many > max_siblings[home])
            if is_too_many or (is_whole and whole_value[pair] < 0):
                break
            base = many * (per_child[pair] - split) - _distance(many, per_km, metres[pair])
            kin = size if is_whole and is_kin[pair] else 0
            gain, value, wilds = _best_mix(
                many, calm, wild, base, unskilled[pair], is_whole, whole_value[pair], kin * kin_price, scale, price
            )
            if wilds < 0:
                continue
            out_pair[count], out_size[count], out_gain[count] = pair, many, gain
            out_value[count], out_kin[count] = value, kin
            end = out_start[count]
            out_units[end : end + many - wilds] = calm[: many - wilds]
            out_units[end + many - wilds : end + many] = wild[:wilds]
            count += 1
            out_start[count] = end + many
    return count
