from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from umay.care.matching import rules
from umay.care.matching.engine import candidates, candidates_in, judge
from umay.care.matching.rules import (
    choice,
    groups_with_earlier_claim,
    is_second_person,
    may_place_alone,
    must_ask_again,
    passed_over,
)

from .engine.made import AT, QUESTION, family, group, instances, several

HOMES = (family("aunt", 90, care_types=("kin",)), family("near", 1), family("far", 50), family("full", places=0))


def ranking():
    return candidates(group(kin=("aunt",)), HOMES, **QUESTION)


def test_the_first_family_is_no_departure():
    first = choice(ranking(), "aunt")
    assert (first.place, first.is_departure, first.value_less, first.metres_more) == (1, False, 0, 0)
    assert passed_over(ranking(), "aunt") == ()


def test_any_other_family_is_a_departure_and_says_what_it_costs():
    chosen = choice(ranking(), "far")
    assert (chosen.place, chosen.is_departure, chosen.is_past_kin) == (3, True, True)
    assert (chosen.value_less, chosen.metres_more) == (-40_000_000, -40_000)
    assert [candidate.family_id for candidate in passed_over(ranking(), "far")] == ["aunt", "near"]


def test_a_family_left_out_by_a_rule_cannot_be_chosen():
    with pytest.raises(ValueError, match="cannot be chosen"):
        choice(ranking(), "full")


@settings(deadline=None)
@given(instances, st.data())
def test_only_the_first_place_is_chosen_without_a_reason(instance, data):
    answer = candidates_in(instance, instance.groups[0].id)
    if answer.candidates:
        place = data.draw(st.integers(0, len(answer.candidates) - 1))
        chosen = choice(answer, answer.candidates[place].family_id)
        assert chosen.is_departure == (place > 0)
        assert chosen.is_past_kin or chosen.value_less >= 0


def earlier(asked, home, groups):
    return [other.id for other in groups_with_earlier_claim(asked, home, groups, **QUESTION)]


def test_an_urgent_group_that_the_family_suits_has_the_earlier_claim():
    mine = group(id="mine", waiting_since=date(2024, 1, 1))
    urgent = group(id="urgent", urgent=True)
    later = group(id="later")
    too_many = several(3, id="too-many", urgent=True)
    assert earlier(mine, family(), [mine, later, urgent, too_many]) == ["urgent"]
    assert earlier(urgent, family(), [mine, later, urgent]) == []
    assert earlier(later, family(), [urgent, mine]) == ["urgent", "mine"]
    assert earlier(mine, family(places=0), [urgent]) == []


def test_the_person_who_proposes_does_not_decide():
    assert is_second_person(proposed_by="a", decided_by="b")
    assert not is_second_person(proposed_by="a", decided_by="a")


@pytest.mark.parametrize(
    ("confirmed_on", "expected"), [(None, True), (date(2026, 10, 22), True), (date(2026, 10, 23), False), (AT, False)]
)
def test_a_family_is_asked_again_when_its_yes_is_old(confirmed_on, expected):
    assert must_ask_again(confirmed_on=confirmed_on, at=AT, days=30) is expected


@pytest.mark.parametrize(
    ("urgent", "care_types", "places", "expected"),
    [
        (True, ("temporary",), 1, True),
        (False, ("temporary",), 1, False),
        (True, ("term",), 1, False),
        (True, ("temporary",), 0, False),
    ],
)
def test_alone_at_night_only_an_urgent_group_with_a_temporary_family_that_suits(urgent, care_types, places, expected):
    asked = group(urgent=urgent, care_type=care_types[0])
    home = family(care_types=care_types, places=places)
    verdict = judge(asked, home, QUESTION["rules"], QUESTION["weights"], AT)
    assert may_place_alone(group=asked, family=home, verdict=verdict) is expected


def test_a_verdict_on_another_family_allows_nothing():
    asked = group(urgent=True, care_type="temporary")
    home = family(care_types=("temporary",))
    verdict = judge(asked, home, QUESTION["rules"], QUESTION["weights"], AT)
    assert not may_place_alone(group=asked, family=replace(home, id="f2"), verdict=verdict)


def test_places_are_kept_three_quarters_of_an_hour_for_an_urgent_group_and_three_working_days_for_others():
    class Times:
        def deadline(self, start_at, amount, unit):
            return amount, unit

    at = datetime(2026, 11, 22, 9, tzinfo=UTC)
    assert rules.hold_until(urgent=True, at=at, times=Times()) == at + timedelta(minutes=45)
    assert rules.hold_until(urgent=False, at=at, times=Times()) == (3, "working_days")


def test_rooms_of_a_child_whose_sex_is_not_known_are_those_sure_to_suit():
    both, girls = frozenset("fm"), frozenset("f")
    assert rules.rooms_known_for(girls, is_sex_unknown=False) == girls
    assert rules.rooms_known_for(girls, is_sex_unknown=True) == frozenset()
    assert rules.rooms_known_for(both, is_sex_unknown=True) == both


def test_a_countrys_reason_to_part_siblings_is_one_of_the_engines_two():
    assert rules.split_kind_of("no_home") == "no_home_for_all"
    assert {rules.split_kind_of(code) for code in ("court", "harm", "own_wish", "medical", "kin")} == {"safety"}
