"""Columns: a family and a legal set of units that it could take together."""

import numpy as np

from .market import Market


class Columns:
    """Grows only; a column is known by its number. `family`, `value` (millionths), `kin` (children) and `units` (a
    tuple of numbers in order) are lists by number."""

    def __init__(self, market: Market):
        self.market = market
        self.family, self.units, self.value, self.kin = [], [], [], []
        self._numbers = {}

    def __len__(self):
        return len(self.family)

    def add(self, family, units, value, kin):
        """The number of the column, new or known."""
        key = (family, units)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.family)
            self.family.append(family)
            self.units.append(units)
            self.value.append(value)
            self.kin.append(kin)
        return number

    def add_chosen(self, found, sets, families):
        """The best sets of these families; their numbers, new or known."""
        numbers = []
        for family in families:
            start = sets.start[family]
            options = sets.chosen[start : start + sets.count[family]]
            units = sorted(
                unit
                for option in options.tolist()
                for unit in found.units[found.unit_start[option] : found.unit_start[option + 1]].tolist()
            )
            value, kin = int(found.value[options].sum()), int(found.kin[options].sum())
            numbers.append(self.add(int(family), tuple(units), value, kin))
        return numbers

    def add_options(self, found, numbers):
        """These options, each for itself."""
        family = np.searchsorted(found.family_start, numbers, side="right") - 1
        for home, number in zip(family.tolist(), numbers.tolist(), strict=True):
            units = found.units[found.unit_start[number] : found.unit_start[number + 1]]
            self.add(home, tuple(sorted(units.tolist())), int(found.value[number]), int(found.kin[number]))

    def value_of(self, numbers):
        return sum(self.value[number] for number in numbers)

    def kin_of(self, numbers):
        return sum(self.kin[number] for number in numbers)
