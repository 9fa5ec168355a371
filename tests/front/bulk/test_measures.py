"""Measures of a decision in the sheet of children: brought in, given back, refused."""

from datetime import date

import pytest
from django.utils.translation import override

from tests.factories.cast import Cast
from tests.front.bulk.made import CHILD, bring_in, given_back, look, said, sheet
from umay.care.cases import rules
from umay.care.cases.models import Deadline, Measure
from umay.kit.kernel.acting import acting

TWO = {
    "Tedbirler": "Sağlık tedbiri (SAG); EGT; Başka bir tedbir: Yaz kampına, yalnız gündüz",
    "Tedbir kimin için": "Çocuk; Çocuk; Ailenin tümü",
    "Tedbir karar no": "2026/204; -; -",
    "Tedbir karar tarihi": "01.06.2026; 05.03.2026; 05.03.2026",
    "Tedbirin bitişi": "-; 01.06.2027; -",
}
SISTER = CHILD | TWO | {"Çocuğun adı": "Irmak", "Cinsiyet": "Kız", "Doğum tarihi": "06.05.2018", "Tedbirler": "DAN; EGT; Başka bir tedbir: Yaz kampına, yalnız gündüz"}  # fmt: skip


@pytest.fixture
def importer(cast):
    with override("tr"):
        yield cast.importer


def written(by) -> list[tuple]:
    with acting(by):
        found = Measure.objects.order_by("child__person__given", "starts_on", "kind").select_related("child__person")
        return [
            (one.child.person.given if one.child else "", one.kind, one.other, one.decision_number) for one in found
        ]


def test_measures_of_two_decisions_come_in_each_with_its_own_and_the_family_s_once(importer):
    bring_in(sheet(CHILD | TWO, SISTER), "children", importer)
    assert sorted(written(importer)) == [
        ("", "other", "Yaz kampına, yalnız gündüz", "2026/118"),
        ("Irmak", "DAN", "", "2026/204"),
        ("Irmak", "EGT", "", "2026/118"),
        ("Kuzey", "EGT", "", "2026/118"),
        ("Kuzey", "SAG", "", "2026/204"),
    ]
    with acting(importer):
        health = Measure.objects.get(kind="SAG")
        assert (health.authority, health.starts_on, health.ends_on) == (
            "Konya 1. Çocuk Mahkemesi",
            date(2026, 6, 1),
            None,
        )
        assert Measure.objects.get(kind="EGT", child__person__given="Kuzey").ends_on == date(2027, 6, 1)


def test_what_is_given_back_is_known_as_unchanged_in_each_language(importer):
    bring_in(sheet(CHILD | TWO, SISTER), "children", importer)
    for language in ("tr", "az", "en"):
        with override(language):
            report = look(given_back("children", importer), "children", importer)
        assert report.counts == {"unchanged": 2}, (language, report.known, said(report))
    report = look(sheet(CHILD | {"Tedbirler": "BAK"}), "children", importer)
    assert report.counts == {"known": 1} and "Tedbirler" in report.known[0][1]


@pytest.mark.commits
def test_an_empty_installation_gives_the_same_bytes_again(own_database):
    from django.db import transaction

    given = b""
    with override("tr"):
        for turn in range(2):
            try:
                with transaction.atomic():
                    by = Cast.make().importer
                    bring_in(given or sheet(CHILD | TWO, SISTER), "children", by)
                    if turn:
                        assert given_back("children", by) == given
                    given = given_back("children", by)
                    raise Emptied
            except Emptied:
                pass
    assert "Başka bir tedbir: Yaz kampına, yalnız gündüz" in given.decode("utf-8-sig")


class Emptied(Exception):
    """Ends a transaction so that nothing of it stays."""


def test_a_brother_who_comes_later_does_not_write_the_family_s_measure_again(importer):
    bring_in(sheet(CHILD | TWO), "children", importer)
    bring_in(sheet(SISTER), "children", importer)
    assert [one[1] for one in written(importer)].count("other") == 1
    with acting(importer):
        assert Deadline.objects.filter(rule=rules.COURT_REVIEW).count() == 1


def test_a_measure_in_force_starts_the_report_to_the_court_where_no_order_has(importer):
    bare = {name: value for name, value in CHILD.items() if not name.startswith("Karar")}
    alone = {"Tedbirler": "DAN", "Tedbir kararını veren": "Konya 1. Çocuk Mahkemesi", "Tedbir karar no": "2026/9", "Tedbir karar tarihi": "05.10.2026"}  # fmt: skip
    bring_in(
        sheet(bare | alone, bare | alone | {"Çocuğun adı": "Irmak", "Doğum tarihi": "06.05.2018"}), "children", importer
    )
    with acting(importer):
        (clock,) = Deadline.objects.filter(rule=rules.COURT_REVIEW)
        assert clock.basis_id is None and Measure.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "heading", "code"),
    [
        ({"Tedbirler": "Egitm tedbiri; EGT; DAN"}, "Tedbirler", "unknown_word"),
        ({"Tedbirler": ""}, "Tedbirler", "needed_with"),
        ({"Tedbir karar no": "1; 2"}, "Tedbir karar no", "measures_count"),
        ({"Tedbirler": "EGT; EGT; DAN"}, "Tedbirler", "measure_twice"),
        ({"Tedbirin bitişi": "-; 01.06.2020; -"}, "Tedbirin bitişi", "order"),
        ({"Tedbir karar tarihi": "01.06.2035"}, "Tedbir karar tarihi", "future"),
        ({"Tedbir kimin için": "Komşu"}, "Tedbir kimin için", "unknown_word"),
        ({"Tedbirler": "Başka bir tedbir: " + "x" * 201, "Tedbir karar no": "", "Tedbir karar tarihi": "", "Tedbir kimin için": "", "Tedbirin bitişi": ""}, "Tedbirler", "too_long"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_each_wrong_cell_is_named(importer, changes, heading, code):
    report = look(sheet(CHILD | TWO | changes), "children", importer)
    assert said(report) == [(2, heading, code)] and report.problems[0].message


def test_a_semicolon_in_the_decision_s_words_does_not_begin_another_measure(importer):
    bring_in(sheet(CHILD | TWO), "children", importer)
    with acting(importer):
        Measure.objects.filter(kind="other").update(other="Kurs; haftada iki gün")
    assert "Başka bir tedbir: Kurs, haftada iki gün" in given_back("children", importer).decode("utf-8-sig")
    assert look(given_back("children", importer), "children", importer).counts == {"unchanged": 1}


def test_where_the_country_names_no_measures_the_words_of_the_decision_are_kept(importer, monkeypatch):
    from umay.ground.offices.packs import Settings

    has = Settings.has
    monkeypatch.setattr(Settings, "has", lambda self, name: name != "legal.measures" and has(self, name))
    bring_in(sheet(CHILD | {"Tedbirler": "Ailəyə həftəlik baş çəkmə; SAG"}), "children", importer)
    assert [one[1:3] for one in written(importer)] == [("other", "Ailəyə həftəlik baş çəkmə"), ("other", "SAG")]
    assert look(given_back("children", importer), "children", importer).counts == {"unchanged": 1}
