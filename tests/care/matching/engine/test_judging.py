from dataclasses import fields, replace
from datetime import date

import pytest

from umay.care.matching.engine import (
    RULES,
    STARTING_RULES,
    STARTING_WEIGHTS,
    Child,
    Family,
    Group,
    Terms,
    failing_rules,
    judge,
)

from .made import AT, child, family, group, several


def judged(asked, home, rules=STARTING_RULES, weights=STARTING_WEIGHTS, at=AT, **more):
    return judge(asked, home, rules, weights, at, **more)


def reason(asked, home, **more):
    return judged(asked, home, **more).reason


def test_a_family_that_meets_every_rule_is_feasible():
    verdict = judged(group(), family(km=10))
    assert (verdict.feasible, verdict.reason, verdict.kin, verdict.metres) == (True, None, False, 10_000)
    assert verdict.km == 10.0


FAILING = {
    "country": (group(), {"country": "AZ"}),
    "unavailable": (group(), {"available": False}),
    "licence": (group(), {"care_types": ("temporary",)}),
    "conflict": (group(not_with_families=("f1",)), {}),
    "places": (group(), {"places": 0}),
    "siblings": (several(2), {"max_siblings": 1}),
    "age": (group(), {"age_to": 9}),
    "room": (group(), {"rooms_for": ("m",)}),
    "skill": (group(child(needs=("sign_language",))), {}),
    "distance": (group(), {"km": 120.001}),
    "value": (group(), {"km": 100, "children_in_home": 37}),
}


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_alone_leaves_a_family_out_under_its_own_name(rule):
    asked, home = FAILING[rule]
    assert reason(asked, family(**home)) == rule


def test_the_reason_is_the_first_rule_that_fails_and_all_of_them_can_be_asked():
    asked = group(
        *(child(f"c{index}", needs=("sign_language",), sex="m") for index in range(3)), not_with_families=("f1",)
    )
    everything_wrong = {
        "country": "AZ",
        "available": False,
        "care_types": (),
        "places": 2,
        "max_siblings": 2,
        "age_to": 3,
        "rooms_for": ("f",),
        "km": 5000,
    }
    put_right = {
        "country": {"country": "TR"},
        "unavailable": {"available": True},
        "licence": {"care_types": ("term",)},
        "places": {"places": 3},
        "siblings": {"max_siblings": 3},
        "age": {"age_to": 17},
        "room": {"rooms_for": ("m",)},
        "skill": {"skills": ("sign_language",)},
        "distance": {"km": 100},
    }
    given, seen = dict(everything_wrong), []
    for rule in RULES[:-1]:
        assert reason(asked, family(**given)) == rule
        assert failing_rules(asked, family(**given), STARTING_RULES, STARTING_WEIGHTS, AT)[0] == rule
        seen.append(rule)
        if rule == "conflict":
            asked = replace(asked, not_with_families=frozenset())
        given |= put_right.get(rule, {})
    assert reason(asked, family(**given)) is None
    assert failing_rules(asked, family(**given), STARTING_RULES, STARTING_WEIGHTS, AT) == ()
    asked = replace(asked, not_with_families=frozenset({"f1"}))
    assert failing_rules(asked, family(**everything_wrong), STARTING_RULES, STARTING_WEIGHTS, AT) == RULES


@pytest.mark.parametrize(
    ("care_type", "held", "is_kin", "expected"),
    [
        ("term", ("term",), False, None),
        ("term", ("kin",), False, "licence"),
        ("term", ("kin",), True, None),
        ("term", ("kin", "temporary"), True, None),
        ("term", ("kin", "temporary"), False, "licence"),
        ("term", ("kin", "term"), False, None),
        ("term", ("temporary",), True, "licence"),
        ("term", (), True, "licence"),
        ("kin", ("kin",), False, "licence"),
        ("kin", ("kin",), True, None),
    ],
)
def test_a_family_approved_only_for_its_kin_takes_its_kin_and_nobody_else(care_type, held, is_kin, expected):
    asked = group(care_type=care_type, kin=("f1",) if is_kin else ())
    assert reason(asked, family(care_types=held)) == expected


def test_a_no_contact_list_binds_kin_too():
    assert reason(group(kin=("f1",), not_with_families=("f1",)), family(care_types=("kin",))) == "conflict"


@pytest.mark.parametrize(("size", "expected"), [(1, None), (2, None), (3, "places")])
def test_a_group_of_more_children_than_free_places_is_left_out(size, expected):
    assert reason(several(size), family(places=2, max_siblings=9)) == expected


@pytest.mark.parametrize(("size", "most", "expected"), [(1, 0, None), (2, 2, None), (2, 1, "siblings")])
def test_the_sibling_limit_is_asked_only_where_there_is_more_than_one_child(size, most, expected):
    assert reason(several(size), family(places=9, max_siblings=most)) == expected


@pytest.mark.parametrize(
    ("born_on", "expected"),
    [
        (date(2020, 11, 22), None),  # six today: the lowest age, included
        (date(2020, 11, 23), "age"),  # six tomorrow
        (date(2013, 11, 23), None),  # twelve until tonight: the highest age, included
        (date(2013, 11, 22), "age"),  # thirteen today
    ],
)
def test_both_age_limits_are_included(born_on, expected):
    assert reason(group(child(born_on=born_on)), family(age_from=6, age_to=12)) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (date(2026, 2, 28), "age"),
        (date(2026, 3, 1), None),
        (date(2028, 2, 28), "age"),
        (date(2028, 2, 29), None),
    ],
)
def test_a_child_of_29_february_grows_older_on_1_march_of_a_common_year(at, expected):
    born = date(2016, 2, 29)
    age = at.year - 2016
    asked = group(child(born_on=born), waiting_since=date(2025, 1, 1))
    assert reason(asked, family(age_from=age, age_to=age), at=at) == expected


def test_every_child_of_a_group_counts_for_age_room_and_skill():
    young, old = child("c1", date(2024, 1, 1), "f"), child("c2", date(2012, 1, 1), "m", needs=("wheelchair",))
    assert reason(group(young, old), family(age_to=12, skills=("wheelchair",))) == "age"
    assert reason(group(young, old), family(rooms_for=("f",), skills=("wheelchair",))) == "room"
    assert reason(group(young, old), family()) == "skill"
    assert reason(group(young, old), family(skills=("wheelchair",))) is None


@pytest.mark.parametrize(
    ("km", "is_kin", "expected"),
    [
        (0, False, None),
        (120, False, None),
        (120.0004, False, None),
        (120.001, False, "distance"),
        (120.001, True, None),
    ],
)
def test_the_distance_limit_is_included_read_to_the_metre_and_never_binds_kin(km, is_kin, expected):
    asked = group(kin=("f1",) if is_kin else ())
    assert reason(asked, family(km=km)) == expected


def test_a_limit_between_two_metres_lets_only_the_shorter_pass():
    between = replace(STARTING_RULES, max_km=10.0005)
    assert reason(group(), family(km=10), rules=between) is None
    assert reason(group(), family(km=10.001), rules=between) == "distance"


def test_the_value_is_the_sum_that_the_page_prints():
    children = (child("c1", behaviour_need=True), child("c2"), child("c3", behaviour_need=True))
    asked = group(*children, urgent=True, waiting_since=date(2026, 10, 1))
    verdict = judged(asked, family(km=12.345, places=3, max_siblings=3, children_in_home=2))
    assert verdict.terms == Terms(
        placed=3_000_000_000,
        urgent=1_500_000_000,
        wait=3 * 52 * 1_000_000,
        distance=-37_035_000,
        behaviour=-300_000_000,
        in_home=-150_000_000,
        split=0,
    )
    assert verdict.value == sum(getattr(verdict.terms, field.name) for field in fields(Terms))
    assert verdict.points == 4168.965


def test_a_wait_counts_for_a_year_at_most():
    year = judged(group(waiting_since=date(2025, 11, 22)), family()).terms.wait
    assert year == 365_000_000
    assert judged(group(waiting_since=date(2000, 1, 1)), family()).terms.wait == year


def test_a_trained_family_is_not_charged_for_behaviour():
    asked = group(child(behaviour_need=True))
    assert judged(asked, family(skills=("behaviour",))).terms.behaviour == 0
    assert judged(asked, family()).terms.behaviour == -150_000_000


def test_a_part_of_a_group_costs_the_split_weight_for_each_child():
    verdict = judged(several(2), family(), is_part=True)
    assert (verdict.terms.split, verdict.reason) == (-4_000_000_000, "value")


def test_a_value_of_exactly_nought_is_still_a_place():
    nothing = replace(STARTING_WEIGHTS, placed=0)
    assert judged(group(), family(), weights=nothing).value == 0
    assert reason(group(), family(), weights=nothing) is None
    assert reason(group(), family(km=0.001), weights=nothing) == "value"


def test_weights_are_read_as_written_and_the_distance_term_is_rounded_half_to_even():
    tenth = replace(STARTING_WEIGHTS, placed=0.1, per_km=0.0005)
    assert judged(group(), family(), weights=tenth).terms.placed == 100_000
    # 0.0005 points a km are 0.5 millionths a metre: 1, 2 and 3 metres cost 0.5, 1 and 1.5 millionths.
    costs = [-judged(group(), family(km=metres / 1000), weights=tenth).terms.distance for metres in (1, 2, 3)]
    assert costs == [0, 1, 2]


def test_a_birth_or_a_wait_after_the_day_is_an_error():
    with pytest.raises(ValueError, match="cannot begin after"):
        judged(group(child(born_on=date(2026, 11, 23))), family())
    with pytest.raises(ValueError, match="cannot begin after"):
        judged(group(waiting_since=date(2026, 11, 23)), family())


def test_the_engine_has_no_field_beyond_the_published_ones():
    """Adding a field is a decision about fairness: change docs/decisions/0040-matching.md with it."""
    names = {kind: {field.name for field in fields(kind)} for kind in (Child, Group, Family)}
    assert names == {
        Child: {"id", "born_on", "sex", "needs", "behaviour_need"},
        Group: {
            *("id", "country", "lat", "lon", "care_type", "urgent", "waiting_since"),
            *("kin", "not_with_families", "not_with_groups", "children"),
        },
        Family: {
            *("id", "country", "lat", "lon", "available", "care_types", "places", "places_mixed", "max_siblings"),
            *("age_from", "age_to", "rooms_for", "skills", "children_in_home"),
        },
    }


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: group(lat=95),
        lambda: group(lon=float("nan")),
        lambda: group(child("c1"), child("c1")),
        lambda: replace(group(), children=()),
        lambda: child(sex="x"),
        lambda: family(places=-1),
        lambda: family(age_from=True),
        lambda: replace(STARTING_WEIGHTS, per_km=-1),
        lambda: replace(STARTING_WEIGHTS, placed=1_000_001),
        lambda: replace(STARTING_RULES, max_km=float("inf")),
    ],
)
def test_impossible_facts_cannot_be_put_together(wrong):
    with pytest.raises(ValueError):
        wrong()
