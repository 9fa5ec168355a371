"""When a child in a family is visited next."""

from datetime import date

import pytest

from umay.care.visits.rules import Due, is_again_in_time, is_late, next_due
from umay.ground.offices.packs import Pack

BEGAN = date(2026, 1, 10)


def due(last_on, *, is_emergency=False, country="TR", demo=True):
    times = Pack(country).at(date(2026, 11, 20), demo=demo)
    return next_due(began_on=BEGAN, last_on=last_on, is_emergency=is_emergency, times=times)


def test_the_first_visit_is_within_a_week():
    assert due(None) == Due(date(2026, 1, 17), "visits.first_within_days")


@pytest.mark.parametrize(
    ("last_on", "expected"),
    [
        (date(2026, 1, 14), date(2026, 2, 14)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2027, 1, 9), date(2027, 2, 9)),  # the last day of the first year still counts monthly
    ],
)
def test_monthly_in_the_first_year(last_on, expected):
    assert due(last_on) == Due(expected, "visits.first_year_every_months")


def test_quarterly_after_the_first_year():
    assert due(date(2027, 1, 10)) == Due(date(2027, 4, 10), "visits.later_every_months")
    assert due(date(2030, 5, 31)) == Due(date(2030, 8, 31), "visits.later_every_months")


def test_weekly_after_an_emergency():
    assert due(date(2026, 3, 1), is_emergency=True) == Due(date(2026, 3, 8), "visits.emergency_every_days")


def test_production_uses_only_what_is_sourced_or_confirmed():
    assert due(None, demo=False) == Due(date(2026, 2, 10), "visits.first_year_every_months")
    assert due(None, demo=False, country="AZ") is None


def test_a_visit_is_late_from_the_day_after():
    assert not is_late(BEGAN, BEGAN) and is_late(BEGAN, date(2026, 1, 11))


def test_a_missed_visit_is_made_up_within_one_step():
    today = date(2026, 2, 1)
    assert is_again_in_time(new_on=today, today=today, latest=date(2026, 3, 1))
    assert not is_again_in_time(new_on=date(2026, 1, 31), today=today, latest=None)
    assert not is_again_in_time(new_on=date(2026, 3, 2), today=today, latest=date(2026, 3, 1))
