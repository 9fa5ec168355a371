from datetime import date

import numpy as np
import pytest

from tests.care.matching.simulation import made
from umay.care.matching import engine
from umay.care.matching.engine.solver.solve import solve
from umay.care.matching.simulation.assigning import assign
from umay.care.matching.simulation.pairs import find_pairs
from umay.care.matching.simulation.people import BEHAVIOUR, COMMUNICATION, HEALTH

AT = date(2026, 11, 22)
CARE = ("term", "temporary", "specialised")
SKILLS = {HEALTH: "health", COMMUNICATION: "communication", BEHAVIOUR: "behaviour"}


def _named(bits, names):
    return frozenset(name for bit, name in names.items() if bits & bit)


def _group(groups, row):
    """The engine's group: the youngest and the oldest child stand for all in between."""
    size = int(groups.size[row])
    sexes = sorted(_named(groups.sexes[row], {1: "f", 2: "m"}))
    ages = [int(groups.youngest[row]), int(groups.oldest[row])][-size:] + [int(groups.oldest[row])] * (size - 2)
    children = tuple(
        engine.Child(
            id=str(number),
            born_on=date(AT.year - age, 1, 1),
            sex=sexes[number % len(sexes)],
            needs=_named(groups.needs[row], SKILLS),
            behaviour_need=number < groups.behaviour[row],
        )
        for number, age in enumerate(ages)
    )
    return engine.Group(
        id=f"g{row}",
        country="TR",
        lat=float(groups.lat[row]),
        lon=float(groups.lon[row]),
        care_type=CARE[groups.care_type[row]],
        urgent=bool(groups.urgent[row]),
        waiting_since=AT,
        kin=frozenset(),
        not_with_families=frozenset(),
        not_with_groups=frozenset(),
        children=children,
    )


def _family(families, row):
    return engine.Family(
        id=f"f{row}",
        country="TR",
        lat=float(families.lat[row]),
        lon=float(families.lon[row]),
        available=True,
        care_types=_named(families.care_types[row], {1: CARE[0], 2: CARE[1], 4: CARE[2]}),
        places=int(families.places[row]),
        places_mixed=int(families.places[row]),
        max_siblings=int(families.places[row]),
        age_from=int(families.age_from[row]),
        age_to=int(families.age_to[row]),
        rooms_for=_named(families.rooms[row], {1: "f", 2: "m"}),
        skills=_named(families.skills[row], SKILLS),
        children_in_home=0,
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_pairs_and_what_they_lose_are_the_engines(seed):
    stage = made.drawn(seed, days=60, new_families=0.0, leaving_families=0.0, families=60)
    groups, families, pairs = stage.groups, stage.families, stage.pairs
    weights = engine.STARTING_WEIGHTS
    for row in range(len(groups)):
        here = slice(pairs.start[row], pairs.start[row + 1])
        found = dict(zip(pairs.family[here].tolist(), range(here.start, here.stop), strict=True))
        group = _group(groups, row)
        for number in range(len(families)):
            told = engine.judge(group, _family(families, number), engine.STARTING_RULES, weights, AT)
            assert (number in found) == told.feasible
            if told.feasible:
                position = found[number]
                assert pairs.km[position] == told.km
                worth = groups.size[row] * (weights.placed + weights.urgent * groups.urgent[row])
                assert worth - pairs.lost[position] == pytest.approx(told.points, abs=1e-5)


def test_families_say_yes_as_often_as_the_rates_say():
    stage = made.drawn(4, days=400, groups_per_day=2.0)
    teens = stage.groups.oldest >= 12
    group = np.repeat(np.arange(len(stage.groups)), np.diff(stage.pairs.start))
    plain = (stage.groups.behaviour[group] == 0) & (stage.groups.size[group] < 3)
    assert stage.pairs.says_yes[plain & ~teens[group]].mean() == pytest.approx(0.85, abs=0.02)
    assert stage.pairs.says_yes[plain & teens[group]].mean() == pytest.approx(0.60, abs=0.03)


def test_a_family_added_for_a_question_changes_nobody_elses_answers():
    from umay.care.matching.simulation import Addition
    from umay.care.matching.simulation.people import draw_families, draw_groups

    world = made.small_world()
    groups = draw_groups(world, 120, 1)
    plain, more = draw_families(world, 120, 1), draw_families(world, 120, 1, Addition(5, "teenagers"))
    count = len(plain)
    assert len(more) == count + 5
    assert (more.age_from[count:], more.age_to[count:], more.opens[count:])[0].tolist() == [10] * 5
    assert more.opens[count:].tolist() == [world.warm_days] * 5
    for name in plain.__slots__:
        assert np.array_equal(getattr(plain, name), getattr(more, name)[:count])
    ours, theirs = (find_pairs(groups, families, world.rates, 1) for families in (plain, more))
    old = theirs.family < count
    assert np.array_equal(theirs.family[old], ours.family)
    assert np.array_equal(theirs.says_yes[old], ours.says_yes)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_mornings_best_assignment_is_the_national_engines(seed):
    stage = made.drawn(seed, days=60, new_families=0.0, leaving_families=0.0, families=25, groups_per_day=0.6)
    groups, families, pairs = stage.groups, stage.families, stage.pairs
    weights = engine.STARTING_WEIGHTS
    instance = engine.Instance(
        at=AT,
        rules=engine.STARTING_RULES,
        weights=weights,
        groups=tuple(_group(groups, row) for row in range(len(groups))),
        families=tuple(_family(families, row) for row in range(len(families))),
    )
    proven = solve(instance, raw_sha256="0" * 64)
    positions, row = pairs.of(np.arange(len(groups)))
    worth = groups.size * (weights.placed + weights.urgent * groups.urgent)
    value = worth[row] - pairs.lost[positions]
    chosen = assign(row, pairs.family[positions], value, len(groups), len(families))
    assert proven.status == "optimal"
    assert value[chosen].sum() == pytest.approx(float(proven.objective) / 1_000_000, abs=1e-3)
