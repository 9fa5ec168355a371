"""Loops over groups: who is best for each, all pairs one after the other, whether prices hold for every feasible pair.

Each takes a stretch of `order`, in which groups of one signature (all that the rules before `distance` ask) stand together.
"""

from . import plainly, scanning
from .kernels import IS_PLAIN, compiled
from .scanning import DISTANCE, PASSES, VALUE, mark

if IS_PLAIN:
    judge_profiles, look_around, keep_best = plainly.judge_profiles, plainly.look_around, plainly.keep_best
else:
    judge_profiles, look_around, keep_best = scanning.judge_profiles, scanning.look_around, scanning.keep_best


@compiled
def count_out(profile_of, asks, g, reasons, counts, row):
    """Write the funnel of group g without its kin and those barred: they are judged one by one."""
    row[:] = counts
    for place in range(asks.kin_start[g], asks.kin_start[g + 1]):
        row[reasons[profile_of[asks.kin_family[place]]]] -= 1
    for place in range(asks.conflict_start[g], asks.conflict_start[g + 1]):
        family = asks.conflict_family[place]
        is_counted = False
        for other in range(asks.kin_start[g], asks.kin_start[g + 1]):
            is_counted = is_counted or asks.kin_family[other] == family
        if not is_counted:
            row[reasons[profile_of[family]]] -= 1


@compiled
def sweep_best(scene, asks, order, signature, first, last, exact, found, scratch, counts, funnel, unsure, best, keep):
    """Funnel, doubts and the `keep` best families (slots of best.family, best.value, best.number) of order[first:last]."""
    ground, profiles, profile_of, reach = scene
    previous = -1
    for place in range(first, last):
        g = order[place]
        if signature[g] != previous:
            judge_profiles(profiles, asks, g, found.reasons, counts)
            previous = signature[g]
        mark(asks, g, found.marks)
        feasible, worthless, doubtful = look_around(ground, asks, g, reach, exact, found)
        count_out(profile_of, asks, g, found.reasons, counts, funnel[g])
        passing = funnel[g, PASSES]
        funnel[g, PASSES] = feasible
        funnel[g, VALUE] = worthless
        funnel[g, DISTANCE] = passing - feasible - worthless
        unsure[g] = doubtful
        best.number[g] = keep_best(found, feasible, keep, scratch, best.family[g], best.value[g])


@compiled
def sweep_all(scene, asks, order, signature, first, last, exact, found, counts, start, family, metres, value):
    """Write every feasible pair of order[first:last], kin apart, at start[g] of the three columns."""
    ground, profiles, _, reach = scene
    previous = -1
    for place in range(first, last):
        g = order[place]
        if signature[g] != previous:
            judge_profiles(profiles, asks, g, found.reasons, counts)
            previous = signature[g]
        mark(asks, g, found.marks)
        number, _, _ = look_around(ground, asks, g, reach, exact, found)
        begin = start[g]
        family[begin : begin + number] = found.family[:number]
        metres[begin : begin + number] = found.metres[:number]
        value[begin : begin + number] = found.value[:number]


@compiled
def sweep_proof(scene, asks, order, signature, first, last, exact, found, counts, group_price, price):
    """(feasible pairs seen, pairs whose value is more than the two prices), kin apart, over order[first:last]."""
    ground, profiles, _, reach = scene
    previous, seen, broken = -1, 0, 0
    for place in range(first, last):
        g = order[place]
        if signature[g] != previous:
            judge_profiles(profiles, asks, g, found.reasons, counts)
            previous = signature[g]
        mark(asks, g, found.marks)
        number, _, _ = look_around(ground, asks, g, reach, exact, found)
        seen += number
        for other in range(number):
            if found.value[other] > group_price[g] + price[found.family[other]]:
                broken += 1
    return seen, broken


@compiled
def judge_kin(profiles, profile_of, asks, g, families, is_kin, is_barred, reasons):
    """The first rule before `distance` that each named family fails for group g, its kinship and bars counted."""
    for place in range(families.shape[0]):
        reasons[place] = scanning.first_failing(
            profiles, profile_of[families[place]], asks, g, is_kin[place], is_barred[place]
        )


@compiled
def judge_chosen(scene, asks, exact, chosen, value):
    """value int64[G]: what each group is worth in chosen[g], -1 where it does not suit, 0 where nobody is chosen (-1).

    For families that are no kin of the group. Looks at the chosen pairs alone, one by one.
    """
    ground, profiles, profile_of, reach = scene
    for g in range(len(chosen)):
        value[g] = 0
        if chosen[g] < 0:
            continue
        family, is_barred = chosen[g], False
        for place in range(asks.conflict_start[g], asks.conflict_start[g + 1]):
            is_barred = is_barred or asks.conflict_family[place] == family
        reason = scanning.first_failing(profiles, profile_of[family], asks, g, False, is_barred)
        row = ground.row[family]
        metres = scanning.metres_to(ground, row, asks, g, reach, exact)
        value[g] = -1
        if reason == PASSES and metres >= 0:
            value[g] = max(-1, scanning.value_at(asks, g, metres, ground.in_home[row], ground.is_skilled[row]))
