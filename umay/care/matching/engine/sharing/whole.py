"""Whole answers from a few columns: a small integer programme for HiGHS, whose choice is checked and summed exactly."""

from dataclasses import dataclass

import highspy
import numpy as np

from .budget import Budget
from .columns import Columns
from .market import Market
from .master import POINTS, quiet, run


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try: nodes of its tree at most, and a share of the value that need not be found."""

    nodes: int = 2_000
    gap: float = 0.0


def choose(market: Market, columns: Columns, numbers, kin_floor, budget: Budget, effort: Effort, start=()):
    """The numbers of columns that together are of most value and legal, or None where HiGHS found nothing.

    `start` are numbers already known to be legal together. Stopped, as a Budget says.
    """
    numbers = list(numbers)
    if not numbers:
        return [] if kin_floor <= 0 else None
    highs = quiet()
    _pass(highs, market, columns, numbers, kin_floor)
    highs.setOptionValue("mip_max_nodes", effort.nodes)
    highs.setOptionValue("mip_rel_gap", effort.gap)
    highs.setOptionValue("mip_abs_gap", 0.0)
    if start:
        known = {number: place for place, number in enumerate(numbers)}
        places = np.array([known[number] for number in start], dtype=np.int32)
        highs.setSolution(len(places), places, np.ones(len(places)))
    budget.begin()
    run(highs, budget)
    budget.end()
    if highs.getInfo().primal_solution_status != 2:
        return None
    values = highs.getSolution().col_value
    chosen = [number for number, value in zip(numbers, values, strict=False) if value > 0.5]
    return chosen if is_legal(market, columns, chosen) and columns.kin_of(chosen) >= kin_floor else None


def _pass(highs, market, columns, numbers, kin_floor):
    """Rows are numbered as they are met: units, families; then kin; groups in parts are idle or whole."""
    rows, low, starts, index, weight, costs = {}, [], [], [], [], []
    kin_row = [(place, columns.kin[number]) for place, number in enumerate(numbers) if columns.kin[number]]
    for number in numbers:
        starts.append(len(index))
        for key in (*columns.units[number], -1 - columns.family[number]):
            index.append(rows.setdefault(key, len(rows)))
        costs.append(columns.value[number])
    weight = [1.0] * len(index)
    parted = {}
    for key in list(rows):
        if key >= 0:
            parted.setdefault(market.group_of(key), []).append(key)
    low = [-highspy.kHighsInf] * len(rows)
    idle = 0
    for group, _ in sorted(parted.items()):
        units = range(int(market.unit_start[group]), int(market.unit_start[group + 1]))
        if len(units) > 1:
            starts.append(len(index))
            for unit in units:
                row = rows.setdefault(unit, len(rows))
                index.append(row)
                weight.append(1.0)
                low.extend([-highspy.kHighsInf] * (len(rows) - len(low)))
                low[row] = 1.0
            costs.append(0)
            idle += 1
    high = np.ones(len(rows))
    highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
    none = np.empty(0)
    highs.addRows(len(rows), np.array(low), high, 0, np.zeros(len(rows), dtype=np.int32), none.astype(np.int32), none)
    count = len(numbers) + idle
    scaled = np.array(costs, dtype=float) / (market.highest() / POINTS)
    highs.addCols(
        count,
        scaled,
        np.zeros(count),
        np.ones(count),
        len(index),
        np.array(starts, dtype=np.int32),
        np.array(index, dtype=np.int32),
        np.array(weight),
    )
    if kin_floor > 0:
        places = np.array([place for place, _ in kin_row], dtype=np.int32)
        highs.addRow(
            float(kin_floor),
            highspy.kHighsInf,
            len(kin_row),
            places,
            np.array([kin for _, kin in kin_row], dtype=float),
        )
    whole = np.arange(count, dtype=np.int32)
    highs.changeColsIntegrality(count, whole, np.full(count, 1, dtype=np.uint8))


def is_legal(market: Market, columns: Columns, chosen):
    """No family twice, no unit twice, and every group with all its units or none. Each column is legal in itself."""
    families = [columns.family[number] for number in chosen]
    units = [unit for number in chosen for unit in columns.units[number]]
    if len(set(families)) < len(families) or len(set(units)) < len(units):
        return False
    met = {}
    for unit in units:
        group = market.group_of(unit)
        met[group] = met.get(group, 0) + 1
    return all(count == market.unit_start[group + 1] - market.unit_start[group] for group, count in met.items())
