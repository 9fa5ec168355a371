import json
from collections import Counter
from dataclasses import fields, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from umay.care.matching.engine import (
    RULES,
    STARTING_WEIGHTS,
    WEIGHT_OF_TERM,
    Attention,
    Terms,
    candidates,
    candidates_in,
    dump,
    judge,
    sensitivity,
)

from .made import AT, QUESTION, child, family, group, instances, several
from .plain_check import answer


def ranked(asked, *families, **facts):
    return candidates(asked, families, **(QUESTION | facts))


def ids(ranking):
    return [candidate.family_id for candidate in ranking.candidates]


def codes(remarks):
    return [remark.code for remark in remarks]


@settings(max_examples=500, deadline=None)
@given(instances)
def test_every_answer_equals_the_one_written_a_second_time_from_the_page(instance):
    file = json.loads(dump(instance))
    for asked in file["groups"]:
        ranking = candidates_in(instance, asked["id"])
        reasons, order = answer(file, asked)
        given_order = [
            (entry.family_id, Fraction(entry.verdict.value, 10**6), entry.verdict.metres)
            for entry in ranking.candidates
        ]
        assert given_order == [(family_id, value, km * 1000) for family_id, value, km in order]
        assert {entry.family_id: entry.reason for entry in ranking.left_out} == {
            family_id: reason for family_id, reason in reasons.items() if reason
        }
        assert ranking.funnel.left_out == dict.fromkeys(RULES, 0) | Counter(filter(None, reasons.values()))


@settings(deadline=None)
@given(instances, st.randoms())
def test_the_order_of_the_lists_never_matters(instance, draw):
    for asked in instance.groups:
        families, children = list(instance.families), list(asked.children)
        draw.shuffle(families)
        draw.shuffle(children)
        question = {"rules": instance.rules, "weights": instance.weights, "at": instance.at}
        shuffled = candidates(replace(asked, children=tuple(children)), families, **question)
        assert shuffled == candidates(asked, instance.families, **question)


@settings(deadline=None)
@given(instances)
def test_kin_are_never_outbid_and_within_kin_and_others_the_value_decides(instance):
    for asked in instance.groups:
        entries = [candidate.verdict for candidate in candidates_in(instance, asked.id).candidates]
        assert [entry.kin for entry in entries] == sorted((entry.kin for entry in entries), reverse=True)
        for before, after in pairwise(entries):
            assert before.kin != after.kin or before.value >= after.value


@settings(deadline=None)
@given(instances)
def test_the_value_is_exactly_the_sum_of_the_terms(instance):
    for asked in instance.groups:
        for candidate in candidates_in(instance, asked.id).candidates:
            terms = [getattr(candidate.verdict.terms, field.name) for field in fields(Terms)]
            assert all(isinstance(term, int) for term in terms)
            assert candidate.verdict.value == sum(terms) >= 0


@settings(deadline=None)
@given(instances)
def test_the_funnel_counts_every_family_once(instance):
    for asked in instance.groups:
        ranking = candidates_in(instance, asked.id)
        funnel = ranking.funnel
        assert funnel.families == len(instance.families) == len(ranking.candidates) + len(ranking.left_out)
        standing = [count for _, count in funnel.steps()]
        assert standing == sorted(standing, reverse=True)
        assert standing[-1] == funnel.feasible == len(ranking.candidates)


@settings(deadline=None)
@given(instances)
def test_changing_every_childs_sex_changes_the_room_rule_alone(instance):
    everybody = frozenset("fm")
    homes = [replace(home, rooms_for=everybody) for home in instance.families]
    for asked in instance.groups:
        flipped = replace(
            asked, children=tuple(replace(one, sex="m" if one.sex == "f" else "f") for one in asked.children)
        )
        for home, open_home in zip(instance.families, homes, strict=True):
            question = (instance.rules, instance.weights, instance.at)
            assert judge(asked, open_home, *question) == judge(flipped, open_home, *question)
            before, after = judge(asked, home, *question), judge(flipped, home, *question)
            assert before == after or "room" in (before.reason, after.reason)


def test_kin_come_first_even_where_another_home_is_nearer_and_better_prepared():
    asked = group(child(behaviour_need=True), kin=("aunt",))
    ranking = ranked(
        asked,
        family("near", 1, skills=("behaviour",)),
        family("aunt", 300, care_types=("kin",), children_in_home=4),
    )
    assert ids(ranking) == ["aunt", "near"]
    assert ranking.first.verdict.value < ranking.candidates[1].verdict.value


def test_equals_are_drawn_by_the_day():
    homes = [family(f"f{index}") for index in range(12)]
    first, second = ranked(group(), *homes), ranked(group(), *reversed(homes))
    assert ids(first) == ids(second) != sorted(ids(first))
    assert ids(ranked(group(), *homes, at=date(2026, 11, 23))) != ids(first)


def test_no_family_at_all_and_no_family_that_suits():
    assert ranked(group()).first is None
    assert ranked(group()).funnel.families == 0
    ranking = ranked(group(), family(places=0))
    assert (ranking.first, ranking.candidate("f1"), ranking.funnel.left_out["places"]) == (None, None, 1)


def test_a_family_given_twice_is_an_error():
    with pytest.raises(ValueError, match="asked about once"):
        ranked(group(), family(), family())


def test_each_candidate_tells_the_places_left_after_it():
    ranking = ranked(several(2), family("full", places=2), family("roomy", 1, places=5))
    assert {entry.family_id: entry.places_left for entry in ranking.candidates} == {"full": 0, "roomy": 3}


def test_what_weakens_a_match_is_listed_with_its_numbers():
    asked = group(child("c1", date(2014, 1, 1), behaviour_need=True), child("c2", date(2018, 1, 1)))
    home = family(km=80, age_to=12, children_in_home=3)
    (entry,) = ranked(asked, home, confirmed_on={"f1": date(2026, 9, 1)}).candidates
    assert {remark.code: remark.numbers for remark in entry.weaknesses} == {
        "far": {"metres": 80_000},
        "behaviour_unskilled": {"number": 1},
        "children_in_home": {"number": 3},
        "last_place": {},
        "sibling_limit": {"number": 2},
        "age_limit_near": {"days": 40, "age_to": 12},
        "willingness_old": {"days": 82},
    }


def test_a_match_without_weakness_says_what_speaks_for_it():
    asked = group(child("c1", needs=("sign_language",), behaviour_need=True), child("c2"), kin=("f1",))
    home = family(km=3, places=3, max_siblings=3, skills=("sign_language", "behaviour"))
    (entry,) = ranked(asked, home, confirmed_on={"f1": AT}).candidates
    assert entry.weaknesses == ()
    assert codes(entry.strengths) == [
        "kin",
        "siblings_together",
        "near",
        "skills_met",
        "behaviour_skilled",
        "no_children_in_home",
    ]


def test_willingness_is_remarked_on_and_never_counted():
    homes = [family("asked", 2), family("not-asked", 1)]
    with_answer = ranked(group(), *homes, confirmed_on={"asked": AT})
    assert ids(with_answer) == ids(ranked(group(), *homes)) == ["not-asked", "asked"]
    assert "willingness_unknown" in codes(with_answer.candidates[0].weaknesses)
    assert "willingness_unknown" not in codes(with_answer.candidates[1].weaknesses)


@pytest.mark.parametrize(("days_ago", "is_old"), [(30, False), (31, True)])
def test_a_yes_grows_old_after_the_days_set(days_ago, is_old):
    confirmed_on = {"f1": date.fromordinal(AT.toordinal() - days_ago)}
    ranking = ranked(group(), family(), confirmed_on=confirmed_on, attention=Attention(ask_again_days=30))
    assert ("willingness_old" in codes(ranking.first.weaknesses)) is is_old


def test_kin_beyond_the_limit_are_marked_so():
    (entry,) = ranked(group(kin=("f1",)), family(km=300)).candidates
    assert entry.weaknesses[0].code == "beyond_distance"
    assert entry.weaknesses[0].numbers == {"metres": 300_000, "longest_metres": 120_000}
    assert "near" not in codes(entry.strengths)


def test_a_family_left_out_comes_with_the_numbers_behind_the_rule():
    asked = group(child("c1", date(2014, 1, 1), needs=("a", "b")), child("c2", date(2020, 1, 1)))
    homes = {
        "places": family("places", places=1),
        "siblings": family("siblings", places=5, max_siblings=1),
        "age": family("age", age_from=7, age_to=11),
        "skill": family("skill", skills=("a",)),
        "distance": family("distance", 200, skills=("a", "b")),
    }
    ranking = ranked(asked, *homes.values())
    assert [(left.family_id, left.reason, left.remark.numbers) for left in ranking.left_out] == [
        ("places", "places", {"number": 1, "size": 2}),
        ("siblings", "siblings", {"number": 1, "size": 2}),
        ("age", "age", {"age_from": 7, "age_to": 11, "youngest": 6, "oldest": 12}),
        ("skill", "skill", {"number": 1}),
        ("distance", "distance", {"metres": 200_000, "longest_metres": 120_000}),
    ]


def test_a_safeguarding_rule_gives_no_detail():
    (left,) = ranked(group(not_with_families=("f1",)), family()).left_out
    assert (left.reason, left.remark.numbers) == ("conflict", {})


def test_an_approval_for_any_age_does_not_leave_the_calendar():
    (entry,) = ranked(group(), family(age_to=10**9)).candidates
    assert "age_limit_near" not in codes(entry.weaknesses)


def test_a_close_call_names_the_weights_that_decide_it():
    # Near with two children at home (50 points) against 45 km further: a quarter either way turns it.
    ranking = ranked(group(), family("near", 0, children_in_home=2), family("quiet", 45))
    assert ids(ranking) == ["quiet", "near"]
    firm = sensitivity(ranking, STARTING_WEIGHTS)
    assert firm.deciding_weights == ("per_km", "child_in_home")
    assert not firm.is_first_firm
    assert not firm.is_order_firm


def test_a_clear_case_survives_every_quarter():
    ranking = ranked(group(), family("near", 1), family("far", 100))
    firm = sensitivity(ranking, STARTING_WEIGHTS)
    assert firm.is_first_firm
    assert firm.is_order_firm
    assert firm.deciding_weights == ()
    assert {(move.weight, move.times) for move in firm.moves if not move.is_order_kept} <= {
        ("per_km", (0, 1)),
        ("placed", (0, 1)),
    }


def test_no_weight_can_move_kin_from_the_first_place():
    ranking = ranked(group(kin=("aunt",)), family("near"), family("aunt", 500, care_types=("kin",)))
    assert sensitivity(ranking, STARTING_WEIGHTS).is_first_firm


@settings(deadline=None, max_examples=150)
@given(instances)
def test_a_moved_weight_gives_what_asking_again_with_that_weight_gives(instance):
    # Weights whose quarters are whole millionths, so that the moved weight can be written down again.
    weights = replace(
        instance.weights, **{name: round(getattr(instance.weights, name) * 4) for name in STARTING_WEIGHTS.__slots__}
    )
    for asked in instance.groups:
        question = {"rules": instance.rules, "at": instance.at}
        ranking = candidates(asked, instance.families, weights=weights, **question)
        moves = sensitivity(ranking, weights).moves
        assert len(moves) == 3 * len(WEIGHT_OF_TERM)
        for move in moves:
            moved = replace(weights, **{move.weight: getattr(weights, move.weight) * move.times[0] / move.times[1]})
            again = ids(candidates(asked, instance.families, weights=moved, **question))
            assert move.first == (again[0] if again else None)
            assert move.is_order_kept == (again == ids(ranking))
            assert move.is_first_kept == (again[:1] == ids(ranking)[:1])
