"""Controlled rounding: every shown number goes to one of the two multiples beside it, so that sums still hold where they can.

It is worked out from shown numbers alone. So whoever sees the rounded ones can say nothing that could not be said with the exact ones
in hand, and the audit attacks those. A multiple stays as it is.
"""

from __future__ import annotations

import highspy
import numpy as np
from scipy import sparse

from umay.ground.figures.protecting.solver import programme, quiet
from umay.ground.figures.protecting.system import System

_BRANCHES = 200
_DEAR = 1_000.0  # a sum that does not hold costs more than any rounding


def rounded(system: System, shown: np.ndarray, base: int) -> tuple[np.ndarray, int]:
    """(the numbers to show: a multiple of `base` for each shown cell; how many sums of shown cells do not hold)."""
    below = system.counts // base * base
    nearest = (2 * system.counts + base) // (2 * base) * base
    free = np.flatnonzero(shown & (system.counts % base != 0))
    lines = [line for line in system.lines if _is_bound(line, shown, set(free.tolist()))]
    values = np.where(shown, nearest, 0)
    if len(free) and lines:
        ups = _solve(system, shown, free, lines, below, base)
        values[free] = below[free] + base * ups
    return values, sum(
        values[whole] != values[list(parts)].sum()
        for whole, parts in system.lines
        if shown[whole] and shown[list(parts)].all()
    )


def _is_bound(line, shown, free) -> bool:
    whole, parts = line
    return bool(shown[whole]) and (whole in free or any(part in free for part in parts))


def _solve(system, shown, free, lines, below, base):
    """1 for each free cell that goes up. Each sum has two columns for what is missing or too much, which are dear."""
    column = {cell: number for number, cell in enumerate(free.tolist())}
    size, number = len(free), len(lines)
    rest = (system.counts[free] - below[free]).astype(float)
    cost = np.concatenate([base - 2 * rest, np.full(2 * number, _DEAR)])
    rows = sparse.lil_matrix((number, size + 2 * number))
    least, most = np.zeros(number), np.zeros(number)
    for row, (whole, parts) in enumerate(lines):
        start = below[whole] - sum(below[part] for part in parts if shown[part])
        for cell, sign in ((whole, 1.0), *((part, -1.0) for part in parts if shown[part])):
            if cell in column:
                rows[row, column[cell]] += sign
        rows[row, size + row], rows[row, size + number + row] = 1.0, -1.0
        # What is hidden may hold any number, but not fewer than nobody.
        least[row] = -start / base
        most[row] = least[row] if all(shown[part] for part in parts) else highspy.kHighsInf
    upper = np.concatenate([np.ones(size), np.full(2 * number, highspy.kHighsInf)])
    model = quiet(programme(cost, np.zeros(len(cost)), upper, rows, least, most))
    kinds = np.full(size, highspy.HighsVarType.kInteger)
    model.changeColsIntegrality(size, np.arange(size, dtype=np.int32), kinds)
    model.setOptionValue("mip_max_nodes", _BRANCHES)
    model.run()
    if model.getInfo().primal_solution_status != 2:
        return (2 * rest >= base).astype(np.int64)
    return (np.array(model.getSolution().col_value)[:size] > 0.5).astype(np.int64)
