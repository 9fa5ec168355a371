from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.optimize import linprog

from umay.care.matching.simulation import assigning
from umay.care.matching.simulation.assigning import assign, least_prices

SIZE = 4
TABLES = some.lists(some.lists(some.integers(0, 6), min_size=SIZE, max_size=SIZE), min_size=1, max_size=SIZE)


def _pairs(table):
    """Positive cells as pairs: a nought is a pair that cannot be."""
    table = np.array(table)
    rows, columns = np.nonzero(table)
    return rows, columns, table[rows, columns].astype(float), *table.shape


def _best(table):
    table = np.array(table)
    wide = np.hstack([table, np.zeros((len(table), len(table)), int)])
    return max(
        sum(wide[row, column] for row, column in enumerate(order))
        for order in permutations(range(wide.shape[1]), len(wide))
    )


@pytest.mark.parametrize("cells", [assigning.DENSE_CELLS, 0], ids=["dense", "sparse"])
@settings(deadline=None, max_examples=60)
@given(table=TABLES)
def test_no_other_assignment_has_a_greater_sum(cells, table):
    kept, assigning.DENSE_CELLS = assigning.DENSE_CELLS, cells
    try:
        rows, columns, value, *shape = _pairs(table)
        chosen = assign(rows, columns, value, *shape)
    finally:
        assigning.DENSE_CELLS = kept
    assert len(set(rows[chosen])) == len(set(columns[chosen])) == len(chosen)
    assert value[chosen].sum() == _best(table)


@settings(deadline=None, max_examples=60)
@given(table=TABLES)
def test_prices_prove_the_assignment_and_no_prices_are_less(table):
    rows, columns, value, n_rows, n_columns = _pairs(table)
    chosen = assign(rows, columns, value, n_rows, n_columns)
    prices, gains = least_prices(rows, columns, value, n_rows, n_columns, chosen)
    assert prices.min() >= 0 and gains.min() >= -1e-9
    assert np.all(prices[columns] + gains[rows] >= value - 1e-6)
    assert prices.sum() + gains.sum() == pytest.approx(value[chosen].sum())
    assert prices == pytest.approx(_least_by_programme(rows, columns, value, n_rows, n_columns, value[chosen].sum()))


def _least_by_programme(rows, columns, value, n_rows, n_columns, best):
    """Among all optimal prices those with the least sum."""
    if not len(rows):
        return np.zeros(n_columns)
    above = np.zeros((len(rows) + 1, n_rows + n_columns))
    above[np.arange(len(rows)), rows] = above[np.arange(len(rows)), n_rows + columns] = -1
    above[-1] = 1
    cost = np.concatenate([np.zeros(n_rows), np.ones(n_columns)])
    found = linprog(cost, A_ub=above, b_ub=np.concatenate([-value, [best]]))
    return found.x[n_rows:]


def test_nothing_to_place_is_no_trouble():
    nothing = np.zeros(0, int)
    assert len(assign(nothing, nothing, nothing.astype(float), 0, 3)) == 0
    assert len(assign(np.array([0]), np.array([0]), np.array([-1.0]), 1, 1)) == 0
