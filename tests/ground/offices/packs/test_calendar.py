"""Working days and deadlines: the child's clock in the office's own days."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umay.ground.offices.packs import calendar

ZONES = ("Europe/Istanbul", "Asia/Baku", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu")
days = st.dates(date(2012, 1, 1), date(2060, 12, 31))
instants = st.datetimes(datetime(2012, 1, 1), datetime(2060, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001
countries = st.sampled_from(("TR", "AZ"))


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("country", "day", "is_working"),
    [
        ("TR", date(2026, 11, 20), True),  # Friday
        ("TR", date(2026, 11, 21), False),  # Saturday
        ("TR", date(2026, 4, 23), False),  # Children's Day
        ("TR", date(2026, 3, 19), True),  # eve of the feast: open until one o'clock
        ("TR", date(2026, 3, 20), False),  # first day of Ramazan Bayramı
        ("TR", date(2026, 10, 28), True),  # eve of Republic Day
        ("TR", date(2026, 10, 29), False),
        ("TR", date(2026, 7, 15), False),
        ("AZ", date(2026, 1, 20), False),  # day of mourning
        ("AZ", date(2026, 3, 27), False),  # Novruz, moved from the weekend
        ("AZ", date(2026, 3, 31), True),
        ("AZ", date(2026, 5, 28), False),
        ("AZ", date(2026, 11, 9), False),
        ("AZ", date(2026, 11, 10), False),  # Victory Day on a Sunday, moved past Flag Day
        ("AZ", date(2026, 11, 12), True),  # Constitution Day is worked
    ],
)
def test_days_off_are_those_of_the_country(country, day, is_working):
    assert calendar.is_working_day(country, day) is is_working


def test_an_eve_of_a_feast_is_half_a_working_day_in_turkiye_only():
    assert calendar.half_day_ends("TR", date(2026, 10, 28)) == time(13, 0)
    assert calendar.half_day_ends("TR", date(2026, 10, 27)) is None
    assert calendar.half_day_ends("AZ", date(2026, 10, 28)) is None


def test_a_holiday_has_a_name_in_the_countrys_language_and_in_english():
    assert calendar.holiday("TR", date(2026, 10, 29), "tr") == "Cumhuriyet Bayramı"
    assert calendar.holiday("TR", date(2026, 10, 29), "az") == "Republic Day"
    assert calendar.holiday("TR", date(2026, 10, 27)) == ""


def test_a_feast_of_a_far_year_is_marked_as_estimated():
    feasts = [day for day in _year(2040) if "Eid" in calendar.holiday("TR", day)]
    assert feasts and all(calendar.is_estimated("TR", day) for day in feasts)
    assert not calendar.is_estimated("TR", date(2040, 10, 29))


def test_the_next_working_day_skips_weekend_and_feast():
    assert calendar.next_working_day("TR", date(2026, 11, 20)) == date(2026, 11, 23)
    assert calendar.next_working_day("TR", date(2026, 3, 19)) == date(2026, 3, 23)
    assert calendar.next_working_day("AZ", date(2026, 3, 19)) == date(2026, 3, 31)


def test_years_without_data_are_refused_instead_of_guessed():
    for country, day in (("TR", date(2101, 1, 3)), ("TR", date(1935, 5, 6)), ("AZ", date(1989, 5, 5))):
        with pytest.raises(calendar.UnknownCalendar):
            calendar.is_working_day(country, day)
    with pytest.raises(calendar.UnknownCalendar):
        calendar.next_working_day("TR", date(2100, 12, 31))
    with pytest.raises(calendar.UnknownCalendar):
        calendar.is_working_day("KZ", date(2026, 1, 5))


@pytest.mark.parametrize(
    ("start", "amount", "unit", "zone", "country", "end"),
    [
        (utc(2026, 11, 22, 21, 30), 24, "hours", "Europe/Istanbul", "", utc(2026, 11, 23, 21, 30)),
        # half past midnight on the 23rd in Istanbul, still the 22nd in UTC
        (utc(2026, 11, 22, 21, 30), 5, "days", "Europe/Istanbul", "", utc(2026, 11, 28, 20, 59, 59)),
        (utc(2026, 11, 22, 20, 30), 5, "days", "Europe/Istanbul", "", utc(2026, 11, 27, 20, 59, 59)),
        (utc(2026, 11, 22, 20, 30), 5, "days", "Asia/Baku", "", utc(2026, 11, 28, 19, 59, 59)),
        (utc(2026, 10, 23, 9, 0), 4, "working_days", "Europe/Istanbul", "TR", utc(2026, 10, 30, 20, 59, 59)),
        (utc(2026, 1, 31, 9, 0), 1, "months", "Europe/Istanbul", "", utc(2026, 2, 28, 20, 59, 59)),
        (utc(2028, 1, 31, 9, 0), 1, "months", "Asia/Baku", "", utc(2028, 2, 29, 19, 59, 59)),
        (utc(2026, 11, 30, 9, 0), 3, "months", "Asia/Baku", "", utc(2027, 2, 28, 19, 59, 59)),
    ],
)
def test_a_deadline_ends_when_the_office_would_say(start, amount, unit, zone, country, end):
    assert calendar.deadline(start, amount, unit, zone, country) == end


def test_a_deadline_in_days_is_not_moved_by_a_holiday():
    end = calendar.deadline(utc(2026, 10, 24, 9), 5, "days", "Europe/Istanbul", "TR")
    assert end.astimezone(ZoneInfo("Europe/Istanbul")).date() == date(2026, 10, 29)


def test_what_cannot_be_counted_is_refused():
    start = utc(2026, 1, 1)
    with pytest.raises(ValueError, match="time zone"):
        calendar.deadline(datetime(2026, 1, 1), 1, "days", "Asia/Baku")  # noqa: DTZ001
    with pytest.raises(ValueError, match="before its start"):
        calendar.deadline(start, -1, "hours", "Asia/Baku")
    with pytest.raises(ValueError, match="fortnights"):
        calendar.deadline(start, 1, "fortnights", "Asia/Baku")
    with pytest.raises(calendar.UnknownCalendar):
        calendar.deadline(start, 1, "working_days", "Asia/Baku")


@given(instants, st.integers(0, 400), st.sampled_from(calendar.UNITS), st.sampled_from(ZONES), countries)
def test_a_deadline_never_lies_before_its_start_and_grows_with_the_amount(start, amount, unit, zone, country):
    if unit in ("working_days", "months"):
        amount %= 60
    end = calendar.deadline(start, amount, unit, zone, country)
    assert end.tzinfo is UTC and end >= start.replace(microsecond=0)
    assert calendar.deadline(start, amount + 1, unit, zone, country) > end


@given(
    instants,
    st.timedeltas(timedelta(0), timedelta(days=40)),
    st.integers(0, 20),
    st.sampled_from(calendar.UNITS),
    countries,
)
def test_a_later_start_never_ends_earlier(start, later, amount, unit, country):
    for zone in ZONES:
        first = calendar.deadline(start, amount, unit, zone, country)
        assert calendar.deadline(start + later, amount, unit, zone, country) >= first


@given(instants, st.integers(0, 400), st.sampled_from(ZONES))
def test_a_deadline_in_days_ends_with_the_local_day_even_when_clocks_change(start, amount, zone):
    end = calendar.deadline(start, amount, "days", zone).astimezone(ZoneInfo(zone))
    assert end.time() == time(23, 59, 59)
    assert end.date() == calendar.local_day(start, zone) + timedelta(days=amount)


def test_on_a_night_when_clocks_go_back_over_midnight_the_later_midnight_counts():
    # Eastern Greenland went from midnight back to 23:00 that night, so that 23:59:59 came twice.
    zone = ZoneInfo("America/Scoresbysund")
    end = calendar.end_of_day(date(2024, 10, 26), zone)
    assert end.astimezone(zone).date() == date(2024, 10, 26)
    assert (end + timedelta(seconds=1)).astimezone(zone).date() == date(2024, 10, 27)


@given(days, st.integers(0, 60), st.integers(0, 60), countries)
def test_working_days_add_up(day, some, more, country):
    at_once = calendar.add_working_days(country, day, some + more)
    assert calendar.add_working_days(country, calendar.add_working_days(country, day, some), more) == at_once
    if some + more:
        assert calendar.is_working_day(country, at_once)


@given(days, st.integers(0, 600))
def test_months_keep_the_day_or_take_the_months_last(day, amount):
    later = calendar.add_months(day, amount)
    assert (later.year - day.year) * 12 + later.month - day.month == amount
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


def test_a_child_of_29_february_completes_a_year_on_1_march():
    born = date(2020, 2, 29)
    assert calendar.turns_on(born, 18) == date(2038, 3, 1)
    assert calendar.turns_on(born, 4) == date(2024, 2, 29)
    assert calendar.completed_years(born, date(2026, 2, 28)) == 5
    assert calendar.completed_years(born, date(2026, 3, 1)) == 6


@given(st.dates(date(1950, 1, 1), date(2026, 1, 1)), st.integers(0, 40_000))
def test_age_is_the_largest_number_of_birthdays_reached(born, lived):
    on = born + timedelta(days=lived)
    age = calendar.completed_years(born, on)
    assert calendar.turns_on(born, age) <= on < calendar.turns_on(born, age + 1)


def test_nobody_has_an_age_before_birth():
    with pytest.raises(ValueError):
        calendar.completed_years(date(2026, 1, 2), date(2026, 1, 1))


def _year(year):
    return [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
