import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umay.kit.kernel.text import SORT_VERSION, initials, sort_key, sorted_people

TURKISH = ["Cem", "Cengiz", "Çiğdem", "Elif", "Hakan", "Işık", "İlham", "Jale", "Oya", "Ömer", "Sara", "Şahin", "Ülkü"]
AZERBAIJANI = ["Cavid", "Çingiz", "Elçin", "Əli", "Fuad", "Gülnar", "Ğəni", "Hüseyn", "Xəyal", "Işıq", "İlham", "Jalə"]
AZERBAIJANI += ["Kamal", "Qasım", "Lalə", "Oktay", "Ömər", "Sara", "Şəhla", "Uğur", "Ülkər", "Zaur"]


@pytest.mark.parametrize(("lang", "names"), [("tr", TURKISH), ("az", AZERBAIJANI)])
def test_names_stand_in_the_order_of_the_alphabet(lang, names):
    assert sorted_people(reversed(names), lang) == names
    assert all(sort_key(a, lang) < sort_key(b, lang) for a, b in itertools.pairwise(names))


def test_the_two_alphabets_differ_where_they_do():
    assert sort_key("Xəyal", "az") < sort_key("Zaur", "az") and sort_key("Xəyal", "az") < sort_key("Işıq", "az")
    assert sort_key("Xəyal", "tr") > sort_key("Uğur", "tr")


def test_equal_names_keep_their_order_and_the_name_can_be_asked_for():
    people = [("Zeki", 1), ("Çınar", 2), ("Can", 3), ("Zeki", 0)]
    assert sorted_people(people, "tr", name=lambda person: person[0]) == [people[2], people[1], people[0], people[3]]


def test_keys_do_not_notice_how_a_name_was_typed():
    assert sort_key(" Șahin\u00a0 Öz", "tr") == sort_key("Şahin O\u0308z", "tr")


def test_keys_are_the_same_in_every_thread():
    with ThreadPoolExecutor(4) as pool:
        keys = list(pool.map(lambda _: sort_key("Çiğdem", "tr"), range(200)))
    assert set(keys) == {sort_key("Çiğdem", "tr")}


@given(st.text(), st.sampled_from(["tr", "az", "en", "kk", "ky"]))
def test_any_text_has_a_key_in_any_language(s, lang):
    assert isinstance(sort_key(s, lang), bytes)


def test_the_version_names_the_library_that_made_the_keys():
    assert SORT_VERSION.startswith("icu") and "unicode" in SORT_VERSION


@pytest.mark.parametrize(
    ("name", "lang", "short"),
    [
        ("Ayşe Nur Çağlar", "tr", "A. N. Ç."),
        ("ilker ışık", "tr", "İ. I."),
        ("ilker", "en", "I."),
        ("Əli Vəli oğlu", "az", "Ə. V."),
        ("Oğlu Can", "tr", "O. C."),
        ("Lalə Rzayeva-Quliyeva", "az", "L. R. Q."),
        ("", "tr", ""),
    ],
)
def test_initials(name, lang, short):
    assert initials(name, lang) == short
