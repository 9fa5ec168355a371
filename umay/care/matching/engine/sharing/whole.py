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
    """Rows are numbered as they are met: units, families; then kin. Groups of several units are idle or whole."""
    rows, starts, index, costs = {}, [], [], [columns.value[number] for number in numbers]
    for number in numbers:
        starts.append(len(index))
        for key in (*columns.units[number], -1 - columns.family[number]):
            index.append(rows.setdefault(key, len(rows)))
    whole_rows = []
    for group in sorted({market.group_of(key) for key in rows if key >= 0}):
        units = range(int(market.unit_start[group]), int(market.unit_start[group + 1]))
        if len(units) > 1:  # a column for the group that stays unplaced
            starts.append(len(index))
            index.extend(rows.setdefault(unit, len(rows)) for unit in units)
            whole_rows.extend(rows[unit] for unit in units)
            costs.append(0)
    low = np.full(len(rows), -highspy.kHighsInf)
    low[whole_rows] = 1.0
    nothing = np.zeros(len(rows), dtype=np.int32), np.empty(0, dtype=np.int32), np.empty(0)
    highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
    highs.addRows(len(rows), low, np.ones(len(rows)), 0, *nothing)
    count = len(costs)
    highs.addCols(
        count,
        np.array(costs, dtype=float) / (market.highest() / POINTS),
        np.zeros(count),
        np.ones(count),
        len(index),
        np.array(starts, dtype=np.int32),
        np.array(index, dtype=np.int32),
        np.ones(len(index)),
    )
    if kin_floor > 0:
        kin = np.array([columns.kin[number] for number in numbers], dtype=float)
        places = np.flatnonzero(kin).astype(np.int32)
        highs.addRow(float(kin_floor), highspy.kHighsInf, len(places), places, kin[places])
    highs.changeColsIntegrality(count, np.arange(count, dtype=np.int32), np.ones(count, dtype=np.uint8))


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
