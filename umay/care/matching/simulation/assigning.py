"""The best assignment of one morning, one group per family, and how much other children need each family."""

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

DENSE_CELLS = 400_000


def assign(rows, columns, value, n_rows, n_columns):
    """The pairs, as positions in `rows`, that give the greatest sum of `value`; only positive values are used.

    `rows`, `columns`: whole numbers below n_rows, n_columns, no pair twice. Each row and column is used once at most.
    """
    useful = np.flatnonzero(value > 0)
    if not len(useful):
        return useful
    used_rows, row = np.unique(rows[useful], return_inverse=True)
    used_columns, column = np.unique(columns[useful], return_inverse=True)
    if len(used_rows) * len(used_columns) <= DENSE_CELLS:
        chosen = _dense(row, column, value[useful], len(used_rows), len(used_columns))
    else:
        chosen = _sparse(row, column, value[useful], len(used_rows), len(used_columns))
    return useful[chosen]


def _dense(row, column, value, n_rows, n_columns):
    # A pair that cannot be has value nought there: the same as staying unplaced.
    table = np.zeros((n_rows, n_columns))
    place = np.full((n_rows, n_columns), -1, np.int64)
    table[row, column] = value
    place[row, column] = np.arange(len(value))
    chosen = place[linear_sum_assignment(table, maximize=True)]
    return np.sort(chosen[chosen >= 0])


def _sparse(row, column, value, n_rows, n_columns):
    # Every row gets a column of its own that means "unplaced"; weights are shifted so that none is zero.
    shift = value.max() + 1
    weight = np.concatenate([shift - value, np.full(n_rows, shift)])
    all_rows = np.concatenate([row, np.arange(n_rows)])
    all_columns = np.concatenate([column, n_columns + np.arange(n_rows)])
    costs = csr_array((weight, (all_rows, all_columns)), shape=(n_rows, n_columns + n_rows))
    matched_rows, matched_columns = min_weight_full_bipartite_matching(costs)
    family_of = np.full(n_rows, -1)
    family_of[matched_rows] = matched_columns
    return np.flatnonzero(family_of[row] == column)


def least_prices(rows, columns, value, n_rows, n_columns, chosen):
    """The least prices of the columns under which the `chosen` pairs (an optimum) are every row's best choice.

    Returns (prices, gains): gains are what each row keeps, so price + gain >= value for every pair and their sums are equal.
    """
    partner = np.full(n_rows, -1)
    partner[rows[chosen]] = columns[chosen]
    own = np.zeros(n_rows)
    own[rows[chosen]] = value[chosen]
    prices = np.zeros(n_columns)
    while True:
        gains = np.where(partner >= 0, own - prices[partner], 0.0)
        asked = prices.copy()
        np.maximum.at(asked, columns, value - gains[rows])
        if not np.any(asked > prices + 1e-6):
            return prices, gains
        prices = asked
