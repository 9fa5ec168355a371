import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umay.kit.kernel.text import tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ayşe \t Nur\u00a0\u2003Çağlar\n", "Ayşe Nur Çağlar"),
        ("\ufeffAli\u200b Ve\u00adli", "Ali Veli"),
        ("ǝli Ǝliyev", "əli Əliyev"),
        ("Șahin șen", "Şahin şen"),
        ("s\u0326en", "şen"),
        ("s\u0327en", "şen"),
        ("Tuǧba", "Tuğba"),
        ("i\u0307lham", "ilham"),
        ("I\u0307lham", "İlham"),
        ("ı\u0307lker", "ilker"),
        ("O‘g‘uz O’Neil O`Dal", "O'g'uz O'Neil O'Dal"),
        ("Rza–zadə Ay‑Gün", "Rza-zadə Ay-Gün"),
        ("Ali\x00\x1b", "Ali"),
        ("", ""),
    ],
)
def test_what_cannot_be_seen_or_was_typed_with_a_neighbour_letter_is_repaired(typed, kept):
    assert tidy(typed) == kept


def test_a_word_half_in_cyrillic_becomes_latin_when_its_letters_look_the_same():
    assert tidy("Аsәn") == "Asən"  # А and ә are Cyrillic here
    assert tidy("Hаsan") == "Hasan"


def test_a_whole_cyrillic_word_and_a_mixed_word_without_twins_stay():
    assert tidy("Асан Оса") == "Асан Оса"
    assert tidy("Жan") == "Жan"


@given(st.text())
def test_tidying_twice_changes_nothing_more(s):
    once = tidy(s)
    assert tidy(once) == once
    assert once == unicodedata.normalize("NFC", once)


@given(st.text(alphabet="iıIİ\u0301\u0307\u0327\u0326sşșt əǝAаС'ʻ-‑\u00a0\u200b"))
def test_tidying_twice_changes_nothing_more_among_the_hard_letters(s):
    once = tidy(s)
    assert tidy(once) == once
