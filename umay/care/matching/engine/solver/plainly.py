"""What `scanning.py` does family by family, done with numpy for all families at once: for machines without a compiler.

Equal to the last array (tests/care/matching/engine/solver/test_pairs.py).
"""

import numpy as np

from . import scanning as loops
from .ground import NEAR_HALF, RADIUS, WIDE


def judge_profiles(profiles, asks, g, reasons, counts):
    """See scanning.judge_profiles."""
    care = asks.care[g]
    holds = profiles.care[:, care // loops.BITS] >> care % loops.BITS & 1 == 1
    fails = (
        (loops.SKILL, (asks.needs[g] & ~profiles.skills).any(axis=1)),
        (loops.ROOM, asks.sexes[g] & ~profiles.rooms != 0),
        (loops.AGE, (profiles.age_from > asks.youngest[g]) | (asks.oldest[g] > profiles.age_to)),
        (loops.SIBLINGS, (asks.size[g] > 1) & (asks.size[g] > profiles.max_siblings)),
        (loops.PLACES, asks.size[g] > profiles.places),
        (loops.LICENCE, ~holds | profiles.is_only_kin),
        (loops.UNAVAILABLE, ~profiles.available),
        (loops.COUNTRY, profiles.country != asks.country[g]),
    )
    reasons[:] = loops.PASSES
    for reason, is_so in fails:  # the first rule is written last
        reasons[is_so] = reason
    counts[:] = np.bincount(reasons, weights=profiles.count, minlength=12).astype(np.int64)


def rows_within(ground, asks, g, reach, runs):
    number = loops.runs_within(ground, asks.phi[g], asks.turn[g], reach, runs)
    return np.concatenate([np.arange(0)] + [np.arange(first, last) for first, last in runs[:number]])


def metres_to(ground, rows, asks, g, reach, exact):
    """See scanning.metres_to, for many rows."""
    a, b, c = ground.x[rows] - asks.x[g], ground.y[rows] - asks.y[g], ground.z[rows] - asks.z[g]
    chord = a * a + b * b + c * c
    far = 2 * RADIUS * np.arcsin(np.minimum(1.0, np.sqrt(chord) / 2))
    whole = np.floor(far)
    metres = whole.astype(np.int64) + (far - whole > 0.5)
    is_near = chord <= reach.chord
    doubtful = is_near & ((chord > 4 * WIDE) | (np.abs(far - whole - 0.5) < NEAR_HALF))
    for place in np.flatnonzero(doubtful):
        known = loops.known_metres(exact, g, ground.family[rows[place]])
        metres[place] = known if known >= 0 else -2
    metres[~is_near | (metres > reach.longest)] = -1
    return metres


def values_at(asks, g, metres, in_home, is_skilled):
    """See scanning.value_at, for many families."""
    part = asks.rest[g] * metres
    far, left = asks.step[g] * metres + part // 1000, part % 1000
    far += (left > 500) | ((left == 500) & (far % 2 == 1))
    return asks.base[g] - far - asks.per_child_in_home[g] * in_home - np.where(is_skilled, 0, asks.unskilled[g])


def look_around(ground, asks, g, reach, exact, found):
    """See scanning.look_around."""
    rows = rows_within(ground, asks, g, reach, found.runs)
    rows = rows[found.reasons[ground.profile[rows]] == loops.PASSES]
    rows = rows[found.marks[ground.family[rows]] != g + 1]
    metres = metres_to(ground, rows, asks, g, reach, exact)
    doubts = ground.family[rows[metres == -2]]
    found.doubt[: len(doubts)] = doubts
    rows, metres = rows[metres >= 0], metres[metres >= 0]
    values = values_at(asks, g, metres, ground.in_home[rows], ground.is_skilled[rows])
    is_worth = values >= 0
    feasible = int(is_worth.sum())
    found.family[:feasible] = ground.family[rows[is_worth]]
    found.metres[:feasible] = metres[is_worth]
    found.value[:feasible] = values[is_worth]
    return feasible, len(rows) - feasible, len(doubts)


def keep_best(found, number, count, scratch, best_family, best_value):
    """See scanning.keep_best."""
    values, families = found.value[:number], found.family[:number]
    if number <= count:
        best_family[:number], best_value[:number] = families, values
        return number
    least = np.partition(values, number - count)[number - count]
    above = np.flatnonzero(values > least)
    equal = np.sort(families[values == least])[: count - len(above)]
    best_family[:count] = np.concatenate([families[above], equal])
    best_value[:count] = np.concatenate([values[above], np.full(len(equal), least)])
    return count
