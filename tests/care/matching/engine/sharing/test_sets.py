"""The one small search that every bound rests on: the best set of a family, against trying all of them."""

import os
import random
import subprocess
import sys
from itertools import combinations, product

import numpy as np
import pytest

from umay.care.matching.engine.sharing import sets as sets_module
from umay.care.matching.engine.sharing.bound import bound
from umay.care.matching.engine.sharing.market import Market, Parts, both_sides, part_value
from umay.care.matching.engine.sharing.options import Prices, options
from umay.care.matching.engine.sharing.sets import best_sets


def whole(numbers):
    return np.array(numbers, dtype=np.int64)


def market(sizes, mixed, pairs, *, enemies=(), sharing=True):
    """`pairs`: (family, group, value, kin) in order of family, then group."""
    family = [pair[0] for pair in pairs]
    enemy_start, enemy = both_sides(len(sizes), enemies)
    return Market(
        size=whole(sizes),
        unit_start=whole(range(len(sizes) + 1)),
        mixed=whole(mixed),
        sharing=sharing,
        family_start=whole([sum(home < number for home in family) for number in range(len(mixed) + 1)]),
        group=whole([pair[1] for pair in pairs]),
        kin=np.array([pair[3] for pair in pairs], dtype=bool),
        value=whole([pair[2] for pair in pairs]),
        enemy_start=enemy_start,
        enemy=enemy,
    )


def drawn(seed):
    draw = random.Random(seed)
    groups, families = draw.randint(1, 9), draw.randint(1, 3)
    pairs = [
        (home, group, draw.randint(0, 60), draw.random() < 0.2)
        for home in range(families)
        for group in range(groups)
        if draw.random() < 0.8
    ]
    enemies = [(draw.randrange(groups), draw.randrange(groups)) for _ in range(draw.randint(0, 6))]
    sizes = [draw.choice((1, 1, 1, 2, 3)) for _ in range(groups)]
    asked = market(sizes, [draw.randint(0, 7) for _ in range(families)], pairs, enemies=enemies)
    prices = Prices(whole([draw.randint(-10, 40) for _ in range(groups)]), draw.choice((0, 0, 15)), draw.choice((1, 4)))
    return asked, prices


def gain_of(asked, prices, pair):
    group = int(asked.group[pair])
    kin = int(asked.size[group]) if asked.kin[pair] else 0
    return int(asked.value[pair]) * prices.scale + kin * prices.kin - int(prices.unit[group])


def tried(asked, prices, home):
    """The most that any legal set of a home gains, by trying all."""
    pairs, best = range(asked.family_start[home], asked.family_start[home + 1]), 0
    enemies = {
        (group, int(other))
        for group in range(asked.groups)
        for other in asked.enemy[asked.enemy_start[group] : asked.enemy_start[group + 1]]
    }
    for count in range(1, len(pairs) + 1 if asked.sharing else 2):
        for chosen in combinations(pairs, count):
            groups = [int(asked.group[pair]) for pair in chosen]
            is_full = count > 1 and sum(asked.size[groups]) > asked.mixed[home]
            if not is_full and not any(pair in enemies for pair in combinations(groups, 2)):
                best = max(best, sum(gain_of(asked, prices, pair) for pair in chosen))
    return best


@pytest.mark.parametrize("seed", range(150))
def test_the_best_set_is_the_best_of_all_sets(seed):
    asked, prices = drawn(seed)
    found = options(asked, prices)
    answer = best_sets(asked, found)
    for home in range(asked.families):
        assert answer.gain[home] == answer.upper[home] == tried(asked, prices, home)
        chosen = answer.chosen[answer.start[home] : answer.start[home] + answer.count[home]]
        assert found.gain[chosen].sum() == answer.gain[home]


@pytest.mark.parametrize("seed", range(40))
def test_where_a_search_is_cut_short_the_bound_still_holds(seed, monkeypatch):
    asked, prices = drawn(seed)
    monkeypatch.setattr(sets_module, "TABLE", 1)
    loose = best_sets(asked, options(asked, prices))
    monkeypatch.setattr(sets_module, "TABLE", 4_000_000)
    monkeypatch.setattr(sets_module, "NODES", 1)
    cut = best_sets(asked, options(asked, prices))
    for home in range(asked.families):
        most = tried(asked, prices, home)
        assert loose.gain[home] <= most <= loose.upper[home]
        assert cut.gain[home] <= most <= cut.upper[home]


def test_one_group_a_family_where_homes_are_not_shared():
    asked = market([1, 1], [2], [(0, 0, 5, False), (0, 1, 7, False)], sharing=False)
    assert best_sets(asked, options(asked, Prices(whole([0, 0]), 0))).gain.tolist() == [7]


@pytest.mark.parametrize("seed", range(60))
def test_no_packing_exceeds_the_bound_at_any_prices(seed):
    asked, prices = drawn(seed)
    if not asked.kin.any():
        assert bound(asked, prices, 0).total >= best_packing(asked)


def best_packing(asked):
    choices = [[None, *range(asked.family_start[home], asked.family_start[home + 1])] for home in range(asked.families)]
    best = 0
    for chosen in product(*choices):
        pairs = [pair for pair in chosen if pair is not None]
        groups = [int(asked.group[pair]) for pair in pairs]
        if len(set(groups)) == len(groups):
            best = max(best, sum(int(asked.value[pair]) for pair in pairs))
    return best


def parts_of(draw, size):
    return Parts(
        per_child=whole([draw.randint(0, 50)]),
        metres=whole([draw.randint(0, 30_000)]),
        unskilled=whole([draw.choice((0, 5, 30))]),
        fits_start=whole([0, size]),
        fits=np.array([draw.random() < 0.8 for _ in range(size)]),
        places=whole([draw.randint(1, size)]),
        max_siblings=whole([draw.randint(1, size)]),
        behaviour=np.array([draw.random() < 0.4 for _ in range(size)]),
        per_km=draw.randint(0, 3),
        split=draw.randint(0, 20),
    )


@pytest.mark.parametrize("seed", range(120))
def test_of_each_size_the_most_gainful_children_are_offered(seed):
    draw = random.Random(seed)
    size = draw.randint(2, 5)
    parts = parts_of(draw, size)
    asked = Market(
        whole([size]), whole([0, size]), whole([size]), True, whole([0, 1]), whole([0]), np.array([False]), whole([-1]),
        *both_sides(1, ()), parts,
    )  # fmt: skip
    prices = Prices(whole([draw.randint(-20, 40) for _ in range(size)]), 0)
    found = options(asked, prices)
    offered = dict(zip(found.size.tolist(), found.gain.tolist(), strict=True))
    fitting = np.flatnonzero(parts.fits).tolist()
    for many in range(1, size):
        gains = []
        for children in combinations(fitting, many):
            value = part_value(
                many, int(parts.per_child[0]), parts.per_km, int(parts.metres[0]), int(parts.unskilled[0]),
                int(parts.behaviour[list(children)].sum()), parts.split,
            )  # fmt: skip
            if value >= 0 and many <= parts.places[0] and (many == 1 or many <= parts.max_siblings[0]):
                gains.append(value - int(prices.unit[list(children)].sum()))
        most = max(gains, default=0)
        assert offered.get(many, 0) == max(0, most)


def test_the_plain_loops_give_the_same_sets():
    """Where nothing can be compiled the same functions run plain."""
    told = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM], env=os.environ | setting, capture_output=True, text=True, check=True
        ).stdout
        for setting in ({"UMAY_MATCH_PLAIN": "1"}, {})
    ]
    assert told[0] == told[1] != ""


PROGRAM = """
import random
from tests.care.matching.engine.sharing.test_sets import drawn
from umay.care.matching.engine.sharing.options import options
from umay.care.matching.engine.sharing.sets import best_sets
for seed in range(30):
    market, prices = drawn(seed)
    answer = best_sets(market, options(market, prices))
    print(answer.gain.tolist(), answer.upper.tolist(), answer.chosen.tolist())
"""
