"""The best that one family could take together: a small knapsack with groups that may not meet, solved exactly."""

from dataclasses import dataclass

import numpy as np

from ..solver.kernels import compiled
from .market import Market
from .options import Options

TABLE = 4_000_000
"""Cells of the table of one family's knapsack; beyond it a looser bound is used."""

NODES = 200_000
"""Choices tried for one family before its bound is taken as it stands."""


@dataclass(frozen=True, slots=True)
class Sets:
    """By family: `gain` of its best set found (0: none), `upper` (no legal set gains more; equal to `gain` but where a
    family was too large to search), and the options of that set, `chosen[start:start + count]`."""

    gain: np.ndarray
    upper: np.ndarray
    start: np.ndarray
    count: np.ndarray
    chosen: np.ndarray


def best_sets(market: Market, found: Options):
    """The Sets at the prices with which `found` was made."""
    families = market.families
    gain = np.zeros(families, dtype=np.int64)
    upper = np.zeros(families, dtype=np.int64)
    count = np.zeros(families, dtype=np.int64)
    chosen = np.zeros(len(found.group), dtype=np.int64)
    _best_single(found.family_start, found.gain, gain, upper, count, chosen)
    if market.sharing:
        blocked = np.zeros(market.groups, dtype=np.int64)
        _best_shared(
            found.family_start, found.group, found.size, found.gain, market.mixed, market.enemy_start, market.enemy,
            blocked, gain, upper, count, chosen, TABLE, NODES,
        )  # fmt: skip
    return Sets(gain, upper, found.family_start[:-1], count, chosen)


@compiled
def _best_single(start, gain, best, upper, count, chosen):
    for family in range(len(best)):
        for option in range(start[family], start[family + 1]):
            if gain[option] > best[family]:
                best[family] = upper[family] = gain[option]
                count[family] = 1
                chosen[start[family]] = option


@compiled
def _best_shared(
    start, group, size, gain, mixed, enemy_start, enemy, blocked, best, upper, count, chosen, table, nodes
):
    for family in range(len(best)):
        low, high = start[family], start[family + 1]
        if high - low < 2 or group[low] == group[high - 1]:
            continue
        largest = 0
        smallest = size[low]
        for option in range(low, high):
            largest += size[option]
            smallest = min(smallest, size[option])
        room = min(mixed[family], largest)
        if room < 2 * smallest:
            continue
        if (high - low + 1) * (room + 1) > table:
            bound = _loose_bound(low, high, size, gain, room)
            picked = _greedy(low, high, group, size, gain, room, enemy_start, enemy, blocked)
            proven = False
        else:
            picked, proven, bound = _search(
                low, high, group, size, gain, room, enemy_start, enemy, blocked, best[family], nodes
            )
        total = 0
        for option in picked:
            total += gain[option]
        if total > best[family]:
            best[family] = total
            count[family] = len(picked)
            for place in range(len(picked)):
                chosen[low + place] = picked[place]
        upper[family] = best[family] if proven else max(best[family], bound)


@compiled
def _loose_bound(low, high, size, gain, room):
    """Fractions allowed, one group counted as often as it has options: rounded up, never too small."""
    order = np.argsort(-(gain[low:high] / size[low:high]))
    left, bound = room, np.int64(0)
    for place in order:
        option = low + place
        if size[option] <= left:
            bound += gain[option]
            left -= size[option]
        else:
            # A millionth part more than the sum in floats could be short of.
            bound += np.int64(gain[option] / size[option] * left * 1.000000001) + 1
            break
    return bound + bound // 1_000_000_000 + 1


@compiled
def _mark(one, enemy_start, enemy, blocked, step):
    blocked[one] += step
    for place in range(enemy_start[one], enemy_start[one + 1]):
        blocked[enemy[place]] += step


@compiled
def _greedy(low, high, group, size, gain, room, enemy_start, enemy, blocked):
    order = np.argsort(-(gain[low:high] / size[low:high]))
    picked = np.empty(high - low, dtype=np.int64)
    count, left = 0, room
    for place in order:
        option = low + place
        if size[option] <= left and blocked[group[option]] == 0:
            picked[count] = option
            count += 1
            left -= size[option]
            _mark(group[option], enemy_start, enemy, blocked, 1)
    for place in range(count):
        _mark(group[picked[place]], enemy_start, enemy, blocked, -1)
    return picked[:count]


@compiled
def _ceiling(low, high, group, size, gain, room):
    """ceiling[i, c]: the most that options i.. could gain with c places, one of each group, if all could meet."""
    ceiling = np.zeros((high - low + 1, room + 1), dtype=np.int64)
    end = high
    while end > low:
        begin = end - 1
        while begin > low and group[begin - 1] == group[end - 1]:
            begin -= 1
        for left in range(room + 1):
            most = ceiling[end - low, left]
            for option in range(begin, end):
                if size[option] <= left:
                    most = max(most, gain[option] + ceiling[end - low, left - size[option]])
            for option in range(begin, end):
                ceiling[option - low, left] = most
        end = begin
    return ceiling


@compiled
def _following(low, high, group):
    """By option: the first option of the next group."""
    after = np.empty(high - low, dtype=np.int64)
    following = high
    for option in range(high - 1, low - 1, -1):
        if option < high - 1 and group[option] != group[option + 1]:
            following = option + 1
        after[option - low] = following
    return after


@compiled
def _first_way(low, high, size, gain, room, ceiling, after, picked):
    """The set that the ceiling itself stands for, written into `picked`; how many options."""
    option, left, count = low, room, 0
    while option < high:
        following = after[option - low]
        if ceiling[following - low, left] < ceiling[option - low, left]:
            for one in range(option, following):
                if size[one] > left:
                    continue
                if gain[one] + ceiling[following - low, left - size[one]] == ceiling[option - low, left]:
                    picked[count] = one
                    count += 1
                    left -= size[one]
                    break
        option = following
    return count


@compiled
def _can_meet(picked, group, enemy_start, enemy, blocked):
    is_well = True
    for option in picked:
        if blocked[group[option]]:
            is_well = False
        _mark(group[option], enemy_start, enemy, blocked, 1)
    for option in picked:
        _mark(group[option], enemy_start, enemy, blocked, -1)
    return is_well


@compiled
def _search(low, high, group, size, gain, room, enemy_start, enemy, blocked, floor, nodes):
    """(options, is it surely the best, no set gains more): the first way if all of it may meet, else depth first."""
    ceiling = _ceiling(low, high, group, size, gain, room)
    after = _following(low, high, group)
    picked = np.empty(high - low, dtype=np.int64)
    count = _first_way(low, high, size, gain, room, ceiling, after, picked)
    if _can_meet(picked[:count], group, enemy_start, enemy, blocked):
        return picked[:count], True, ceiling[0, room]
    best = np.empty(0, dtype=np.int64)
    best_total, total, left, count, tried = floor, np.int64(0), room, 0, 0
    option = low
    while True:
        tried += 1
        if tried > nodes:
            break
        is_going_on = option < high and total + ceiling[option - low, left] > best_total
        if is_going_on:
            fits = size[option] <= left and blocked[group[option]] == 0
            rest = ceiling[after[option - low] - low, left - size[option]] if fits else np.int64(0)
            if fits and total + gain[option] + rest > best_total:
                picked[count] = option
                count += 1
                total += gain[option]
                left -= size[option]
                _mark(group[option], enemy_start, enemy, blocked, 1)
                option = after[option - low]
                if total > best_total:
                    best_total = total
                    best = picked[:count].copy()
            else:
                option += 1
        elif count:
            count -= 1
            option = picked[count]
            total -= gain[option]
            left += size[option]
            _mark(group[option], enemy_start, enemy, blocked, -1)
            option += 1
        else:
            break
    proven = tried <= nodes
    while count:
        count -= 1
        _mark(group[picked[count]], enemy_start, enemy, blocked, -1)
    return best, proven, ceiling[0, room]
