"""An attacker with scipy's whole-number programmes, for tables too large to try every one. Shares nothing with the engine or its audit."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.ground.figures.exhaustive import is_under, leaves_of


class Attacker:
    """Knows (codes, lowest, highest) of numbers in any of the tables; asks how far a count can be from what it is."""

    def __init__(self, tables, facts):
        """`tables`: all that share people; the leaves of the finest common table are not needed: every cell is a column."""
        self.columns = {}
        self.seen = []
        rows, low, high = [], [], []
        for table in tables:
            names = [d.name for d in table.dimensions]
            leaves = leaves_of(table)
            for codes in table.counts:
                under = [leaf for leaf in leaves if is_under(table, leaf, codes)]
                if under != [codes]:
                    rows.append([(self.column(names, codes), -1), *((self.column(names, leaf), 1) for leaf in under)])
        for names, codes, least, most in facts:
            rows.append([(self.column(names, codes), 1)])
            low.append(least)
            high.append(most)
        size = len(rows) - len(low)
        self.matrix = np.zeros((len(rows), len(self.columns)))
        for number, row in enumerate(rows):
            for column, sign in row:
                self.matrix[number, column] += sign
        self.low = np.array([0.0] * size + low)
        self.high = np.array([0.0] * size + high)

    def column(self, names, codes):
        cell = frozenset((n, c) for n, c in zip(names, codes, strict=True) if c != "TOTAL")
        return self.columns.setdefault(cell, len(self.columns))

    def is_possible(self, names, codes, number, sign):
        """Is there a whole table in which the count is `number` or beyond?"""
        place = self.column(names, codes)
        if any(sign * table[place] >= sign * number - 0.01 for table in self.seen):
            return True
        size = len(self.columns)
        least, most = np.zeros(size), np.full(size, np.inf)
        (least if sign > 0 else most)[place] = number
        answer = milp(
            np.zeros(size),
            integrality=np.ones(size),
            bounds=Bounds(least, most),
            constraints=LinearConstraint(self.matrix, self.low, self.high),
        )
        if answer.success:
            self.seen.append(np.rint(answer.x))
        return answer.success


def facts_of(tables, numbers):
    """Exact knowledge of every shown cell: what the most informed reader has."""
    for table, told in zip(tables, numbers, strict=True):
        names = [d.name for d in table.dimensions]
        for codes, number in told.items():
            if number is not None:
                yield names, codes, table.counts[codes], table.counts[codes]
