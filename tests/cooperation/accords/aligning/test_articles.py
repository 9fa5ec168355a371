"""Articles of several languages side by side, their frozen bytes, and what keeps them from being equal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umay.cooperation.accords.aligning import Article, Fault, canonical, digest, faults, side_by_side

NUMBERS = st.lists(st.sampled_from(["0", "1", "2", "3", "4", "5bis"]), unique=True, max_size=6)


def text(*numbers, body="Söz."):
    return tuple(Article(number, "", body) for number in numbers)


def test_articles_stand_beside_the_same_number_whatever_their_place():
    rows = side_by_side({"tr": text("0", "1", "3"), "az": text("0", "2", "3")})
    assert [row.number for row in rows] == ["0", "2", "1", "3"]
    assert [row.is_whole for row in rows] == [True, False, False, True]
    assert rows[1].cells["tr"] is None and rows[1].cells["az"].number == "2"


def test_a_number_only_another_language_has_at_its_beginning_stands_first():
    assert [row.number for row in side_by_side({"tr": text("1"), "az": text("0", "1")})] == ["0", "1"]


@given(NUMBERS, NUMBERS, NUMBERS)
def test_every_article_is_shown_exactly_once(one, two, three):
    rows = side_by_side({"tr": text(*one), "az": text(*two), "en": text(*three)})
    assert sorted(row.number for row in rows) == sorted({*one, *two, *three})
    for language, own in (("tr", one), ("az", two), ("en", three)):
        assert sorted(row.number for row in rows if row.cells[language]) == sorted(own)


def test_what_looks_alike_on_paper_has_the_same_bytes():
    typed = (Article("1", "Çocuğun yararı", "Birinci satır.\nİkinci satır."),)
    pasted = (Article("1", unicodedata.normalize("NFD", "Çocuğun yararı"), "Birinci satır.  \r\nİkinci satır.\r\n"),)
    assert canonical(typed) == canonical(pasted)
    assert digest(typed) == digest(pasted)


@pytest.mark.parametrize(
    "other",
    [
        Article("2", "Yarar", "Söz."),
        Article("1", "Zarar", "Söz."),
        Article("1", "Yarar", "Soz."),
        Article("1", "", "Yarar Söz."),
    ],
)
def test_any_other_word_or_number_has_other_bytes(other):
    assert digest((Article("1", "Yarar", "Söz."),)) != digest((other,))


def test_the_order_of_articles_is_part_of_the_text():
    assert digest(text("1", "2")) != digest(text("2", "1"))


def test_equal_texts_have_no_fault():
    assert faults({"tr": text("0", "1"), "az": text("0", "1"), "en": text("0", "1")}) == []


def test_each_fault_says_which_language_and_which_article():
    found = faults({"tr": text("1", "2", "3"), "az": text("1", "3"), "en": ()})
    assert found == [Fault("missing", "az", "2"), Fault("empty", "en")]


def test_a_blank_article_and_a_number_that_stands_twice_are_faults():
    doubled = (*text("1", "2", "2"), Article("3", "Başlık", " \n "))
    assert faults({"tr": text("1", "2", "3"), "az": doubled}) == [Fault("double", "az", "2"), Fault("blank", "az", "3")]


def test_another_order_is_a_fault_named_where_it_begins():
    assert faults({"tr": text("1", "2", "3"), "az": text("1", "3", "2")}) == [Fault("order", "az", "3")]


@given(NUMBERS.filter(bool), NUMBERS.filter(bool))
def test_there_is_no_fault_only_where_the_numbers_are_the_same_in_the_same_order(one, two):
    assert (faults({"tr": text(*one), "az": text(*two)}) == []) == (one == two)
