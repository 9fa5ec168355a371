import pytest

from umay.kit.kernel.text import capital, lower, name_case, upper


def test_python_alone_gets_the_dotted_i_wrong_and_we_do_not():
    assert len("İstanbul".lower()) == 9
    assert lower("İSTANBUL", "tr") == "istanbul"
    assert lower("İSTANBUL", "en") == "istanbul"


@pytest.mark.parametrize(
    ("written", "lang", "small"),
    [
        ("IŞIK", "tr", "ışık"),
        ("IĞDIR", "az", "ığdır"),
        ("IRENE", "en", "irene"),
        ("I\u0307LHAM", "az", "ilham"),
        ("ƏLİYEVA", "az-Latn", "əliyeva"),
        ("ISPARTA İZMİR", "tr_TR", "ısparta izmir"),
        ("ГАСЫМОВ", "ru", "гасымов"),
    ],
)
def test_lower_follows_the_language(written, lang, small):
    assert lower(written, lang) == small


@pytest.mark.parametrize(
    ("written", "lang", "large"),
    [
        ("iğdır", "tr", "İĞDIR"),
        ("ilham əliyev", "az", "İLHAM ƏLİYEV"),
        ("irene", "en", "IRENE"),
        ("ışıl", "en", "IŞIL"),
        ("i\u0307zmir", "tr", "İZMİR"),
    ],
)
def test_upper_follows_the_language(written, lang, large):
    assert upper(written, lang) == large


@pytest.mark.parametrize("lang", ["tr", "az"])
def test_lower_undoes_upper_for_every_letter_of_the_alphabet(lang):
    letters = "abcçdeəfgğhxıijkqlmnoöprsştuüvyzâîû"
    assert lower(upper(letters, lang), lang) == letters


def test_capital_changes_the_first_letter_only():
    assert capital("ilkbahar geldi", "tr") == "İlkbahar geldi"
    assert capital("iyi", "en") == "Iyi"
    assert capital("ışık McÇa", "tr") == "Işık McÇa"
    assert capital("", "tr") == ""


@pytest.mark.parametrize(
    ("written", "lang", "name"),
    [
        ("AYŞE IŞIL ÇAĞLAR", "tr", "Ayşe Işıl Çağlar"),
        ("ibrahim ışık", "tr", "İbrahim Işık"),
        ("ƏLİ VƏLİ OĞLU", "az", "Əli Vəli oğlu"),
        ("lalə məmməd qızı əliyeva-rzayeva", "az", "Lalə Məmməd qızı Əliyeva-Rzayeva"),
        ("Ömer'in Evi", "tr", "Ömer'in Evi"),
        ("ÖMER'İN", "tr", "Ömer'in"),
        ("deWitt", "en", "deWitt"),
        ("", "tr", ""),
    ],
)
def test_a_name_in_one_case_gets_ordinary_writing_and_a_mixed_one_is_left_alone(written, lang, name):
    assert name_case(written, lang) == name
