from itertools import product

import numpy as np
import pytest
from scipy.optimize import linprog

from tests.care.matching.simulation import made
from umay.care.matching.simulation import BY_CODE, POLICIES
from umay.care.matching.simulation.days import Play, kin_breaks
from umay.care.matching.simulation.hindsight import bound


def tiny(seed):
    """Up to four groups, three families, eight days, by chance, with noes and with families that open and stop."""
    chance = np.random.default_rng(seed)
    groups = []
    for _ in range(chance.integers(1, 5)):
        comes = int(chance.integers(0, 6))
        age = int(chance.integers(2, 16))
        stay = int(chance.integers(1, 9))
        size = int(chance.choice([1, 1, 2]))
        groups.append({"comes": comes, "leaves": comes + stay, "size": size, "youngest": age, "oldest": age})
    families = [
        {
            "opens": int(chance.integers(0, 4)),
            "stops": int(chance.integers(5, 12)),
            "places": int(chance.integers(1, 4)),
            "age_to": int(chance.choice([8, 17])),
        }
        for _ in range(chance.integers(1, 4))
    ]
    groups.sort(key=lambda group: group["comes"])
    return made.stage(groups, families, days=8, seed=int(seed), yes=0.7, rest_days=0)


def _options(stage, group):
    """(family, first day, last day after) of every stay this group could have: it never moves, and may wait."""
    groups, families, pairs = stage.groups, stage.families, stage.pairs
    yield None
    for position in range(pairs.start[group], pairs.start[group + 1]):
        if not pairs.says_yes[position]:
            continue
        family = int(pairs.family[position])
        first = max(int(groups.comes[group]), int(families.opens[family]))
        last = min(int(groups.leaves[group]), int(families.stops[family]), stage.days)
        for begin in range(first, last):
            yield family, begin, last


def best_plan(stage):
    """Child-days of the best plan there is, by trying them all."""
    best = 0
    for plan in product(*(list(_options(stage, group)) for group in range(len(stage.groups)))):
        lived = np.zeros((len(stage.families), stage.days), int)
        for group, stay in enumerate(plan):
            if stay:
                lived[stay[0], stay[1] : stay[2]] += stage.groups.size[group]
        if np.all(lived <= stage.families.places[:, None]):
            best = max(best, int(lived.sum()))
    return best


def days_programmes(stage):
    """The sum of each day's linear programme, solved as one."""
    total = 0.0
    for day in range(stage.warm_days, stage.days):
        groups = np.flatnonzero((stage.groups.comes <= day) & (stage.groups.leaves > day))
        positions, row = stage.pairs.of(groups)
        family = stage.pairs.family[positions]
        there = (
            stage.pairs.says_yes[positions]
            & (stage.families.opens[family] <= day)
            & (stage.families.stops[family] > day)
        )
        row, family = row[there], family[there]
        if len(row):
            above = np.zeros((len(groups) + len(stage.families), len(row)))
            above[row, np.arange(len(row))] = above[len(groups) + family, np.arange(len(row))] = 1
            room = np.concatenate([stage.groups.size[groups], stage.families.places])
            total -= linprog(-np.ones(len(row)), A_ub=above, b_ub=room).fun
    return total


@pytest.mark.parametrize("seed", range(40))
def test_no_plan_of_all_plans_passes_the_bound(seed):
    stage = tiny(seed)
    assert best_plan(stage) <= bound(stage, every=1) <= bound(stage, every=3)


@pytest.mark.parametrize("seed", range(40))
def test_made_anew_each_day_the_bound_is_the_programmes_optimum(seed):
    stage = tiny(seed)
    assert bound(stage, every=1) == pytest.approx(days_programmes(stage))


def test_the_bound_is_reached_where_nobody_competes():
    stage = made.stage([{"comes": 2, "leaves": 9}, {"comes": 4, "leaves": 30}], [{}, {}], days=12)
    assert bound(stage, every=1) == bound(stage, every=5) == 7 + 8


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("code", [policy.code for policy in POLICIES])
def test_no_policy_passes_the_bound(seed, code):
    stage = made.drawn(seed, breakdown=0.004)
    count = Play(stage, BY_CODE[code]).run()
    assert (stage.groups.size * count.family_days).sum() <= bound(stage)


def test_children_with_kin_look_for_a_family_only_when_that_home_breaks_down():
    stage = made.stage([{"kin": True, "leaves": 200}], [{}], days=200, breakdown=0.05)
    broke = int(kin_breaks(stage)[0])
    assert 0 < broke < 200
    assert bound(stage, every=1) == 200 - broke


def test_it_can_be_stopped():
    assert bound(made.drawn(1), stop=lambda: True) is None
