"""Spreadsheets made for tests: invented families, children and placements, with Turkish headings unless said otherwise."""

import csv
import io

from openpyxl import Workbook

from umay.front.bulk import exporting, walking
from umay.front.bulk.headings import recognise
from umay.front.bulk.reading import open_table
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now

FAMILY = {
    "Aile no": "TR-1", "Durum": "Onaylı", "Aile adı": "Örnek", "1. bakıcının adı": "Şirin", "1. bakıcının soyadı": "Örnek", "1. bakıcının cinsiyeti": "Kadın",
    "1. bakıcının doğum tarihi": "14.05.1983", "İl": "Konya", "Adres": "Sokak 1", "Telefon": "0332 000 00 01", "Bakım türleri": "Süreli", "Kontenjan": "2",
    "Oda kimler için": "Kız; Erkek", "Konuşulan diller": "Türkçe", "Başvuru tarihi": "02.02.2024", "Kontrollerin tarihi": "10.05.2024", "Onay tarihi": "20.06.2024",
    "Onay sayısı": "2024/118", "Müsait": "Evet",
}  # fmt: skip
CHILD = {
    "Dosya no": "C-1", "Dosya açılış tarihi": "03.03.2026", "Çocuğun adı": "Kuzey", "Çocuğun soyadı": "Denemez", "Cinsiyet": "Erkek", "Doğum tarihi": "31.12.2015",
    "Anne adı soyadı": "Yağmur Denemez", "İl": "Konya", "Karar türü": "Bakım tedbiri kararı", "Kararı veren": "Konya 1. Çocuk Mahkemesi", "Karar no": "2026/118",
    "Karar tarihi": "05.03.2026", "Kararın başlangıcı": "05.03.2026", "Bakım türü": "Süreli",
}  # fmt: skip
PLACEMENT = {
    "Dosya no": "C-1", "Çocuğun adı": "Kuzey", "Çocuğun soyadı": "Denemez", "Doğum tarihi": "31.12.2015", "Aile no": "TR-1", "Bakım türü": "Süreli",
    "Yerleştirme tarihi": "20.03.2026 14:30", "Sözleşme tarihi": "18.03.2026", "Sözleşme no": "2026/9", "Onaylayan": "Konya Valiliği", "Onay sayısı": "2026/340",
    "Onay tarihi": "19.03.2026",
}  # fmt: skip


def sheet(*rows: dict, delimiter=";", encoding="utf-8") -> bytes:
    """A CSV with the headings of all rows together."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(headings)
    writer.writerows([row.get(heading, "") for heading in headings] for row in rows)
    return text.getvalue().encode(encoding)


def book(*rows: dict, before=None) -> bytes:
    """The same as XLSX; `before(sheet)` may spoil it."""
    made = Workbook()
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    made.active.append(headings)
    for row in rows:
        made.active.append([row.get(heading) for heading in headings])
    if before:
        before(made.active)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def look(content: bytes, kind: str, by, *, is_writing=False, **more):
    """A dry run, or the real one; what stands in the way is in the report in both."""
    table = open_table(content)
    codes = recognise(kind, table.headings).codes
    deed = walking.write if is_writing else walking.examine
    with acting(by):
        try:
            return deed(table=table, kind=kind, codes=codes, by=by, at=now(), **more)
        except walking.NotWritten as stopped:
            return stopped.report


def bring_in(content: bytes, kind: str, by, **more):
    report = look(content, kind, by, is_writing=True, **more)
    assert report.is_written, [(one.row, one.heading, one.message) for one in report.problems] + report.doubles
    return report


def given_back(kind: str, by, form="csv") -> bytes:
    kept = io.BytesIO()
    with acting(by):
        exporting.export(kind=kind, file=kept, form=form, by=by, at=now())
    return kept.getvalue()


def said(report) -> list[tuple[int, str, str]]:
    return [(one.row, one.heading, one.code) for one in report.problems]
