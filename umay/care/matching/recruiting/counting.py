"""How many more children would have a family suggested if one, or ten, families of a kind lived in a province: the comparison made
again, exactly, with them. Pure; the same question has the same answer.

The families that might come stand in the question from the start, not available; each answer makes some of them available and matches anew in
the two rounds of a run. A family that no group would be better off with changes nothing and needs no new answer: in every question that was
asked, its value for every group it suits is at most what the group already has by the prices of the proof.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from umay.care.matching.engine import Instance
from umay.care.matching.engine.judging import Asking, verdict
from umay.care.matching.engine.solver.arrays import problem_of
from umay.care.matching.engine.solver.solve import solve_arrays
from umay.care.matching.recruiting.kinds import KINDS, family_of
from umay.care.matching.rounds.questions import ROUNDS, fewest_open, others_kin, part, where, who, worse_than_waiting

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
        self.others = others_kin(instance)
        self.instance = replace(instance, families=(*instance.families, *extra))
        whole = problem_of((), self.instance.families, instance.rules, instance.weights, instance.at)
        self.number, self.families = whole.families.number, whole.families
        self.real = self.families.available.copy()
        self.real[[self.number[family.id] for family in extra]] = False
        self.rounds = [_Asked(part(self.instance, name, ())) for name in ROUNDS]
        self.pulls: list[tuple[list, dict]] = []
        self.before = self._placed(self.real, self.pulls)

    def added(self, kind: str, spot: Spot) -> list[int]:
        """[children more with one such family there, with ten]."""
        if self.before == self.children or not self._is_wanted(kind, spot):
            return [0, 0]
        return [self._with(spot, {kind: count}) - self.before for count in (ONE, MANY)]

    def together(self, first: str, second: str, spot: Spot) -> int:
        """Children more with ten families of each of two kinds there: never added up, for both may help the same children."""
        return self._with(spot, {first: MANY, second: MANY}) - self.before

    @property
    def children(self) -> int:
        return sum(len(group.children) for group in self.instance.groups)

    def _with(self, spot: Spot, counts: dict[str, int]) -> int:
        open_now = self.real.copy()
        come = [f"if-{kind}-{spot.code}-{index}" for kind, count in counts.items() for index in range(count)]
        open_now[[self.number[one] for one in come]] = True
        return self._placed(open_now)

    def _is_wanted(self, kind: str, spot: Spot) -> bool:
        """Would any group be better off there than it is, counting what it would take from others, in any question that was asked?"""
        family = family_of(
            kind,
            family_id=f"if-{kind}-{spot.code}-0",
            country=self.instance.groups[0].country,
            lat=spot.lat,
            lon=spot.lon,
        )
        for askings, pulls in self.pulls:
            for asking in askings:
                judged = verdict(asking, family)
                if judged.feasible and judged.value > pulls[asking.group.id]:
                    return True
        return False

    def _placed(self, available: np.ndarray, pulls: list | None = None) -> int:
        """Children with a family when these are available, urgent groups first and fixed. Fills `pulls` with what each group has."""
        placed = 0
        for number, asked in enumerate(self.rounds):
            if not asked.instance.groups:
                continue
            found = self._solved(asked.who, available, pulls)
            placed += sum(asked.size[group] for group in found.homes)
            if number + 1 < len(self.rounds) and found.homes:
                homes = self._homes(asked, found, available, pulls) or found.homes
                available = available.copy()
                available[[self.number[family] for family in homes.values()]] = False
        return placed

    def _homes(self, asked, claim, available: np.ndarray, pulls: list | None) -> dict[str, str] | None:
        """Where the groups of a round live, as a run answers it; None where the first question's answer stands."""
        stands = None

        def ask(closed):
            nonlocal stands
            question = where(asked.instance, asked.worse, claim.homes.keys(), closed)
            found = self._solved(question, available, pulls)
            if found.homes.keys() != claim.homes.keys() or found.kin_children < claim.kin_children:
                return None
            stands = found.homes
            return stands

        fewest_open(self.others, ask)
        return stands

    def _solved(self, question: Instance, available: np.ndarray, pulls: list | None) -> "_Found":
        families = replace(self.families, available=available)
        problem = problem_of(question.groups, families, question.rules, question.weights, question.at)
        _survey, solution = solve_arrays(problem)
        ids = problem.groups.ids
        if pulls is not None:
            askings = [Asking(group, question.rules, question.weights, question.at) for group in question.groups]
            pulls.append((askings, dict(zip(ids, map(int, solution.pull), strict=True))))
        held = zip(ids, solution.family_of.tolist(), strict=True)
        return _Found({group: families.ids[f] for group, f in held if f >= 0}, solution.kin_children)


@dataclass(frozen=True)
class _Found:
    """{group: family} and how many children live with kin."""

    homes: dict[str, str]
    kin_children: int


class _Asked:
    """One round with every family that might come: as it is, and its first question."""

    def __init__(self, instance: Instance):
        self.instance, self.worse = instance, worse_than_waiting(instance)
        self.who = who(instance, self.worse)
        self.size = {group.id: len(group.children) for group in instance.groups}


def wanted(instance: Instance, spots: list[Spot], *, look: Callable[[], None] = lambda: None) -> dict:
    """{"waiting": children without a family, "kinds": {kind: {province: [more with one, with ten]}}, "pairs": {"kind+kind": {province: [with ten
    of the first, of the second, of both]}}}; only provinces where each kind alone would help are kept. `look` is called often and may end it.
    """
    if not instance.groups:
        return {"waiting": 0, "kinds": {kind: {} for kind in KINDS}, "pairs": {}}
    # One group for a family, as the run itself answers; nobody is parted.
    market = Market(replace(instance, rules=replace(instance.rules, sharing=False, splitting=False)), spots)
    kinds: dict[str, dict] = {}
    for kind in KINDS:
        kinds[kind] = {}
        for spot in spots:
            look()
            if max(found := market.added(kind, spot)) > 0:
                kinds[kind][spot.code] = [max(number, 0) for number in found]
    return {"waiting": market.children - market.before, "kinds": kinds, "pairs": _pairs(market, kinds, look)}


def _pairs(market: Market, kinds: dict[str, dict], look: Callable[[], None]) -> dict[str, dict]:
    pairs: dict[str, dict] = {}
    for first, second in combinations(KINDS, 2):
        for spot in market.spots:
            alone = [kinds[kind].get(spot.code, (0, 0))[1] for kind in (first, second)]
            if min(alone) > 0:
                look()
                both = max(market.together(first, second, spot), 0)
                pairs.setdefault(f"{first}+{second}", {})[spot.code] = [*alone, both]
    return pairs
