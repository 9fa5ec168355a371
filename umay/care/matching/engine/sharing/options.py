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
    parts = market.parts
    sizes = market.size[market.group]
    most = int(sizes.sum())
    out = [np.empty(most, dtype=np.int64) for _ in range(5)]
    unit_start = np.zeros(most + 1, dtype=np.int64)
    units = np.empty(int((sizes * (sizes + 1) // 2).sum()), dtype=np.int64)
    fits = parts.fits if barred is None else parts.fits & ~barred
    counted = _fill_parts(
        market.group.astype(np.int64),
        market.family_of_pair().astype(np.int64),
        market.kin,
        market.value,
        market.size,
        market.unit_start,
        parts.per_child,
        parts.metres.astype(np.int64),
        parts.unskilled,
        parts.fits_start,
        fits,
        parts.places,
        parts.max_siblings,
        parts.behaviour,
        np.int64(parts.per_km),
        np.int64(parts.split),
        prices.unit,
        np.int64(prices.kin),
        np.int64(prices.scale),
        *out,
        unit_start,
        units,
    )
    pair, size, gain, value, kin = (part[:counted] for part in out)
    starts = np.searchsorted(pair, market.family_start).astype(np.int64)
    return Options(
        starts,
        market.group[pair].astype(np.int64),
        size,
        gain,
        value,
        kin,
        unit_start[: counted + 1],
        units[: unit_start[counted]],
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
def _fill_parts(
    group, family, is_kin, whole_value, sizes, unit_starts, per_child, metres, unskilled, fits_start, fits, places,
    max_siblings, behaviour, per_km, split, price, kin_price, scale, out_pair, out_size, out_gain, out_value, out_kin,
    out_start, out_units,
):  # fmt: skip
    """For each pair and each size the most gainful children of that size; the number of options written."""
    count = 0
    for pair in range(len(group)):
        first, size, home = unit_starts[group[pair]], sizes[group[pair]], family[pair]
        calm = np.empty(size, dtype=np.int64)
        wild = np.empty(size, dtype=np.int64)
        calms, wilds = 0, 0
        for child in range(size):
            if fits[fits_start[pair] + child]:
                if behaviour[first + child]:
                    wild[wilds] = first + child
                    wilds += 1
                else:
                    calm[calms] = first + child
                    calms += 1
        calm, wild = calm[:calms], wild[:wilds]
        _cheapest_first(calm, price)
        _cheapest_first(wild, price)
        for many in range(1, calms + wilds + 1):
            if many > places[home] or (many > 1 and many > max_siblings[home]):
                break
            is_whole = many == size
            if is_whole and whole_value[pair] < 0:
                break
            base = many * (per_child[pair] - split) - _distance(many, per_km, metres[pair])
            best_gain, best_wilds, best_value = 0, -1, 0
            for wilds_in in range(max(0, many - calms), min(many, wilds) + 1):
                value = whole_value[pair] if is_whole else base - wilds_in * unskilled[pair]
                if value < 0:
                    continue
                gain = value * scale
                if is_whole and is_kin[pair]:
                    gain += size * kin_price
                for spot in range(many - wilds_in):
                    gain -= price[calm[spot]]
                for spot in range(wilds_in):
                    gain -= price[wild[spot]]
                if gain > best_gain:
                    best_gain, best_wilds, best_value = gain, wilds_in, value
            if best_wilds < 0:
                continue
            out_pair[count], out_size[count], out_gain[count], out_value[count] = pair, many, best_gain, best_value
            out_kin[count] = size if is_whole and is_kin[pair] else 0
            end = out_start[count]
            for spot in range(many - best_wilds):
                out_units[end] = calm[spot]
                end += 1
            for spot in range(best_wilds):
                out_units[end] = wild[spot]
                end += 1
            count += 1
            out_start[count] = end
    return count
