"""All tables that go out together, and what is known already, as one set of cells and sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from umay.ground.figures.protecting.shape import BadTable, Cell, Dimension, Table, cell_of, combinations, row_name, sums


@dataclass(frozen=True)
class Earlier:
    """A release that is out already: `shown` holds the lowest and highest count that its number can stand for; a
    combination that is not in it was hidden."""

    dimensions: tuple[Dimension, ...]
    shown: Mapping[tuple[str, ...], tuple[int, int]]


@dataclass
class System:
    """Cells by number. `counts` are the true ones; where only an earlier release has the cell, a count that agrees with it.

    `low`, `high`: what an outsider knows of each cell before this release (high is -1 where nothing is known).
    `lines`: (whole, parts) by number. `owned`: is the cell in one of the tables that go out now?
    `changed`: cells whose count was another one when it was shown earlier, by less than a threshold: their change is few people.
    """

    cells: list[Cell]
    index: dict[Cell, int]
    counts: np.ndarray
    low: np.ndarray
    high: np.ndarray
    owned: np.ndarray
    lines: list[tuple[int, tuple[int, ...]]]
    contributors: dict[int, int] = field(default_factory=dict)
    changed: set[int] = field(default_factory=set)


def gather(
    tables: Sequence[Table], known: Mapping[Cell, int], earlier: Sequence[Earlier], *, threshold: int, rounding: int
) -> System:
    """One system of everything. Raises BadTable where tables or what is known contradict each other."""
    system = _of_tables(tables)
    for cell, number in known.items():
        place = system.index.get(cell)
        if place is None:
            raise BadTable("known_stray", row=_named(cell))
        if number != system.counts[place]:
            raise BadTable("known_differs", row=_named(cell))
        system.low[place] = system.high[place] = number
    for release in earlier:
        _add_earlier(system, release, threshold, rounding)
    return system


def _named(cell: Cell) -> str:
    return ", ".join(f"{name}={code}" for name, code in sorted(cell)) or "TOTAL"


def _of_tables(tables: Sequence[Table]) -> System:
    if not tables:
        raise BadTable("tables_none")
    counts: dict[Cell, int] = {}
    lines: dict[tuple, None] = {}
    contributors: dict[Cell, int] = {}
    trees: dict[str, Mapping] = {}
    for table in tables:
        for dimension in table.dimensions:
            if trees.setdefault(dimension.name, dimension.parts) != dimension.parts:
                raise BadTable("dimensions_differ", dimension=dimension.name)
        for codes in combinations(table.dimensions):
            cell = cell_of(table.dimensions, codes)
            if counts.setdefault(cell, table.counts[codes]) != table.counts[codes]:
                raise BadTable("tables_differ", row=row_name(table.dimensions, codes))
            if codes in table.contributors:
                contributors[cell] = min(table.contributors[codes], contributors.get(cell, table.contributors[codes]))
        for whole, parts in sums(table.dimensions):
            line = (cell_of(table.dimensions, whole), tuple(cell_of(table.dimensions, part) for part in parts))
            lines[line] = None
    cells = list(counts)
    index = {cell: place for place, cell in enumerate(cells)}
    size = len(cells)
    return System(
        cells=cells,
        index=index,
        counts=np.array([counts[cell] for cell in cells], dtype=np.int64),
        low=np.zeros(size, dtype=np.int64),
        high=np.full(size, -1, dtype=np.int64),
        owned=np.ones(size, dtype=bool),
        lines=[(index[whole], tuple(index[part] for part in parts)) for whole, parts in lines],
        contributors={index[cell]: number for cell, number in contributors.items()},
    )


def _add_earlier(system: System, release: Earlier, threshold: int, rounding: int) -> None:
    is_revised = False
    for codes, (least, most) in release.shown.items():
        place = system.index.get(cell_of(release.dimensions, codes))
        if place is not None and system.owned[place] and not least <= system.counts[place] <= most:
            is_revised = True
            if _tells_a_small_change(int(system.counts[place]), least, most, threshold, rounding):
                system.changed.add(place)
    if not is_revised:
        _add_cells(system, release)
    for codes, (least, most) in release.shown.items():
        place = system.index.get(cell_of(release.dimensions, codes))
        if place is None or (system.owned[place] and not least <= system.counts[place] <= most):
            continue
        system.low[place] = max(system.low[place], least)
        system.high[place] = most if system.high[place] < 0 else min(system.high[place], most)
        if system.low[place] > system.high[place]:
            raise BadTable("earlier_contradict")
    if not is_revised:
        _add_lines(system, release)


def _tells_a_small_change(count: int, least: int, most: int, threshold: int, rounding: int) -> bool:
    """Would showing the cell now say for certain that it changed, and by fewer people than the threshold? Rounded it may go either way."""
    ends = [(count, count)]
    if rounding and count % rounding:
        below = count - count % rounding
        ends = [(shown - rounding + 1, shown + rounding - 1) for shown in (below, below + rounding)]
    changes = [(low - most, high - least) for low, high in ends]
    return any(not low <= 0 <= high and max(abs(low), abs(high)) < threshold for low, high in changes)


def _add_cells(system: System, release: Earlier) -> None:
    new = [
        cell
        for cell in (cell_of(release.dimensions, codes) for codes in combinations(release.dimensions))
        if cell not in system.index
    ]
    for cell in new:
        system.index[cell] = len(system.cells)
        system.cells.append(cell)
    more = len(new)
    system.counts = np.append(system.counts, np.zeros(more, dtype=np.int64))
    system.low = np.append(system.low, np.zeros(more, dtype=np.int64))
    system.high = np.append(system.high, np.full(more, -1, dtype=np.int64))
    system.owned = np.append(system.owned, np.zeros(more, dtype=bool))


def _add_lines(system: System, release: Earlier) -> None:
    there = set(system.lines)
    for whole, parts in sums(release.dimensions):
        line = (
            system.index[cell_of(release.dimensions, whole)],
            tuple(system.index[cell_of(release.dimensions, part)] for part in parts),
        )
        if line not in there:
            system.lines.append(line)
