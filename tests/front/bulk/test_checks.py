"""A dry run names every problem by row and column; the real run writes all or nothing."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from tests.factories.care import make_case, make_family
from tests.factories.cast import user_of
from tests.front.bulk.made import CHILD, FAMILY, PLACEMENT, book, bring_in, look, said, sheet
from umay.care.cases import actions as cases
from umay.care.cases.models import Case, CaseChild
from umay.care.families.models import Family, Member, Place
from umay.care.persons.models import Person
from umay.care.placements.models import Placement
from umay.front.bulk.sheets.placements import PlacementsSheet
from umay.ground.journal.models import Entry
from umay.ground.offices.models import Notice
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import NotAllowed, Refusal

GIRL_CHILD = {"Çocuğun adı": "Irmak", "Cinsiyet": "Kız", "Doğum tarihi": "06.05.2018"}
GIRL = {"1. bakıcının adı": "Başka", "1. bakıcının soyadı": "Biri", "1. bakıcının doğum tarihi": "01.01.1970"}


@pytest.fixture
def importer(cast):
    with override("tr"):
        yield cast.importer


@pytest.mark.parametrize(
    ("changes", "heading", "code"),
    [
        ({"Onay tarihi": "31.02.2024"}, "Onay tarihi", "impossible_date"),
        ({"Onay tarihi": "20.06.24"}, "Onay tarihi", "short_year"),
        ({"1. bakıcının doğum tarihi": "14.05.2030"}, "1. bakıcının doğum tarihi", "future"),
        ({"1. bakıcının doğum tarihi": "2015"}, "1. bakıcının doğum tarihi", "not_grown"),
        ({"Kontrollerin tarihi": ""}, "Kontrollerin tarihi", "needed_with"),
        ({"Onay sayısı": ""}, "Onay sayısı", "needed_with"),
        ({"Bakım türleri": "Bilinmez"}, "Bakım türleri", "unknown_word"),
        ({"Kontenjan": "iki"}, "Kontenjan", "whole_number"),
        ({"Kontenjan": "40"}, "Kontenjan", "number_range"),
        ({"Kontenjan": ""}, "Bakım türleri", "care_type_missing"),
        ({"Müsait": "belki"}, "Müsait", "yes_no"),
        ({"İl": "Atlantis"}, "İl", "unknown_place"),
        ({"Telefon": "yok"}, "Telefon", "phone"),
        ({"Kurum kodu": "T42B"}, "Kurum kodu", "other_office"),
        ({"1. bakıcının adı": "", "1. bakıcının soyadı": ""}, "1. bakıcının adı", "nobody"),
        ({"Başvuru tarihi": "01.01.2025"}, "Onay tarihi", "order"),
        ({"Durum": "Askıya alındı"}, "Askıya alınma tarihi", "needed_with"),
        ({"1. bakıcının kimlik no": "00123456709"}, "1. bakıcının kimlik no", "number_check"),
        ({"Adres": "x" * 700}, "Adres", "too_long"),
        ({"Adres": "=A1"}, "Adres", "formula"),
        ({"Adres": "GÃ¼neş sokağı"}, "Adres", "mojibake"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_each_wrong_cell_of_a_family_is_named_by_row_and_column(importer, changes, heading, code):
    report = look(sheet(FAMILY, FAMILY | {"Aile no": "TR-2"} | GIRL | changes), "families", importer)
    assert said(report) == [(3, heading, code)]
    assert report.problems[0].message


def test_problems_are_said_in_the_readers_language(importer):
    content = sheet(FAMILY | {"Onay tarihi": "31.02.2024"})
    texts = set()
    for language in ("tr", "az", "en"):
        with override(language):
            texts.add(look(content, "families", importer).problems[0].message)
    assert len(texts) == 3


@pytest.mark.parametrize(
    ("changes", "heading", "code"),
    [
        ({"Doğum tarihi": "01.01.1990"}, "Doğum tarihi", "not_a_child"),
        ({"Karar no": ""}, "Karar no", "needed_with"),
        ({"Kararı veren": ""}, "Kararı veren", "needed_with"),
        ({"Karar türü": "Vesayet ve himaye makamı kararı"}, "Karar türü", "basis_unknown"),
        ({"Sorumlu (kullanıcı adı)": "kimse"}, "Sorumlu (kullanıcı adı)", "unknown_worker"),
        ({"Dosya kapanış tarihi": "01.04.2026"}, "Kapanış nedeni", "needed_with"),
        ({"Dosya no": "çok uzun bir dosya numarası"}, "Dosya no", "too_long"),
        ({"Aile aranıyor (şu günden beri)": "01.05.2026", "Bakım türü": ""}, "Bakım türü", "needed_with"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_each_wrong_cell_of_a_child_is_named(importer, changes, heading, code):
    assert said(look(sheet(CHILD | changes), "children", importer)) == [(2, heading, code)]


def test_brothers_and_sisters_of_one_case_must_agree_on_the_case(importer):
    other = CHILD | {"Çocuğun adı": "Irmak", "Doğum tarihi": "2018", "Karar no": "2026/999"}
    assert said(look(sheet(CHILD, other), "children", importer)) == [(3, "Karar no", "case_differs")]


def test_one_wrong_row_keeps_all_the_others_out(importer):
    rows = [FAMILY | {"Aile no": f"{n}", "1. bakıcının adı": f"Ad{n}"} for n in range(3)] + [
        FAMILY | {"Aile no": "9", "Kontenjan": "x"}
    ]
    report = look(sheet(*rows), "families", importer, is_writing=True)
    assert not report.is_written and report.problem_count == 1
    with acting(importer):
        assert not Family.objects.exists() and not Person.objects.exists()


def test_a_dry_run_writes_nothing(importer):
    assert look(sheet(FAMILY), "families", importer).may_write
    with acting(importer):
        assert not Family.objects.exists()


def test_the_same_number_twice_in_a_file_is_said(importer):
    assert said(look(sheet(FAMILY, FAMILY | GIRL), "families", importer)) == [(3, "Aile no", "number_twice")]


def test_an_identity_number_twice_in_a_file_is_said(importer):
    one = {"Kimlik no": "00123456708"}
    rows = sheet(CHILD | one, CHILD | one | {"Dosya no": "C-2", "Çocuğun adı": "Başka", "Doğum tarihi": "2012"})
    assert said(look(rows, "children", importer)) == [(3, "", "identity_twice")]


def test_a_record_that_says_something_else_is_left_as_it_is(importer):
    bring_in(sheet(FAMILY), "families", importer)
    report = look(sheet(FAMILY | {"Kontenjan": "3"}), "families", importer)
    assert report.counts == {"known": 1} and report.known == [[2, ["Kontenjan"]]] and not report.may_write


# --- doubles ---


def test_a_child_already_recorded_is_offered_and_nothing_is_guessed(importer):
    bring_in(sheet(CHILD), "children", importer)
    again = sheet(CHILD | {"Dosya no": "", "Çocuğun adı": "KUZEY", "Çocuğun soyadı": "Denémez"})
    report = look(again, "children", importer)
    assert (
        report.counts == {"double": 1} and report.doubles[0]["known_name"] == "Kuzey Denemez" and not report.may_write
    )
    assert not look(again, "children", importer, is_writing=True).is_written
    key, match = report.doubles[0]["key"], report.doubles[0]["match"]
    assert look(again, "children", importer, decisions={key: f"same:{match}"}).counts == {"left_out": 1}
    written = look(again, "children", importer, decisions={key: "new"}, is_writing=True)
    assert written.is_written
    with acting(importer):
        assert CaseChild.objects.count() == 2


def test_a_decision_counts_only_for_the_person_who_was_shown(importer, cast):
    bring_in(sheet(CHILD), "children", importer)
    again = sheet(CHILD | {"Dosya no": ""})
    assert look(again, "children", importer, decisions={"2": f"same:{cast.meram.pk}"}).counts == {"double": 1}


def test_a_child_twice_in_the_file_is_offered(importer):
    rows = sheet(CHILD, CHILD | {"Dosya no": "C-2"})
    report = look(rows, "children", importer)
    assert report.doubles[0]["other_row"] == 2
    assert look(rows, "children", importer, rule="same").counts == {"new": 1, "left_out": 1}


def test_a_carer_who_is_known_becomes_a_member_and_no_second_record(importer):
    bring_in(
        sheet(CHILD | {"Çocuğun adı": "Nehir", "Doğum tarihi": "14.05.2003", "Anne adı soyadı": ""}),
        "children",
        importer,
    )
    row = FAMILY | {
        "1. bakıcının adı": "Nehir",
        "1. bakıcının soyadı": "Denemez",
        "1. bakıcının doğum tarihi": "14.05.2003",
        "1. bakıcının cinsiyeti": "Erkek",
    }
    report = look(sheet(row), "families", importer)
    double = report.doubles[0]
    bring_in(sheet(row), "families", importer, decisions={double["key"]: f"same:{double['match']}"})
    with acting(importer):
        assert (
            Person.objects.filter(given="Nehir").count() == 1 and str(Member.objects.get().person_id) == double["match"]
        )


def test_a_number_of_another_office_is_found_in_the_dry_run_and_stops_everything(importer, cast):
    with override("tr"):
        elsewhere = replace(cast.importer, offices=(cast.selcuklu.pk,), office_id=cast.selcuklu.pk)
        bring_in(sheet(CHILD | {"Kimlik no": "00123456708"}), "children", elsewhere)
    rows = sheet(
        CHILD | {"Dosya no": "C-8", "Çocuğun adı": "Ilgaz", "Doğum tarihi": "2011"},
        CHILD | {"Dosya no": "C-9", "Çocuğun adı": "Ada", "Doğum tarihi": "2012", "Kimlik no": "00123456708"},
    )
    for is_writing in (False, True):
        report = look(rows, "children", importer, is_writing=is_writing)
        assert said(report) == [(3, "Kimlik no", "identity_elsewhere")]
        assert cast.selcuklu.name in report.problems[0].message
    with acting(importer):
        assert not Case.objects.exists()
        # The dry run's answer stays in the journal; that of the real run went with everything else it had written.
        line = Entry.objects.get(code="persons.known_elsewhere")
        assert (line.who, line.why) == (importer.user_id, "list")
    with acting(cast.other_office["supervisor"]):
        assert Person.objects.get(pk=line.thing).file_id == line.file
        assert Notice.objects.filter(user_id=cast.other_office["supervisor"].user_id, kind="known").count() == 1


def test_other_offices_are_told_of_a_list_once_and_not_of_every_row(importer, cast):
    numbers = ("00123456708", "00987654302")
    elsewhere = replace(cast.importer, offices=(cast.selcuklu.pk,), office_id=cast.selcuklu.pk)
    sister = CHILD | GIRL_CHILD | {"Dosya no": "C-2", "Kimlik no": numbers[1]}
    bring_in(sheet(CHILD | {"Kimlik no": numbers[0]}, sister), "children", elsewhere)
    asked = [CHILD | {"Dosya no": f"X-{n}", "Çocuğun adı": f"Ad{n}", "Doğum tarihi": "2012", "Kimlik no": number} for n, number in enumerate(numbers)]  # fmt: skip
    assert {code for _row, _heading, code in said(look(sheet(*asked), "children", importer))} == {"identity_elsewhere"}
    with acting(importer):
        assert Entry.objects.filter(code="persons.known_elsewhere").count() == 2
    with acting(cast.other_office["supervisor"]):
        assert Notice.objects.filter(user_id=cast.other_office["supervisor"].user_id, kind="known").count() == 1


def test_a_confidential_record_is_never_answered_and_still_stops_the_writing(importer, cast):
    elsewhere = replace(cast.importer, offices=(cast.selcuklu.pk,), office_id=cast.selcuklu.pk)
    bring_in(sheet(CHILD | {"Kimlik no": "00123456708"}), "children", elsewhere)
    with acting(cast.other_office["supervisor"]):
        cases.make_confidential(case=Case.objects.get(), version=Case.objects.get().version, users=[user_of(cast.other_office["supervisor"])], reason="Sanık kurumda çalışıyor.", by=cast.other_office["supervisor"], at=now())  # fmt: skip
    row = sheet(CHILD | {"Dosya no": "C-9", "Çocuğun adı": "Ada", "Doğum tarihi": "2012", "Kimlik no": "00123456708"})
    assert said(look(row, "children", importer)) == []
    with acting(importer):
        assert not Entry.objects.filter(code="persons.known_elsewhere").exists()
    assert said(look(row, "children", importer, is_writing=True)) == [(2, "", "number_taken")]


def test_a_place_taken_meanwhile_is_told_for_its_row(importer, monkeypatch):
    """Between counting and writing somebody else places a child in the family: the ledger refuses, and the row is named."""
    bring_in(sheet(FAMILY | {"Kontenjan": "1"}), "families", importer)
    bring_in(sheet(CHILD, CHILD | GIRL_CHILD), "children", importer)
    monkeypatch.setattr(PlacementsSheet, "_count", lambda self, row, run: None)
    report = look(sheet(PLACEMENT, PLACEMENT | GIRL_CHILD), "placements", importer, is_writing=True)
    assert said(report) == [(3, "Aile no", "family_full")]
    with acting(importer):
        assert not Placement.objects.exists() and not Place.objects.exists()


# --- placements ---


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"Dosya no": "C-77"}, "case_unknown"), ({"Çocuğun adı": "Başkası"}, "child_unknown"), ({"Aile no": "yok"}, "family_unknown"), ({"Bitiş tarihi": "01.01.2020"}, "needed_with"),
        ({"Sözleşme tarihi": ""}, "needed_with"), ({"Bakım türü": ""}, "needed"), ({"Yerleştirme tarihi": "yarın"}, "date"),
    ],
)  # fmt: skip
def test_a_placement_needs_its_child_its_family_and_its_papers(importer, changes, code):
    bring_in(sheet(FAMILY), "families", importer)
    bring_in(sheet(CHILD), "children", importer)
    assert code in {one[2] for one in said(look(sheet(PLACEMENT | changes), "placements", importer))}


def test_a_child_has_one_home_at_a_time_and_a_family_no_more_children_than_places(importer):
    bring_in(sheet(FAMILY | {"Kontenjan": "1"}, FAMILY | GIRL | {"Aile no": "TR-2"}), "families", importer)
    bring_in(sheet(CHILD, CHILD | {"Çocuğun adı": "Irmak", "Doğum tarihi": "2018"}), "children", importer)
    sister = PLACEMENT | {"Çocuğun adı": "Irmak", "Doğum tarihi": "2018"}
    assert said(look(sheet(PLACEMENT, sister), "placements", importer)) == [(3, "Aile no", "family_full")]
    assert said(
        look(
            sheet(PLACEMENT, PLACEMENT | {"Aile no": "TR-2", "Yerleştirme tarihi": "01.06.2026"}),
            "placements",
            importer,
        )
    ) == [(3, "Yerleştirme tarihi", "child_placed")]
    bring_in(sheet(PLACEMENT), "placements", importer)
    assert said(look(sheet(sister), "placements", importer)) == [(2, "Aile no", "family_full")]
    with acting(importer):
        assert Place.objects.filter(state="taken").count() == 1 and Placement.objects.count() == 1


# --- who may ---


def test_only_those_who_may_bring_in(cast):
    for post in (cast.worker, cast.supervisor, cast.auditor, cast.inspector):
        with pytest.raises(NotAllowed):
            look(sheet(FAMILY), "families", post)
    with pytest.raises(NotAllowed):
        look(sheet(CHILD), "children", cast.family_worker)


def test_rows_of_another_office_are_neither_matched_nor_given_back(importer, cast):
    from tests.front.bulk.made import given_back

    family = make_family(cast.other_office["family_worker"], label="Uzak")
    make_case(cast.other_office["worker"])
    assert given_back("families", importer).count(b"\r\n") == 1 and given_back("children", importer).count(b"\r\n") == 1
    report = look(sheet(FAMILY | {"Aile no": family.number}), "families", importer, is_writing=True)
    assert said(report) == [(2, "", "number_taken")]


def test_a_file_without_the_needed_columns_is_refused(importer):
    with pytest.raises(Refusal) as refused:
        look(sheet({"Ayakkabı": "x"}), "placements", importer)
    assert refused.value.code == "columns_missing"


def test_problems_are_capped_and_counted(importer):
    report = look(sheet(*[FAMILY | {"Aile no": f"{n}", "Kontenjan": "x"} for n in range(1200)]), "families", importer)
    assert (report.problem_count, len(report.problems)) == (1200, 1000)


def test_days_of_xlsx_are_days(importer):
    from datetime import date

    bring_in(book(FAMILY | {"Onay tarihi": date(2024, 6, 20), "Kontenjan": 2}), "families", importer)
    with acting(importer):
        assert Family.objects.get().approved_on == date(2024, 6, 20)
