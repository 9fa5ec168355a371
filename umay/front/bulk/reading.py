"""Opening a spreadsheet: CSV in any of its dialects, or XLSX, as one heading row and a stream of rows. One row at a time is held."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from umay.front.bulk import limits
from umay.front.bulk.letters import MOJIBAKE, letters_of, mended
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.text import tidy

_SEPARATORS = ";,\t|"
_OLE = b"\xd0\xcf\x11\xe0"
_KEPT_TEXT = re.compile(r'^="(.*)"$', re.DOTALL)  # Excel's way of keeping leading zeros in a CSV
_NOTHING = ("", "-", "–", "—", ".")  # how many lists write "nothing"
_RISKY = re.compile(r"'*[=+\-@]")
_GUARDED = re.compile(r"'+(?:[=+\-@]|[–—.]$)")
csv.field_size_limit(limits.MOST_SIGNS * 20)


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that would have to be computed."""


@dataclass
class Table:
    """A spreadsheet. `rows()` gives (row number, cells); texts are tidied, days of XLSX are dates, empty cells None.

    `about` says how the file was read (for the page): encoding, separator, whether broken letters were mended.
    """

    headings: list[str]
    total: int
    about: dict[str, Any] = field(default_factory=dict)
    _open: Any = None

    def rows(self) -> Iterator[tuple[int, list]]:
        width = len(self.headings)
        for number, cells in self._open():
            if number > limits.MOST_ROWS + 1:
                raise Refusal(
                    _("This file has more than %(most)s rows. Cut it into several files.") % {"most": limits.MOST_ROWS},
                    code="rows",
                )
            while cells and cells[-1] is None:
                cells.pop()
            if cells:
                yield number, cells + [None] * (width - len(cells))


def open_table(content: bytes, name: str = "") -> Table:
    """Open a file by what is in it (its name is not believed). Raises Refusal with one clear sentence."""
    if not content.strip():
        raise Refusal(_("This file is empty."), code="empty")
    if len(content) > limits.MOST_BYTES:
        raise Refusal(
            _("This file is larger than %(most)s MB. Cut it into several files.")
            % {"most": limits.MOST_BYTES // 2**20},
            code="size",
        )
    if content.startswith(_OLE):
        raise Refusal(
            _("This is an old Excel file (XLS) or one with a password. Save it as XLSX without a password."), code="xls"
        )
    return _open_xlsx(content) if content.startswith(b"PK") else _open_csv(content)


def _checked(headings: list[str]) -> list[str]:
    while headings and not headings[-1]:
        headings.pop()
    if not headings:
        raise Refusal(_("The first row must hold the headings of the columns; it is empty."), code="headings")
    if len(headings) > limits.MOST_COLUMNS:
        raise Refusal(
            _("This file has %(count)s columns, more than %(most)s. Delete those that are not needed.")
            % {"count": len(headings), "most": limits.MOST_COLUMNS},
            code="columns",
        )
    return headings


def _refuse_no_rows(table: Table) -> Table:
    if next(table.rows(), None) is None:
        raise Refusal(_("This file holds headings only; there is no row below them."), code="no_rows")
    return table


# --- CSV ---


def _open_csv(content: bytes) -> Table:
    letters = letters_of(content)
    if letters.is_repaired:
        text = content.decode(letters.encoding)
        content, encoding = (mended(text) or text).encode(), "utf-8"
    else:
        encoding = letters.encoding
    first = _first_line(content, encoding)
    separator = _separator(first)

    def lines() -> Iterator[tuple[int, list]]:
        stream = io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")
        try:
            for number, cells in enumerate(csv.reader(stream, delimiter=separator, strict=False), start=1):
                if number > 1:
                    yield number, [_text(cell) for cell in cells]
        except csv.Error as error:
            raise Refusal(
                _('A text in this file begins with a quotation mark that never ends. Look for a single " in it.'),
                code="quotes",
            ) from error

    try:
        heads = next(csv.reader(io.StringIO(first, newline=""), delimiter=separator), [])
    except csv.Error as error:
        raise Refusal(
            _("The first row must hold the headings of the columns; it can't be read."), code="headings"
        ) from error
    headings = _checked([_heading(cell) for cell in heads])
    if len(headings) == 1 and len(first) > 200:
        raise Refusal(
            _("The columns of this file can't be told apart. Separate them with semicolons, commas or tabs."),
            code="separator",
        )
    about = {"encoding": letters.encoding, "separator": separator, "is_repaired": letters.is_repaired}
    return _refuse_no_rows(Table(headings, max(content.count(b"\n"), 1), about, lines))


def _first_line(content: bytes, encoding: str) -> str:
    """The heading row with its line breaks inside quotes."""
    text = io.TextIOWrapper(io.BytesIO(content[: 4 * 2**16]), encoding=encoding, newline="", errors="replace")
    line = ""
    for part in text:
        line += part
        if line.count('"') % 2 == 0 and line.strip():
            break
    return line


def _separator(line: str) -> str:
    plain = re.sub(r'"[^"]*"', "", line)
    return max(_SEPARATORS, key=lambda sign: (plain.count(sign), sign == ";"))


def _heading(cell: Any) -> str:
    return tidy(str(cell))[:120] if cell is not None else ""


def _text(cell: str) -> Any:
    """One cell of text: line breaks kept, spaces tidied, the exporting apostrophe taken off."""
    if kept := _KEPT_TEXT.match(cell.strip()):
        cell = kept[1]
    elif cell.lstrip().startswith("=") and not MOJIBAKE.search(cell):
        return Formula()
    text = clean(cell)
    if text in _NOTHING:
        return None
    return text[1:] if _GUARDED.match(text) else text


def clean(text: str) -> str:
    """Text as it is kept: line breaks of one kind, spaces tidied in every line."""
    lines = [tidy(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return "\n".join(lines).strip()


def guarded(text: str) -> str:
    """Text as it is written out: no spreadsheet program takes it for a formula. Reading takes the apostrophe off again."""
    return "'" + text if _RISKY.match(text) or re.fullmatch(r"'*[-–—.]", text) else text


# --- XLSX ---


def _book(content: bytes):
    """The workbook, read row by row. Where a sheet doesn't state its size, openpyxl would read all of it at every opening to learn it."""
    from openpyxl.reader import excel
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    class Unmeasured(ReadOnlyWorksheet):
        def _get_size(self):
            """Nothing here asks for the size: rows are counted where merged cells are looked for."""

    excel.ReadOnlyWorksheet = Unmeasured
    try:
        return excel.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    finally:
        excel.ReadOnlyWorksheet = ReadOnlyWorksheet


def _open_xlsx(content: bytes) -> Table:
    sheet_path = _unpackable(content)
    try:
        book = _book(content)
        first = next(book.worksheets[0].iter_rows(min_row=1, max_row=1, max_col=400, values_only=True), ())
        book.close()
    except Refusal:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise Refusal(
            _("This XLSX file can't be opened. Open it in your spreadsheet program and save it again."), code="broken"
        ) from error
    headings = _checked([_heading(cell) for cell in first])
    total = _rows_unless_merged(content, sheet_path)

    def lines() -> Iterator[tuple[int, list]]:
        opened = _book(content)
        try:
            for number, cells in enumerate(
                opened.worksheets[0].iter_rows(min_row=2, max_col=len(headings) + 1), start=2
            ):
                yield number, [_cell(cell) for cell in cells]
        finally:
            opened.close()

    return _refuse_no_rows(Table(headings, total, {"encoding": "xlsx", "separator": "", "is_repaired": False}, lines))


def _unpackable(content: bytes) -> str:
    """Look into the archive before it is unpacked: a small file can hold a thousand times its size. Returns the first sheet's path."""
    with suppress(zipfile.BadZipFile, KeyError):
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
        shared = sum(part.file_size for part in parts if "sharedstrings" in part.filename.casefold())
        if (
            len(parts) > 2_000
            or sum(part.file_size for part in parts) > limits.MOST_UNPACKED
            or shared > limits.MOST_SHARED_TEXT
        ):
            raise Refusal(
                _(
                    "This XLSX file becomes too large when it is unpacked. Save the sheet as CSV, or cut it into several files."
                ),
                code="bomb",
            )
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with archive.open(part) as stream:
                    if b"<!DOCTYPE" in (head := stream.read(4096)) or b"<!ENTITY" in head:
                        raise Refusal(
                            _("This XLSX file holds parts that are not accepted. Save the sheet as CSV."),
                            code="entities",
                        )
        sheets = sorted(part.filename for part in parts if re.fullmatch(r"xl/worksheets/sheet\d*\.xml", part.filename))
        if sheets and "xl/workbook.xml" in archive.namelist():
            return sheets[0]
    raise Refusal(_("This is not a spreadsheet. Send a CSV or an XLSX file."), code="not_sheet")


def _rows_unless_merged(content: bytes, path: str) -> int:
    """How many rows the sheet holds, its heading included."""
    rows = 0
    with zipfile.ZipFile(io.BytesIO(content)).open(path) as stream:
        before = b""
        while part := stream.read(2**20):
            if found := re.search(rb'<mergeCell ref="([A-Z0-9:]+)"', before + part):
                raise Refusal(
                    _(
                        "The sheet has merged cells (%(where)s). Each row and column must stand alone: take the merging off."
                    )
                    % {"where": found[1].decode()},
                    code="merged",
                )
            rows += len(re.findall(rb"<row[ />]", before[-4:] + part))
            before = part[-64:]
    return max(rows, 1)


def _cell(cell: Any) -> Any:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        return Formula()
    if isinstance(value, datetime):
        return value if (value.hour or value.minute) else value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else repr(value)
    return _text(str(value))
