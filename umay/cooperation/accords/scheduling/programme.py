"""The whole-number programme of a question for HiGHS: one column for each item and possible span. One thread, one seed, silent.

The libraries are loaded by the first question, so that pages start without them.
"""

from collections.abc import Set
from dataclasses import dataclass, field

from .asking import Item, Question
from .judging import month_of, weeks_away
from .limits import CAPACITY, ORDER, PERSON, Limit
from .spans import Ground, settled_span, spans_of


class GaveUp(Exception):
    """Neither dates nor a proof that there are none were found within the effort."""


@dataclass(frozen=True, slots=True)
class Effort:
    """Nodes of the search tree at most: counted, not timed, so that the answer is the same on every machine."""

    nodes: int = 20_000


@dataclass(slots=True)
class Programme:
    """Columns are (item, first, last); rows say how many of some columns there may be."""

    question: Question
    limits: Set[Limit]
    items: tuple[Item, ...]
    ground: Ground = field(init=False)
    columns: list[tuple[int, int, int]] = field(init=False, default_factory=list)
    of_item: list[list[int]] = field(init=False, default_factory=list)
    settled: dict[str, tuple[int, int]] = field(init=False, default_factory=dict)
    rows: dict[tuple[int, ...], float] = field(init=False, default_factory=dict)
    is_hopeless: bool = field(init=False, default=False)

    def __post_init__(self):
        self.ground = Ground(self.question)
        self.settled = {one.id: settled_span(one, self.ground) for one in self.items if one.is_settled}
        for number, item in enumerate(self.items):
            spans = [] if item.is_settled else self._spans(item)
            self.is_hopeless = self.is_hopeless or not (spans or item.is_settled)
            self.of_item.append(list(range(len(self.columns), len(self.columns) + len(spans))))
            self.columns += [(number, *span) for span in spans]
        if not self.is_hopeless:
            self._order()
            self._crowd()

    def _spans(self, item: Item):
        """Spans of the item alone that also keep their order to what is settled."""
        found = spans_of(item, self.ground, self.limits)
        for one in item.after:
            if one.id in self.settled and Limit(ORDER, item.id, one.id) in self.limits:
                found = [span for span in found if span[0] > self.settled[one.id][1] + one.rest]
        for later in self.items:
            for one in later.after:
                if later.id in self.settled and one.id == item.id and Limit(ORDER, later.id, item.id) in self.limits:
                    found = [span for span in found if self.settled[later.id][0] > span[1] + one.rest]
        return found

    def _at_most(self, columns: list[int], number: float) -> None:
        if len(columns) > number:
            key = tuple(columns)
            self.rows[key] = min(number, self.rows.get(key, number))

    def _order(self) -> None:
        """For each day: either the earlier one has not ended yet or the later one has begun, never both."""
        place = {item.id: number for number, item in enumerate(self.items)}
        for item in self.items:
            for one in item.after:
                if Limit(ORDER, item.id, one.id) not in self.limits or {item.id, one.id} & self.settled.keys():
                    continue
                earlier, later = self.of_item[place[one.id]], self.of_item[place[item.id]]
                for day in sorted({self.columns[column][1] for column in later}):
                    begun = [column for column in later if self.columns[column][1] <= day]
                    going = [column for column in earlier if self.columns[column][2] + one.rest >= day]
                    if begun and going:
                        self._at_most(going + begun, 1)

    def _crowd(self) -> None:
        """For each day: no holder carries more than it can, and nobody is in two places."""
        capacity = {Limit(CAPACITY, "", one.id): one.capacity for one in self.question.holders}
        days: dict[tuple[Limit, int], list[int]] = {}
        agreed: dict[tuple[Limit, int], int] = {}
        for number, item in enumerate(self.items):
            users = [Limit(CAPACITY, "", name) for name in item.holders]
            users = [one for one in users + [Limit(PERSON, "", name) for name in item.people] if one in self.limits]
            for user in users:
                if item.is_settled:
                    first, last = self.settled[item.id]
                    for day in range(first, last + 1):
                        agreed[user, day] = agreed.get((user, day), 0) + 1
                for column in self.of_item[number]:
                    for day in range(self.columns[column][1], self.columns[column][2] + 1):
                        days.setdefault((user, day), []).append(column)
        for (user, day), columns in days.items():
            room = max(0, capacity.get(user, 1) - agreed.get((user, day), 0))
            if room == 0 or len({self.columns[column][0] for column in columns}) > room:
                self._at_most(columns, room)

    def costs(self) -> list[int]:
        """What each column costs by itself, the pairs that it makes with settled items of its month included."""
        weights = self.question.weights
        found = [
            weights.awkward * self.ground.awkward_days(self.items[number], first, last)
            + weights.week_away * weeks_away(self.question.day(first), self.items[number].wish_on)
            for number, first, last in self.columns
        ]
        for columns, _items, agreed in self.months():
            for column in columns:
                found[column] += weights.together * agreed
        return found

    def months(self) -> list[tuple[list[int], int, int]]:
        """(columns, how many items could meet, how many are settled) for each month of each holder that wants its items spread."""
        found = []
        for holder in self.question.holders:
            if not holder.is_spread:
                continue
            columns: dict[tuple[int, int], list[int]] = {}
            agreed: dict[tuple[int, int], int] = {}
            for number, item in enumerate(self.items):
                if holder.id not in item.holders:
                    continue
                if item.is_settled:
                    month = month_of(item.fixed_on)
                    agreed[month] = agreed.get(month, 0) + 1
                for column in self.of_item[number]:
                    columns.setdefault(month_of(self.question.day(self.columns[column][1])), []).append(column)
            for month in sorted(columns):
                items = {self.columns[column][0] for column in columns[month]}
                found.append((columns[month], len(items), agreed.get(month, 0)))
        return found

    def solve(self, effort: Effort, *, with_costs: bool) -> tuple[dict[str, int], float] | None:
        """First place of each item that is not settled, and the proven lower bound; None where it is impossible. Raises GaveUp."""
        if self.is_hopeless:
            return None
        if not self.columns:
            return {}, 0.0
        import highspy

        highs = self._passed(with_costs)
        highs.setOptionValue("mip_max_nodes", effort.nodes)
        highs.run()
        status, kinds = highs.getModelStatus(), highspy.HighsModelStatus
        if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):
            return None
        if highs.getInfo().primal_solution_status != 2:
            raise GaveUp
        values = highs.getSolution().col_value
        firsts = {
            self.items[number].id: first
            for (number, first, _last), value in zip(self.columns, values, strict=False)
            if value > 0.5
        }
        return firsts, highs.getInfo().mip_dual_bound if with_costs else 0.0

    def _passed(self, with_costs: bool):
        import highspy
        import numpy as np

        highs = highspy.Highs()
        highs.silent()
        for name, value in (("threads", 1), ("parallel", "off"), ("random_seed", 0), ("mip_rel_gap", 0.0)):
            highs.setOptionValue(name, value)
        highs.setOptionValue("mip_abs_gap", 0.9)  # every cost is a whole number
        count = len(self.columns)
        costs = np.array(self.costs() if with_costs else [0] * count, dtype=float)
        none = np.zeros(count, dtype=np.int32), np.empty(0, dtype=np.int32), np.empty(0)
        highs.addCols(count, costs, np.zeros(count), np.ones(count), 0, *none)
        highs.changeColsIntegrality(count, np.arange(count, dtype=np.int32), np.ones(count, dtype=np.uint8))
        for columns in self.of_item:
            if columns:
                _add_row(highs, 1.0, 1.0, columns)
        for columns, most in self.rows.items():
            _add_row(highs, -highspy.kHighsInf, float(most), columns)
        if with_costs and self.question.weights.together:
            self._spread(highs)
        return highs

    def _spread(self, highs) -> None:
        """The second item of a month makes one pair, the third two more: a column for each one above the first."""
        import highspy
        import numpy as np

        for columns, items, _agreed in self.months():
            for above in range(1, items):
                extra = highs.getNumCol()
                nothing = np.empty(0, dtype=np.int32), np.empty(0)
                highs.addCol(float(self.question.weights.together), 0.0, highspy.kHighsInf, 0, *nothing)
                _add_row(highs, -highspy.kHighsInf, float(above), [*columns, extra], last=-1.0)


def _add_row(highs, low: float, high: float, columns, *, last: float = 1.0) -> None:
    import numpy as np

    values = np.ones(len(columns))
    values[-1] = last
    highs.addRow(low, high, len(columns), np.array(columns, dtype=np.int32), values)
