"""What an outsider can work out from a release: written from the published page alone, shares no code with what made the release.

The outsider knows every shown number, that every whole is the sum of its parts, that nobody is a fraction or less than none, and
what was published before. For each hidden cell the lowest and highest possible count is asked of a linear programme; a table of whole
numbers that agrees with everything is the proof that a count is possible, and is checked by plain adding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

import highspy
import numpy as np

Group = frozenset[tuple[str, str]]
Ends = tuple[int, int | None]
"""Lowest and highest count that is known to be possible; None for no upper end."""


@dataclass(frozen=True)
class Page:
    """A table as its readers see it: for each combination of codes the ends of what its number can mean; hidden ones are missing.

    `tree` holds for each dimension {code: its parts}, with the code of everybody under `whole`.
    """

    names: tuple[str, ...]
    trees: tuple[dict[str, tuple[str, ...]], ...]
    shown: dict[tuple[str, ...], Ends]
    whole: str = "TOTAL"


_QUIET = {"output_flag": False, "threads": 1, "random_seed": 0, "presolve": "off", "simplex_strategy": 4}
"""Primal simplex: the last corner is still possible when the next cell is asked for."""


class Contradiction(Exception):
    """What is published cannot all be true together."""


@dataclass
class Outsider:
    """Everything published, put together: possible ends for each group of people, and sums."""

    places: dict[Group, int] = field(default_factory=dict)
    least: list[int] = field(default_factory=list)
    most: list[int | None] = field(default_factory=list)
    sums: dict[tuple[int, tuple[int, ...]], None] = field(default_factory=dict)

    def read(self, page: Page) -> None:
        """Learn a page."""
        for codes in product(*(_below(tree, page.whole) for tree in page.trees)):
            place = self._place(_group(page, codes))
            if codes in page.shown:
                self._narrow(place, page.shown[codes])
            for number, tree in enumerate(page.trees):
                if parts := tree.get(codes[number]):
                    below = tuple(
                        self._place(_group(page, (*codes[:number], part, *codes[number + 1 :]))) for part in parts
                    )
                    self.sums[(place, below)] = None

    def hear(self, group: Group, ends: Ends) -> None:
        """Learn one number from elsewhere."""
        self._narrow(self._place(group), ends)

    def _place(self, group: Group) -> int:
        if group not in self.places:
            self.places[group] = len(self.places)
            self.least.append(0)
            self.most.append(None)
        return self.places[group]

    def _narrow(self, place: int, ends: Ends) -> None:
        least, most = ends
        self.least[place] = max(self.least[place], least)
        if most is not None:
            known = self.most[place]
            self.most[place] = most if known is None else min(known, most)
        if self.most[place] is not None and self.least[place] > self.most[place]:
            raise Contradiction


def _below(tree: dict[str, tuple[str, ...]], code: str) -> Iterable[str]:
    yield code
    for part in tree.get(code, ()):
        yield from _below(tree, part)


def _group(page: Page, codes: tuple[str, ...]) -> Group:
    return frozenset((name, code) for name, code in zip(page.names, codes, strict=True) if code != page.whole)


class Thinking:
    """The linear programme of one outsider: cells in columns, sums in rows. It keeps whole tables that it met as proofs."""

    def __init__(self, outsider: Outsider):
        self._sums = list(outsider.sums)
        self._size = len(outsider.places)
        self.least = np.array(outsider.least, dtype=np.int64)
        self.most = list(outsider.most)
        self._model = highspy.Highs()
        for option, value in _QUIET.items():
            self._model.setOptionValue(option, value)
        upper = np.array([highspy.kHighsInf if end is None else float(end) for end in outsider.most])
        nothing = np.zeros(0, dtype=np.int32)
        self._model.addCols(
            self._size, np.zeros(self._size), self.least.astype(float), upper, 0, nothing, nothing, np.zeros(0)
        )
        for whole, parts in self._sums:
            signs = np.array([1.0] + [-1.0] * len(parts))
            self._model.addRow(0.0, 0.0, len(signs), np.array([whole, *parts], dtype=np.int32), signs)
        self._asked = 0
        self._are_whole = False
        self.proofs: list[np.ndarray] = []
        self.questions = 0

    def end(self, place: int, sign: int) -> int | None:
        """The highest (sign 1) or lowest (-1) whole count that the sums leave open; None where there is no end.

        Raises Contradiction where nothing is possible at all.
        """
        said = self._ask(place, sign)
        if said in ("Unbounded", "Primal infeasible or unbounded"):
            return None
        if said != "Optimal":
            raise Contradiction(said)
        values = np.array(self._model.getSolution().col_value)
        self._keep(values)
        number = float(values[place])
        return int(np.floor(number + 1e-6)) if sign > 0 else int(np.ceil(number - 1e-6))

    def _ask(self, place: int, sign: int) -> str:
        self.questions += 1
        self._model.changeColCost(self._asked, 0.0)
        self._asked = place
        self._model.changeColCost(place, -float(sign))
        self._model.run()
        return self._model.modelStatusToString(self._model.getModelStatus())

    def _keep(self, values: np.ndarray) -> bool:
        """Keep a table as a proof if it is one: whole numbers, every end and every sum right, by adding alone."""
        table = np.rint(values).astype(np.int64)
        if np.abs(values - table).max() > 1e-5 or not self.agrees(table.tolist()):
            return False
        self.proofs.append(table)
        return True

    def agrees(self, table: list[int]) -> bool:
        """Does the table agree with everything published? Plain whole numbers, no solver."""
        if any(number < least for number, least in zip(table, self.least.tolist(), strict=True)):
            return False
        if any(most is not None and number > most for number, most in zip(table, self.most, strict=True)):
            return False
        return all(table[whole] == sum(table[part] for part in parts) for whole, parts in self._sums)

    def is_possible(self, place: int, number: int, sign: int) -> bool:
        """Is a count of `number` or beyond possible? True only with a whole table as proof."""
        if any(sign * int(table[place]) >= sign * number for table in self.proofs):
            return True
        self._insist_on_whole()
        model = self._model
        least, most = float(self.least[place]), self.most[place]
        upper = highspy.kHighsInf if most is None else float(most)
        ends = (max(least, float(number)), upper) if sign > 0 else (least, min(upper, float(number)))
        if ends[0] > ends[1]:
            return False
        model.changeColCost(self._asked, 0.0)
        model.changeColBounds(place, *ends)
        model.run()
        is_there = model.getInfo().primal_solution_status == 2
        values = np.array(model.getSolution().col_value) if is_there else None
        model.changeColBounds(place, least, upper)
        return values is not None and self._keep(values)

    def _insist_on_whole(self) -> None:
        if not self._are_whole:
            kinds = np.full(self._size, highspy.HighsVarType.kInteger)
            self._model.changeColsIntegrality(self._size, np.arange(self._size, dtype=np.int32), kinds)
            self._model.setOptionValue("presolve", "on")
            self._model.setOptionValue("mip_max_nodes", 2_000)
            self._are_whole = True
