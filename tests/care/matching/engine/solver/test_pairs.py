import math
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.care.matching.engine.made import AT, child, drawn_instance, family, group, instances, several
from umay.care.matching.engine import RULES, STARTING_RULES, STARTING_WEIGHTS, BadInput, Instance, Weights, judge
from umay.care.matching.engine.exact import metres_between
from umay.care.matching.engine.solver import plainly, scanning, sweeping
from umay.care.matching.engine.solver.arrays import is_same, problem, problem_of
from umay.care.matching.engine.solver.kernels import IS_PLAIN
from umay.care.matching.engine.solver.pairs import Survey, asks_of, pairs


def country(groups, families, weights=STARTING_WEIGHTS, **rules):
    return Instance(AT, replace(STARTING_RULES, **rules), weights, tuple(groups), tuple(families))


def differences(instance, kept=3):
    """Groups whose pairs or funnel are not those of the engine for one group."""
    asked = problem(instance)
    survey = Survey(asked, kept=kept)
    found, wrong = survey.pairs(), []
    for entry in instance.groups:
        verdicts = [judge(entry, home, instance.rules, instance.weights, instance.at) for home in instance.families]
        g = asked.groups.number[entry.id]
        place = slice(found.start[g], found.start[g + 1])
        columns = (found.family, found.metres, found.value, found.kin)
        got = list(zip(*(column[place].tolist() for column in columns), strict=True))
        number = asked.families.number
        true = sorted((number[one.family_id], one.metres, one.value, one.kin) for one in verdicts if one.feasible)
        counts = [sum(one.reason == rule for one in verdicts) for rule in RULES] + [len(true)]
        if got != true or survey.funnel[g].tolist() != counts:
            wrong.append(entry.id)
    return wrong


@given(instances)
@settings(max_examples=150, deadline=None)
def test_pairs_and_funnel_are_those_of_the_engine_for_one_group(instance):
    assert differences(instance) == []


def scattered(draw, lat, lon, spread, number):
    """Points around a place, wrapped round the earth."""
    for _ in range(number):
        north = max(-90.0, min(90.0, lat + draw.uniform(-spread, spread)))
        yield north, (lon + draw.uniform(-spread, spread) + 180) % 360 - 180


PLACES = {"city": (41.0, 29.0), "date line": (-17.0, 180.0), "north pole": (90.0, 0.0), "south pole": (-89.9, 77.0)}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("longest", [0, 0.4, 60, 120, 2000, 19_990, 30_000])
def test_nobody_within_reach_is_missed_anywhere_on_earth(place, longest):
    draw = random.Random(f"{place} {longest}")
    spread = 180 if longest > 2000 else 3
    spots = list(scattered(draw, *PLACES[place], spread, 150))
    spots += [(90.0, 12.0), (-90.0, 0.0), (0.0, 180.0), (0.0, -180.0), PLACES[place], PLACES[place]]
    homes = [replace(family(f"f{number}"), lat=lat, lon=lon) for number, (lat, lon) in enumerate(spots)]
    asking = [
        group(child(f"c{number}"), id=f"g{number}", lat=lat, lon=lon) for number, (lat, lon) in enumerate(spots[:40])
    ]
    asking += [
        group(child(f"d{number}"), id=f"h{number}", lat=lat, lon=lon) for number, (lat, lon) in enumerate(spots[150:])
    ]
    weights = replace(STARTING_WEIGHTS, placed=1_000_000)
    assert differences(country(asking, homes, weights, max_km=longest)) == []


def edge(metres, lat, lon):
    """Two neighbouring latitudes north of a place between which the whole metres change from `metres` to one more."""
    low, high = lat, lat + 1.0
    while math.nextafter(low, high) < high:
        middle = (low + high) / 2
        if metres_between(lat, lon, middle, lon) <= metres:
            low = middle
        else:
            high = middle
    return low, high


def test_distances_beside_a_half_metre_are_the_engines_own():
    draw = random.Random(7)
    asking, homes = group(id="g", lat=38.7, lon=35.4), []
    for number in range(300):
        far = draw.randrange(1, 99_000)
        for side, lat in enumerate(edge(far, 38.7, 35.4)):
            homes.append(replace(family(f"f{number}-{side}"), lat=lat, lon=35.4))
    assert differences(country([asking], homes)) == []
    survey = Survey(problem(country([asking], homes)))
    assert survey.exact.family.size >= 500  # they were in doubt, and settled


def test_the_distance_limit_is_met_to_the_metre():
    low, high = edge(60_000, 41.0, 29.0)
    homes = [replace(family("near"), lat=low, lon=29.0), replace(family("far"), lat=high, lon=29.0)]
    instance = country([group(id="g", lat=41.0, lon=29.0)], homes, max_km=60)
    assert differences(instance) == []
    assert len(pairs(problem(instance))) == 1


def test_ten_dozen_skills_and_care_types_are_told_apart():
    draw = random.Random(3)
    skills, kinds = [f"skill {number}" for number in range(130)], [f"kind {number}" for number in range(70)]
    homes = [
        family(f"f{number}", skills=draw.sample(skills, 100), care_types=draw.sample(kinds, 40)) for number in range(60)
    ]
    asking = [
        group(
            child(f"c{number}", needs=draw.sample([*skills, "held by nobody"], 3)),
            id=f"g{number}",
            care_type=draw.choice(kinds),
        )
        for number in range(40)
    ]
    assert differences(country(asking, homes)) == []


def test_odd_counts_lists_and_weights_are_judged_the_same():
    many = [f"f{number}" for number in range(250)]
    homes = [family(name, km=number / 3, care_types=("kin",)) for number, name in enumerate(many)]
    homes += [
        family("vast", places=10**30, max_siblings=10**25, age_to=10**20),
        family("full", children_in_home=10**30),
        family("never", age_from=10**30),
    ]
    asking = [
        several(12, id="twelve", kin=many[:200]),
        group(child("a"), id="both", kin=many[:3], not_with_families=many[1:5]),
        group(child("b"), id="plain"),
    ]
    for weights in (
        STARTING_WEIGHTS,
        Weights(*(0,) * 7),
        Weights(*(1_000_000,) * 7),
        replace(STARTING_WEIGHTS, child_in_home=0),
    ):
        assert differences(country(asking, homes, weights)) == []


def test_what_cannot_be_added_up_is_refused():
    crowd = several(12, id="g")
    crowd = replace(crowd, children=tuple(child(f"c{number}") for number in range(400)))
    with pytest.raises(BadInput, match="too many children"):
        problem(country([crowd], [family()], Weights(*(1_000_000,) * 7)))


@given(instances, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_lists_never_matters(instance, draw):
    groups, families = list(instance.groups), list(instance.families)
    draw.shuffle(groups)
    draw.shuffle(families)
    one, other = problem(instance), problem(replace(instance, groups=tuple(groups), families=tuple(families)))
    assert is_same(one.groups, other.groups)
    assert is_same(one.families, other.families)
    assert one.families.ids == tuple(sorted(one.families.ids, key=lambda name: one.families.number[name]))


@pytest.mark.skipif(IS_PLAIN, reason="nothing is compiled here")
@pytest.mark.parametrize("seed", range(12))
def test_the_plain_loops_find_what_the_compiled_ones_find(seed):
    draw = random.Random(seed)
    homes = [
        replace(
            family(f"f{number}", children_in_home=draw.choice((0, 1)), skills=draw.choice(((), ("behaviour",)))),
            lat=lat,
            lon=lon,
        )
        for number, (lat, lon) in enumerate(scattered(draw, 39, 35, 1.5, 400))
    ]
    homes += [replace(home, id=f"{home.id}-twin") for home in homes[:100]]
    asking = [
        group(child("c", behaviour_need=True), id="g", lat=39.0, lon=35.0),
        several(2, id="h", lat=39.1, lon=35.0),
    ]
    survey = Survey(problem(country(asking, homes)), kept=4)
    ground, profiles, _, reach = survey.scene
    for g in range(2):
        sides = []
        for loops in (scanning, plainly):
            found, counts = survey._found(), np.zeros(12, dtype=np.int64)
            loops.judge_profiles(profiles, survey.asks, g, found.reasons, counts)
            numbers = loops.look_around(ground, survey.asks, g, reach, survey.exact, found)
            best = np.zeros(7, dtype=np.int32), np.zeros(7, dtype=np.int64)
            loops.keep_best(found, numbers[0], 7, np.empty(numbers[0], dtype=np.int64), *best)
            columns = [getattr(found, name)[: numbers[0]].tolist() for name in ("family", "metres", "value")]
            sides.append((numbers, counts.tolist(), columns, [side.tolist() for side in best]))
        assert sides[0] == sides[1]
        assert sides[0][0][0] > 20


def test_the_families_of_one_question_serve_other_groups():
    draw = random.Random(5)
    instance = drawn_instance(draw)
    asked = problem(instance)
    Survey(asked)
    again = asked.for_groups(instance.groups[:1])
    assert again.cache is asked.cache
    fresh = problem_of(instance.groups[:1], instance.families, instance.rules, instance.weights, instance.at)
    one, other = Survey(again).pairs(), Survey(fresh).pairs()
    assert one.family.tolist() == other.family.tolist()
    assert one.value.tolist() == other.value.tolist()


def test_prices_are_held_against_every_feasible_pair():
    instance = country([group(id="g"), group(child("d"), id="h")], [family("f1"), family("f2", km=1)])
    survey = Survey(problem(instance))
    found = survey.pairs()
    enough, none = np.full(2, found.value.max()), np.zeros(2, dtype=np.int64)
    assert survey.broken(enough, none) == (4, 0)
    assert survey.broken(enough - 1, none) == (4, 2)
    assert survey.broken(none, none) == (4, 4)


def test_nobody_and_nothing_is_a_question_too():
    assert differences(country([], [])) == []
    assert differences(country([group(id="g")], [])) == []
    assert len(pairs(problem(country([], [family()])))) == 0
    assert asks_of(problem(country([], [])).groups).size.size == 0


def test_sweeps_use_the_loops_that_this_machine_has():
    assert sweeping.look_around is (plainly.look_around if IS_PLAIN else scanning.look_around)


@given(instances)
@settings(max_examples=60, deadline=None)
def test_chosen_pairs_are_judged_anew_one_by_one(instance):
    asked = problem(instance)
    survey = Survey(asked)
    families = {home.id: home for home in instance.families}
    for f in range(-1, len(asked.families)):
        worth = survey.worth(np.full(len(asked.groups), f, dtype=np.int32)).tolist()
        for entry in instance.groups:
            got = worth[asked.groups.number[entry.id]]
            if f < 0:
                assert got == 0
            else:
                judged = judge(entry, families[asked.families.ids[f]], instance.rules, instance.weights, instance.at)
                assert got == (judged.value if judged.feasible else -1)
