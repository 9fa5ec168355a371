"""Sums and yes/no questions of the room."""

from datetime import UTC, date, datetime

import pytest

from umay.care.placements import rules
from umay.care.placements.lifecycle import PLACEMENT
from umay.ground.offices.packs import Pack

ALL = {
    "has_basis": True,
    "has_yes": True,
    "has_view": True,
    "has_contract": True,
    "has_approval": True,
    "is_family_open": True,
    "lives_elsewhere": False,
}


def times(country="TR", demo=True, on=date(2026, 11, 20)):
    return Pack(country).at(on, demo=demo)


def test_nothing_is_missing_when_everything_stands():
    assert rules.missing(rules.Readiness(**ALL)) == ()


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        ("has_basis", "basis"),
        ("has_yes", "yes"),
        ("has_view", "view"),
        ("has_contract", "contract"),
        ("has_approval", "approval"),
        ("is_family_open", "family"),
        ("lives_elsewhere", "elsewhere"),
    ],
)
def test_each_fact_alone_stands_in_the_way(fact, code):
    assert rules.missing(rules.Readiness(**(ALL | {fact: not ALL[fact]}))) == (code,)


def test_a_temporary_stay_ends_a_month_after_the_handover_in_the_offices_own_day():
    began = datetime(2026, 1, 30, 22, 30, tzinfo=UTC)  # the 31st in Istanbul
    assert rules.ends_at("temporary", began, times()) == datetime(2026, 2, 28, 20, 59, 59, tzinfo=UTC)
    assert rules.ends_at("term", began, times()) is None


def test_where_no_length_is_confirmed_no_end_is_invented():
    assert rules.ends_at("temporary", datetime(2026, 1, 1, tzinfo=UTC), times("AZ", demo=False)) is None


def test_a_friday_night_is_confirmed_by_the_end_of_monday():
    friday = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)  # already Saturday in Istanbul
    assert rules.ratify_by(friday, times()) == datetime(2026, 11, 23, 20, 59, 59, tzinfo=UTC)


def test_the_second_person_never_waits_without_an_end_even_where_no_number_is_confirmed():
    placed = datetime(2026, 10, 28, 20, 0, tzinfo=UTC)  # the eve of the feast of the Republic
    assert rules.ratify_by(placed, times(demo=False)) == datetime(2026, 10, 30, 20, 59, 59, tzinfo=UTC)


def test_a_second_person_is_none_of_those_before():
    assert rules.is_second_person(by=1, others=(2, None))
    assert not rules.is_second_person(by=1, others=(2, 1))


def test_papers_come_before_the_handover():
    day = date(2026, 1, 2)
    assert rules.is_in_order(handed_over_on=day, contract_on=day, approved_on=None)
    assert not rules.is_in_order(handed_over_on=day, contract_on=None, approved_on=date(2026, 1, 3))


def test_every_state_is_reached():
    assert PLACEMENT.reachable() == {"preparing", "approved", "active", "ended", "cancelled"}
