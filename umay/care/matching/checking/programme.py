"""A bound that no printed prices prove, asked anew as a whole-number programme of our own for HiGHS.

Every group, or part of one, with every family that may take it is one column. What HiGHS finds is summed here in whole millionths and held
against every constraint, so a fault is never a matter of its arithmetic. That nothing better exists is believed of HiGHS to a hundredth of a
point: it counts in floating point, and it is the program that the engine uses too, asked another question in other words.
"""

from dataclasses import dataclass
from itertools import combinations

from .people import can_parts_gain, value_with
from .placed import are_apart

MOST_COLUMNS = 300_000
MOST_CHILDREN = 8
"""In one group: a larger one has too many parts to write down."""

MOST_SECONDS = 120.0
POINTS = 1_000_000
SLACK = POINTS // 100


@dataclass(frozen=True)
class Asked:
    """`upper`: millionths that no placing exceeds by more than SLACK; None where HiGHS did not come so far. `found`: the best it found, exactly."""

    upper: float | None
    found: int | None


class _Columns:
    """(part, family, value, kin children) of all that may be placed, and the rows that keep it legal."""

    def __init__(self, setting, groups, households):
        self.setting, self.households = setting, households
        self.part, self.family, self.value, self.kin = [], [], [], []
        self.by_family, self.by_child, self.wholes, self.parted = {}, {}, [], set()
        self.is_whole = True
        for group in sorted(groups.values(), key=lambda one: one.id):
            self._group(group)

    def _group(self, group):
        is_parted = self.setting.is_splitting and can_parts_gain(self.setting, group)
        if is_parted and group.size > MOST_CHILDREN:
            self.is_whole = False
            return
        parts = [group]
        if is_parted:
            children = sorted(group.children)
            some = [chosen for number in range(1, len(children)) for chosen in combinations(children, number)]
            parts += [group.part(chosen, self.setting) for chosen in some]
            self.wholes.append(children)
            self.parted.update(children)
        for part in parts:
            for family in self.households:
                if len(self.part) > MOST_COLUMNS:
                    self.is_whole = False
                    return
                may, value = value_with(self.setting, part, family)
                if may:
                    self._add(part, family, value)

    def _add(self, part, family, value):
        number = len(self.part)
        self.part.append(part)
        self.family.append(family)
        self.value.append(value)
        self.kin.append(part.size if family.id in part.kin and not part.is_part else 0)
        self.by_family.setdefault(family.id, []).append(number)
        for child in part.children:
            self.by_child.setdefault(child, []).append(number)

    def rows(self):
        """(low, high, {column: factor}) of each constraint; columns after the last part stand for groups that wait as a whole."""
        for child, numbers in self.by_child.items():
            if child not in self.parted:
                yield None, 1, dict.fromkeys(numbers, 1)
        for number, children in enumerate(self.wholes):
            waits = len(self.part) + number
            for child in children:
                yield 1, 1, dict.fromkeys(self.by_child.get(child, ()), 1) | {waits: 1}
        for numbers in self.by_family.values():
            yield from self._home(numbers)

    def _home(self, numbers):
        if not self.setting.is_sharing:
            yield None, 1, dict.fromkeys(numbers, 1)
            return
        mixed = self.family[numbers[0]].mixed
        # A group alone needs no mixed places: one that is larger fills the home.
        yield None, max(mixed, 1), {number: min(self.part[number].size, max(mixed, 1)) for number in numbers}
        lots = {}
        for number in numbers:
            lots.setdefault(self.part[number].id, []).append(number)
        for lot in lots.values():
            if len(lot) > 1:
                yield None, 1, dict.fromkeys(lot, 1)  # two parts of a group never live with one family
        for one, other in combinations(lots.values(), 2):
            if are_apart(self.part[one[0]], self.part[other[0]]):
                yield None, 1, dict.fromkeys((*one, *other), 1)


def asked(setting, groups, households, kin_children):
    """The Asked of the best placing with at least so many children with kin; None where the question is too large, or HiGHS is not there."""
    try:
        import highspy
    except ImportError:
        return None
    columns = _Columns(setting, groups, households)
    if not columns.is_whole or not columns.part:
        return None
    rows = list(columns.rows())
    kin = {number: children for number, children in enumerate(columns.kin) if children}
    if kin_children and kin:
        rows.append((kin_children, None, kin))
    highs = _programme(highspy, columns, rows)
    highs.run()
    info = highs.getInfo()
    found = None
    if info.primal_solution_status == 2:
        chosen = {number for number, share in enumerate(highs.getSolution().col_value) if share > 0.5}
        found = _exactly(columns, rows, chosen)
    ended = highs.getModelStatus() in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kTimeLimit)
    return Asked(info.mip_dual_bound * POINTS if ended else None, found)


def _exactly(columns, rows, chosen):
    """What the chosen columns are worth, in whole numbers; None where they break a constraint."""
    for low, high, factors in rows:
        total = sum(factor for number, factor in factors.items() if number in chosen)
        if (low is not None and total < low) or (high is not None and total > high):
            return None
    return sum(columns.value[number] for number in chosen if number < len(columns.value))


def _programme(highspy, columns, rows):
    highs = highspy.Highs()
    for name, value in (
        ("output_flag", False),
        ("time_limit", MOST_SECONDS),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 1e-6),
        ("random_seed", 0),
    ):
        highs.setOptionValue(name, value)
    highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
    count = len(columns.part) + len(columns.wholes)
    for number in range(count):
        highs.addVar(0.0, 1.0)
        worth = columns.value[number] / POINTS if number < len(columns.part) else 0.0
        highs.changeColCost(number, worth)
        highs.changeColIntegrality(number, highspy.HighsVarType.kInteger)
    for low, high, factors in rows:
        least = -highspy.kHighsInf if low is None else float(low)
        most = highspy.kHighsInf if high is None else float(high)
        numbers = list(factors)
        highs.addRow(least, most, len(numbers), numbers, [float(factors[number]) for number in numbers])
    return highs
