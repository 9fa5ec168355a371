"""The checker's own pieces, each against something simpler."""

import itertools
import json
import math
import random
import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.care.matching.engine.made import instances
from tests.care.matching.exhaustive import best, small_file
from umay.care.matching.checking import distances, kin, small
from umay.care.matching.checking.bounds import Prices, Several
from umay.care.matching.checking.pairs import Row
from umay.care.matching.checking.people import Household, Setting, Waiting, half_even_thousandth
from umay.care.matching.checking.placed import are_apart
from umay.care.matching.engine import candidates_in, dump, metres_between

LATS, LONS = st.floats(-90, 90), st.floats(-180, 180)


def people(file):
    setting = Setting(file)
    groups = {one["id"]: Waiting(one, setting) for one in file["groups"]}
    return setting, groups, {one["id"]: Household(one) for one in file["families"]}


@given(LATS, LONS, LATS, LONS)
@settings(deadline=None)
def test_the_engines_distance_is_accepted_everywhere_on_earth(lat_a, lon_a, lat_b, lon_b):
    assert distances.may_be((lat_a, lon_a), (lat_b, lon_b), metres_between(lat_a, lon_a, lat_b, lon_b))


@given(LATS, LONS, LATS, LONS)
@settings(deadline=None, max_examples=50)
def test_a_metre_beside_is_not(lat_a, lon_a, lat_b, lon_b):
    here, there = (lat_a, lon_a), (lat_b, lon_b)
    right = distances.metres(here, there)
    far = distances.exact_metres(here, there)
    if abs(far - right) < Decimal("0.4"):
        assert not distances.may_be(here, there, right + 1)
        assert not distances.may_be(here, there, right - 1)


def test_forty_digits_agree_with_known_distances():
    quarter = Decimal("6371008.8") * Decimal(math.pi) / 2
    assert abs(distances.exact_metres((0, 0), (0, 90)) - quarter) < Decimal("1e-6")
    assert abs(distances.exact_metres((90, 12), (0, -50)) - quarter) < Decimal("1e-6")
    assert distances.exact_metres((41.0, 29.0), (41.0, 29.0)) == 0
    assert abs(distances.exact_metres((0, 0), (0, 180)) - 2 * quarter) < Decimal("1e-6")


def test_points_within_a_metre_of_each_other_are_told_apart():
    assert distances.metres((41.0, 29.0), (41.0, 29.000004)) == 0
    assert distances.metres((41.0, 29.0), (41.0, 29.00001)) == 1


@pytest.mark.parametrize(
    ("number", "thousandth"), [(0, 0), (500, 0), (501, 1), (1500, 2), (2500, 2), (2499, 2), (2501, 3)]
)
def test_halves_go_to_the_even_number(number, thousandth):
    assert half_even_thousandth(number) == thousandth


@given(instances)
@settings(deadline=None, max_examples=60)
def test_rows_of_bits_count_as_the_engine_counts_one_by_one(instance):
    file = json.loads(dump(instance))
    setting, groups, households = people(file)
    row = Row(setting, households.values())
    for group in groups.values():
        looked, ranking = row.look(group), candidates_in(instance, group.id)
        assert looked.funnel == {"feasible": ranking.funnel.feasible, **ranking.funnel.left_out}
        assert {row.households[place].id: (value, is_kin) for place, value, is_kin in looked.all()} == {
            one.family_id: (one.verdict.value, one.verdict.kin) for one in ranking.candidates
        }


@pytest.mark.parametrize("sharing", [False, True])
@pytest.mark.parametrize("splitting", [False, True])
def test_trying_every_way_family_by_family_equals_trying_it_group_by_group(sharing, splitting):
    for seed in range(60):
        file = small_file(random.Random(seed), sharing=sharing, splitting=splitting)
        assert small.best(*people(file)) == best(file)


@pytest.mark.parametrize("sharing", [False, True])
def test_the_most_children_with_kin_equal_every_way_tried(sharing):
    seen = 0
    for seed in range(150):
        draw = random.Random(f"kin {seed}")
        file = small_file(draw, sharing=sharing, splitting=False)
        for group in file["groups"]:
            group["kin"] = [family["id"] for family in file["families"] if draw.random() < 0.6]
        setting, groups, households = people(file)
        row = Row(setting, households.values())
        homes = {one.id: [place for place, _ in row.look(one).kin] for one in groups.values()}
        most, is_exact = kin.most_kin_children(setting, groups.values(), homes, row.households)
        assert is_exact
        assert most == best(file)[0]
        seen += most > 3
    assert seen > 10


def test_the_dearest_legal_set_and_the_largest_number_for_kin_equal_every_set_tried():
    for seed in range(120):
        file = small_file(random.Random(f"sets {seed}"), sharing=True, splitting=False)
        setting, groups, households = people(file)
        row = Row(setting, households.values())
        draw = random.Random(seed)
        result = {
            "prices": {one: draw.choice((0, 10, 500)) for one in households},
            "group_prices": {one: draw.choice((0, 1, 300, 900)) for one in groups},
        }
        prices = Prices(result, groups, row)
        gathered, offers = Several(prices, row), {}
        for group in groups.values():
            looked = row.look(group)
            gathered.see(group, looked)
            for place, value, is_kin in looked.all():
                offers.setdefault(place, []).append((group, value - prices.of_group[group.id], is_kin))
        for place, some in offers.items():
            sets = list(legal_sets(some, row.households[place].mixed))
            price = prices.of_place[place]
            limits = [(price - over) / number for over, number in sets if number]
            least = gathered._least(place, gathered.found[place]) if place in gathered.found else False
            if any(is_kin for _, _, is_kin in some):
                if max(over for over, number in sets if not number) <= price:
                    assert float(least) == pytest.approx(min(limits))
            else:
                assert least is False
            for number in (0, 1000, 1_000_000_000):
                right = max(over + number * kin_children for over, kin_children in sets)
                assert gathered._best(place, gathered.found.get(place, []), number) == right


def legal_sets(offers, mixed):
    """(value over the prices, kin children) of every legal set, nobody included."""
    for number in range(len(offers) + 1):
        for chosen in itertools.combinations(offers, number):
            groups = [group for group, _, _ in chosen]
            if number > 1 and sum(group.size for group in groups) > mixed:
                continue
            if any(are_apart(one, other) for one, other in itertools.combinations(groups, 2)):
                continue
            yield sum(over for _, over, _ in chosen), sum(group.size for group, _, is_kin in chosen if is_kin)


def test_checking_loads_nothing_of_the_engine_and_no_library():
    ask = (
        "import sys, umay.care.matching.checking; "
        "print([name for name in sys.modules if name.startswith(('umay.care.matching.engine', 'numpy', 'scipy', 'numba', 'highspy', 'django'))])"
    )
    assert subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout == "[]\n"
