"""The linear programme over the columns known so far: HiGHS, one thread, silent, no file, its floats never the judge."""

from dataclasses import dataclass

import highspy
import numpy as np

from .budget import Budget, Stopped
from .columns import Columns
from .market import Market

LOOKS = 200
"""Simplex steps between two looks at the clock."""

POINTS = 1000.0
"""The largest coefficient given to HiGHS, so that its tolerances mean the same for any weights."""


def quiet():
    """A HiGHS that says nothing, writes nothing and takes one thread."""
    highs = highspy.Highs()
    highs.silent()
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("parallel", "off")
    highs.setOptionValue("random_seed", 0)
    return highs


def run(highs, budget: Budget):
    """Solve; Stopped, and the step not counted, where the budget ends it on the way."""
    steps, is_ended = 0, False

    def look(kind, message, told, answer, _):
        nonlocal steps, is_ended
        steps += 1
        if steps % LOOKS == 0 and budget.is_over():
            is_ended = answer.user_interrupt = True

    kinds = highspy.cb.HighsCallbackType
    highs.setCallback(look, None)
    for kind in (kinds.kCallbackSimplexInterrupt, kinds.kCallbackIpmInterrupt, kinds.kCallbackMipInterrupt):
        highs.startCallback(kind)
    highs.run()
    highs.setCallback(None, None)
    if is_ended:
        raise Stopped


@dataclass(frozen=True, slots=True)
class Answer:
    """`objective` in millionths (float); `unit` and `family` prices, `kin` price; `share` of each column (0..1)."""

    objective: float
    unit: np.ndarray
    family: np.ndarray
    kin: float
    share: np.ndarray
    lack: float


class Master:
    """Rows: each unit once (or its group idle), each family once, enough children with kin.

    Being idle is free unless a group is forced; being forced yet idle, or lacking kin, costs more than a home is of
    value, so that the programme always has an answer.
    """

    def __init__(self, market: Market, columns: Columns, kin_floor):
        self.market, self.columns, self.kin_floor = market, columns, kin_floor
        self.unit_of_value = market.highest() / POINTS
        self.cost_of_lack = 20 * POINTS
        self.known = 0
        self.highs = quiet()
        self._rows()

    def _rows(self):
        market, infinity = self.market, highspy.kHighsInf
        rows = market.units + market.families + 1
        low = np.full(rows, -infinity)
        low[: market.units] = 1.0
        low[-1] = float(self.kin_floor)
        high = np.ones(rows)
        high[-1] = infinity
        self.highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        none = np.empty(0)
        self.highs.addRows(rows, low, high, 0, np.zeros(rows, dtype=np.int32), none.astype(np.int32), none)
        self.idle = market.groups  # columns 0..G-1: a group stays unplaced
        self.highs.addCols(
            market.groups,
            np.zeros(market.groups),
            np.zeros(market.groups),
            np.ones(market.groups),
            market.units,
            market.unit_start[:-1].astype(np.int32),
            np.arange(market.units, dtype=np.int32),
            np.ones(market.units),
        )
        last = np.array([rows - 1], dtype=np.int32)
        nought, one = np.zeros(1), np.ones(1)
        self.highs.addCols(
            1, nought - self.cost_of_lack, nought, nought + infinity, 1, nought.astype(np.int32), last, one
        )

    def grow(self):
        """Take in the columns that have come since."""
        columns, market, count = self.columns, self.market, len(self.columns) - self.known
        if not count:
            return
        index, weight, starts, kin_row = [], [], [], market.units + market.families
        for number in range(self.known, len(columns)):
            starts.append(len(index))
            index.extend(columns.units[number])
            index.append(market.units + columns.family[number])
            weight.extend([1.0] * (len(index) - len(weight)))
            if columns.kin[number]:
                index.append(kin_row)
                weight.append(float(columns.kin[number]))
        cost = np.array(columns.value[self.known :], dtype=float) / self.unit_of_value
        self.highs.addCols(
            count,
            cost,
            np.zeros(count),
            np.full(count, highspy.kHighsInf),
            len(index),
            np.array(starts, dtype=np.int32),
            np.array(index, dtype=np.int32),
            np.array(weight),
        )
        self.known = len(columns)

    def restrict(self, forced, is_column_barred):
        """Only columns that are not barred; forced groups may not be idle (by group; by column)."""
        first = self.idle + 1
        groups = np.arange(self.market.groups, dtype=np.int32)
        self.highs.changeColsCost(len(groups), groups, np.where(forced, -self.cost_of_lack, 0.0))
        numbers = np.arange(first, first + self.known, dtype=np.int32)
        upper = np.where(is_column_barred, 0.0, highspy.kHighsInf)
        self.highs.changeColsBounds(len(numbers), numbers, np.zeros(len(numbers)), upper)

    def solve(self, budget: Budget, *, primal=True):
        """The Answer. `primal`: columns have come since the last time; else bounds have changed. Stopped, as a Budget says."""
        budget.begin()
        self.highs.setOptionValue("simplex_strategy", 4 if primal else 1)
        run(self.highs, budget)
        budget.end()
        return self._answer()

    def _answer(self):
        solution, market = self.highs.getSolution(), self.market
        duals = np.array(solution.row_dual) * self.unit_of_value
        values = np.array(solution.col_value)
        return Answer(
            objective=self.highs.getObjectiveValue() * self.unit_of_value,
            unit=duals[: market.units],
            family=duals[market.units : market.units + market.families],
            kin=max(0.0, -duals[-1]),
            share=values[self.idle + 1 :],
            lack=float(values[self.idle]),
        )
