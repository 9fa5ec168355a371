"""Screening: the gravest rule decides, doubt is never low, and more trouble never lowers the level."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umay.ground.offices.packs import Pack, RiskRule, screen
from umay.ground.offices.packs.risk import LEVELS

SETTINGS = Pack("TR").at(date(2026, 11, 22), demo=True)
RULES = SETTINGS.get("risk.rules")
QUESTIONS = SETTINGS.get("risk.questions")
codes = st.sets(st.sampled_from(QUESTIONS))
ages = st.none() | st.integers(0, 17)


def level(*yes, unsure=(), age=10):
    return screen(RULES, yes=yes, unsure=unsure, youngest_age=age).level


def test_nothing_said_is_low_with_no_reason():
    assert screen(RULES, yes=(), unsure=(), youngest_age=10) == screen((), yes=(), unsure=(), youngest_age=None)
    assert level() == "low"


@pytest.mark.parametrize("code", ["danger_now", "no_adult", "injured", "sexual_harm", "threat", "self_harm", "forced"])
def test_a_grave_answer_alone_is_high(code):
    assert level(code) == "high"


@pytest.mark.parametrize("code", ["violence", "harmer_near", "neglect", "carer_unable", "street"])
def test_a_troubling_answer_alone_is_medium_for_an_older_child(code):
    assert level(code, age=14) == "medium"


def test_age_raises_the_level_up_to_but_not_at_the_limit():
    assert level("neglect", age=2) == "high"
    assert level("neglect", age=3) == "medium"
    assert level("street", age=11) == "high"
    assert level("street", age=12) == "medium"


def test_an_unknown_age_counts_as_young():
    assert level("neglect", age=None) == "high"


def test_two_answers_together_can_be_graver_than_each():
    assert level("violence", "harmer_near", age=14) == "high"
    assert level("violence", "earlier", age=14) == "high"
    assert level("earlier", age=14) == "low"


def test_doubt_about_danger_or_about_who_looks_after_the_child_is_medium():
    assert level(unsure=("danger_now",)) == "medium"
    assert level(unsure=("no_adult",)) == "medium"


def test_the_reasons_come_gravest_first():
    found = screen(RULES, yes=("carer_unable", "injured"), unsure=(), youngest_age=9)
    assert found.rules == ("injured", "carer_unable")


def test_an_answer_cannot_be_both_yes_and_in_doubt():
    with pytest.raises(ValueError, match="danger_now"):
        screen(RULES, yes=("danger_now",), unsure=("danger_now",), youngest_age=1)


@given(codes, codes, ages)
def test_one_more_yes_never_lowers_the_level(yes, more, age):
    fewer = screen(RULES, yes=yes, unsure=(), youngest_age=age)
    greater = screen(RULES, yes=yes | more, unsure=(), youngest_age=age)
    assert LEVELS.index(greater.level) >= LEVELS.index(fewer.level)
    assert set(fewer.rules) <= set(greater.rules)


@given(codes, st.integers(0, 16))
def test_a_younger_child_never_has_a_lower_level(yes, age):
    younger = screen(RULES, yes=yes, unsure=(), youngest_age=age)
    older = screen(RULES, yes=yes, unsure=(), youngest_age=age + 1)
    assert LEVELS.index(younger.level) >= LEVELS.index(older.level)


@given(codes, codes, ages)
def test_the_level_is_that_of_the_gravest_rule_named(yes, unsure, age):
    found = screen(RULES, yes=yes, unsure=unsure - yes, youngest_age=age)
    by_code = {rule.code: rule.level for rule in RULES}
    levels = [by_code[code] for code in found.rules]
    assert found.level == (max(levels, key=LEVELS.index) if levels else "low")


def test_every_rule_of_the_pack_can_apply():
    for rule in RULES:
        age = None if rule.under_years is None else rule.under_years - 1
        assert rule.code in screen(RULES, yes=rule.yes, unsure=rule.unsure, youngest_age=age).rules


def test_a_rule_with_two_conditions_needs_both():
    rule = RiskRule("violence_near", "high", yes=("violence", "harmer_near"))
    assert screen([rule], yes=("violence",), unsure=("harmer_near",), youngest_age=5).level == "low"
