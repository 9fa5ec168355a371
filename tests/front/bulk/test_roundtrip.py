"""What is brought in is given back, and what was given back is brought in unchanged."""

import pytest
from django.utils.translation import override

from tests.factories.cast import Cast
from tests.front.bulk.made import CHILD, FAMILY, PLACEMENT, book, bring_in, given_back, look, sheet
from umay.care.cases.models import CaseChild, Deadline, LegalBasis
from umay.care.families.models import Family, Place
from umay.care.persons.models import Person, Tie
from umay.care.placements.models import Placement
from umay.care.visits.models import Visit
from umay.ground.journal.models import Entry
from umay.kit.kernel.acting import acting

KINDS = ("families", "children", "placements")
FULL_FAMILY = FAMILY | {
    "2. bakıcının adı": "Toprak", "2. bakıcının soyadı": "Örnek", "2. bakıcının cinsiyeti": "Erkek", "2. bakıcının doğum tarihi": "1980", "2. bakıcının kimlik no": "00123456708",
    "Not": "'=1+1 yazan bir not\n- ikinci satır; noktalı virgül ve \"tırnak\"", "Beceriler": "Otizm; Yıkanma, giyinme ve yemekte yardım", "En küçük yaş": "3", "En büyük yaş": "12",
    "İsteğini söylediği gün": "01.10.2026", "Enlem": "37,91", "Boylam": "32.48", "Acil kabul": "hayır",
}  # fmt: skip
SISTER = CHILD | {
    "Çocuğun adı": "Irmak",
    "Cinsiyet": "Kız",
    "Doğum tarihi": "06.2019",
    "Sağlık": "+ alerji",
    "İhtiyaçlar": "Otizm",
    "Özet": "@özet",
}
SISTER_PLACED = PLACEMENT | {
    "Çocuğun adı": "Irmak",
    "Doğum tarihi": "Haziran 2019",
    "Bitiş tarihi": "20.06.2026",
    "Bitiş nedeni": "Çocuğun isteği",
}


def everything(by) -> None:
    bring_in(
        sheet(
            FULL_FAMILY,
            FAMILY
            | {"Aile no": "TR-2", "1. bakıcının adı": "Pınar", "1. bakıcının doğum tarihi": "~1979", "Aile adı": ""},
        ),
        "families",
        by,
    )
    bring_in(sheet(CHILD, SISTER), "children", by)
    bring_in(sheet(PLACEMENT, SISTER_PLACED), "placements", by)


@pytest.fixture
def importer(cast):
    with override("tr"):
        yield cast.importer


def test_families_children_and_placements_come_in_whole(importer):
    everything(importer)
    with acting(importer):
        family = Family.objects.get(number="T42A-TR-1")
        assert (family.state, family.places, family.age_from, family.skills) == (
            "approved",
            2,
            3,
            ["autism", "disabled_care"],
        )
        assert family.note == '=1+1 yazan bir not\n- ikinci satır; noktalı virgül ve "tırnak"'
        assert [member.person.given for member in family.members.order_by("recorded_at")] == ["Şirin", "Toprak"]
        assert Tie.objects.filter(kind="mother").count() == 2 and Person.objects.filter(given="Yağmur").count() == 1
        assert CaseChild.objects.filter(case__number="T42A-C-1").count() == 2 and LegalBasis.objects.count() == 1
        assert Deadline.objects.filter(kind="order_ends").count() <= 1
        living = Placement.objects.get(state="active")
        assert living.child.given == "Kuzey" and Place.objects.get(by_thing=living.pk, state="taken").freed_at is None
        assert Visit.objects.filter(placement=living, state="planned").count() == 1
        assert Entry.objects.filter(code="families.import", kind="families.family", why="2 of 2 rows").count() == 1
        assert Entry.objects.filter(code="families.import", thing=family.pk).count() == 1


def test_what_was_given_back_is_known_as_unchanged(importer):
    everything(importer)
    for kind in KINDS:
        content = given_back(kind, importer)
        report = look(content, kind, importer)
        assert report.counts == {"unchanged": report.rows} and report.rows == 2, (kind, report.known, report.problems)
        report = look(given_back(kind, importer, form="xlsx"), kind, importer)
        assert report.counts == {"unchanged": 2}, (kind, report.known, report.problems)


@pytest.mark.commits
@pytest.mark.parametrize("language", ["tr", "az", "en"])
def test_an_empty_installation_gives_the_same_bytes_again(own_database, language):
    from django.db import transaction

    given: dict[str, bytes] = {}
    with override(language):
        for turn in range(2):
            try:
                with transaction.atomic():
                    by = Cast.make().importer
                    if turn == 0:
                        with override("tr"):
                            everything(by)
                        given = {kind: given_back(kind, by) for kind in KINDS}
                    else:
                        for kind in KINDS:
                            bring_in(given[kind], kind, by)
                        assert {kind: given_back(kind, by) for kind in KINDS} == given
                    raise Emptied
            except Emptied:
                pass


class Emptied(Exception):
    """Ends a transaction so that nothing of it stays."""


def test_a_turkish_list_out_of_a_spreadsheet_program_in_a_code_page_comes_in(importer):
    rows = [FAMILY | {"Aile no": f"{n}", "1. bakıcının adı": f"Çiğdem{n}"} for n in range(3)]
    bring_in(sheet(*rows, encoding="cp1254"), "families", importer)
    bring_in(
        book(
            *[
                row | {"Aile no": f"X{row['Aile no']}", "1. bakıcının adı": "Gül", "1. bakıcının soyadı": f"Başka{i}"}
                for i, row in enumerate(rows)
            ]
        ),
        "families",
        importer,
    )
    with acting(importer):
        assert Person.objects.filter(given="Çiğdem1").exists() and Family.objects.count() == 6


def test_numbers_brought_in_are_never_given_again(importer):
    from umay.ground.offices.actions import take_number
    from umay.ground.offices.models import Office

    bring_in(sheet(FAMILY | {"Aile no": "T42A-2026-0040"}), "families", importer)
    with acting(importer):
        assert (
            take_number(office=Office.objects.get(pk=importer.office_id), kind="family", year=2026) == "T42A-2026-0041"
        )


def test_an_export_is_in_the_journal_of_each_file_with_the_number_of_rows(importer):
    everything(importer)
    given_back("children", importer)
    with acting(importer):
        assert list(Entry.objects.filter(code="children.export").values_list("why", flat=True)) == ["2 rows, csv", ""]
