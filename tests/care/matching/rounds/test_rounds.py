"""A run of a country against every way tried: who is placed does not know of difficult behaviour, where does, and kin of others stay theirs."""

import json
from dataclasses import replace
from random import Random

import pytest

from tests.care.matching.engine.made import AT, child, family, group
from tests.care.matching.rounds.trying import RULES, drawn, ways, with_other_needs
from umay.care.matching import rounds
from umay.care.matching.checking import check
from umay.care.matching.engine import STARTING_WEIGHTS, Instance, dump, judge
from umay.care.matching.jobs import engine_solve

pytestmark = pytest.mark.engine

ODD = replace(
    STARTING_WEIGHTS, behaviour_unskilled=1_100, child_in_home=300
)  # a need can make a home worse than waiting


def run(instance, **how):
    raw = dump(instance)
    return rounds.rounds_of(raw, rounds.solved(raw, solve=engine_solve, **how))


def placed(found):
    return {group: placement["family"] for one in found for group, placement in one.placements.items()}


def kin_of_others(one, homes):
    """How many of these homes are closed families given to somebody who is no kin of theirs."""
    kin = {group.id: group.kin for group in one.instance.groups}
    return sum(family in one.others and family not in kin[group] for group, family in homes.items())


@pytest.mark.parametrize("seed", range(120))
def test_each_round_is_the_best_of_all_ways(seed):
    random = Random(seed)
    instance = drawn(random, weights=ODD if seed % 3 == 2 else STARTING_WEIGHTS)
    for one in run(instance):
        tried = list(ways(one.instance))
        homes = {group: placement["family"] for group, placement in one.placements.items()}
        if not one.instance.groups:
            continue
        best = max((way.kin, way.blind) for way in tried)
        claimed = {placement["group"]: placement["family"] for placement in one.who.result["placements"]}
        assert best == next((way.kin, way.blind) for way in tried if way.homes == claimed)
        assert set(homes) == set(claimed)
        of_all = [way for way in tried if way.placed == set(claimed) and way.kin == best[0]]
        fewest = min(kin_of_others(one, way.homes) for way in of_all)
        assert kin_of_others(one, homes) == fewest
        closed = set(one.others) - set(one.opened)
        kin = {group.id: group.kin for group in one.instance.groups}
        within = [
            way for way in of_all if all(home not in closed or home in kin[group] for group, home in way.homes.items())
        ]
        assert max(way.value for way in within) == next(way.value for way in within if way.homes == homes)


@pytest.mark.parametrize("seed", range(120))
def test_another_childs_behaviour_never_changes_who_is_placed(seed):
    random = Random(f"needs {seed}")
    instance = drawn(random)
    first = set(placed(run(instance)))
    for _ in range(3):
        assert set(placed(run(with_other_needs(instance, random)))) == first


@pytest.mark.parametrize("seed", range(60))
def test_urgent_groups_are_placed_as_if_there_were_no_others(seed):
    instance = drawn(Random(f"urgent {seed}"))
    alone = replace(instance, groups=tuple(one for one in instance.groups if one.urgent))
    urgent = {one.id for one in alone.groups}
    assert set(placed(run(instance))) & urgent == set(placed(run(alone)))


@pytest.mark.parametrize("seed", range(40))
def test_every_result_is_right_in_the_eyes_of_the_checker_and_every_suggestion_holds_every_rule(seed):
    instance = drawn(Random(f"check {seed}"), weights=ODD if seed % 2 else STARTING_WEIGHTS)
    for one in run(instance):
        for file in one.files:
            verdict = check(dump(file.instance), file.text.encode())
            assert verdict.faults == []
            assert verdict.is_bound_proven
        known = {home.id: home for home in one.instance.families}
        for waiting in one.instance.groups:
            if waiting.id in one.placements:
                home = known[one.placements[waiting.id]["family"]]
                assert judge(waiting, home, instance.rules, instance.weights, instance.at).feasible


def country(*groups, families, weights=STARTING_WEIGHTS, **rules):
    return Instance(at=AT, rules=replace(RULES, **rules), weights=weights, groups=groups, families=families)


def waited(days):
    return AT.fromordinal(AT.toordinal() - days)


def test_who_waited_longest_keeps_the_last_family_whatever_behaviour_it_shows():
    wild = group(child("c1", behaviour_need=True), id="wild", waiting_since=waited(100))
    calm = group(child("c2"), id="calm", waiting_since=waited(0))
    assert placed(run(country(wild, calm, families=(family("only"),)))) == {"wild": "only"}


def test_among_those_who_are_placed_a_prepared_family_goes_to_the_child_who_needs_it():
    wild = group(child("c1", behaviour_need=True), id="wild")
    calm = group(child("c2"), id="calm")
    homes = (family("near", km=1, skills=("behaviour",)), family("far", km=100))
    assert placed(run(country(wild, calm, families=homes))) == {"wild": "near", "calm": "far"}
    calm_first = replace(calm, waiting_since=waited(60))
    assert placed(run(country(wild, calm_first, families=homes))) == {"wild": "near", "calm": "far"}


def test_a_home_that_the_weights_call_worse_than_waiting_is_suggested_to_nobody():
    wild = group(child("c1", behaviour_need=True), id="wild", waiting_since=waited(50))
    calm = group(child("c2"), id="calm")
    found = run(country(wild, calm, families=(family("only"),), weights=ODD))
    assert placed(found) == {"calm": "only"}
    assert found[1].funnel["wild"] == dict.fromkeys(found[1].funnel["wild"], 0) | {"value": 1}


def test_kin_beyond_every_weight_are_not_let_in_by_the_second_question():
    aunt = family("aunt", km=1_500, care_types=("kin",))
    wild = group(child("c1", behaviour_need=True), id="wild", kin=["aunt"])
    assert placed(run(country(wild, families=(aunt, family("near"))))) == {"wild": "near"}


def test_an_urgent_group_leaves_the_kin_of_another_alone_where_any_other_family_would_do():
    urgent = group(child("c1"), id="urgent", urgent=True)
    nephew = group(child("c2"), id="nephew", kin=["aunt"])
    homes = (family("aunt", km=0, care_types=("kin", "term")), family("far", km=110))
    found = run(country(urgent, nephew, families=homes))
    assert placed(found) == {"urgent": "far", "nephew": "aunt"}
    assert (found[0].others, found[0].opened) == (("aunt",), ())


def test_a_child_in_danger_still_gets_the_aunt_of_another_where_nobody_else_can_take_it():
    urgent = group(child("c1"), id="urgent", urgent=True)
    nephew = group(child("c2"), id="nephew", kin=["aunt"])
    found = run(country(urgent, nephew, families=(family("aunt", care_types=("kin", "term")),)))
    assert placed(found) == {"urgent": "aunt"}
    assert found[0].opened == ("aunt",)


def test_no_urgent_group_stays_without_a_family_because_another_took_the_last_one_that_is_nobodys_kin():
    # Whoever has waited longer could live with either; the other one only with the family that is nobody's kin.
    either = group(child("c1"), id="either", urgent=True, waiting_since=waited(90))
    single = group(child("c2"), id="single", urgent=True, not_with_families=["aunt"])
    nephew = group(child("c3"), id="nephew", kin=["aunt"])
    homes = (family("aunt", care_types=("kin", "term")), family("other", km=30))
    assert placed(run(country(either, single, nephew, families=homes))) == {"either": "aunt", "single": "other"}


def test_where_kin_of_others_must_be_taken_it_is_of_whoever_has_waited_least():
    urgent = group(child("c1"), id="urgent", urgent=True)
    early = group(child("c2"), id="early", kin=["aunt"], waiting_since=waited(200))
    late = group(child("c3"), id="late", kin=["uncle"], waiting_since=waited(5))
    homes = (family("aunt", care_types=("kin", "term")), family("uncle", km=100, care_types=("kin", "term")))
    assert placed(run(country(urgent, early, late, families=homes))) == {"urgent": "uncle", "early": "aunt"}


def test_kin_who_may_not_take_their_own_are_not_kept_for_them():
    urgent = group(child("c1"), id="urgent", urgent=True)
    brothers = group(*(child(f"b{number}") for number in range(2)), id="two", kin=["aunt"])
    homes = (family("aunt", places=1, care_types=("kin", "term")), family("far", km=110))
    assert placed(run(country(urgent, brothers, families=homes)))["urgent"] == "aunt"


def test_the_same_question_has_the_same_bytes_and_a_stopped_one_is_repeated_by_its_work():
    instance = drawn(Random("bytes"), groups=6, families=5)
    raw = dump(instance)
    whole = rounds.solved(raw, solve=engine_solve)
    assert rounds.solved(raw, solve=engine_solve) == whole
    assert rounds.solved(raw, solve=engine_solve, before=whole) == whole
    seen = set()
    for allowed in range(40):
        left = iter(range(allowed))
        stopped = rounds.solved(raw, solve=engine_solve, stop=lambda left=left: next(left, None) is None)
        again = rounds.solved(raw, solve=engine_solve, before=stopped)
        assert again == stopped
        found = rounds.rounds_of(raw, stopped)
        assert rounds.is_stopped(found) is (json.loads(stopped)["halted"] is not None)
        for one in found:
            assert not any(check(dump(file.instance), file.text.encode()).faults for file in one.files)
            if one.where:
                assert set(one.placements) == {placement["group"] for placement in one.who.result["placements"]}
        seen.add(stopped)
        if stopped == whole:
            break
    assert len(seen) > 3
    assert stopped == whole


def test_weights_that_leave_no_room_to_be_raised_keep_the_first_answer_and_lose_nobody():
    million = replace(STARTING_WEIGHTS, placed=1_000_000, behaviour_unskilled=1_000_000, per_km=0)
    wild = group(child("c1", behaviour_need=True), id="wild", waiting_since=waited(10))
    calm = group(child("c2"), id="calm")
    homes = (family("one"), family("two", skills=("behaviour",)))
    found = run(country(wild, calm, families=homes, weights=million))
    assert set(placed(found)) == {"wild", "calm"}
    assert not rounds.is_stopped(found)


def test_homes_that_take_several_groups_place_everybody_whom_the_first_question_placed():
    wild = group(child("c1", behaviour_need=True), id="wild")
    calm, third = group(child("c2"), id="calm"), group(child("c3"), id="third")
    homes = (
        family("two", km=5, places=2, places_mixed=2),
        family("one", places=1, places_mixed=1, skills=("behaviour",)),
    )
    found = run(country(wild, calm, third, families=homes, sharing=True))
    assert placed(found) == {"wild": "one", "calm": "two", "third": "two"}
    for file in found[1].files:
        assert check(dump(file.instance), file.text.encode()).faults == []


def test_the_funnel_is_that_of_the_whole_country_and_knows_nothing_of_what_was_closed():
    urgent = group(child("c1"), id="urgent", urgent=True)
    nephew = group(child("c2"), id="nephew", kin=["aunt"])
    homes = (family("aunt", care_types=("kin", "term")), family("far", km=110))
    found = run(country(urgent, nephew, families=homes))
    assert [one.funnel[name]["feasible"] for one, name in zip(found, ("urgent", "nephew"), strict=True)] == [2, 2]
    assert rounds.figures_of(found)["no_family"] == 0


def test_a_country_where_nobody_waits_has_an_answer():
    found = run(country(families=(family("one"),)))
    assert placed(found) == {}
    assert not rounds.is_stopped(found)
