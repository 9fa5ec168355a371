from dataclasses import dataclass, replace
from datetime import date

from umay.care.persons.names import compare


@dataclass(frozen=True)
class Someone:
    names: tuple = ("Ayşe Nur Çağlar",)
    born_on: date | None = date(2017, 3, 9)
    born_precision: str = "day"
    sex: str = "f"
    numbers: frozenset = frozenset()
    parents: tuple = ()
    place: str = ""


AYSE = Someone()


def test_the_same_record_is_likely():
    made = compare(AYSE, AYSE)
    assert made.level == "likely"
    assert [made.state(field) for field in ("name", "born", "sex", "number", "parents", "place")] == [
        "agree",
        "agree",
        "agree",
        "unknown",
        "unknown",
        "unknown",
    ]


def test_what_is_not_known_never_counts_against():
    empty = Someone(names=(), born_on=None, sex="u")
    made = compare(AYSE, empty)
    assert made.bits == 0
    assert {line.state for line in made.agreements} == {"unknown"}


def test_another_script_and_the_same_day_is_likely():
    assert compare(AYSE, replace(AYSE, names=("Чаглар Айше Нур",))).level == "likely"


def test_a_name_alone_is_not_enough():
    assert compare(replace(AYSE, born_on=None, sex="u"), AYSE).level == "possible"


def test_a_common_name_says_less_than_a_rare_one():
    assert compare(AYSE, AYSE, name_share=0.01).bits < compare(AYSE, AYSE, name_share=0.00001).bits


def test_twins_of_one_day_are_not_likely():
    leyla = replace(AYSE, names=("Hasan Yıldırım",), sex="m")
    assert compare(leyla, replace(leyla, names=("Hüseyin Yıldırım",))).level != "likely"


def test_day_and_month_changed_round_is_near():
    assert compare(AYSE, replace(AYSE, born_on=date(2017, 9, 3))).state("born") == "near"
    assert compare(AYSE, replace(AYSE, born_on=date(2017, 1, 1))).state("born") == "near"
    assert compare(AYSE, replace(AYSE, born_on=date(2017, 3, 8))).state("born") == "near"
    assert compare(AYSE, replace(AYSE, born_on=date(2011, 12, 24))).state("born") == "differ"


def test_a_year_alone_agrees_less_than_a_day():
    year = replace(AYSE, born_precision="year", born_on=date(2017, 1, 1))
    made = compare(AYSE, year)
    assert made.state("born") == "agree"
    assert made.bits < compare(AYSE, AYSE).bits
    assert compare(AYSE, replace(year, born_on=date(2014, 1, 1))).state("born") == "differ"


def test_a_month_agrees_more_than_a_year():
    month = replace(AYSE, born_precision="month", born_on=date(2017, 3, 1))
    year = replace(AYSE, born_precision="year", born_on=date(2017, 1, 1))
    assert compare(AYSE, month).bits > compare(AYSE, year).bits
    assert compare(month, replace(month, born_on=date(2017, 5, 1))).state("born") == "near"


def test_an_estimated_age_two_years_off_is_near_and_six_is_not():
    guess = replace(AYSE, born_precision="guess", born_on=date(2015, 7, 1))
    assert compare(AYSE, guess).state("born") == "near"
    assert compare(AYSE, replace(guess, born_on=date(2011, 7, 1))).state("born") == "differ"


def test_a_shared_number_outweighs_a_different_name():
    numbered = replace(AYSE, numbers=frozenset({("TR tckn", "00123456708")}))
    assert compare(numbered, replace(numbered, names=("Nur Demir",))).level == "likely"


def test_another_number_of_the_same_kind_counts_against_and_of_another_kind_does_not():
    one = replace(AYSE, numbers=frozenset({("TR tckn", "00123456708")}))
    assert compare(one, replace(AYSE, numbers=frozenset({("TR tckn", "00123456894")}))).state("number") == "differ"
    assert compare(one, replace(AYSE, numbers=frozenset({("AZ fin", "0ABC12D")}))).state("number") == "unknown"


def test_parents_agree_across_scripts():
    one = replace(AYSE, parents=("Fatma Çağlar", "Hasan Çağlar"))
    assert compare(one, replace(AYSE, parents=("Фатма Чаглар",))).state("parents") == "agree"
    assert compare(one, replace(AYSE, parents=("Zeynep Koç",))).state("parents") == "differ"


def test_comparing_is_the_same_both_ways():
    other = Someone(("Ayse Caglar",), date(2017, 9, 3), "day", "u", frozenset(), ("Hasan Çağlar",), "TR-06")
    assert compare(AYSE, other).bits == compare(other, AYSE).bits
