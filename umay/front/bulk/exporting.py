"""The same columns back: what is exported is imported unchanged."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from umay.front.bulk import limits
from umay.front.bulk.batch import journal_files
from umay.front.bulk.reading import guarded
from umay.front.bulk.sheets import SHEETS
from umay.front.bulk.values import show_cell
from umay.front.bulk.walking import Tell, around_of
from umay.ground.offices import keys
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import NotAllowed
from umay.kit.kernel.ports import record

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def export(
    *, kind: str, file: BinaryIO, form: str = "csv", by: Identity, at: datetime, tell: Tell | None = None
) -> int:
    """Write all rows of the asker's offices into `file`, with headings and words in the active language. Returns how many rows.

    form: "csv" (UTF-8 with a mark, semicolons: opens with two clicks in Turkish and Azerbaijani Excel) or "xlsx". Every care file that is given
    out has its line in the journal, and the export one of its own with the number of rows.
    """
    if not by.may(SHEETS[kind].permission) or not by.offices:
        raise NotAllowed()
    with transaction.atomic():
        rows = _rows(kind, by, at, tell)
        count = _csv(rows, file) if form == "csv" else _xlsx(rows, file)
        record(f"{kind}.export", kind=SHEETS[kind].thing, why=f"{count} rows, {form}")
    return count


def _rows(kind: str, by: Identity, at: datetime, tell: Tell | None) -> Iterator[list[str]]:
    sheet, around = SHEETS[kind], around_of(by, at)
    columns = [one for one in sheet.columns if one.is_written]
    yield [one.heading(around.language) for one in columns]
    query = sheet.query(by)
    total = query.count() if tell else 0
    done = 0
    for things in _parts(query):
        keys.forget()  # a few thousand opened keys are enough to hold at a time
        values = sheet.values_of(things, around)
        journal_files(f"{kind}.export", sheet.thing, list(dict.fromkeys(thing.file_id for thing in things)))
        for thing in things:
            yield [guarded(show_cell(one.kind, values[thing.pk].get(one.code), around)) for one in columns]
        done += len(things)
        if tell:
            tell(done, total)


def _parts(query) -> Iterator[list]:
    part: list = []
    for thing in query.iterator(chunk_size=limits.BATCH):
        part.append(thing)
        if len(part) == limits.BATCH:
            yield part
            part = []
    if part:
        yield part


def _csv(rows: Iterator[list[str]], file: BinaryIO) -> int:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer, count = csv.writer(text, delimiter=";", lineterminator="\r\n"), -1
    for count, row in enumerate(rows):  # noqa: B007 - the heading row is number 0
        writer.writerow(row)
    text.detach()
    return count


def _xlsx(rows: Iterator[list[str]], file: BinaryIO) -> int:
    from openpyxl import Workbook

    book, count = Workbook(write_only=True), -1
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for count, row in enumerate(rows):  # noqa: B007
        sheet.append([cell or None for cell in row])
    book.save(file)
    return count
