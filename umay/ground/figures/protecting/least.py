"""The least loss: a choice of cells is asked of a whole-number programme; whatever choice an outsider breaks is forbidden with all like it.

After Fischetti and Salazar-Gonzalez (Management Science 47, 2001). A broken choice shows prices of the sums with which the outsider
bounds a cell; by the same prices every good choice must give that cell more room, which is one inequality (`_cut`). Each answer of the
programme is a lower bound of the loss; the first that nobody breaks is the least.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse

from umay.ground.figures.protecting.hiding import Cover, Unreachable, cover
from umay.ground.figures.protecting.solver import TOLERANCE, Aim, Reaching, Room, programme, quiet

_SLACK = 1e-4  # how much an inequality must be broken to be worth adding


@dataclass(frozen=True)
class Effort:
    """When to stop looking for less loss; counted in work, so that the same table always gets the same answer.

    rounds: how often the programme is asked. attacks: how many moves are asked for. steps: of the solver, for whole choices
    (a question that is begun is ended). rows: tables with more sums of members than this are not asked for whole choices at all;
    they get the bound of the question with parts of cells, and the best pattern found near its answers.
    """

    rounds: int = 60
    attacks: int = 12_000
    steps: int = 20_000
    rows: int = 1_500


PATIENT = Effort(rounds=1_000, attacks=1_000_000, steps=50_000_000, rows=1_000_000)


@dataclass(frozen=True)
class Found:
    """The best pattern, a proven lower bound of its loss, and the work it took. Is it the least? where `bound` is its loss."""

    pattern: Cover
    bound: int
    rounds: int
    attacks: int

    @property
    def is_least(self) -> bool:
        return self.bound >= self.pattern.loss


_BRANCHES = 50  # of one question


class _Choice:
    """The programme that chooses what else to hide: 1 hidden, 0 shown; `must` is always hidden."""

    def __init__(self, room: Room, price: np.ndarray, must: np.ndarray):
        size = room.size
        # A cell that has no room at all, because it is known, helps nobody by being hidden.
        useless = (room.up < TOLERANCE) & (room.down < TOLERANCE) & ~must
        cost = np.where(must, 0.0, price)
        rows, least = _companions(room)
        upper = np.where(useless, 0.0, 1.0)
        endless = np.full(len(least), highspy.kHighsInf)
        self._size, self.rows = size, len(least)
        self._model = quiet(programme(cost, must.astype(float), upper, rows, least, endless))
        self.steps = 0

    def add(self, cut: tuple[np.ndarray, float]) -> None:
        weights, least = cut
        places = np.flatnonzero(weights > 1e-9).astype(np.int32)
        self._model.addRow(float(least), highspy.kHighsInf, len(places), places, weights[places])

    def fractional(self) -> tuple[np.ndarray, float]:
        """The best choice where parts of a cell may be hidden, and its loss."""
        self._model.run()
        return np.clip(
            np.array(self._model.getSolution().col_value), 0.0, 1.0
        ), self._model.getInfo().objective_function_value

    def insist_on_whole(self) -> None:
        kinds = np.full(self._size, highspy.HighsVarType.kInteger)
        self._model.changeColsIntegrality(self._size, np.arange(self._size, dtype=np.int32), kinds)
        self._model.setOptionValue("mip_rel_gap", 0.0)
        self._model.setOptionValue("mip_abs_gap", 0.5)  # losses are whole numbers
        self._model.setOptionValue("mip_max_nodes", _BRANCHES)

    def whole(self) -> tuple[np.ndarray | None, float]:
        """(the best whole choice found or None, a proven bound of the loss)."""
        self._model.run()
        info = self._model.getInfo()
        self.steps += max(0, info.simplex_iteration_count)
        values = np.array(self._model.getSolution().col_value)
        is_there = info.primal_solution_status == 2 and len(values) == self._size
        return (values > 0.5) if is_there else None, info.mip_dual_bound


def _companions(room: Room) -> tuple[sparse.csr_matrix, np.ndarray]:
    """In no sum is a hidden cell alone: y <= the others. Alone it could be worked out, or need not be hidden."""
    rows, columns, values = [], [], []
    number = 0
    sums = room.sums
    for line in range(sums.shape[0]):
        members = sums.indices[sums.indptr[line] : sums.indptr[line + 1]]
        for member in members:
            rows += [number] * len(members)
            columns += members.tolist()
            values += [-1.0 if other == member else 1.0 for other in members]
            number += 1
    return sparse.csr_matrix((values, (rows, columns)), shape=(number, room.size)), np.zeros(number)


def _cut(room: Room, aim: Aim, prices: np.ndarray, must: np.ndarray) -> tuple[np.ndarray, float]:
    """(weights, least): every good choice has weights @ choice >= least, where what must be hidden is not counted."""
    value = -(room.sums.T @ prices)
    value[aim.cell] += aim.sign
    weights = np.where(value > 0, value * room.up, -value * room.down)
    weights[np.abs(value) < 1e-7] = 0.0
    least = aim.amount - weights[must].sum()
    # More than what is missing is no better than what is missing.
    return np.where(must, 0.0, np.minimum(weights, max(least, 0.0))), least


class _Search:
    def __init__(self, room, price, must, aims, effort):
        self.room, self.price, self.must, self.aims, self.effort = room, price, must, aims, effort
        self.choice = _Choice(room, price, must)
        self.reaching = Reaching(room)
        self.rounds = self.attacks = 0

    def is_spent(self) -> bool:
        return self.rounds >= self.effort.rounds or self.attacks >= self.effort.attacks

    def break_it(self, choice: np.ndarray) -> int:
        """Forbid what an outsider can do against the choice; how many inequalities that took."""
        self.reaching.free(choice)
        added = 0
        good: list[np.ndarray] = []
        for aim in self.aims:
            if any(aim.sign * move[aim.cell] >= aim.amount - TOLERANCE for move in good):
                continue
            reach, move = self.reaching.farthest(aim)
            self.attacks += 1
            if reach >= aim.amount - _SLACK:
                good = [*good[-20:], move]
                continue
            weights, least = _cut(self.room, aim, self.reaching.prices(), self.must)
            if least > _SLACK and weights @ choice < least - _SLACK:
                self.choice.add((weights / least, 1.0))
                added += 1
        return added

    def relax(self, best: Cover) -> tuple[Cover, int]:
        """Ask with parts of cells until no outsider can break the answer; (the best pattern near the last one, the bound)."""
        bound, choice = 0, np.zeros(self.room.size)
        while not self.is_spent():
            self.rounds += 1
            choice, loss = self.choice.fractional()
            bound = max(bound, int(np.ceil(loss - 1e-6)))
            if bound >= best.loss or not self.break_it(choice):
                break
        return self._better(best, choice), bound

    def run(self, best: Cover) -> Found:
        best, bound = self.relax(best)
        if self.choice.rows > self.effort.rows:
            return Found(best, min(bound, best.loss), self.rounds, self.attacks)
        self.choice.insist_on_whole()
        while bound < best.loss and not self.is_spent() and self.choice.steps < self.effort.steps:
            self.rounds += 1
            choice, proven = self.choice.whole()
            bound = max(bound, int(np.ceil(proven - 1e-6))) if np.isfinite(proven) else bound
            if choice is None or bound >= best.loss:
                break
            broken = self.break_it(choice.astype(float))
            best = self._better(best, choice)
            if not broken:
                break
        return Found(best, min(bound, best.loss), self.rounds, self.attacks)

    def _better(self, best: Cover, choice: np.ndarray) -> Cover:
        try:
            found = cover(self.room, self.price, self.must, self.aims, hint=choice.astype(float))
        except Unreachable:  # numbers too fine for the solver; the pattern that we have stays
            return best
        return found if found.loss < best.loss else best


def least(room: Room, price: np.ndarray, must: np.ndarray, aims: Sequence[Aim], effort: Effort) -> Found:
    """A pattern of small loss, proven least where the effort suffices. Raises Unreachable."""
    best = cover(room, price, must, aims)
    if best.loss == 0:
        return Found(best, 0, 0, 0)
    return _Search(room, price, must, list(aims), effort).run(best)
