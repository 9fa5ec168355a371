"""How many more children would have a family suggested if one, or ten, families of a kind lived in a province: the comparison made
again, exactly, with them. Pure; the same question has the same answer.

The families that might come stand in the question from the start, not available; each answer makes some of them available and matches anew in
the two rounds of a run. A family that no group would be better off with changes nothing and needs no new answer: its value for every
group it suits is at most what the group already has by the prices of the proof.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from umay.care.matching.engine import Instance
from umay.care.matching.engine.judging import Asking, verdict
from umay.care.matching.engine.solver.arrays import problem_of
from umay.care.matching.engine.solver.solve import solve_arrays
from umay.care.matching.recruiting.kinds import KINDS, family_of

ONE, MANY = 1, 10


@dataclass(frozen=True)
class Spot:
    """Where families might be found: a province's code and its middle in degrees."""

    code: str
    lat: float
    lon: float


class Market:
    """A country's question with all families that might come; `placed` answers for some of them."""

    def __init__(self, instance: Instance, spots: Iterable[Spot]):
        self.spots, country = list(spots), instance.groups[0].country
        extra = [
            family_of(kind, family_id=f"if-{kind}-{spot.code}-{index}", country=country, lat=spot.lat, lon=spot.lon)
            for kind in KINDS
            for spot in self.spots
            for index in range(MANY)
        ]
        self.instance = instance
        whole = problem_of((), (*instance.families, *extra), instance.rules, instance.weights, instance.at)
        self.number, self.families = whole.families.number, whole.families
        self.real = self.families.available.copy()
        self.real[[self.number[family.id] for family in extra]] = False
        self.rounds = [
            tuple(group for group in instance.groups if group.urgent is is_urgent) for is_urgent in (True, False)
        ]
        self.askings = {
            group.id: Asking(group, instance.rules, instance.weights, instance.at) for group in instance.groups
        }
        self.pulls: dict[str, int] = {}
        self.before = self._placed(self.real, self.pulls)

    def added(self, kind: str, spot: Spot) -> list[int]:
        """[children more with one such family there, with ten]."""
        if self.before == self.children or not self._is_wanted(kind, spot):
            return [0, 0]
        return [self._with(kind, spot, count) - self.before for count in (ONE, MANY)]

    @property
    def children(self) -> int:
        return sum(asking.size for asking in self.askings.values())

    def _with(self, kind: str, spot: Spot, count: int) -> int:
        open_now = self.real.copy()
        open_now[[self.number[f"if-{kind}-{spot.code}-{index}"] for index in range(count)]] = True
        return self._placed(open_now)

    def _is_wanted(self, kind: str, spot: Spot) -> bool:
        """Would any group be better off there than it is, counting what it would take from others?"""
        family = family_of(
            kind,
            family_id=f"if-{kind}-{spot.code}-0",
            country=self.instance.groups[0].country,
            lat=spot.lat,
            lon=spot.lon,
        )
        for group_id, asking in self.askings.items():
            judged = verdict(asking, family)
            if judged.feasible and judged.value > self.pulls[group_id]:
                return True
        return False

    def _placed(self, available: np.ndarray, pulls: dict | None = None) -> int:
        """Children with a family when these are available, urgent groups first and fixed. Fills `pulls` with what each group has."""
        placed = 0
        for groups in self.rounds:
            if not groups:
                continue
            families = replace(self.families, available=available)
            asked = problem_of(groups, families, self.instance.rules, self.instance.weights, self.instance.at)
            _survey, solution = solve_arrays(asked)
            homes = solution.family_of
            placed += int(asked.groups.size[homes >= 0].sum())
            available = available.copy()
            available[homes[homes >= 0]] = False
            if pulls is not None:
                pulls |= dict(zip(asked.groups.ids, map(int, solution.pull), strict=True))
        return placed


def wanted(instance: Instance, spots: list[Spot]) -> dict:
    """{"children", "placed", "kinds": {kind: {province: [more with one, with ten]}}}; only provinces where it would help are kept."""
    if not instance.groups:
        return {"children": 0, "placed": 0, "kinds": {kind: {} for kind in KINDS}}
    # One group for a family, as the run itself answers; nobody is parted.
    market = Market(replace(instance, rules=replace(instance.rules, sharing=False, splitting=False)), spots)
    kinds = {kind: {spot.code: found for spot in spots if max(found := market.added(kind, spot)) > 0} for kind in KINDS}
    return {"children": market.children, "placed": market.before, "kinds": kinds}
