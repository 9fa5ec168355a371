"""Sharing and splitting as a caller asks for them: an Instance goes in, a Result comes out, a stranger checks it."""

import hashlib
import random
from dataclasses import replace
from datetime import timedelta

import pytest

from umay.care.matching.checking import check
from umay.care.matching.engine import STARTING_RULES, STARTING_WEIGHTS, Instance
from umay.care.matching.engine import dump as file_of
from umay.care.matching.engine.generating import instance as named
from umay.care.matching.engine.solver.results import dump
from umay.care.matching.engine.solver.solve import solve

from ..made import AT, child, drawn_instance, family, group
from .brute import best

SHARING = replace(STARTING_RULES, sharing=True, gap=0)
SPLITTING = replace(STARTING_RULES, splitting=True, gap=0)
BOTH = replace(SHARING, splitting=True)
CHEAP_SPLIT = replace(STARTING_WEIGHTS, split=300)


def asked(*groups, homes, rules=SHARING, weights=STARTING_WEIGHTS):
    return Instance(at=AT, rules=rules, weights=weights, groups=groups, families=homes)


def one(group_id, **given):
    """A group of one girl of ten."""
    return group(child(f"{group_id}.1"), id=group_id, **given)


def sisters(group_id, number, **given):
    return group(*(child(f"{group_id}.{place}") for place in range(number)), id=group_id, **given)


def answer(instance, **how):
    raw = file_of(instance)
    return solve(instance, raw_sha256=hashlib.sha256(raw).hexdigest(), **how)


def homes_of(result):
    return sorted((placed.group, placed.family, len(placed.children)) for placed in result.placements)


def faults(instance, result):
    return check(file_of(instance), dump(result)).faults


def small(seed, *, sharing, splitting):
    """A random Instance small enough to try every way."""
    draw = random.Random(seed)
    drawn = drawn_instance(draw)
    families = drawn.families[: 4 if splitting else 7]
    known = {home.id for home in families}
    groups = tuple(
        replace(
            waiting,
            kin=waiting.kin & known,
            not_with_families=waiting.not_with_families & known,
            children=waiting.children[:3] if splitting else waiting.children,
        )
        for waiting in drawn.groups
    )
    weights = replace(drawn.weights, split=draw.choice((0, 10, 100, 300, 2000)))
    rules = replace(drawn.rules, sharing=sharing, splitting=splitting, gap=0)
    return replace(drawn, groups=groups, families=families, weights=weights, rules=rules)


@pytest.mark.parametrize(("sharing", "splitting"), [(True, False), (False, True), (True, True)])
@pytest.mark.parametrize("block", range(4))
def test_small_instances_equal_trying_every_way(sharing, splitting, block):
    for seed in range(30 * block, 30 * block + 30):
        instance = small(seed, sharing=sharing, splitting=splitting)
        result = answer(instance)
        assert (result.kin_children, result.objective) == best(instance), seed
        assert (result.kin_bound, result.bound, result.status) == (result.kin_children, result.objective, "optimal"), (
            seed
        )
        assert faults(instance, result) == [], seed


def test_two_groups_share_a_home_up_to_its_mixed_places():
    home = family(places=3, places_mixed=2)
    result = answer(asked(one("a"), one("b"), one("c"), homes=(home,)))
    assert len(result.placements) == 2
    assert result.status == "optimal"


def test_a_group_alone_is_bound_by_places_and_not_by_mixed_places():
    home = family(places=3, places_mixed=1, max_siblings=3)
    result = answer(asked(sisters("a", 3), one("b"), homes=(home,)))
    assert homes_of(result) == [("a", "f1", 3)]


@pytest.mark.parametrize("lists", [({"b"}, set()), (set(), {"a"}), ({"b"}, {"a"})])
def test_groups_that_may_not_meet_never_share_whoever_says_so(lists):
    home = family(places=2, places_mixed=2)
    result = answer(asked(one("a", not_with_groups=lists[0]), one("b", not_with_groups=lists[1]), homes=(home,)))
    assert len(result.placements) == 1


def test_three_may_meet_in_pairs_only_where_no_list_stands_between():
    home = family(places=3, places_mixed=3)
    groups = (one("a", not_with_groups={"b"}), one("b"), one("c", not_with_groups={"b"}))
    assert [placed.group for placed in answer(asked(*groups, homes=(home,))).placements] == ["a", "c"]


def test_kin_come_before_value_though_it_costs_two_others_their_home():
    home = family("kin", places=2, places_mixed=2)
    groups = (one("a", urgent=True), one("b", urgent=True), sisters("c", 2, kin={"kin"}))
    result = answer(asked(*groups, homes=(home,)))
    assert homes_of(result) == [("c", "kin", 2)]
    assert (result.kin_children, result.kin_bound) == (2, 2)


def test_two_groups_of_kin_share_the_home_that_knows_both():
    home = family("kin", places=2, places_mixed=2)
    result = answer(asked(one("a", kin={"kin"}), one("b", kin={"kin"}), homes=(home,)))
    assert (result.kin_children, result.kin_bound, result.status) == (2, 2, "optimal")


def test_with_the_weights_a_board_starts_from_splitting_parts_nobody():
    homes = (family("f1", places=1), family("f2", places=1))
    pair = sisters("a", 2, urgent=True, waiting_since=AT - timedelta(days=900))
    result = answer(asked(pair, homes=homes, rules=SPLITTING))
    assert result.placements == ()
    assert result.status == "optimal"


def test_a_group_goes_in_parts_only_where_it_is_worth_more_than_waiting():
    homes = (family("f1", places=1), family("f2", places=1))
    result = answer(asked(sisters("a", 2), homes=homes, rules=SPLITTING, weights=CHEAP_SPLIT))
    assert homes_of(result) == [("a", "f1", 1), ("a", "f2", 1)]
    assert result.objective == sum(placed.value for placed in result.placements) == 2 * 700_000_000
    assert answer(asked(sisters("a", 2), homes=homes, rules=SHARING, weights=CHEAP_SPLIT)).placements == ()


def test_all_parts_are_placed_or_none():
    homes = (family("f1", places=1), family("f2", places=1))
    result = answer(asked(sisters("a", 3), homes=homes, rules=SPLITTING, weights=CHEAP_SPLIT))
    assert result.placements == ()


def test_a_home_that_takes_all_is_better_than_two():
    homes = (family("f1", places=1), family("f2", places=1), family("far", 100, places=2))
    result = answer(asked(sisters("a", 2), homes=homes, rules=SPLITTING, weights=CHEAP_SPLIT))
    assert homes_of(result) == [("a", "far", 2)]


def test_a_part_with_kin_does_not_count_as_kin():
    homes = (family("kin", places=1), family("f2", places=1))
    result = answer(asked(sisters("a", 2, kin={"kin"}), homes=homes, rules=SPLITTING, weights=CHEAP_SPLIT))
    assert len(result.placements) == 2
    assert (result.kin_children, result.kin_bound) == (0, 0)


def test_parts_may_share_homes_with_other_groups():
    homes = (family("f1", places=2, places_mixed=2), family("f2", places=1, places_mixed=1))
    instance = asked(sisters("a", 2), one("b"), homes=homes, rules=BOTH, weights=replace(CHEAP_SPLIT, split=100))
    result = answer(instance)
    assert sum(len(placed.children) for placed in result.placements) == 3
    assert faults(instance, result) == []


def test_the_bound_of_shared_homes_is_proven_by_the_printed_prices():
    instance = named("S-shared", 1)
    raw = file_of(instance)
    verdict = check(raw, dump(answer(instance)))
    assert verdict.is_right
    assert verdict.is_bound_proven


def test_many_groups_that_may_not_meet_keep_apart():
    instance = named("conflicts", 2)
    result = answer(instance)
    assert result.status in ("optimal", "within_gap")
    assert faults(instance, result) == []


def test_parting_a_province_ends_with_a_proof():
    instance = named("S-shared-split", 3)
    result = answer(instance)
    assert (result.status, faults(instance, result)) in (("optimal", []), ("within_gap", []))
    assert any(len(list_of) > 1 for list_of in _parts(result).values())


def _parts(result):
    parts = {}
    for placed in result.placements:
        parts.setdefault(placed.group, []).append(placed)
    return parts


def test_no_time_at_all_gives_nobody_a_home_and_a_bound_that_holds():
    instance = named("S-shared", 1)
    instance = replace(instance, rules=replace(instance.rules, time_limit_s=0))
    result = answer(instance)
    assert (result.placements, result.status, result.work) == ((), "stopped", 0)
    assert result.bound >= answer(named("S-shared", 1)).objective
    assert faults(instance, result) == []


@pytest.mark.parametrize("steps", [1, 60, 150, 210, 216])
def test_a_stopped_run_is_repeated_by_its_work_and_is_right(steps):
    instance = replace(named("S-shared", 1), rules=replace(named("S-shared", 1).rules, gap=0))
    first, again = answer(instance, work=steps), answer(instance, work=steps)
    assert replace(first, seconds=0.0) == replace(again, seconds=0.0)
    assert first.work <= steps + 64
    assert faults(instance, first) == []


def test_a_run_stopped_by_a_person_gives_what_it_has_and_can_be_repeated():
    instance = replace(named("M-shared", 1), rules=replace(named("M-shared", 1).rules, gap=0))
    told = []

    def stop():
        return len(told) > 40

    first = answer(instance, progress=lambda *heard: told.append(heard), stop=stop)
    again = answer(instance, work=first.work)
    assert first.status == "stopped"
    assert first.placements
    assert replace(first, seconds=0.0) == replace(again, seconds=0.0)


def test_the_order_of_the_lists_never_matters():
    instance = named("S-shared-split", 2)
    mixed = replace(instance, groups=instance.groups[::-1], families=instance.families[::-1])
    assert replace(answer(instance), seconds=0.0) == replace(answer(mixed), seconds=0.0)


@pytest.mark.parametrize("name", ["contradictory", "conflicts"])
def test_awkward_countries_in_parts_are_never_answered_wrongly(name):
    """In the first of these a programme takes one part of a group whole and the others in shares."""
    instance = named(name, 1)
    rules = replace(instance.rules, sharing=False, splitting=True, gap=0.0003, time_limit_s=3)
    instance = replace(instance, rules=rules, weights=replace(instance.weights, split=600))
    assert faults(instance, answer(instance)) == []
