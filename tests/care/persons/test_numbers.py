import pytest
from hypothesis import given
from hypothesis import strategies as st

from umay.care.persons.numbers import check_digits, is_synthetic, normal, problem


@pytest.mark.parametrize(
    ("kind", "text", "demo", "code"),
    [
        ("tckn", "00123456708", True, None),
        ("tckn", " 001 234 567-08 ", True, None),
        ("tckn", "00123456708", False, "leading_zero"),
        ("tckn", "00123456709", True, "check"),
        ("tckn", "1234567890", True, "length"),
        ("tckn", "1234567890l", True, "letters"),
        ("tckn", "12345678901", False, "check"),
        ("tckn", "", False, "empty"),
        ("tckn", " - ", False, "empty"),
        ("foreign", "00123456708", True, None),
        ("fin", "0ab c12d", False, None),
        ("fin", "0ABC12", False, "length"),
        ("fin", "0ABCI2D", False, "letters"),
        ("fin", "0ABCO2D", False, "letters"),
        ("passport", "u 0000000", False, None),
        ("passport", "U00", False, "length"),
        ("passport", "Ü0000000", False, "letters"),
    ],
)
def test_what_is_wrong_with_a_number(kind, text, demo, code):
    assert problem(kind, text, demo=demo) == code


@given(st.integers(100_000_000, 999_999_999))
def test_a_number_with_its_check_digits_is_right_and_with_another_is_not(nine):
    number = f"{nine}{check_digits(str(nine))}"
    assert problem("tckn", number) is None
    assert problem("tckn", number[:10] + str((int(number[10]) + 1) % 10)) == "check"


def test_a_foreigners_number_begins_with_99():
    nine = "990000000"
    assert problem("foreign", nine + check_digits(nine)) is None
    assert problem("foreign", "100000000" + check_digits("100000000")) == "not_foreign"


@pytest.mark.parametrize(
    ("typed", "kept"), [("0abc12i", "0ABC12I"), ("0abc12ı", "0ABC12I"), ("٠٠١", "001"), ("０１", "01")]
)
def test_numbers_are_kept_in_one_writing(typed, kept):
    assert normal("fin", typed) == kept


@given(st.text())
def test_normal_writing_is_stable(text):
    assert normal("passport", normal("passport", text)) == normal("passport", text)


def test_an_unknown_kind_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="no such kind"):
        problem("ssn", "1")


def test_a_number_that_begins_with_zero_is_nobodys():
    assert is_synthetic("tckn", "00123456708")
    assert not is_synthetic("fin", "0ABC12D")
