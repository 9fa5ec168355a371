"""Which more cells to hide, quickly: for each end of a need the cheapest move that reaches it, then whatever turned out unneeded is shown again.

The moves are the certificate: with the cells of all of them hidden, every need is met.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from scipy import sparse

from umay.ground.figures.protecting.solver import TOLERANCE, Aim, Reaching, Room, programme, quiet, settled


class Unreachable(Exception):
    """Even with everything hidden an outsider could say more than allowed of this aim's cell."""

    def __init__(self, aim: Aim):
        super().__init__(aim)
        self.aim = aim


class Cheapest:
    """The cheapest move that reaches an aim, where moving a cell that is hidden already costs nothing."""

    def __init__(self, room: Room, price: np.ndarray, hidden: np.ndarray):
        size = room.size
        self._room = room
        self._both = np.arange(2 * size, dtype=np.int32)
        both = sparse.hstack([room.sums, -room.sums])
        rows = np.zeros(room.sums.shape[0])
        self._lower, self._upper = np.zeros(2 * size), np.concatenate([room.up, room.down])
        # A cell with little room must be paid for whole, however short the move.
        self._rate = price / np.maximum(1.0, np.minimum(np.maximum(room.down, 1.0), 20.0))
        self._model = quiet(programme(self._costs(hidden), self._lower, self._upper, both, rows, rows))

    def _costs(self, hidden: np.ndarray) -> np.ndarray:
        one = np.where(hidden, 1e-4, self._rate)
        return np.concatenate([one, one])

    def hide(self, hidden: np.ndarray) -> None:
        """Moving these costs nothing from now on."""
        self._model.changeColsCost(2 * self._room.size, self._both, self._costs(hidden))

    def move(self, aim: Aim) -> np.ndarray:
        """The cheapest move; raises Unreachable."""
        size = self._room.size
        towards, against = (aim.cell, aim.cell + size) if aim.sign > 0 else (aim.cell + size, aim.cell)
        if self._upper[towards] < aim.amount:
            raise Unreachable(aim)
        self._model.changeColBounds(towards, float(aim.amount), float(self._upper[towards]))
        self._model.changeColBounds(against, 0.0, 0.0)
        is_found = settled(self._model) == "Optimal"
        values = np.array(self._model.getSolution().col_value) if is_found else None
        self._model.changeColBounds(towards, 0.0, float(self._upper[towards]))
        self._model.changeColBounds(against, 0.0, float(self._upper[against]))
        if values is None:
            raise Unreachable(aim)
        return values[:size] - values[size:]


def is_met(aim: Aim, move: np.ndarray) -> bool:
    return aim.sign * move[aim.cell] >= aim.amount - TOLERANCE


class Cover:
    """A pattern of hidden cells with one move for each aim that proves it enough."""

    def __init__(self, room: Room, price: np.ndarray, must: np.ndarray, aims: Sequence[Aim]):
        self.room, self.price, self.must, self.aims = room, price, must, list(aims)
        self.hidden = must.copy()
        self.moves: dict[Aim, np.ndarray] = {}

    @property
    def loss(self) -> int:
        return int(self.price[self.hidden & ~self.must].sum())

    def spread(self, order: Iterable[Aim], price: np.ndarray) -> None:
        """Hide more cells until each aim has its move, the cheapest by `price`. Raises Unreachable."""
        cheapest = Cheapest(self.room, price, self.hidden)
        kept: list[np.ndarray] = []
        for aim in order:
            proof = next((move for move in reversed(kept) if is_met(aim, move)), None)
            if proof is None:
                proof = cheapest.move(aim)
                kept.append(proof)
                more = (np.abs(proof) > TOLERANCE) & ~self.hidden
                if more.any():
                    self.hidden |= more
                    cheapest.hide(self.hidden)
            self.moves[aim] = proof

    def trim(self) -> None:
        """Show again, dearest first, each cell without which every aim can still be reached."""
        reaching = Reaching(self.room)
        reaching.free(self.hidden.astype(float))
        spare = np.flatnonzero(self.hidden & ~self.must)
        for cell in sorted(spare.tolist(), key=lambda place: (-self.price[place], place)):
            self._try_without(cell, reaching)

    def _try_without(self, cell: int, reaching: Reaching) -> None:
        touched = [aim for aim in self.aims if abs(self.moves[aim][cell]) > TOLERANCE]
        touched.sort(key=lambda aim: -abs(self.moves[aim][cell]))  # what leans on the cell the most fails the soonest
        found: dict[Aim, np.ndarray] = {}
        reaching.forbid(cell, is_forbidden=True)
        fresh: list[np.ndarray] = []
        for aim in touched:
            move = next((one for one in fresh if is_met(aim, one)), None)
            if move is None:
                _, move = reaching.farthest(aim)
                if not is_met(aim, move):
                    reaching.forbid(cell, is_forbidden=False)
                    return
                fresh.append(move)
            found[aim] = move
        self.moves.update(found)
        self.hidden[cell] = False


def cover(
    room: Room, price: np.ndarray, must: np.ndarray, aims: Sequence[Aim], *, hint: np.ndarray | None = None
) -> Cover:
    """A pattern in which every aim is reached and no single cell could be shown again. Raises Unreachable.

    hint: for each cell from 0 to 1 how much a bolder question wanted it hidden; what it wanted whole is hidden first.
    """
    found = Cover(room, price, must, aims)
    if hint is not None:
        found.hidden |= hint > 1 - TOLERANCE
    found.spread(found.aims, price if hint is None else price * (1.01 - hint))
    found.trim()
    return found
