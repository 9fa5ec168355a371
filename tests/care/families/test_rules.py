"""Sums about families, tried with many values."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umay.care.families import rules
from umay.care.families.rules import CHILD, CRIMINAL_RECORD, HEALTH_REPORT, HOME, Home, Limits, Missing, Needed

HOME_TR = Home(max_children=3, max_with_own=None, siblings_exempt=True, emergency_types=frozenset({"temporary"}))
TODAY = date(2026, 11, 22)


def limits(**changes) -> Limits:
    return Limits(
        **(
            {
                "care_types": frozenset({"term"}),
                "places": 2,
                "max_siblings": 2,
                "age_from": 0,
                "age_to": 12,
                "rooms_for": frozenset("fm"),
                "takes_emergencies": False,
            }
            | changes
        )
    )


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({}, []),
        ({"care_types": frozenset()}, [("care_types", "no_type")]),
        ({"places": 0, "max_siblings": 0}, [("places", "no_place"), ("max_siblings", "no_sibling")]),
        ({"places": 4, "max_siblings": 2}, [("places", "too_many")]),
        ({"places": 4, "max_siblings": 4}, []),
        ({"max_siblings": 3}, [("max_siblings", "siblings_over_places")]),
        ({"age_from": 13}, [("age_to", "ages")]),
        ({"rooms_for": frozenset()}, [("rooms_for", "no_room")]),
        ({"takes_emergencies": True}, [("takes_emergencies", "no_emergency_type")]),
        ({"takes_emergencies": True, "care_types": frozenset({"temporary"})}, []),
    ],
)
def test_limits_that_cannot_be_are_named_with_their_field(changes, faults):
    assert rules.limit_faults(limits(**changes), HOME_TR, own_children=0) == faults


def test_own_children_count_where_the_law_says_so():
    home = Home(max_children=3, max_with_own=3, siblings_exempt=True, emergency_types=frozenset())
    assert rules.limit_faults(limits(), home, own_children=1) == []
    assert rules.limit_faults(limits(), home, own_children=2) == [("places", "too_many_with_own")]


def test_without_the_exemption_siblings_do_not_exceed_the_number():
    home = Home(max_children=3, max_with_own=None, siblings_exempt=False, emergency_types=frozenset())
    assert rules.limit_faults(limits(places=4, max_siblings=4), home, own_children=0) == [("places", "too_many")]


def test_only_more_needs_a_second_person():
    old = limits()
    assert not rules.is_wider(old, old)
    assert not rules.is_wider(limits(places=1, max_siblings=1, age_from=2, age_to=9, rooms_for=frozenset("f")), old)
    for wider in (
        {"places": 3},
        {"max_siblings": 3},
        {"age_to": 13},
        {"care_types": frozenset({"term", "temporary"})},
        {"takes_emergencies": True},
        {"skills": frozenset({"behaviour"})},
    ):
        assert rules.is_wider(limits(**wider), old)
    assert rules.is_wider(limits(age_from=0), limits(age_from=3))


def test_every_adult_needs_both_checks_and_the_home_one():
    needed = rules.needed_checks([("a", "carer"), ("b", "adult"), ("c", CHILD)])
    assert needed == [
        Needed(HOME),
        Needed(CRIMINAL_RECORD, "a"),
        Needed(HEALTH_REPORT, "a"),
        Needed(CRIMINAL_RECORD, "b"),
        Needed(HEALTH_REPORT, "b"),
    ]
    assert Needed(HEALTH_REPORT, "c") in rules.needed_checks(
        [("c", CHILD)], of_household=frozenset({HEALTH_REPORT, CRIMINAL_RECORD})
    )
    assert Needed(CRIMINAL_RECORD, "c") not in rules.needed_checks(
        [("c", CHILD)], of_household=frozenset({HEALTH_REPORT, CRIMINAL_RECORD})
    )


def test_the_latest_check_counts_and_bad_news_of_the_same_day_first():
    needed = [Needed(CRIMINAL_RECORD, "a")]

    def missing(*checks, months=None):
        return rules.missing_checks(needed, checks, on=TODAY, renew_months={CRIMINAL_RECORD: months})

    good, bad = (CRIMINAL_RECORD, "a", TODAY, True), (CRIMINAL_RECORD, "a", TODAY, False)
    before = (CRIMINAL_RECORD, "a", TODAY - timedelta(days=30), False)
    assert missing() == [Missing(CRIMINAL_RECORD, "a", "missing")]
    assert missing(good) == missing(before, good) == missing(good, before) == []
    assert missing(good, bad) == missing(bad, good) == [Missing(CRIMINAL_RECORD, "a", "not_clear")]
    assert missing((CRIMINAL_RECORD, "b", TODAY, True)) == [Missing(CRIMINAL_RECORD, "a", "missing")]


def test_a_check_is_too_old_on_the_day_after_its_months():
    needed, checks = [Needed(HOME)], [(HOME, None, date(2024, 11, 22), True)]
    assert rules.missing_checks(needed, checks, on=date(2026, 11, 22), renew_months={HOME: 24}) == []
    assert rules.missing_checks(needed, checks, on=date(2026, 11, 23), renew_months={HOME: 24}) == [
        Missing(HOME, None, "old")
    ]
    assert rules.missing_checks(needed, checks, on=date(2036, 11, 23), renew_months={}) == []


def test_the_oldest_of_the_latest_checks_is_the_day_of_all():
    needed = [Needed(HOME), Needed(CRIMINAL_RECORD, "a")]
    home, record = (HOME, None, date(2026, 3, 1), True), (CRIMINAL_RECORD, "a", date(2026, 2, 1), True)
    assert rules.oldest_check(needed, [home, record]) == date(2026, 2, 1)
    assert rules.oldest_check(needed, [home, record, (CRIMINAL_RECORD, "a", date(2026, 5, 1), True)]) == date(
        2026, 3, 1
    )
    assert rules.oldest_check(needed, [home]) is None


@pytest.mark.parametrize(
    ("births", "gap", "age"),
    [
        ([date(1990, 1, 1)], 10, 36),
        ([date(1990, 1, 1), date(1982, 1, 1)], 10, 36),
        ([date(1990, 1, 1), date(1970, 1, 1)], 10, 46),
        ([date(1990, 1, 1), date(1970, 1, 1)], None, None),
        ([], 10, None),
    ],
)
def test_the_younger_spouse_decides_or_the_average_when_they_are_far_apart(births, gap, age):
    assert rules.deciding_age(births, on=TODAY, gap_years=gap) == age


def test_ages_are_compared_with_both_ends_included():
    def allowed(*ages, gap=10):
        births = [date(TODAY.year - age, 1, 1) for age in ages]
        return rules.is_age_allowed(births, on=TODAY, least=25, most=65, gap_years=gap)

    assert allowed(25) and allowed(65) and not allowed(24) and not allowed(66)
    assert allowed(64, 68) and not allowed(66, 70)
    assert not allowed(64, 68, gap=None)


counts = st.integers(0, 12)


@given(places=counts, over=counts, taken=counts, held=counts, blocked=counts)
def test_free_places_are_never_negative_never_more_than_the_room(places, over, taken, held, blocked):
    mixed = min(places, over)
    free = rules.free_places(places=places, mixed=mixed, taken=taken, held=held, blocked=blocked)
    assert 0 <= free <= places
    if taken + held:
        assert free <= max(0, mixed - taken - held)
    assert rules.free_places(places=places, mixed=mixed, taken=taken, held=held, blocked=blocked + 1) <= free
    assert rules.free_places(places=places, mixed=mixed, taken=taken + 1, held=held, blocked=blocked) <= free


def test_a_pause_ends_by_itself_and_an_approval_too():
    day = timedelta(days=1)

    def is_open(**facts):
        return rules.is_open(
            **({"is_available": True, "unavailable_until": None, "approved_until": None, "on": TODAY} | facts)
        )

    assert is_open() and not is_open(is_available=False)
    assert not is_open(is_available=False, unavailable_until=TODAY)
    assert is_open(is_available=False, unavailable_until=TODAY - day)
    assert is_open(approved_until=TODAY) and not is_open(approved_until=TODAY - day)


def test_a_word_is_stale_after_its_days_or_when_nobody_asked():
    assert rules.is_stale(None, on=TODAY, days=90)
    assert not rules.is_stale(TODAY - timedelta(days=90), on=TODAY, days=90)
    assert rules.is_stale(TODAY - timedelta(days=91), on=TODAY, days=90)
