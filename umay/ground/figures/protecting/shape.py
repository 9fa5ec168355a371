"""A table of counts: dimensions with their totals and parts, one count for each combination of codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

TOTAL = "TOTAL"
"""The code that stands for everybody in a dimension."""

MOST_CELLS = 20_000
MOST_DIMENSIONS = 6
MOST_COUNT = 10**9

Codes = tuple[str, ...]
Cell = frozenset[tuple[str, str]]
"""A group of people, named the same in every table: its (dimension, code) pairs without those that say TOTAL."""


class BadTable(ValueError):
    """The input cannot be protected as it stands. `code` says what is wrong, `params` where; never a count of a cell."""

    def __init__(self, code: str, /, **params: object):
        super().__init__(f"{code}: {params}" if params else code)
        self.code = code
        self.params = params


@dataclass(frozen=True)
class Dimension:
    """One way to split people. `parts` says for TOTAL, and for each code that has parts, of which codes it is the sum."""

    name: str
    parts: Mapping[str, Codes]

    def __post_init__(self) -> None:
        seen = [TOTAL]
        for code in seen:
            for part in self.parts.get(code, ()):
                if part in seen:
                    raise BadTable("part_of_two", dimension=self.name, code=part)
                seen.append(part)
        if stray := set(self.parts) - set(seen):
            raise BadTable("parts_stray", dimension=self.name, code=min(stray))
        if any(not parts for parts in self.parts.values()) or TOTAL not in self.parts:
            raise BadTable("parts_none", dimension=self.name)
        object.__setattr__(self, "codes", tuple(seen))

    codes: Codes = field(init=False, repr=False, compare=False)
    """Every code, TOTAL first, parts after what they are parts of."""


@dataclass(frozen=True)
class Table:
    """Counts of people for every combination of codes, totals included; sums are right.

    `contributors` says of how many offices, homes or families the people of a cell come, where that is known.
    Raises BadTable where a combination is missing, a number is no count, or a total is not the sum of its parts.
    """

    dimensions: tuple[Dimension, ...]
    counts: Mapping[Codes, int]
    contributors: Mapping[Codes, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = [dimension.name for dimension in self.dimensions]
        if not names or len(set(names)) < len(names):
            raise BadTable("dimensions_twice" if names else "dimensions_none")
        insist_on_size(self.dimensions)
        for codes in combinations(self.dimensions):
            number = self.counts.get(codes)
            if number is None:
                raise BadTable("row_missing", row=row_name(self.dimensions, codes))
            if type(number) is not int or not 0 <= number <= MOST_COUNT:
                raise BadTable("count_bad", row=row_name(self.dimensions, codes))
        for parent, children in sums(self.dimensions):
            if self.counts[parent] != sum(self.counts[child] for child in children):
                raise BadTable("sum_wrong", row=row_name(self.dimensions, parent))


def insist_on_size(dimensions: tuple[Dimension, ...]) -> None:
    """Raise BadTable where the table would have too many dimensions or cells to be protected."""
    if len(dimensions) > MOST_DIMENSIONS:
        raise BadTable("dimensions_many", most=MOST_DIMENSIONS)
    number = 1
    for dimension in dimensions:
        number *= len(dimension.codes)
    if number > MOST_CELLS:
        raise BadTable("cells_many", most=MOST_CELLS)


def combinations(dimensions: tuple[Dimension, ...]) -> Iterator[Codes]:
    """Every combination of codes, in the order of the dimensions."""
    return product(*(dimension.codes for dimension in dimensions))


def sums(dimensions: tuple[Dimension, ...]) -> Iterator[tuple[Codes, list[Codes]]]:
    """(a combination, those whose sum it is), once for each dimension in which it has parts."""
    for codes in combinations(dimensions):
        for place, dimension in enumerate(dimensions):
            if parts := dimension.parts.get(codes[place]):
                yield codes, [(*codes[:place], part, *codes[place + 1 :]) for part in parts]


def cell_of(dimensions: tuple[Dimension, ...], codes: Codes) -> Cell:
    """The group of people that the codes name, the same in every table."""
    return frozenset((d.name, code) for d, code in zip(dimensions, codes, strict=True) if code != TOTAL)


def row_name(dimensions: tuple[Dimension, ...], codes: Codes) -> str:
    """The row in words for a message: "province=06, age=0-2"."""
    return ", ".join(f"{d.name}={code}" for d, code in zip(dimensions, codes, strict=True))


def completed(dimensions: tuple[Dimension, ...], leaves: Mapping[Codes, int]) -> dict[Codes, int]:
    """The given counts and every sum that is not among them. Raises BadTable where a part is missing."""
    found = dict(leaves)
    insist_on_size(dimensions)

    def count(codes: Codes) -> int:
        if codes in found:
            return found[codes]
        for place, dimension in enumerate(dimensions):
            if parts := dimension.parts.get(codes[place]):
                found[codes] = sum(count((*codes[:place], part, *codes[place + 1 :])) for part in parts)
                return found[codes]
        raise BadTable("row_missing", row=row_name(dimensions, codes))

    for codes in combinations(dimensions):
        count(codes)
    return found
