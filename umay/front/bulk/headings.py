"""Which column of a file is which: by its heading in one of three languages, by what this office chose before, or by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from umay.front.bulk.columns import CHILDREN, FAMILIES, PLACEMENTS, Column
from umay.kit.kernel.text import fold

COLUMNS: dict[str, tuple[Column, ...]] = {"families": FAMILIES, "children": CHILDREN, "placements": PLACEMENTS}
LEFT_OUT = "-"
"""Chosen by hand: this column is not read."""


@dataclass(frozen=True)
class Recognised:
    """`codes`: for each column of the file its code, "" where it is not known, "-" where it is left out on purpose.

    `doubled`: headings that claim a column which an earlier heading already has.
    """

    codes: tuple[str, ...]
    doubled: tuple[str, ...]

    @property
    def unknown(self) -> list[int]:
        return [place for place, code in enumerate(self.codes) if not code]


@cache
def _known(kind: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in COLUMNS[kind]:
        for heading in column.headings:
            found.setdefault(_key(heading), column.code)
    return found


def _key(heading: str) -> str:
    return fold(heading).replace(" ", "")


@cache
def column(kind: str, code: str) -> Column:
    return next(one for one in COLUMNS[kind] if one.code == code)


def recognise(kind: str, headings: Sequence[str], remembered: Mapping[str, str] | None = None) -> Recognised:
    """Find the column of each heading; what the office chose before wins over our own list."""
    remembered, known = remembered or {}, _known(kind)
    exist = {one.code for one in COLUMNS[kind]} | {LEFT_OUT}
    codes, doubled, taken = [], [], set()
    for heading in headings:
        key = _key(heading)
        code = remembered.get(key, "") if remembered.get(key, "") in exist else known.get(key, "")
        if code and code != LEFT_OUT and code in taken:
            doubled.append(heading)
            code = ""
        taken.add(code)
        codes.append(code if heading else LEFT_OUT)
    return Recognised(tuple(codes), tuple(doubled))


def to_remember(kind: str, headings: Sequence[str], codes: Sequence[str]) -> dict[str, str]:
    """What is worth keeping of a choice made by hand: headings that our own list does not know or knows otherwise."""
    known = _known(kind)
    pairs = ((_key(heading), code) for heading, code in zip(headings, codes, strict=True) if heading)
    return {key: code for key, code in pairs if code and known.get(key) != code}


def missing(kind: str, codes: Sequence[str]) -> list[Column]:
    """Columns without which no row of this sheet makes sense."""
    have = set(codes)
    lacking = [one for one in COLUMNS[kind] if one.is_needed and one.code not in have]
    names = {"families": ("carer1_given", "carer1_name", "label"), "children": ("given", "surname", "name"), "placements": ("given", "surname", "name", "identity")}[kind]  # fmt: skip
    if not have & set(names):
        lacking.append(column(kind, names[0]))
    return lacking
