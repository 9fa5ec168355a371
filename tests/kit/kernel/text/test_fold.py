import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umay.kit.kernel.text import equal_names, fold, lower, tidy, upper

LETTERS = "abcçdeəfgğhxıijkqlmnoöprsştuüvyz"


def test_all_four_kinds_of_i_become_one():
    assert fold("ı") == fold("i") == fold("I") == fold("İ") == fold("I\u0307") == fold("i\u0307") == "i"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Şükrü Çağlayan-Öz", "sukru caglayan oz"),
        ("ŞÜKRÜ ÇAĞLAYAN ÖZ", "sukru caglayan oz"),
        ("IŞIL İPEK", "isil ipek"),
        ("Əliyev", "eliyev"),
        ("ǝliyev", "eliyev"),
        ("Хәјал", "heyal"),
        ("Гусейнов", "guseynov"),
        ("Нұрсұлтан", "nursultan"),
        ("Юлия Яшар", "yuliya yasar"),
        ("Hâlide", "halide"),
        ("O‘g‘uz", "oguz"),
        ("O'g'uz", "oguz"),
        ("Ayşe  Nur", "ayse nur"),
        ("გიორგი", "giorgi"),
        ("محمد", "mhmd"),
        ("Straße", "strasse"),
        ("(Ali) 2", "ali 2"),
        ("中", "u4e2d"),
        ("...", ""),
        ("", ""),
    ],
)
def test_fold_gives_plain_letters(written, folded):
    assert fold(written) == folded


@given(st.text())
def test_fold_gives_only_small_ascii_letters_digits_and_single_spaces(s):
    assert re.fullmatch(r"(?:[a-z0-9]+(?: [a-z0-9]+)*)?", fold(s))


@given(st.text())
def test_folding_twice_changes_nothing_more(s):
    assert fold(fold(s)) == fold(s)


@given(st.text())
def test_fold_does_not_notice_tidying(s):
    assert fold(tidy(s)) == fold(s)


@given(st.text(alphabet=LETTERS + LETTERS.upper() + "İ '-"), st.sampled_from(["tr", "az", "en"]))
def test_fold_does_not_notice_case_in_any_language(s, lang):
    assert fold(upper(s, lang)) == fold(lower(s, lang)) == fold(s)


def test_equal_names_puts_case_and_marks_aside_and_nothing_else():
    assert equal_names("AYŞE  IŞIK", "Ayse Isik")
    assert not equal_names("Xəyal", "Heyal")
    assert not equal_names("Mehmet", "Mahmut")
    assert not equal_names("", "")
    assert not equal_names("...", "--")
