from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umay.care.matching.engine.exact import (
    birthday,
    completed_years,
    divided,
    metres_between,
    micros,
    tie_key,
    whole_metres,
)

from .plain_check import age_on, kilometres

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)


def test_known_distances():
    # A quarter of a great circle of radius 6371.0088 km is 10007.557 km; the antipode is twice as far.
    assert metres_between(0, 0, 90, 0) == 10_007_557
    assert metres_between(0, 0, 0, 180) == 20_015_114
    assert metres_between(41.01, 28.97, 41.01, 28.97) == 0
    assert metres_between(0, 179.9, 0, -179.9) == metres_between(0, 0, 0, 0.2)


@given(latitudes, longitudes, latitudes, longitudes)
def test_distance_is_the_same_there_and_back_and_by_another_formula(lat_a, lon_a, lat_b, lon_b):
    metres = metres_between(lat_a, lon_a, lat_b, lon_b)
    assert metres == metres_between(lat_b, lon_b, lat_a, lon_a)
    other = kilometres({"lat": lat_a, "lon": lon_a}, {"lat": lat_b, "lon": lon_b})
    # Near the antipode the two formulas lose different digits; both stay within a metre.
    assert abs(metres - other * 1000) <= 1


@given(st.integers(-(10**15), 10**15), st.integers(1, 10**6))
def test_division_rounds_half_to_even(number, divisor):
    assert divided(number, divisor) == round(Fraction(number, divisor))


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1000, 1_000_000_000), (0.1, 100_000), (0.0000005, 0), (0.0000015, 2), (1e6, 10**12), (5e-324, 0)],
)
def test_numbers_are_read_in_millionths_as_written(number, expected):
    assert micros(number) == expected


def test_a_limit_is_cut_to_whole_metres():
    assert (whole_metres(120), whole_metres(0.1), whole_metres(10.0009)) == (120_000, 100, 10_000)


@given(st.dates(date(1990, 1, 1), date(2026, 12, 31)), st.dates(date(2027, 1, 1), date(2050, 12, 31)))
def test_age_is_counted_by_birthdays(born_on, at):
    years = completed_years(born_on, at)
    assert years == age_on(at, born_on)
    assert birthday(born_on, years) <= at < birthday(born_on, years + 1)


def test_the_draw_changes_with_the_day_and_not_with_the_list():
    ids = [f"f{index}" for index in range(20)]
    other_way = ids[::-1]
    today = sorted(ids, key=lambda entity: tie_key(date(2026, 11, 22), entity))
    tomorrow = sorted(ids, key=lambda entity: tie_key(date(2026, 11, 23), entity))
    assert today == sorted(other_way, key=lambda entity: tie_key(date(2026, 11, 22), entity))
    assert today != tomorrow
