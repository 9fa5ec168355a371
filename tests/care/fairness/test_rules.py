"""Small numbers can't be seen or reckoned out; intervals hold what they promise."""

import json
import math
import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from umay.care.fairness import rules
from umay.care.fairness.rules import FLOOR, Counted, hidden_groups, is_small, is_total_hidden

numbers = st.integers(0, 12) | st.integers(0, 400)
grids = st.integers(1, 3).flatmap(
    lambda columns: st.dictionaries(
        st.sampled_from("abcdefgh"), st.tuples(*[numbers] * columns), min_size=1, max_size=8
    )
)


def determined(unknowns: int, equations: list[tuple[list[int], int]]) -> dict[int, Fraction]:
    """The unknowns that a system of equations fixes, by exact elimination."""
    rows = [[Fraction(one) for one in left] + [Fraction(right)] for left, right in equations]
    place = 0
    for column in range(unknowns):
        pivot = next((i for i in range(place, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[place], rows[pivot] = rows[pivot], rows[place]
        rows[place] = [one / rows[place][column] for one in rows[place]]
        for i, row in enumerate(rows):
            if i != place and row[column]:
                rows[i] = [a - row[column] * b for a, b in zip(row, rows[place], strict=True)]
        place += 1
    found = {}
    for row in rows[:place]:
        columns = [i for i in range(unknowns) if row[i]]
        if len(columns) == 1:
            found[columns[0]] = row[-1]
    return found


@given(grids)
@settings(max_examples=500)
def test_no_number_from_one_to_four_is_shown(grid):
    found = rules.table({group: Counted(counts) for group, counts in grid.items()}, is_rounded=False)
    for row in [*found["rows"], *([found["total"]] if found["total"] else [])]:
        assert not any(map(is_small, row.get("counts", [])))


@given(grids)
@settings(max_examples=500)
def test_no_small_number_can_be_reckoned_from_the_total_and_the_groups_shown(grid):
    hidden, groups = hidden_groups(grid), list(grid)
    if is_total_hidden(grid):
        return
    for column in range(len(next(iter(grid.values())))):
        equations = [([1] * len(groups), sum(grid[group][column] for group in groups))]
        equations += [
            ([int(one == group) for one in groups], grid[group][column]) for group in groups if group not in hidden
        ]
        for place, value in determined(len(groups), equations).items():
            assert not is_small(int(value)), (groups[place], value)
        pool = sum(grid[group][column] for group in hidden)
        assert not is_small(pool)  # what is hidden together is a number too
        # whoever knows that numbers are not negative can still think of five and more for each hidden one
        assert not hidden or pool == 0 or pool >= FLOOR


@given(grids)
def test_a_hidden_group_never_stands_alone_beside_its_total(grid):
    hidden = hidden_groups(grid)
    assert len(hidden) != 1 or is_total_hidden(grid)


@given(grids)
def test_where_the_total_is_small_every_group_is_hidden_so_that_no_other_table_of_the_same_children_gives_it_away(grid):
    if is_total_hidden(grid):
        small = any(is_small(sum(column)) for column in zip(*grid.values(), strict=True))
        assert not small or hidden_groups(grid) == set(grid)


@given(grids)
def test_a_table_without_small_numbers_is_shown_whole(grid):
    if not any(is_small(one) for counts in grid.values() for one in counts):
        assert hidden_groups(grid) == set()


@given(grids, grids)
def test_nothing_of_a_hidden_group_is_kept(grid, other):
    found = rules.table(
        {
            group: Counted(counts, counts[0], 3.5 * counts[0], 20.0 * counts[0], float(sum(counts)))
            for group, counts in grid.items()
        },
        is_rounded=True,
    )
    hidden = hidden_groups(grid)
    for row in found["rows"]:
        assert set(row) == {"group"} if row["group"] in hidden else "counts" in row
    json.dumps(found)


@given(st.integers(0, 10_000))
def test_a_rounded_number_is_a_multiple_of_five_and_near(number):
    assert rules.rounded(number) % 5 == 0
    assert abs(rules.rounded(number) - number) <= 2.5


def test_a_rounded_table_gives_no_exact_number_of_children():
    found = rules.table({"a": Counted((17, 8), 17, 170.0, 2000.0, 25.0)}, is_rounded=True)["rows"][0]
    assert found == {"group": "a", "counts": [15, 10], "effective": 25.0, "mean": 10.0, "sd": 4.0, "n": 15}


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.2, 1))
def test_a_share_lies_in_its_interval_and_the_interval_in_nought_to_one(pair, apart):
    yes, n = pair
    found = rules.share(yes, n, n * apart)
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_wilsons_interval_is_the_published_one():
    """Newcombe (1998), table I, method 3: 81 of 263 gives 0.2553 to 0.3662; 0 of 20 gives 0 to 0.1611."""
    found = rules.share(81, 263, 263)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)
    nought = rules.share(0, 20, 20)
    assert (nought.low, round(nought.high, 4)) == (0, 0.1611)


def test_newcombes_interval_is_the_published_one():
    """Newcombe (1998), table II, method 10: 56/70 against 48/80 gives 0.0524 to 0.3339."""
    found = rules.share_gap((56, 70, 70), (48, 80, 80))
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)


def test_a_mean_of_ten_has_students_interval():
    found = rules.mean(50.0, 10.0, 10, 10.0)
    assert math.isclose(found.high - 50, 2.2622 * 10 / math.sqrt(10), rel_tol=1e-4)
    assert rules.mean(50.0, 10.0, 1, 1.0) is None
    assert rules.mean(1.0, 3.0, 5, 5.0).low == 0.0, "no family lives fewer than no kilometres away"


def test_brothers_and_sisters_make_the_interval_wider():
    assert rules.share(50, 100, 40).high > rules.share(50, 100, 100).high


def test_nineteen_of_twenty_intervals_hold_the_true_share_also_where_siblings_go_together():
    draw, held, trials = random.Random(7), 0, 2000
    for _ in range(trials):
        sizes = [draw.choice((1, 1, 2, 3)) for _ in range(60)]
        yes = sum(size for size in sizes if draw.random() < 0.3)
        found = rules.share(yes, sum(sizes), sum(sizes) ** 2 / sum(size * size for size in sizes))
        held += found.low <= 0.3 <= found.high
    assert 0.93 < held / trials < 0.98


def test_the_largest_of_many_gaps_is_seldom_called_clear_where_there_is_none():
    draw, called, trials = random.Random(11), 0, 400
    for _ in range(trials):
        rows = []
        for group in "abcdef":
            yes = sum(draw.random() < 0.4 for _ in range(80))
            rows.append({"group": group, "counts": [yes, 80 - yes], "effective": 80.0})
        called += rules.largest_share_gap(rows, 0).difference.is_clear_of_nought
    assert called / trials < 0.06


def test_a_true_gap_is_found_and_named_the_right_way_round():
    rows = [
        {"group": "a", "counts": [20, 80], "effective": 100.0},
        {"group": "b", "counts": [60, 40], "effective": 100.0},
        {"group": "hidden"},
    ]
    gap = rules.largest_share_gap(rows, 0)
    assert (gap.most, gap.least, gap.pairs) == ("b", "a", 1)
    assert gap.difference.is_clear_of_nought and math.isclose(gap.difference.value, 0.4)
    means = [
        {"group": g, "counts": [30], "effective": 30.0, "n": 30, "mean": m, "sd": 5.0}
        for g, m in (("a", 9.0), ("b", 2.0))
    ]
    assert (rules.largest_mean_gap(means).most, rules.largest_mean_gap(means[:1])) == ("a", None)


@pytest.mark.parametrize(
    ("one", "two", "is_earlier"),
    [
        ((True, "2026-05-01"), (False, "2020-01-01"), True),
        ((False, "2026-01-01"), (False, "2026-02-01"), True),
        ((False, "2026-01-01"), (False, "2026-01-01"), False),
        ((False, "2020-01-01"), (True, "2026-05-01"), False),
    ],
)
def test_urgency_comes_first_then_the_longer_wait(one, two, is_earlier):
    assert rules.has_earlier_claim(one, two) is is_earlier
