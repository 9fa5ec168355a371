import pytest
from hypothesis import given
from hypothesis import strategies as st

from umay.care.persons.names import LIKELY, score

WRITTEN = st.text(alphabet="abcçdeəfgğhxıijkqlmnoöprsştuüvyzАБВГДЕабвгде İ-'.", max_size=40)


@given(WRITTEN, WRITTEN)
def test_a_score_is_between_nothing_and_all_and_the_same_both_ways(a, b):
    made = score(a, b)
    assert 0.0 <= made.value <= 1.0
    assert made.value == score(b, a).value


@given(WRITTEN)
def test_a_name_is_itself(name):
    made = score(name, name)
    assert made.value == (1.0 if made.reasons else 0.0)


def test_reasons_say_what_agrees_and_what_differs():
    codes = {reason.code: (reason.a, reason.b) for reason in score("Qasım Əliyev", "Kasım Veliyev").reasons}
    assert codes == {"spelling": ("qasim", "kasim"), "differs": ("eliyev", "veliyev")}


def test_a_second_name_that_one_side_has_is_named():
    reasons = score("Ayşe Nur Çağlar", "Ayşe Çağlar").reasons
    assert [(reason.code, reason.a, reason.b) for reason in reasons if reason.code == "left_out"] == [
        ("left_out", "nur", "")
    ]


def test_an_initial_agrees_with_the_name_it_begins():
    assert score("M. Emin Avcı", "Mehmet Emin Avcı").is_likely
    assert not score("M. Emin Avcı", "Ali Emin Avcı").is_likely


def test_a_search_box_takes_beginnings_and_a_comparison_does_not():
    assert score("meh yıl", "Mehmet Yılmaz", is_part=True).value >= LIKELY
    assert score("meh yıl", "Mehmet Yılmaz").value < LIKELY


@pytest.mark.parametrize(
    ("a", "b"),
    [("Emin Kara", "Emine Kara"), ("Samir Quliyev", "Samirə Quliyeva"), ("Ali Kurt", "Veli Kurt"), ("Eda", "Ada")],
)
def test_a_brother_is_not_his_sister(a, b):
    assert not score(a, b).is_likely


def test_nothing_is_like_nothing():
    assert score("", "Ayşe").value == score("...", "...").value == 0.0


def test_the_best_spelling_of_a_neighbour_with_the_same_words_crossed_is_not_better_than_the_name_itself():
    assert score("Yılmaz Güney", "Yılmaz Güney").value > score("Yılmaz Güney", "Güney Yıldız").value
