"""What is hidden, and what an attacker who tries every table can say of it."""

from itertools import combinations as choices

import numpy as np
import pytest

from tests.ground.figures.exhaustive import ends
from tests.ground.figures.programme import Attacker, facts_of
from tests.ground.figures.setting import SMALL, table
from umay.ground.figures.protecting.policy import HOME, Policy
from umay.ground.figures.protecting.release import protect
from umay.ground.figures.protecting.shape import BadTable
from umay.ground.figures.releasing import attack, safe_release


def few(one, policy):
    return {codes: count for codes, count in one.counts.items() if count < policy.threshold}


def test_a_small_cell_goes_with_company_and_totals_stay():
    one = table([[20, 3, 17], [30, 25, 40], [12, 18, 33]])
    (told,) = safe_release([one], SMALL).release.numbers
    assert told["p0", "a1"] is None
    assert sum(number is None for number in told.values()) == 4
    assert all(told[codes] == one.counts[codes] for codes in told if "TOTAL" in codes)


def test_hiding_the_small_cell_alone_is_broken_by_the_audit():
    one = table([[20, 3, 17], [30, 25, 40], [12, 18, 33]])
    told = {codes: None if codes == ("p0", "a1") else count for codes, count in one.counts.items()}
    verdict = attack([one], SMALL, [told])
    assert [code for code, _group in verdict.faults] == ["narrow"]
    assert verdict.ends == {frozenset({("place", "p0"), ("age", "a1")}): (3, 3)}


def test_too_narrow_an_interval_is_broken_although_no_number_is_certain():
    """Four hidden cells of 1 and 2: an outsider can't say which, but knows that each holds at most three."""
    one = table([[1, 2, 9], [2, 1, 8], [7, 9, 8]])
    hidden = {("p0", "a0"), ("p0", "a1"), ("p1", "a0"), ("p1", "a1")}
    told = {codes: None if codes in hidden else count for codes, count in one.counts.items()}
    verdict = attack([one], SMALL, [told])
    assert not verdict.is_safe and {verdict.ends[group] for group in verdict.ends} == {(0, 3)}
    assert all(ends(one, told, codes, 9) == (0, 3) for codes in hidden)


@pytest.mark.parametrize("seed", range(8))
def test_no_whole_table_is_left_out_by_the_audit(seed):
    """Its ends are those found by trying every table."""
    luck = np.random.default_rng(seed)
    one = table(luck.integers(0, 7, size=(2, 3)))
    codes = [cell for cell in one.counts if cell != ("TOTAL", "TOTAL")]
    told = {cell: None if cell in codes and luck.random() < 0.45 else count for cell, count in one.counts.items()}
    verdict = attack([one], SMALL, [told])
    for cell, number in told.items():
        if number is None:
            group = frozenset((d.name, c) for d, c in zip(one.dimensions, cell, strict=True) if c != "TOTAL")
            assert verdict.ends[group] == ends(one, told, cell, one.counts["TOTAL", "TOTAL"])


@pytest.mark.parametrize("seed", range(12))
def test_nobody_who_tries_every_table_can_say_more_than_the_policy(seed):
    luck = np.random.default_rng(100 + seed)
    one = table(np.maximum(0, luck.poisson(6, size=(2, 3))))
    (told,) = safe_release([one], SMALL).release.numbers
    whole = one.counts["TOTAL", "TOTAL"]
    for cell, count in few(one, SMALL).items():
        assert told[cell] is None
        low, high = ends(one, told, cell, min(whole + 12, 26))
        assert low == 0 and high >= max(5, count + 5)


def is_safe(one, policy, hidden):
    """By the attacker of these tests."""
    told = {codes: None if codes in hidden else count for codes, count in one.counts.items()}
    attacker = Attacker([one], list(facts_of([one], [told])))
    names = [d.name for d in one.dimensions]
    return all(
        attacker.is_possible(names, cell, 0, -1) and attacker.is_possible(names, cell, policy.reach(count), 1)
        for cell, count in few(one, policy).items()
    )


@pytest.mark.parametrize(
    ("seed", "loss"), [(1, "balanced"), (2, "cells"), (3, "people"), (5, "balanced"), (8, "cells")]
)
def test_no_choice_that_loses_less_is_safe(seed, loss):
    """Every cheaper choice is tried."""
    policy = Policy(threshold=5, rounding=0, tiny=0, loss=loss)
    luck = np.random.default_rng(seed)
    one = table(luck.choice([2, 7, 9, 12, 15, 21], p=[0.1, 0.2, 0.2, 0.2, 0.2, 0.1], size=(2, 3)))
    one = one if few(one, policy) else table([[2, 9, 12], [15, 7, 21]])
    release = protect([one], policy)
    assert release.loss == release.bound
    must = set(few(one, policy))
    rest = [codes for codes in one.counts if codes not in must]
    assert is_safe(one, policy, {codes for codes, number in release.numbers[0].items() if number is None})
    lines = [[("TOTAL", a), ("p0", a), ("p1", a)] for a in one.dimensions[1].codes]
    lines += [[(p, "TOTAL"), (p, "a0"), (p, "a1"), (p, "a2")] for p in one.dimensions[0].codes]
    for size in range(len(rest) + 1):
        for more in choices(rest, size):
            hidden = must | set(more)
            if sum(policy.price(one.counts[codes]) for codes in more) >= release.loss:
                continue
            if any(len(hidden & set(line)) == 1 for line in lines):
                continue  # alone in its sum: worked out by one subtraction, or hidden for nothing
            assert not is_safe(one, policy, hidden)


def test_noughts_are_few_unless_the_policy_shows_them():
    one = table([[20, 0, 17], [30, 25, 40], [12, 18, 33]])
    (told,) = safe_release([one], SMALL).release.numbers
    assert told["p0", "a1"] is None
    (told,) = safe_release([one], Policy(threshold=5, rounding=0, tiny=0, zeros="shown")).release.numbers
    assert told == one.counts


def test_noughts_that_say_all_of_them_are_never_shown():
    one = table([[0, 40, 0], [30, 25, 40], [12, 18, 33]])
    safe = safe_release([one], Policy(threshold=5, rounding=0, tiny=0, zeros="shown"))
    (told,) = safe.release.numbers
    assert told["p0", "a0"] is None and told["p0", "a2"] is None and safe.release.reasons["all"] == 2
    low, _high = safe.verdict.ends.get(frozenset({("place", "p0"), ("age", "a1")}), (40, 40))
    assert low <= 35 or told["p0", "TOTAL"] is None


def test_of_a_tiny_whole_only_the_total_goes_out():
    one = table([[20, 11], [14, 15]])
    safe = safe_release([one], Policy())
    assert safe.release.only_total
    assert {codes: number for codes, number in safe.release.numbers[0].items() if number is not None} == {
        ("TOTAL", "TOTAL"): 60
    }


def test_of_fewer_than_the_threshold_nothing_goes_out():
    with pytest.raises(BadTable) as refused:
        safe_release([table([[2, 1], [3, 2]])], Policy())
    assert refused.value.code == "nothing_left"


def test_a_cell_fed_by_one_home_is_hidden_however_many_live_there():
    one = table([[40, 50], [60, 70]], contributors={("p0", "a0"): 1, ("p0", "a1"): 8})
    safe = safe_release([one], SMALL)
    (told,) = safe.release.numbers
    assert told["p0", "a0"] is None and safe.release.reasons["contributors"] == 1
    low, high = ends(one, told, ("p0", "a0"), 120)
    assert low <= 35 and high >= 45


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"threshold": 4}, "policy_weak"),
        ({"width": 3}, "policy_weak"),
        ({"rounding": 1}, "policy_rounding"),
        ({"threshold": 5, "rounding": 10}, "policy_rounding"),
        ({"zeros": "blank"}, "policy_word"),
        ({"tiny": -1}, "policy_number"),
        ({"threshold": 10.0}, "policy_number"),
        ({"threshold": True}, "policy_number"),
    ],
)
def test_no_policy_is_weaker_than_five(words, code):
    with pytest.raises(BadTable) as refused:
        Policy(**words)
    assert refused.value.code == code


def test_the_same_table_gives_the_same_release():
    one = table([[20, 3, 17], [30, 25, 40], [12, 4, 33]])
    assert protect([one], HOME) == protect([one], HOME)
