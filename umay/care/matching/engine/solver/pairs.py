"""Feasible pairs: counted for each group, its best kept, all of them on request. Never a dense matrix.

survey = Survey(problem)     # the funnel and the best families of each group
pairs = survey.pairs()       # all feasible pairs, where they fit into memory
"""

from collections import namedtuple
from dataclasses import dataclass

import numpy as np

from . import scanning, sweeping
from .arrays import Problem, most_in_home
from .ground import ground_of, metres_of, profiles_of, unit_vectors
from .kernels import in_parts

KEPT = 64
"""Best families kept for each group. A group that needs more gets all of its own: never a wrong answer, only work."""

Best = namedtuple("Best", "family value number")
"""int32[G, kept], int64[G, kept], int64[G]: kin are not among them."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Every feasible pair, group by group: pairs start[g] to start[g + 1] belong to group g. Families ascend."""

    start: np.ndarray  # int64[G + 1]
    family: np.ndarray  # int32[P]
    metres: np.ndarray  # int32[P]
    value: np.ndarray  # int64[P], millionths
    kin: np.ndarray  # bool[P]

    def __len__(self):
        return len(self.family)

    @property
    def group(self):
        """int32[P]: the group of each pair."""
        return np.repeat(np.arange(len(self.start) - 1, dtype=np.int32), np.diff(self.start))


@dataclass(frozen=True, slots=True, eq=False)
class KinPairs:
    """The feasible pairs of kin, by group, families ascending."""

    group: np.ndarray  # int32[K]
    family: np.ndarray  # int32[K]
    metres: np.ndarray  # int32[K]
    value: np.ndarray  # int64[K]


def pairs(problem: Problem):
    """The Pairs of a Problem. Takes 17 bytes for each; for a whole country at ten times its size use a Survey."""
    return Survey(problem).pairs()


def asks_of(groups):
    """Groups as the loops read them."""
    x, y, z = unit_vectors(groups.lat, groups.lon)
    same = {name: getattr(groups, name) for name in scanning.Asks._fields if hasattr(groups, name)}
    return scanning.Asks(
        **same,
        step=groups.distance_weight // 1000,
        rest=groups.distance_weight % 1000,
        phi=np.radians(groups.lat),
        turn=np.radians(groups.lon),
        x=x,
        y=y,
        z=z,
    )


def signatures_of(groups):
    """int64[G]: groups with one number are the same to every rule before `distance`."""
    label = np.zeros(len(groups), dtype=np.int64)
    for name in ("country", "care", "size", "youngest", "oldest", "sexes", "needs"):
        for column in np.atleast_2d(getattr(groups, name).T):
            codes = np.unique(column, return_inverse=True)[1].ravel()
            label = np.unique(label * (len(groups) + 1) + codes, return_inverse=True)[1].ravel()
    return label.astype(np.int64)


def scene_of(problem):
    """(Ground, Profiles, int32[F] profiles of families, Reach): made once for the families, kept with the Problem."""
    if "scene" not in problem.cache:
        profiles, profile = profiles_of(problem.families)
        ground = ground_of(problem.families, problem.longest, most_in_home(problem.weights), profile)
        problem.cache["scene"] = (ground, profiles, profile, scanning.reach_of(problem.longest))
    return problem.cache["scene"]


def _no_doubts(groups):
    return scanning.Exact(
        np.zeros(groups + 1, dtype=np.int64), np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32)
    )


class Survey:
    """Who suits whom, worked out once for a Problem.

    `funnel` int64[G, 12]: how many families each rule leaves out, in the order of RULES, then how many are feasible.
    `best`: the families of highest value of each group, kin apart; `is_whole` bool[G] where that is all of them.
    `kin`: KinPairs. Distances in doubt are settled by the engine's own formula. `tell(done, total)` hears how far it is.
    """

    def __init__(self, problem: Problem, *, kept=KEPT, tell=None):
        self.problem, self.kept = problem, kept
        self.scene, self.asks = scene_of(problem), asks_of(problem.groups)
        self.signature = signatures_of(problem.groups)
        self.order = np.lexsort((np.arange(len(problem.groups)), self.signature))
        self.exact = _no_doubts(len(problem.groups))
        total = len(problem.groups)
        self.funnel = np.zeros((total, 12), dtype=np.int64)
        self.unsure = np.zeros(total, dtype=np.int64)
        self.best = Best(
            np.zeros((total, kept), dtype=np.int32),
            np.zeros((total, kept), dtype=np.int64),
            np.zeros(total, dtype=np.int64),
        )
        self._sweep(self.order, tell)
        self._settle_doubts()
        # Kin and barred families are added to the funnel after it is counted without them.
        self.is_whole = self.funnel[:, scanning.PASSES] <= kept
        self.kin = self._judge_named()

    def _found(self):
        number = len(self.problem.families)
        return scanning.Found(
            np.empty(number, dtype=np.int32),
            np.empty(number, dtype=np.int32),
            np.empty(number, dtype=np.int64),
            np.empty(number, dtype=np.int32),
            np.zeros(number, dtype=np.int32),
            np.empty((3 * len(self.scene[0].band_low), 2), dtype=np.int64),
            np.empty(len(self.scene[1].count), dtype=np.uint8),
        )

    def _sweep(self, order, tell=None):
        def part(first, last):
            found, scratch = self._found(), np.empty(len(self.problem.families), dtype=np.int64)
            counts = np.zeros(12, dtype=np.int64)
            sweeping.sweep_best(
                self.scene, self.asks, order, self.signature, first, last, self.exact, found, scratch, counts,
                self.funnel, self.unsure, self.best, self.kept,
            )  # fmt: skip

        in_parts(len(order), part, tell=tell)

    def _settle_doubts(self):
        """Work out the distances that the fast formula leaves open, and do those groups again."""
        doubtful = np.flatnonzero(self.unsure)
        if not len(doubtful):
            return
        settled = {}
        for g in doubtful:
            _, number, found = self._look(g)
            settled[g] = np.sort(found.doubt[:number])
        start = np.zeros(len(self.problem.groups) + 1, dtype=np.int64)
        start[doubtful + 1] = self.unsure[doubtful]
        metres = [metres_of(self.problem, g, family) for g in doubtful for family in settled[g]]
        families = np.concatenate([settled[g] for g in doubtful]).astype(np.int32)
        self.exact = scanning.Exact(np.cumsum(start), families, np.array(metres, dtype=np.int32))
        order = self.order[np.isin(self.order, doubtful)]
        self._sweep(order)

    def _look(self, g):
        """(feasible, in doubt, Found) of one group."""
        ground, profiles, _, reach = self.scene
        found = self._found()
        sweeping.judge_profiles(profiles, self.asks, g, found.reasons, np.zeros(12, dtype=np.int64))
        scanning.mark(self.asks, g, found.marks)
        number, _, doubtful = sweeping.look_around(ground, self.asks, g, reach, self.exact, found)
        return number, doubtful, found

    def everybody(self, g):
        """(families int32, metres int32, values int64) of all feasible families of group g, kin apart."""
        number, _, found = self._look(g)
        return found.family[:number], found.metres[:number], found.value[:number]

    def _judge_named(self):
        """Kin and barred families, one by one: their place in the funnel, and the feasible pairs of kin."""
        groups, rows = self.problem.groups, []
        is_named = (np.diff(groups.kin_start) > 0) | (np.diff(groups.conflict_start) > 0)
        for g in np.flatnonzero(is_named).tolist():
            rows += self._judge_named_of(g)
        columns = list(zip(*rows, strict=True)) or [[], [], [], []]
        kinds = (np.int32, np.int32, np.int32, np.int64)
        return KinPairs(*(np.array(column, dtype=kind) for column, kind in zip(columns, kinds, strict=True)))

    def _judge_named_of(self, g):
        groups, (ground, profiles, profile, _) = self.problem.groups, self.scene
        kin, barred = groups.kin(g), groups.conflicts(g)
        named = np.union1d(kin, barred).astype(np.int32)
        is_kin, is_barred = np.isin(named, kin), np.isin(named, barred)
        reasons = np.empty(len(named), dtype=np.uint8)
        sweeping.judge_kin(profiles, profile, self.asks, g, named, is_kin, is_barred, reasons)
        rows = []
        for family, reason in zip(named.tolist(), reasons.tolist(), strict=True):
            if reason == scanning.PASSES:  # kin alone come so far: the others are barred, and distance never binds kin
                row = int(ground.row[family])
                metres = metres_of(self.problem, g, family)
                value = int(scanning.value_at(self.asks, g, metres, ground.in_home[row], ground.is_skilled[row]))
                if value < 0:
                    reason = scanning.VALUE
                else:
                    rows.append((g, family, metres, value))
            self.funnel[g, reason] += 1
        return rows

    def broken(self, group_price, price, *, kin_bonus=0, tell=None):
        """(feasible pairs seen, how many of them have a value above the two prices): int64[G], int64[F], millionths.

        Kin pairs are held to value + kin_bonus * children.
        """

        def part(first, last):
            return sweeping.sweep_proof(
                self.scene, self.asks, self.order, self.signature, first, last, self.exact, self._found(),
                np.zeros(12, dtype=np.int64), group_price, price,
            )  # fmt: skip

        counts = in_parts(len(self.order), part, tell=tell)
        kin = self.kin
        due = kin.value + kin_bonus * self.problem.groups.size[kin.group]
        kin_broken = int((due > group_price[kin.group] + price[kin.family]).sum())
        return len(kin.group) + sum(int(seen) for seen, _ in counts), kin_broken + sum(int(bad) for _, bad in counts)

    def worth(self, family_of):
        """int64[G]: the value of each group's family (-1: none, then 0), judged anew; -1 where it does not suit."""
        kin = self.kin
        is_used = family_of[kin.group] == kin.family
        others = family_of.astype(np.int64)
        others[kin.group[is_used]] = -1
        value = np.zeros(len(family_of), dtype=np.int64)
        sweeping.judge_chosen(self.scene, self.asks, self.exact, others, value)
        value[kin.group[is_used]] = kin.value[is_used]
        return value

    def pairs(self):
        """All feasible pairs as Pairs."""
        total = len(self.problem.groups)
        number = np.zeros(total + 1, dtype=np.int64)
        number[1:] = self.funnel[:, scanning.PASSES]
        start = np.cumsum(number)
        family, metres = np.empty(start[-1], dtype=np.int32), np.empty(start[-1], dtype=np.int32)
        value, is_kin = np.empty(start[-1], dtype=np.int64), np.zeros(start[-1], dtype=bool)

        def part(first, last):
            sweeping.sweep_all(
                self.scene, self.asks, self.order, self.signature, first, last, self.exact, self._found(),
                np.zeros(12, dtype=np.int64), start, family, metres, value,
            )  # fmt: skip

        in_parts(total, part)
        kin_number = np.bincount(self.kin.group, minlength=total)
        for g in np.flatnonzero(kin_number):
            chosen, end = self.kin.group == g, start[g + 1]
            place = slice(end - kin_number[g], end)
            family[place], metres[place] = self.kin.family[chosen], self.kin.metres[chosen]
            value[place], is_kin[place] = self.kin.value[chosen], True
        order = np.lexsort((family, np.repeat(np.arange(total), np.diff(start))))
        return Pairs(start, family[order], metres[order], value[order], is_kin[order])
