"""How a plan stands, where reports differ, what an amendment changes, what a renewal takes over."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umay.cooperation.accords.rules import plans as rules
from umay.cooperation.accords.rules.plans import Change, Difference, Said, Standing

FIRST, LAST = date(2023, 1, 1), date(2025, 12, 31)


@pytest.mark.parametrize(
    ("state", "today", "open_lines", "code", "has_ended"),
    [
        ("draft", date(2024, 1, 1), 9, "draft", False),
        ("signed", date(2022, 11, 16), 9, "not_begun", False),
        ("signed", FIRST, 9, "running", False),
        ("signed", LAST, 9, "running", False),
        ("signed", date(2026, 1, 1), 9, "ended_open", True),
        ("signed", date(2026, 1, 1), 0, "ended", True),
        ("closed", date(2024, 1, 1), 3, "closed", True),
    ],
)
def test_a_plan_stands_by_its_days_and_never_runs_after_its_last_one(state, today, open_lines, code, has_ended):
    found = rules.standing(state=state, begins_on=FIRST, ends_on=LAST, today=today, open_lines=open_lines)
    assert (found.code, found.has_ended) == (code, has_ended)
    assert found == Standing(code, open_lines)


def test_two_reports_that_say_the_same_differ_in_nothing():
    said = Said("done", 2, 40, date(2024, 5, 6), date(2024, 5, 8))
    assert rules.differences(said, said) == []


def test_what_one_side_says_and_the_other_does_not_is_a_difference_too():
    mine = Said("done", 2, 40, date(2024, 5, 6))
    theirs = Said("going", 2, None, date(2024, 5, 6))
    found = rules.differences(mine, theirs)
    assert found == [Difference("says", "done", "going"), Difference("people", 40, None)]
    assert [one.is_silent for one in found] == [False, True]


def test_a_report_on_the_day_it_is_due_is_in_time():
    assert not rules.is_late(date(2024, 4, 15), date(2024, 4, 15))
    assert rules.is_late(date(2024, 4, 16), date(2024, 4, 15))


def test_an_amendment_holds_what_changes_and_nothing_else():
    before = {"titles": {"tr": "A", "az": "B"}, "ends_on": LAST, "quantity": 2, "article": "3"}
    after = before | {"titles": {"az": "B", "tr": "A "}, "ends_on": date(2026, 6, 30), "quantity": None}
    assert rules.changes_of(line=4, before=before, after=after) == [
        Change(4, "ends_on", "2025-12-31", "2026-06-30"),
        Change(4, "quantity", 2, None),
    ]


def test_three_years_in_quarters_are_twelve_reports_and_the_last_ends_with_the_plan():
    found = rules.periods(FIRST, LAST, months=3, days_to_report=15)
    assert len(found) == 12
    assert found[0] == (FIRST, date(2023, 3, 31), date(2023, 4, 15))
    assert found[-1] == (date(2025, 10, 1), LAST, date(2026, 1, 15))


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 1500), st.integers(1, 12), st.integers(0, 60))
def test_periods_cover_every_day_of_the_plan_once(begins_on, length, months, days):
    ends_on = begins_on + timedelta(days=length)
    found = rules.periods(begins_on, ends_on, months=months, days_to_report=days)
    covered = [first + timedelta(days=n) for first, last, _due in found for n in range((last - first).days + 1)]
    assert covered == [begins_on + timedelta(days=n) for n in range(length + 1)]


@pytest.mark.parametrize(("months", "days", "ends_on"), [(0, 1, LAST), (3, -1, LAST), (3, 1, date(2022, 1, 1))])
def test_a_plan_is_not_cut_into_nothing(months, days, ends_on):
    with pytest.raises(ValueError, match="months"):
        rules.periods(FIRST, ends_on, months=months, days_to_report=days)


@pytest.mark.parametrize(
    ("begins_on", "ends_on", "expected"),
    [
        (FIRST, LAST, (date(2026, 1, 1), date(2028, 12, 31))),
        (date(2024, 1, 1), date(2025, 12, 31), (date(2026, 1, 1), date(2027, 12, 31))),
        (date(2024, 3, 1), date(2024, 8, 31), (date(2024, 9, 1), date(2025, 8, 31))),
        (date(2024, 2, 29), date(2028, 2, 28), (date(2028, 2, 29), date(2032, 2, 28))),
    ],
)
def test_a_renewal_begins_the_day_after_and_lasts_as_many_years(begins_on, ends_on, expected):
    assert rules.renewed_period(begins_on, ends_on) == expected


def test_a_number_is_agreed_where_nobody_who_says_one_says_another():
    assert rules.agreed_value([40, 40, None]) == (40, True)
    assert rules.agreed_value([40, 41]) == (None, False)
    assert rules.agreed_value([None]) == (None, True)
