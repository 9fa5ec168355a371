"""Files of `umay protect`: tables and releases as CSV, rules as JSON. The format: docs/reference/protect.md."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from umay.ground.figures.protecting.policy import HOME, Policy
from umay.ground.figures.protecting.shape import (
    TOTAL,
    BadTable,
    Cell,
    Codes,
    Dimension,
    Table,
    cell_of,
    completed,
    insist_on_size,
)
from umay.ground.figures.protecting.system import Earlier

MOST_BYTES = 20_000_000
COUNT, CONTRIBUTORS, STATUS = "count", "contributors", "status"
EXACT, HIDDEN, ROUNDED = "exact", "hidden", "rounded-"
_LONGEST_CODE = 80
_FORMULA = "=+-@\t\r"
Trees = Mapping[str, Mapping[str, Codes]]


@dataclass(frozen=True)
class Rules:
    """What a rules file says: parts of codes by dimension, and the policy."""

    trees: Trees = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)


@dataclass(frozen=True)
class _Sheet:
    names: tuple[str, ...]
    rows: dict[Codes, dict[str, str]]
    lines: dict[Codes, int]


def parse_table(raw: bytes, trees: Trees) -> Table:
    """A table of counts; sums that are not in the file are added up. Raises BadTable."""
    sheet = _sheet(raw)
    dimensions = _dimensions(sheet, trees)
    counts = {codes: _count(row[COUNT], sheet.lines[codes]) for codes, row in sheet.rows.items()}
    feeders = {
        codes: _count(row[CONTRIBUTORS], sheet.lines[codes])
        for codes, row in sheet.rows.items()
        if row.get(CONTRIBUTORS, "")
    }
    return Table(dimensions, completed(dimensions, counts), feeders)


def parse_earlier(raw: bytes, trees: Trees) -> Earlier:
    """An earlier release, as `umay protect` wrote it; without a column `status` its numbers are exact. Raises BadTable."""
    sheet = _sheet(raw)
    shown = {}
    for codes, row in sheet.rows.items():
        status = row.get(STATUS, EXACT)
        if status == HIDDEN:
            continue
        number = _count(row[COUNT], sheet.lines[codes])
        shown[codes] = _ends(number, status, sheet.lines[codes])
    dimensions = _dimensions(sheet, trees)
    insist_on_size(dimensions)
    return Earlier(dimensions, shown)


def parse_shown(raw: bytes, table: Table) -> dict[Codes, int | None]:
    """What a release of `table` says: {codes: the number, None where hidden}; rows that are not there are missing. Raises BadTable."""
    sheet = _sheet(raw)
    if sheet.names != tuple(dimension.name for dimension in table.dimensions):
        raise BadTable("headings_differ")
    told = {}
    for codes, row in sheet.rows.items():
        if codes not in table.counts:
            raise BadTable("row_stray", line=sheet.lines[codes])
        told[codes] = None if row[COUNT] == HIDDEN else _count(row[COUNT], sheet.lines[codes])
    return told


def _ends(number: int, status: str, line: int) -> tuple[int, int]:
    if status == EXACT:
        return number, number
    base = status.removeprefix(ROUNDED)
    if not status.startswith(ROUNDED) or not base.isdecimal() or not 2 <= int(base) <= 10_000:
        raise BadTable("status_bad", line=line)
    return max(0, number - int(base) + 1), number + int(base) - 1


def parse_known(raw: bytes) -> dict[Cell, int]:
    """Single counts that others have published. Raises BadTable."""
    sheet = _sheet(raw)
    dimensions = tuple(Dimension(name, {TOTAL: ("-",)}) for name in sheet.names)
    return {cell_of(dimensions, codes): _count(row[COUNT], sheet.lines[codes]) for codes, row in sheet.rows.items()}


def parse_rules(raw: bytes) -> Rules:
    """A rules file. Raises BadTable."""
    if len(raw) > MOST_BYTES:
        raise BadTable("file_large")
    try:
        told = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadTable("rules_bad") from error
    if not isinstance(told, dict) or told.get("format") != "umay-protect/1":
        raise BadTable("rules_bad")
    if stray := set(told) - {"format", "dimensions", "policy"}:
        raise BadTable("rules_stray", name=min(stray))
    return Rules(_trees(told.get("dimensions", {})), _policy(told.get("policy", {})))


def _trees(told: object) -> Trees:
    if not isinstance(told, dict) or not all(isinstance(tree, dict) for tree in told.values()):
        raise BadTable("rules_bad")
    for tree in told.values():
        for parts in tree.values():
            if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
                raise BadTable("rules_bad")
    return {name: {code: tuple(parts) for code, parts in tree.items()} for name, tree in told.items()}


def _policy(told: object) -> Policy:
    if not isinstance(told, dict):
        raise BadTable("rules_bad")
    fields = {"threshold", "width", "rounding", "zeros", "tiny", "contributors", "loss", "home"}
    if stray := set(told) - fields:
        raise BadTable("rules_stray", name=min(stray))
    start = HOME if told.get("home") is True else Policy()
    return Policy(**{**vars(start), **{name: value for name, value in told.items() if name != "home"}})


def _sheet(raw: bytes) -> _Sheet:
    if len(raw) > MOST_BYTES:
        raise BadTable("file_large")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadTable("file_text") from error
    if "\x00" in text:
        raise BadTable("file_text")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise BadTable("file_text") from error
    if not lines:
        raise BadTable("file_empty")
    return _read_rows([name.strip() for name in lines[0]], lines)


def _read_rows(headings: list[str], lines: list[list[str]]) -> _Sheet:
    if len(set(headings)) < len(headings) or "" in headings:
        raise BadTable("headings_bad")
    if COUNT not in headings:
        raise BadTable("count_column")
    names = tuple(name for name in headings if name not in (COUNT, CONTRIBUTORS, STATUS))
    if not names:
        raise BadTable("dimensions_none")
    for name in names:
        _insist_on_code(name, 1)
    rows: dict[Codes, dict[str, str]] = {}
    places: dict[Codes, int] = {}
    for number, line in enumerate(lines[1:], start=2):
        if not any(line):
            continue
        if len(line) != len(headings):
            raise BadTable("row_short", line=number)
        row = {name: value.strip() for name, value in zip(headings, line, strict=True)}
        codes = tuple(row[name] for name in names)
        for code in codes:
            _insist_on_code(code, number)
        if codes in rows:
            raise BadTable("row_twice", line=number)
        rows[codes], places[codes] = row, number
    if not rows:
        raise BadTable("file_empty")
    return _Sheet(names, rows, places)


def _insist_on_code(code: str, line: int) -> None:
    if code.startswith(tuple(_FORMULA)):
        raise BadTable("formula", line=line)
    if not 0 < len(code) <= _LONGEST_CODE or not code.isprintable():
        raise BadTable("code_bad", line=line)


def _count(text: str, line: int) -> int:
    if text.startswith(tuple("=+@")):
        raise BadTable("formula", line=line)
    if not (text.isascii() and text.isdecimal() and len(text) <= 10):
        raise BadTable("count_text", line=line)
    return int(text)


def _dimensions(sheet: _Sheet, trees: Trees) -> tuple[Dimension, ...]:
    found = []
    for place, name in enumerate(sheet.names):
        tree = {code: parts for code, parts in trees.get(name, {}).items() if code != TOTAL}
        below = {part for parts in tree.values() for part in parts}
        seen = dict.fromkeys(codes[place] for codes in sheet.rows)
        tops = tuple(code for code in (*tree, *seen) if code not in below and code != TOTAL)
        if not tops:
            raise BadTable("parts_none", dimension=name)
        found.append(Dimension(name, {TOTAL: tuple(dict.fromkeys(tops)), **tree}))
    return tuple(found)
