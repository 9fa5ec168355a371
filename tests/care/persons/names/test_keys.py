import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umay.care.persons.names import number_token, tokens
from umay.care.persons.names.keys import slipped

SKELETONS = st.text("APTKCSVFMNLR", min_size=1, max_size=7).filter(
    lambda made: "A" not in made[1:] and all(a != b for a, b in pairwise(made))
)


def test_two_words_give_six_keys():
    assert tokens("Ayşe", "Demir") == {"wayse", "wdemir", "kAS", "kTMR", "pAS.TMR", "xays.dem"}


def test_a_name_in_one_box_gives_the_keys_of_the_same_name_in_two():
    assert tokens("Demir Ayşe") == tokens("Ayşe", "Demir") == tokens("DEMİR, AYŞE")


@pytest.mark.parametrize(
    ("given_names", "surname"),
    [
        ("Ayşe Nur", "Çağlar Öz"),
        ("Əli Vəli oğlu", "Əliyev"),
        ("Muhammed Emin Can", "Kara Kaya"),
        ("A B C D E F G", "H"),
    ],
)
def test_the_number_of_keys_is_bounded(given_names, surname):
    assert len(tokens(given_names, surname)) <= 36


def test_a_year_of_birth_adds_one_key_for_each_pair():
    assert tokens("Ayşe", "Demir", born=2017) - tokens("Ayşe", "Demir") == {"y2017AS.TMR"}


def test_a_father_makes_no_pairs_when_the_person_has_names_of_their_own():
    assert not any("rauf" in key for key in tokens("Aysel Rauf qızı", "Əliyeva") if key[0] in "px")
    assert "wrauf" in tokens("Aysel Rauf qızı", "Əliyeva")


def test_a_name_without_letters_has_no_keys():
    assert tokens("", "") == tokens("...") == set()


def test_keys_are_plain_and_fit_the_column():
    for key in tokens("Абдуррахман Нұрсұлтан", "Гаджимурадов-Шихалиев " + "Karabatur" * 12, born=2017):
        assert re.fullmatch(r"[a-z0-9A-Z.]{2,40}", key)
    assert len(number_token("1" * 90)) == 40


def test_a_number_has_one_key_however_it_is_spaced():
    assert number_token("001 234-567 08") == number_token("00123456708") == "n00123456708"
    assert number_token("tr-2026-0000012") == number_token("TR 2026/0000012")
    assert number_token(" - ") == ""


@given(SKELETONS, st.data())
def test_every_single_slip_in_a_skeleton_is_asked_for(skeleton, data):
    place = data.draw(st.integers(0, len(skeleton) - 1))
    letter = data.draw(st.sampled_from("PTKCSVFMNLR"))
    slips = {
        skeleton[:place] + skeleton[place + 1 :],
        skeleton[:place] + letter + skeleton[place + 1 :],
        skeleton[:place] + letter + skeleton[place:],
    }
    stored = {made for made in slips if made and "A" not in made[1:] and all(a != b for a, b in pairwise(made))}
    assert stored - {skeleton} <= slipped(skeleton)
