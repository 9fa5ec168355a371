"""Files as they come: every dialect is read, every bad file is refused with one clear sentence."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from tests.front.bulk.made import book, sheet
from umay.front.bulk import limits
from umay.front.bulk.letters import letters_of
from umay.front.bulk.reading import Formula, clean, guarded, open_table
from umay.kit.kernel.errors import Refusal

ROWS = ({"Ad": "Çiğdem", "Soyad": "Şağır Öğüt", "Not": "İnce iş"}, {"Ad": "Işıl", "Soyad": "Güneş", "Not": ""})


def cells(content: bytes) -> list:
    return list(open_table(content).rows())


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1254", "utf-16", "utf-16-le"])
def test_each_separator_in_each_encoding_is_read(delimiter, encoding):
    found = cells(sheet(*ROWS, delimiter=delimiter, encoding=encoding))
    assert found == [(2, ["Çiğdem", "Şağır Öğüt", "İnce iş"]), (3, ["Işıl", "Güneş", None])]


def test_cyrillic_lists_are_read():
    assert cells(sheet({"Ad": "Иван", "Soyad": "Петров"}, encoding="cp1251")) == [(2, ["Иван", "Петров"])]


def test_azerbaijani_letters_are_read_in_utf_8():
    assert cells(sheet({"Ad": "Gülnarə", "Soyad": "Əliyeva"})) == [(2, ["Gülnarə", "Əliyeva"])]


def test_letters_broken_by_an_earlier_program_are_mended():
    twice = "Ad;Soyad\r\nGül;Öz\r\n".encode().decode("cp1252").encode()
    table = open_table(twice)
    assert letters_of(twice).is_repaired and table.about["is_repaired"] and list(table.rows()) == [(2, ["Gül", "Öz"])]


def test_bytes_that_fit_no_alphabet_are_refused():
    with pytest.raises(Refusal) as refused:
        letters_of(b"Ad\r\n" + bytes(range(0x80, 0xFF)) * 4)
    assert refused.value.code == "letters"


def test_stray_and_unbreakable_spaces_go_and_line_breaks_stay():
    assert cells('Ad;Not\r\n"  Deniz\u00a0 ";"ilk  satır\r\n ikinci\u200b"\r\n'.encode()) == [
        (2, ["Deniz", "ilk satır\nikinci"])
    ]


def test_blank_rows_count_in_the_number_of_a_row():
    assert [number for number, _cells in cells(b"Ad;Soyad\r\nA;B\r\n\r\n;\r\nC;D\r\n")] == [2, 5]


def test_what_looks_like_a_formula_is_never_taken_for_text():
    found = cells(b'Ad;No;Not\r\n=1+1;="00123";\'=1+1\r\n')
    assert found == [(2, [Formula(), "00123", "=1+1"])]


@pytest.mark.parametrize("text", ["=1+1", "+90", "-5", "@x", "'=a", "''+b", "-", "–", "ordinary", "'quoted'"])
def test_every_text_comes_back_as_it_was_written_out(text):
    written = guarded(text)
    assert not written.startswith(("=", "+", "-", "@"))
    assert cells(sheet({"Not": written, "Ad": "x"}))[0][1][0] == clean(text)


def test_days_and_numbers_of_xlsx_keep_their_kind():
    found = cells(book({"Ad": "Deniz", "Doğum": date(2015, 12, 31), "No": 12345678901.0, "Yaş": 7, "Var": True}))
    assert found == [(2, ["Deniz", date(2015, 12, 31), "12345678901", "7", "1"])]


def test_a_formula_in_xlsx_is_seen():
    assert cells(book({"Ad": "=A1&B1", "Soyad": "x"}))[0][1] == [Formula(), "x"]


def _bomb() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as stream:
            for _turn in range(limits.MOST_UNPACKED // 2**20 + 1):
                stream.write(b"0" * 2**20)
    return kept.getvalue()


def _with_entities() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><workbook/>')
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    return kept.getvalue()


def _many_columns() -> bytes:
    return (";".join(f"h{n}" for n in range(300)) + "\r\n" + ";".join("x" * 300) + "\r\n").encode()


def _no_headings() -> bytes:
    made, kept = Workbook(), io.BytesIO()
    made.active["A2"] = "x"
    made.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"  \r\n ", "empty"),
        (b"Ad;Soyad\r\n", "no_rows"),
        (b"Ad;Soyad\r\n;;\r\n", "no_rows"),
        (_many_columns(), "columns"),
        (b"x" * (limits.MOST_BYTES + 1), "size"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
        (b"PK\x03\x04 no archive", "not_sheet"),
        (b"\x00\x01\x02\x03abcdefgh", "not_text"),
        (_bomb(), "bomb"),
        (_with_entities(), "entities"),
        (_no_headings(), "headings"),
        (book({"Ad": "a", "Soyad": "b"}, before=lambda one: one.merge_cells("A2:B2")), "merged"),
        (("Ad und so weiter " * 20 + "\r\nx\r\n").encode(), "separator"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_bad_file_is_refused_with_a_sentence(content, code):
    with pytest.raises(Refusal) as refused:
        open_table(content)
    assert refused.value.code == code and str(refused.value).endswith(".")


def test_a_table_with_too_many_rows_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "MOST_ROWS", 3)
    with pytest.raises(Refusal) as refused:
        cells(sheet(*[{"Ad": str(n), "Soyad": "x"} for n in range(5)]))
    assert refused.value.code == "rows"
