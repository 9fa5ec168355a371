"""The loops over families within reach of a group. Compiled where numba is at hand; `plainly.py` does the same in numpy.

A rule's number is its place in `judging.RULES`; PASSES follows the last.
"""

import math
from collections import namedtuple

import numpy as np

from .ground import MARGIN, NEAR_HALF, RADIUS, WIDE
from .kernels import compiled

COUNTRY, UNAVAILABLE, LICENCE, CONFLICT, PLACES, SIBLINGS, AGE, ROOM, SKILL, DISTANCE, VALUE, PASSES = range(12)
BITS = 62
CLOSE = 4e-4
"""Chord squared (127 km) below which four terms of the arc's series are exact to 1e-11 m, at a third of the time."""

Asks = namedtuple(
    "Asks",
    "country care size youngest oldest sexes needs base step rest unskilled per_child_in_home phi turn x y z "
    "kin_start kin_family conflict_start conflict_family",
)
"""Groups as the loops read them. `step` and `rest` are the distance weight for 1000 metres, divided: weight // 1000, weight % 1000."""

Exact = namedtuple("Exact", "start family metres")
"""Distances that the fast formula leaves in doubt, worked out beforehand: CSR by group, families ascending."""

Reach = namedtuple("Reach", "longest radians half_sine chord")
"""The distance rule: whole metres, the angle a metre wider, sine squared of its half, chord squared."""


def reach_of(longest):
    radians = (longest + 1) / RADIUS + MARGIN
    half_sine = math.sin(min(radians, math.pi) / 2) ** 2
    return Reach(int(longest), radians, half_sine, 4 * half_sine + 1e-12)


@compiled
def first_failing(profiles, p, asks, g, is_kin, is_conflict):
    """The first rule before `distance` that profile p fails for group g, or PASSES."""
    care, kin_care = asks.care[g], profiles.is_only_kin[p]
    holds = profiles.care[p, care // BITS] >> care % BITS & 1 == 1
    if asks.country[g] != profiles.country[p]:
        return COUNTRY
    if not profiles.available[p]:
        return UNAVAILABLE
    if not ((holds or profiles.holds_kin[p]) if is_kin else (holds and not kin_care)):
        return LICENCE
    if is_conflict:
        return CONFLICT
    if asks.size[g] > profiles.places[p]:
        return PLACES
    if asks.size[g] > 1 and asks.size[g] > profiles.max_siblings[p]:
        return SIBLINGS
    if profiles.age_from[p] > asks.youngest[g] or asks.oldest[g] > profiles.age_to[p]:
        return AGE
    if asks.sexes[g] & ~profiles.rooms[p]:
        return ROOM
    for word in range(asks.needs.shape[1]):
        if asks.needs[g, word] & ~profiles.skills[p, word]:
            return SKILL
    return PASSES


@compiled
def judge_profiles(profiles, asks, g, reasons, counts):
    """Fill reasons uint8[profiles] for group g and counts int64[12] of families, as if nobody were kin or barred."""
    counts[:] = 0
    for p in range(profiles.count.shape[0]):
        reason = first_failing(profiles, p, asks, g, False, False)
        reasons[p] = reason
        counts[reason] += profiles.count[p]


@compiled
def half_width(phi, low, high, reach):
    """How far to either side (radians of longitude) a band can hold somebody within reach: below 0 nobody, 4 all round."""
    gap = max(0.0, low - phi, phi - high)
    if gap > reach.radians:
        return -1.0
    if reach.radians > 3.14:
        return 4.0
    left = reach.half_sine - math.sin(gap / 2) ** 2
    room = math.cos(phi) * min(math.cos(low), math.cos(high))
    if left >= room:
        return 4.0
    return 2 * math.asin(math.sqrt(left / room)) + MARGIN if left > 0 else MARGIN


@compiled
def runs_within(ground, phi, turn, reach, runs):
    """Fill runs int64[n, 2] (first, last + 1 in packed order) with everybody who may be within reach; their number."""
    number = 0
    bands = ground.band_low.shape[0]
    height = math.pi / bands
    lowest = max(0, int((phi - reach.radians + math.pi / 2) / height) - 1)
    highest = min(bands - 1, int((phi + reach.radians + math.pi / 2) / height) + 1)
    for band in range(lowest, highest + 1):
        first, last = ground.band_start[band], ground.band_start[band + 1]
        width = half_width(phi, ground.band_low[band], ground.band_high[band], reach)
        if width < 0 or first == last:
            continue
        if width >= math.pi:
            runs[number, 0], runs[number, 1] = first, last
            number += 1
            continue
        lons = ground.lon[first:last]
        for shift in (0.0, -2 * math.pi, 2 * math.pi):
            start = first + np.searchsorted(lons, turn - width + shift)
            end = first + np.searchsorted(lons, turn + width + shift, side="right")
            if start < end:
                runs[number, 0], runs[number, 1] = start, end
                number += 1
    return number


@compiled
def known_metres(exact, g, family):
    """The distance kept for a pair in doubt, -1 where none is."""
    low, high = exact.start[g], exact.start[g + 1]
    while low < high:
        middle = (low + high) // 2
        if exact.family[middle] < family:
            low = middle + 1
        else:
            high = middle
    if low < exact.start[g + 1] and exact.family[low] == family:
        return exact.metres[low]
    return -1


@compiled
def value_at(asks, g, metres, in_home, is_skilled):
    """The value of a pair in millionths: the distance term rounded once, half to even."""
    part = asks.rest[g] * metres
    far = asks.step[g] * metres + part // 1000
    left = part % 1000
    if left > 500 or (left == 500 and far % 2 == 1):
        far += 1
    value = asks.base[g] - far - asks.per_child_in_home[g] * in_home
    return value if is_skilled else value - asks.unskilled[g]


@compiled
def metres_to(ground, row, asks, g, reach, exact):
    """Whole metres, -1 beyond reach, -2 in doubt and not yet known."""
    a, b, c = ground.x[row] - asks.x[g], ground.y[row] - asks.y[g], ground.z[row] - asks.z[g]
    chord = a * a + b * b + c * c
    if chord > reach.chord:
        return -1
    if chord < CLOSE:
        far = RADIUS * math.sqrt(chord) * (1 + chord * (1 / 24 + chord * (3 / 640 + chord * (5 / 7168))))
    else:
        far = 2 * RADIUS * math.asin(min(1.0, math.sqrt(chord) / 2))
    whole = math.floor(far)
    if chord > 4 * WIDE or abs(far - whole - 0.5) < NEAR_HALF:
        metres = known_metres(exact, g, ground.family[row])
        if metres < 0:
            return -2
    else:
        metres = int(whole) + (1 if far - whole > 0.5 else 0)
    return metres if metres <= reach.longest else -1


Found = namedtuple("Found", "family metres value doubt marks runs reasons")
"""Room for one thread. family int32[F], metres int32[F], value int64[F]; doubt int32[F]; marks int32[F] (number of the
group + 1 where a family is its kin or barred from it); runs int64[n, 2]; reasons uint8[profiles]."""


@compiled
def look_around(ground, asks, g, reach, exact, found):
    """Everybody within reach of group g whom no rule leaves out, kin and barred apart.

    Fills found.family, metres and value; (feasible, left out by value, in doubt).
    """
    feasible, worthless, doubtful = 0, 0, 0
    for run in range(runs_within(ground, asks.phi[g], asks.turn[g], reach, found.runs)):
        for row in range(found.runs[run, 0], found.runs[run, 1]):
            if found.reasons[ground.profile[row]] != PASSES:
                continue
            metres = metres_to(ground, row, asks, g, reach, exact)
            if metres == -1 or found.marks[ground.family[row]] == g + 1:
                continue
            if metres == -2:
                found.doubt[doubtful] = ground.family[row]
                doubtful += 1
                continue
            value = value_at(asks, g, metres, ground.in_home[row], ground.is_skilled[row])
            if value < 0:
                worthless += 1
                continue
            found.family[feasible], found.metres[feasible], found.value[feasible] = ground.family[row], metres, value
            feasible += 1
    return feasible, worthless, doubtful


@compiled
def mark(asks, g, marks):
    """Set apart the kin of group g and those barred from it."""
    for place in range(asks.kin_start[g], asks.kin_start[g + 1]):
        marks[asks.kin_family[place]] = g + 1
    for place in range(asks.conflict_start[g], asks.conflict_start[g + 1]):
        marks[asks.conflict_family[place]] = g + 1


@compiled
def threshold(values, number, count, scratch):
    """The `count`-th largest of values[:number] (count <= number), by halving around a middle value."""
    scratch[:number] = values[:number]
    low, high, place = 0, number - 1, count - 1
    while low < high:
        middle = scratch[(low + high) // 2]
        left, right = low, high
        while left <= right:
            while scratch[left] > middle:
                left += 1
            while scratch[right] < middle:
                right -= 1
            if left <= right:
                scratch[left], scratch[right] = scratch[right], scratch[left]
                left += 1
                right -= 1
        if place <= right:
            high = right
        elif place >= left:
            low = left
        else:
            break
    return scratch[place]


@compiled
def keep_best(found, number, count, scratch, best_family, best_value):
    """The `count` best of found[:number]: above the threshold in packed order, then equals by family. Their number."""
    if number <= count:
        best_family[:number] = found.family[:number]
        best_value[:number] = found.value[:number]
        return number
    least = threshold(found.value, number, count, scratch)
    kept, equal = 0, 0
    for place in range(number):
        if found.value[place] > least:
            best_family[kept], best_value[kept] = found.family[place], found.value[place]
            kept += 1
        elif found.value[place] == least:
            found.doubt[equal] = found.family[place]
            equal += 1
    found.doubt[:equal].sort()
    for place in range(count - kept):
        best_family[kept + place], best_value[kept + place] = found.doubt[place], least
    return count
