"""Pure sums of the persons room."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from umay.care.persons import rules


@given(some.integers(0, 110), some.dates(date(2000, 1, 1), date(2040, 12, 31)))
def test_an_estimated_birth_gives_the_age_that_was_said(age, on):
    born_on = rules.born_about(age, on)
    years = on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
    assert years == age


@given(some.text(max_size=60), some.text(max_size=60), some.lists(some.text(max_size=80), max_size=4))
def test_any_name_gives_keys_that_fit_their_column(given, surname, others):
    assert all(0 < len(key) <= 40 for key in rules.keys_of(given, surname, others))


@pytest.mark.parametrize(("number", "shown"), [("00123456708", "••••••••708"), ("AB", "AB"), ("", "")])
def test_a_masked_number_shows_three_signs(number, shown):
    assert rules.masked(number) == shown


def test_pairs_need_a_given_name_and_a_surname():
    assert rules.pairs_of("Ayşe Nur", "Çağlar") and not rules.pairs_of("Ayşe", "") and not rules.pairs_of("", "Çağlar")
    assert rules.pairs_of("Ayşe", "Yıldırım") == rules.pairs_of("AYSE", "YILDIRIM")
