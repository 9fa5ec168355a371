"""Cells into values: what people write is understood, what can't be understood is never guessed."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from umay.front.bulk import values as v
from umay.front.bulk.headings import COLUMNS, recognise, to_remember
from umay.front.bulk.problems import MESSAGES, CellProblem
from umay.front.bulk.sheets.base import split_name
from umay.front.bulk.values import Day, Surroundings, read_cell, read_day, show_cell

TR = Surroundings("TR", "tr", date(2026, 11, 22), "Europe/Istanbul", datetime(2026, 11, 22, 12, tzinfo=UTC))
AZ = Surroundings("AZ", "az", date(2026, 11, 22), "Asia/Baku", datetime(2026, 11, 22, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("cell", "on", "precision"),
    [
        ("31.12.2015", date(2015, 12, 31), "day"), ("31/12/2015", date(2015, 12, 31), "day"), ("31-12-2015", date(2015, 12, 31), "day"),
        ("2015-12-31", date(2015, 12, 31), "day"), ("2015-12-31T00:00:00", date(2015, 12, 31), "day"), ("2015/1/5", date(2015, 1, 5), "day"),
        ("42369", date(2015, 12, 31), "day"), ("1.2.2015", date(2015, 2, 1), "day"), ("12. Aralık 2015", date(2015, 12, 12), "day"),
        ("12 dekabr 2015-ci il", date(2015, 12, 12), "day"), ("3 ARALIK 2015", date(2015, 12, 3), "day"), ("Aralık 2015", date(2015, 12, 1), "month"),
        ("06.2019", date(2019, 6, 1), "month"), ("March 2015", date(2015, 3, 1), "month"), ("2015", date(2015, 1, 1), "year"), ("~2015", date(2015, 1, 1), "guess"),
        (date(2015, 12, 31), date(2015, 12, 31), "day"), (datetime(2015, 12, 31, 5), date(2015, 12, 31), "day"),  # noqa: DTZ001 - as XLSX gives it
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_way_of_writing(cell, on, precision):
    assert read_day(cell) == Day(on, precision)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("31.02.2015", "impossible_date"), ("31.12.15", "short_year"), ("12/31/2015", "month_first"), ("dün", "date"), ("2015-13-01", "impossible_date"),
        ("Aralık 15", "short_year"), ("00.00.2015", "impossible_date"), ("1/1/0015", "date"), ("123", "date"),
    ],
)  # fmt: skip
def test_a_day_that_could_mean_two_things_is_refused(cell, code):
    with pytest.raises(CellProblem) as refused:
        read_day(cell)
    assert refused.value.code == code


def test_a_birth_is_neither_in_the_future_nor_before_the_oldest_person():
    for cell, code in (("23.11.2026", "future"), ("1901", "too_old")):
        with pytest.raises(CellProblem) as refused:
            read_cell(v.BIRTH, cell, TR)
        assert refused.value.code == code


def test_a_time_of_day_is_that_of_the_office():
    assert read_cell(v.MOMENT, "20.03.2026 14:30", TR) == datetime(2026, 3, 20, 11, 30, tzinfo=UTC)
    assert show_cell(v.MOMENT, datetime(2026, 3, 20, 11, 30, tzinfo=UTC), AZ) == "20.03.2026 15:30"


@pytest.mark.parametrize(("cell", "said"), [("Evet", True), ("HAYIR", False), ("xeyr", False), ("Bəli", True), ("var", True), ("Yox", False), ("1", True), ("x", True), ("+", True)])  # fmt: skip
def test_yes_and_no_in_three_languages(cell, said):
    assert read_cell(v.YES_NO, cell, TR) is said


def test_h_means_yes_in_one_language_and_no_in_the_other():
    assert read_cell(v.YES_NO, "H", AZ) is True and read_cell(v.YES_NO, "h", TR) is False


@pytest.mark.parametrize(
    ("name", "cell", "code"),
    [
        ("sex", "KIZ", "f"), ("sex", "e", "m"), ("sex", "oğlan", "m"), ("care_type", "Akraba veya yakın çevre", "kin"), ("care_type", "süreli", "term"),
        ("care_type", "long-term", "term"), ("family_state", "Onaylı", "approved"), ("tongue", "Kürtçe", "ku"), ("legal_basis", "Bakım tedbiri kararı", "care_order"),
        ("legal_basis", "BAK", "care_order"), ("need", "Autism", "autism"), ("school_level", "primary", "primary"),
    ],
)  # fmt: skip
def test_words_of_a_list_are_known_in_every_language_and_spelling(name, cell, code):
    assert read_cell(v.word(name), cell, TR) == code


def test_an_unknown_word_is_answered_with_those_that_are_known():
    with override("tr"), pytest.raises(CellProblem) as refused:
        read_cell(v.word("sex"), "üçüncü", TR)
    assert refused.value.values["known"] == "Kız, Erkek, Bilinmiyor"


def test_a_letter_that_may_be_boy_or_girl_is_not_guessed():
    with pytest.raises(CellProblem):
        read_cell(v.word("sex"), "k", AZ)


def test_several_words_may_hold_commas_of_their_own():
    with override("tr"):
        both = show_cell(v.words("need"), ["disabled_care", "autism"], TR)
    assert read_cell(v.words("need"), both, TR) == ["disabled_care", "autism"]
    assert read_cell(v.words("tongue"), "Türkçe, Kürtçe", TR) == ["tr", "ku"]


@pytest.mark.parametrize(
    ("cell", "around", "code"),
    [
        ("Konya", TR, "TR-42"), ("KONYA / Meram", TR, "TR-42"), ("Qars", TR, "TR-36"), ("istanbul", TR, "TR-34"), ("İSTANBUL", TR, "TR-34"), ("Ankara ili", TR, "TR-06"),
        ("Bakı", AZ, "AZ-BA"), ("Baku", AZ, "AZ-BA"), ("Bakü", AZ, "AZ-BA"), ("Şəki rayonu", AZ, "AZ-SAK"), ("Şəki şəhəri", AZ, "AZ-SA"),
    ],
)  # fmt: skip
def test_places_are_known_by_name_in_three_languages(cell, around, code):
    assert read_cell(v.PLACE, cell, around) == code


def test_a_city_and_its_district_are_not_mixed_up():
    with pytest.raises(CellProblem) as refused:
        read_cell(v.PLACE, "Şəki", AZ)
    assert refused.value.code == "two_places"


@pytest.mark.parametrize(("cell", "number"), [("2", 2), ("2.0", 2), ("2,0", 2)])
def test_a_number_with_a_point_is_a_number(cell, number):
    assert read_cell(v.whole(0, 12), cell, TR) == number


def test_an_identity_number_may_be_written_with_points_and_gaps():
    assert read_cell(v.IDENTITY, "001 234.567-08", TR) == ("TR", "tckn", "00123456708")
    assert read_cell(v.IDENTITY, "7abc12d", AZ) == ("AZ", "fin", "7ABC12D")
    with pytest.raises(CellProblem) as refused:
        read_cell(v.IDENTITY, "00123456709", TR)
    assert refused.value.code == "number_check"


def test_a_telephone_number_is_given_back_without_a_plus():
    kept = read_cell(v.PHONE, "0332 000 00 01", TR)
    assert kept == "+903320000001" and read_cell(v.PHONE, show_cell(v.PHONE, kept, TR), TR) == kept
    assert read_cell(v.PHONE, show_cell(v.PHONE, kept, AZ), AZ) == kept and not show_cell(v.PHONE, kept, AZ).startswith(
        "+"
    )


@pytest.mark.parametrize(
    ("text", "country", "given", "surname"),
    [
        ("Ayşe Nur Çağlar", "TR", "Ayşe Nur", "Çağlar"), ("Çağlar, Ayşe Nur", "TR", "Ayşe Nur", "Çağlar"), ("Əliyev Rəşad Kamran oğlu", "AZ", "Rəşad Kamran oğlu", "Əliyev"),
        ("Günel Məmmədova", "AZ", "Günel", "Məmmədova"), ("Deniz", "TR", "Deniz", ""),
    ],
)  # fmt: skip
def test_a_full_name_is_taken_apart(text, country, given, surname):
    assert split_name(text, country) == (given, surname)


@pytest.mark.parametrize("kind", list(COLUMNS))
@pytest.mark.parametrize("language", ["tr", "az", "en"])
def test_every_heading_we_write_is_known_again(kind, language):
    columns = [one for one in COLUMNS[kind] if one.is_written]
    found = recognise(kind, [one.heading(language) for one in columns])
    assert list(found.codes) == [one.code for one in columns]


@pytest.mark.parametrize("kind", list(COLUMNS))
def test_no_heading_stands_for_two_columns_of_a_sheet(kind):
    from umay.front.bulk.headings import _key

    for language in ("tr", "az", "en"):
        keys = [_key(one.heading(language)) for one in COLUMNS[kind]]
        assert len(keys) == len(set(keys)), [key for key in keys if keys.count(key) > 1]


def test_headings_are_known_in_any_case_and_spacing_and_twice_is_said():
    found = recognise("children", ["  ADI ", "soyadi", "T.C. Kimlik No", "Doğum Tarihi", "Adı", "Ayakkabı"])
    assert found.codes == ("given", "surname", "identity", "born", "", "") and found.doubled == ("Adı",)


def test_a_choice_made_by_hand_is_remembered_and_wins():
    learnt = to_remember("children", ["Ayakkabı", "Adı"], ["school", "given"])
    assert learnt == {"ayakkabi": "school"}
    assert recognise("children", ["AYAKKABI"], learnt).codes == ("school",)


def test_every_code_of_a_problem_has_a_sentence():
    import re
    from pathlib import Path

    import umay.front.bulk as bulk

    text = "\n".join(path.read_text(encoding="utf-8") for path in Path(bulk.__file__).parent.rglob("*.py"))
    used = set(re.findall(r'CellProblem\("(\w+)"', text)) | set(re.findall(r'wrong\(row, [^,]+, "(\w+)"', text))
    assert len(used) > 30 and used <= set(MESSAGES)
