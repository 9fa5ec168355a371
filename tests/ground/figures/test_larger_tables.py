"""Random tables of two, three and four dimensions, linked tables, and what is out already, against an attacker of the tests' own."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ground.figures.programme import Attacker, facts_of
from tests.ground.figures.setting import SMALL, country, table
from umay.ground.figures.protecting.policy import Policy
from umay.ground.figures.protecting.release import protect
from umay.ground.figures.protecting.shape import TOTAL, BadTable, Dimension, Table, cell_of, completed
from umay.ground.figures.protecting.system import Earlier
from umay.ground.figures.releasing import Unsafe, attack, safe_release


def insist_on_protection(tables, policy, numbers, *, more=(), whole=()):
    """Every small cell is hidden and stays between nobody and what the policy wants, for the attacker of these tests."""
    attacker = Attacker([*tables, *whole], [*facts_of(tables, numbers), *more])
    for one, told in zip(tables, numbers, strict=True):
        names = [d.name for d in one.dimensions]
        for codes, count in one.counts.items():
            if count < policy.threshold:
                assert told[codes] is None
                assert attacker.is_possible(names, codes, 0, -1)
                assert attacker.is_possible(names, codes, policy.reach(count), 1)


@settings(max_examples=14, deadline=None, derandomize=True)
@given(
    st.sampled_from([(4, 3), (6, 2), (3, 2, 2), (4, 3, 2), (2, 2, 2, 2)]).flatmap(
        lambda sizes: st.tuples(
            st.just(sizes),
            st.lists(st.integers(0, 14) | st.just(0) | st.integers(20, 60), min_size=int(np.prod(sizes)), max_size=int(np.prod(sizes))),
        )
    )
)  # fmt: skip
def test_no_protected_cell_is_narrowed(drawn):
    sizes, counts = drawn
    one = table(np.array(counts).reshape(sizes))
    if one.counts[(TOTAL,) * len(sizes)] < SMALL.threshold:
        return
    safe = safe_release([one], SMALL)
    insist_on_protection([one], SMALL, safe.release.numbers)
    assert safe.release.bound <= safe.release.loss


@pytest.mark.parametrize(("sizes", "people"), [((15, 4), 900), ((4, 3, 2, 2), 900)])
def test_a_country_keeps_most_of_its_numbers(sizes, people):
    one = country(sizes, people, 7)
    safe = safe_release([one], Policy())
    insist_on_protection([one], Policy(), safe.release.numbers)
    shown = [number for number in safe.release.numbers[0].values() if number is not None]
    assert len(shown) > 0.4 * len(one.counts)


def parts_of(leaves, axes, names=("place", "age", "sex")):
    """The table over some axes of a whole array."""
    away = tuple(axis for axis in range(leaves.ndim) if axis not in axes)
    return table(leaves.sum(axis=away), names=[names[axis] for axis in axes])


@pytest.mark.parametrize("seed", range(5))
def test_tables_that_share_margins_are_protected_together(seed):
    leaves = np.random.default_rng(seed).poisson(5, size=(4, 3, 2))
    tables = [parts_of(leaves, axes) for axes in ((0, 1), (0, 2), (1, 2))]
    safe = safe_release(tables, SMALL)
    insist_on_protection(tables, SMALL, safe.release.numbers)
    margins = [{told[f"p{place}", TOTAL] for told in safe.release.numbers[:2]} for place in range(4)]
    assert all(len(shown) == 1 for shown in margins)


def test_a_margin_shown_in_one_table_breaks_what_is_hidden_in_the_other():
    leaves = np.full((3, 3, 2), 20)
    leaves[0, 0] = (1, 1)
    tables = [parts_of(leaves, axes) for axes in ((0, 1), (0, 2))]
    one = {codes: None if codes in {("p0", "a0"), ("p0", TOTAL)} else n for codes, n in tables[0].counts.items()}
    assert not attack(tables, SMALL, [one, dict(tables[1].counts)]).is_safe


def test_tables_that_disagree_are_refused():
    with pytest.raises(BadTable) as refused:
        protect([table([[20, 30], [40, 50]]), table([[21, 30], [40, 50]], names=("place", "sex"))], SMALL)
    assert refused.value.code == "tables_differ"


def region(counts):
    """Four places in two regions."""
    where = Dimension("place", {TOTAL: ("r0", "r1"), "r0": ("p0", "p1"), "r1": ("p2", "p3")})
    age = Dimension("age", {TOTAL: ("a0", "a1")})
    leaves = {(f"p{place}", f"a{age}"): counts[place][age] for place in range(4) for age in range(2)}
    return Table((where, age), completed((where, age), leaves))


def test_regions_between_places_and_the_country_protect_and_are_protected():
    one = region([[3, 20], [21, 30], [14, 2], [40, 25]])
    safe = safe_release([one], SMALL)
    insist_on_protection([one], SMALL, safe.release.numbers)
    assert one.counts["r0", TOTAL] == 74


def as_earlier(one, told, slack=0):
    return Earlier(
        one.dimensions,
        {c: (max(0, n - slack), n + slack) for c, n in told.items() if n is not None},
    )


@pytest.mark.parametrize("seed", range(4))
def test_an_earlier_release_of_another_cut_is_not_undone(seed):
    """Place by age went out; now place by sex is asked, and the whole is known to be one population."""
    leaves = np.random.default_rng(40 + seed).poisson(5, size=(4, 3, 2))
    first, second = parts_of(leaves, (0, 1)), parts_of(leaves, (0, 2))
    out = safe_release([first], SMALL).release.numbers[0]
    safe = safe_release([second], SMALL, earlier=[as_earlier(first, out)])
    known = set(safe.release.narrowed)
    attacker = Attacker([first, second], [*facts_of([first], [out]), *facts_of([second], safe.release.numbers)])
    names = [d.name for d in second.dimensions]
    for codes, count in second.counts.items():
        if count < 5 and cell_of(second.dimensions, codes) not in known:
            assert attacker.is_possible(names, codes, 0, -1)
            assert attacker.is_possible(names, codes, SMALL.reach(count), 1)


def test_what_an_owner_published_counts_as_known_and_is_not_said_again():
    """A cell of one child stands on the owner's own page."""
    one = table([[20, 1, 17], [30, 25, 3], [12, 18, 33]])
    cell = frozenset({("place", "p0"), ("age", "a1")})
    safe = safe_release([one], SMALL, known={cell: 1})
    (told,) = safe.release.numbers
    assert told["p0", "a1"] is None and cell in safe.release.narrowed
    attacker = Attacker([one], [*facts_of([one], [told]), (("place", "age"), ("p0", "a1"), 1, 1)])
    assert attacker.is_possible(("place", "age"), ("p1", "a2"), 0, -1)
    assert attacker.is_possible(("place", "age"), ("p1", "a2"), 8, 1)


def test_a_pattern_that_leans_on_a_known_cell_is_broken():
    one = table([[20, 3, 17], [30, 25, 3], [12, 18, 33]])
    hidden = {(place, age) for place in ("p0", "p1") for age in ("a1", "a2")}
    told = {codes: None if codes in hidden else count for codes, count in one.counts.items()}
    assert attack([one], SMALL, [told]).is_safe
    assert not attack([one], SMALL, [told], known={frozenset({("place", "p0"), ("age", "a1")}): 3}).is_safe


def test_a_known_count_that_differs_is_refused():
    with pytest.raises(BadTable) as refused:
        protect([table([[20, 1], [30, 25]])], SMALL, known={frozenset({("place", "p0"), ("age", "a1")}): 2})
    assert refused.value.code == "known_differs"


def test_one_child_more_than_last_time_is_not_told():
    before, after = table([[20, 30], [40, 50]]), table([[21, 30], [40, 50]])
    last = as_earlier(before, before.counts)
    (told,) = safe_release([after], SMALL, earlier=[last]).release.numbers
    assert all(told[codes] is None for codes in (("p0", "a0"), ("p0", TOTAL), (TOTAL, "a0"), (TOTAL, TOTAL)))
    assert not attack([after], SMALL, [dict(after.counts)], earlier=[last]).is_safe


def test_ten_more_than_last_time_may_be_told():
    before, after = table([[20, 30], [40, 50]]), table([[30, 30], [40, 50]])
    safe = safe_release([after], Policy(rounding=0), earlier=[as_earlier(before, before.counts)])
    assert safe.release.numbers[0] == after.counts


def test_rounded_numbers_of_both_times_hide_a_small_change_by_themselves():
    before, after = table([[20, 32], [41, 50]]), table([[21, 32], [41, 50]])
    last = as_earlier(before, safe_release([before], Policy()).release.numbers[0], slack=4)
    (told,) = safe_release([after], Policy(), earlier=[last]).release.numbers
    assert None not in told.values()


def test_a_release_that_is_altered_is_noticed():
    one = country((6, 3), 400, 3)
    (told,) = safe_release([one], Policy()).release.numbers
    shown = next(codes for codes, number in told.items() if number is not None)
    small = next(codes for codes, number in told.items() if number is None and one.counts[codes] < 10)
    for changed, code in (
        ({shown: told[shown] + 5}, "wrong_number"),
        ({small: 5}, "shown"),
        ({shown: told[shown] + 1}, "wrong_number"),
    ):
        found = attack([one], Policy(), [told | changed]).faults
        assert code in [name for name, _group in found]
    missing = {codes: number for codes, number in told.items() if codes != shown}
    assert "missing" in [code for code, _group in attack([one], Policy(), [missing]).faults]


def test_where_nothing_safe_is_found_nothing_comes_out():
    """The owner published every part but one; with the total alone the last would be known."""
    one = table([[30, 25], [15, 3]])
    known = {
        frozenset({("place", place), ("age", age)}): one.counts[place, age]
        for place, age in (("p0", "a0"), ("p0", "a1"), ("p1", "a0"))
    }
    with pytest.raises(Unsafe):
        safe_release([one], Policy(), known=known)


def test_a_small_change_is_hidden_also_where_only_one_way_of_rounding_would_tell_it():
    """100 was published; 104 shown as 105 can only be 101 to 109, so somebody came; shown as 100 it would tell nothing."""
    before, after = table([[100, 30], [40, 50]]), table([[104, 30], [40, 50]])
    safe = safe_release([after], Policy(), earlier=[as_earlier(before, before.counts)])
    assert safe.release.numbers[0]["p0", "a0"] is None and safe.release.reasons["change"] > 0


def test_where_noughts_are_shown_hidden_numbers_are_attacked_as_at_least_one():
    """One and nine side by side: with noughts shown the one can't be ten, for the other would have to be nobody."""
    policy = Policy(threshold=5, rounding=0, tiny=0, zeros="shown")
    one = table([[1, 5, 30], [30, 25, 3], [12, 18, 33]])
    hidden = {(place, age) for place in ("p0", "p1") for age in ("a0", "a1", "a2")}
    told = {codes: None if codes in hidden else count for codes, count in one.counts.items()}
    attacked = attack([one], policy, [told]).ends[frozenset({("place", "p0"), ("age", "a0")})]
    assert attacked == (1, min(34, 30))
    insist = safe_release([one], policy).release.numbers
    facts = [*facts_of([one], insist)]
    facts += [(("place", "age"), codes, 1, 10_000) for codes, number in insist[0].items() if number is None]
    attacker = Attacker([one], facts)
    assert attacker.is_possible(("place", "age"), ("p0", "a0"), 6, 1)
    assert attacker.is_possible(("place", "age"), ("p1", "a2"), 1, -1)


def test_what_shown_noughts_tell_by_themselves_is_listed_and_nothing_added():
    """Three ages of a place have somebody: the place has at least three, whatever is hidden."""
    policy = Policy(threshold=10, rounding=0, tiny=0, zeros="shown")
    one = table([[0, 2, 2, 1], [30, 25, 13, 40], [22, 18, 33, 20]])
    safe = safe_release([one], policy)
    place = frozenset({("place", "p0")})
    assert place in safe.release.narrowed and place in safe.verdict.narrowed
    assert safe.verdict.ends[place][0] == 3 and safe.verdict.ends[place][1] >= 10


def test_what_an_earlier_release_hid_stays_hidden_although_its_counts_are_not_here():
    """Place p0 was hidden with its age a0 of three; another cut that shows the place would give the three away."""
    leaves = np.array([[[2, 1], [20, 20]], [[15, 15], [20, 30]], [[11, 14], [22, 18]]])
    first, second = parts_of(leaves, (0, 1)), parts_of(leaves, (0, 2))
    hidden = {("p0", "a0"), ("p0", TOTAL), ("p1", "a0"), ("p1", TOTAL)}
    earlier = as_earlier(first, {codes: None if codes in hidden else n for codes, n in first.counts.items()})
    assert not attack([second], SMALL, [dict(second.counts)], earlier=[earlier]).is_safe
    (told,) = safe_release([second], SMALL, earlier=[earlier]).release.numbers
    assert told["p0", TOTAL] is None
    facts = [*facts_of([second], [told])]
    facts += [(("place", "age"), codes, *ends) for codes, ends in earlier.shown.items()]
    attacker = Attacker([first, second], facts)
    assert attacker.is_possible(("place", "age"), ("p0", "a0"), 0, -1)
    assert attacker.is_possible(("place", "age"), ("p0", "a0"), 8, 1)
