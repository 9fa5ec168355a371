"""Linear programmes about what hidden cells could be instead. A *move* is how far each cell is from its count; the sums keep holding."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse

from umay.ground.figures.protecting.needs import Need
from umay.ground.figures.protecting.system import System

TOLERANCE = 1e-6
_PRIMAL = 4
_STEPS = 3_000  # many times what one question takes
_ENDS = {"Optimal", "Infeasible", "Unbounded", "Primal infeasible or unbounded"}


@dataclass(frozen=True)
class Room:
    """How far each cell can go below and above its count once it is hidden, and which sums bind it: `sums` @ move = 0."""

    down: np.ndarray
    up: np.ndarray
    sums: sparse.csr_matrix

    @property
    def size(self) -> int:
        return len(self.down)


@dataclass(frozen=True, order=True)
class Aim:
    """One end of a need: the cell must be able to move this far. `sign` is 1 for up and -1 for down."""

    cell: int
    sign: int
    amount: int


def room(system: System, needs: dict[int, Need]) -> Room:
    """The room of every cell. Where nothing is known, upwards as far as any need could make useful."""
    counts = system.counts.astype(float)
    most = max((max(need.high - need.low, 1) for need in needs.values()), default=1)
    plenty = float(20 * most)
    up = np.where(system.high < 0, plenty, system.high - counts)
    return Room(down=counts - system.low, up=up, sums=matrix(system))


def matrix(system: System) -> sparse.csr_matrix:
    """One row for each sum: the whole minus its parts."""
    rows, columns, values = [], [], []
    for number, (whole, parts) in enumerate(system.lines):
        rows += [number] * (1 + len(parts))
        columns += [whole, *parts]
        values += [1.0] + [-1.0] * len(parts)
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(system.lines), len(system.cells)))


def aims(system: System, needs: dict[int, Need]) -> list[Aim]:
    """What must be reachable, the farthest first."""
    found = []
    for cell, need in needs.items():
        count = int(system.counts[cell])
        if need.high > count:
            found.append(Aim(cell, 1, need.high - count))
        if need.low < count:
            found.append(Aim(cell, -1, count - need.low))
    return sorted(found, key=lambda aim: (-aim.amount, aim.cell, aim.sign))


def quiet(lp: highspy.HighsLp) -> highspy.Highs:
    """A silent solver on one core that does the same every time."""
    model = highspy.Highs()
    for option, value in {"output_flag": False, "threads": 1, "parallel": "off", "random_seed": 0}.items():
        model.setOptionValue(option, value)
    model.passModel(lp)
    return model


def programme(cost, lower, upper, rows, row_lower, row_upper, *, is_largest=False) -> highspy.HighsLp:
    """A linear programme in the solver's own shape; `rows` is a sparse matrix."""
    lp = highspy.HighsLp()
    columns = sparse.csc_matrix(rows)
    lp.num_col_, lp.num_row_ = len(cost), columns.shape[0]
    lp.sense_ = highspy.ObjSense.kMaximize if is_largest else highspy.ObjSense.kMinimize
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = (np.asarray(one, dtype=float) for one in (cost, lower, upper))
    lp.row_lower_, lp.row_upper_ = (np.asarray(one, dtype=float) for one in (row_lower, row_upper))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = columns.indptr
    lp.a_matrix_.index_ = columns.indices
    lp.a_matrix_.value_ = columns.data.astype(float)
    return lp


def settled(model: highspy.Highs) -> str:
    """Run the solver and return how it ended. Where its last corner leads it in circles, it starts from nothing."""
    model.setOptionValue("simplex_iteration_limit", _STEPS)
    model.run()
    said = model.modelStatusToString(model.getModelStatus())
    if said not in _ENDS:
        model.clearSolver()
        model.run()
        said = model.modelStatusToString(model.getModelStatus())
    return said


class Reaching:
    """How far can a cell move while only some cells are free? The solver keeps its last corner, so asking again is cheap."""

    def __init__(self, room: Room):
        self._room = room
        self._all = np.arange(room.size, dtype=np.int32)
        nothing = np.zeros(room.size)
        rows = np.zeros(room.sums.shape[0])
        self._model = quiet(programme(nothing, nothing, nothing, room.sums, rows, rows, is_largest=True))
        self._model.setOptionValue("presolve", "off")
        self._model.setOptionValue(
            "simplex_strategy", _PRIMAL
        )  # the last corner stays possible when another cell is asked for
        self._asked: int | None = None
        self._lower, self._upper = nothing, nothing

    def free(self, share: np.ndarray) -> None:
        """From now on each cell can go this share (0 to 1) of its room."""
        self._lower, self._upper = -self._room.down * share, self._room.up * share
        self._model.changeColsBounds(self._room.size, self._all, self._lower, self._upper)

    def forbid(self, cell: int, *, is_forbidden: bool) -> None:
        """Hold one cell still, or let it go again as far as before."""
        ends = (0.0, 0.0) if is_forbidden else (float(self._lower[cell]), float(self._upper[cell]))
        self._model.changeColBounds(cell, *ends)

    def farthest(self, aim: Aim) -> tuple[float, np.ndarray]:
        """(how far towards the aim, at most its amount; the move)."""
        if self._asked is not None:
            self._model.changeColCost(self._asked, 0.0)
        self._asked = aim.cell
        self._model.changeColCost(aim.cell, float(aim.sign))
        settled(self._model)
        move = np.array(self._model.getSolution().col_value)
        return aim.sign * move[aim.cell], move

    def prices(self) -> np.ndarray:
        """The price of each sum in the last answer."""
        return np.array(self._model.getSolution().row_dual)
