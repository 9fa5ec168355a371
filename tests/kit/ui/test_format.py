from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umay.kit.ui import format as words

ISTANBUL = ZoneInfo("Europe/Istanbul")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # 15:00 in Istanbul, a Sunday


@pytest.mark.parametrize(
    ("lang", "shown"),
    [("tr", "22 Kasım 2026, 15:00"), ("az", "22 noyabr 2026, 15:00"), ("en", "22 November 2026, 15:00")],
)
def test_a_moment_stands_on_the_offices_clock_in_the_readers_language(lang, shown):
    assert words.moment(NOW, lang, ISTANBUL) == shown


def test_a_moment_late_in_the_evening_belongs_to_the_offices_next_day():
    assert words.moment(datetime(2026, 11, 22, 22, 30, tzinfo=UTC), "en", ISTANBUL) == "23 November 2026, 01:30"


@pytest.mark.parametrize(
    ("away", "shown"),
    [
        (timedelta(hours=1), "Today 16:00"),
        (timedelta(days=1), "Tomorrow 15:00"),
        (timedelta(days=-1), "Yesterday 15:00"),
        (timedelta(days=2), "Tuesday 15:00"),
        (timedelta(days=7), "29 November"),
        (timedelta(days=60), "21 January 2027"),
    ],
)
def test_near_days_are_named_as_people_name_them(away, shown):
    assert words.near(NOW + away, NOW, "en", ISTANBUL) == shown


@pytest.mark.parametrize(("lang", "shown"), [("tr", "Salı"), ("az", "Çərşənbə axşamı"), ("en", "Tuesday")])
def test_a_weekday_begins_with_a_capital_of_its_own_language(lang, shown):
    assert words.near(date(2026, 11, 24), NOW, lang, ISTANBUL) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (NOW - timedelta(minutes=20), "20 minutes late"),
        (NOW - timedelta(seconds=5), "1 minute late"),
        (NOW - timedelta(hours=3), "3 hours late"),
        (NOW - timedelta(days=1), "1 day late"),
        (date(2026, 11, 19), "3 days late"),
        (date(2026, 11, 22), "Today"),
    ],
)
def test_what_is_past_says_by_how_much(value, shown):
    assert words.due(value, NOW, "en", ISTANBUL) == shown


def test_a_day_is_late_only_when_the_offices_day_is_over():
    evening = datetime(2026, 11, 22, 20, 59, tzinfo=UTC)
    assert not words.is_late(date(2026, 11, 22), evening, ISTANBUL)
    assert words.is_late(date(2026, 11, 22), evening + timedelta(minutes=1), ISTANBUL)


@pytest.mark.parametrize(
    ("born_on", "on", "shown"),
    [
        (date(2019, 11, 23), date(2026, 11, 22), "6 years old"),
        (date(2019, 11, 22), date(2026, 11, 22), "7 years old"),
        (date(2024, 2, 29), date(2026, 2, 28), "2 years old"),
        (date(2025, 1, 31), date(2025, 2, 28), "1 month old"),
        (date(2026, 11, 1), date(2026, 11, 22), "under a month old"),
        (date(2026, 11, 23), date(2026, 11, 22), ""),
    ],
)
def test_age_is_years_then_months(born_on, on, shown):
    assert words.age(born_on, on) == shown


@given(st.dates(date(1990, 1, 1), date(2026, 1, 1)), st.integers(0, 9000))
def test_months_lived_never_shrink_from_one_day_to_the_next(born_on, days):
    on = born_on + timedelta(days=days)
    assert words.months_between(born_on, on) <= words.months_between(born_on, on + timedelta(days=1))


@pytest.mark.parametrize(("lang", "shown"), [("tr", "12.345,6"), ("az", "12.345,6"), ("en", "12,345.6")])
def test_numbers_follow_the_language(lang, shown):
    assert words.number(Decimal("12345.6"), lang) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(3.44, "3,4 km"), (7.0, "7 km"), (9.97, "10 km"), (128.4, "128 km"), (0, "0 km")]
)
def test_kilometres_have_a_decimal_only_when_near(value, shown):
    assert words.km(value, "tr") == shown.replace(" ", words.NO_BREAK)


def test_lists_and_sizes_speak_the_language():
    assert words.listed(["A", "B", "C"], "tr") == "A, B ve C"
    assert words.listed(["A", "B"], "az") == "A və B"
    assert words.listed([], "tr") == ""
    assert words.file_size(3_400_000, "az") == f"3,4{words.NO_BREAK}MB"
    assert words.file_size(10, "en") == f"1{words.NO_BREAK}KB"


def test_a_telephone_number_is_read_in_the_groups_in_which_one_dials_it():
    assert words.phone("+905320000000") == "+90 532 000 00 00".replace(" ", words.NO_BREAK)
    assert words.phone("+994501234567") == "+994 50 123 45 67".replace(" ", words.NO_BREAK)
    assert words.phone("dahili 12") == "dahili 12"
