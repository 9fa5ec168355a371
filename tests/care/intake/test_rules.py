"""Pure rules of a report."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from umay.care.intake import rules

ON = date(2026, 3, 15)


@pytest.mark.parametrize(
    ("births", "age"),
    [
        ([], None),
        ([date(2020, 3, 15)], 6),
        ([date(2020, 3, 16)], 5),
        ([date(2010, 1, 1), date(2024, 5, 5)], 1),
        ([date(2010, 1, 1), None], None),
        ([date(2027, 1, 1)], None),
    ],
)
def test_the_youngest_is_unknown_as_soon_as_one_birth_is(births, age):
    assert rules.youngest_age(births, ON) == age


@given(some.lists(some.dates(date(2000, 1, 1), ON), min_size=1, max_size=8))
def test_no_child_is_younger_than_the_youngest(births):
    found = rules.youngest_age(births, ON)
    assert all(rules.youngest_age([birth], ON) >= found for birth in births)


def test_every_question_must_be_answered():
    assert rules.unanswered(("a", "b", "c"), {"a": "yes", "b": "maybe"}) == ["b", "c"]
    assert rules.sorted_answers(("a", "b", "c"), {"c": "yes", "b": "unsure", "a": "yes"}) == (["a", "c"], ["b"])


def test_another_level_needs_a_reason_of_a_sentence():
    assert (
        rules.needs_reason("low", "high") and rules.needs_reason("high", "low") and not rules.needs_reason("low", "low")
    )
    assert not rules.is_reason("  kısa    ") and rules.is_reason("Yeterli bir neden.")


def test_high_risk_is_closed_unseen_by_a_supervisor_only():
    assert not rules.may_close_unseen("high", False)
    assert rules.may_close_unseen("high", True) and rules.may_close_unseen("medium", False)
