"""From tables of counts to what may be shown of them: what must be hidden, what else, and rounding. The gate stands in `releasing`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from umay.ground.figures.protecting.least import Effort, Found, least
from umay.ground.figures.protecting.needs import Need, needs, reasons
from umay.ground.figures.protecting.policy import Policy
from umay.ground.figures.protecting.rounding import rounded
from umay.ground.figures.protecting.shape import (
    MOST_COUNT,
    BadTable,
    Cell,
    Codes,
    Table,
    cell_of,
    combinations,
)
from umay.ground.figures.protecting.solver import (
    TOLERANCE,
    Aim,
    Reaching,
    Room,
    aims,
    matrix,
    programme,
    quiet,
    room,
)
from umay.ground.figures.protecting.system import Earlier, System, gather

EVERYBODY: Cell = frozenset()


@dataclass(frozen=True)
class Release:
    """What may be shown. `numbers` has for each table {codes: number to show, None where hidden}.

    reasons: cells hidden for their own sake, by reason; `more`: cells hidden so that those can't be worked out.
    loss, bound: what `more` costs, and what it must cost at least. only_total: was the whole too small for its parts?
    narrowed: cells of which more is known from elsewhere than this policy would tell. broken: sums that rounding broke.
    """

    numbers: tuple[dict[Codes, int | None], ...]
    reasons: dict[str, int]
    more: int
    loss: int
    bound: int
    only_total: bool
    narrowed: tuple[Cell, ...]
    broken: int
    work: tuple[int, int]


def protect(
    tables: Sequence[Table],
    policy: Policy,
    *,
    known: Mapping[Cell, int] | None = None,
    earlier: Sequence[Earlier] = (),
    effort: Effort | None = None,
    wider: Mapping[Cell, int] | None = None,
) -> Release:
    """Protect tables that go out together. `known`: counts that others have published; `wider`: ask so much more room for a cell.

    Raises BadTable: also with code "nothing_left" where fewer people than the threshold are in it at all.
    """
    system = gather(tables, known or {}, earlier, threshold=policy.threshold, rounding=policy.rounding)
    if system.counts[system.index[EVERYBODY]] < policy.threshold:
        raise BadTable("nothing_left", threshold=policy.threshold)
    _complete(system)
    if policy.zeros == "shown":
        # A reader who sees noughts takes every hidden number for at least one.
        system.low = np.where(system.owned & (system.counts > 0), np.maximum(system.low, 1), system.low)
    found = needs(system, policy)
    if system.counts[system.index[EVERYBODY]] < policy.tiny:
        return _only_total(tables, system, found, policy)
    space = room(system, found)
    # Cells of an earlier release alone were hidden there, or are known: they cost nothing and are never ours to show.
    must = ~system.owned
    must[list(found)] = True
    wanted, narrowed = _within_what_is_known(system, space, aims(system, found), wider or {})
    wanted += _still_hidden(system, space, policy)
    price = np.array([policy.price(int(count)) for count in system.counts])
    pattern = least(space, price, must, wanted, effort or Effort())
    return _told(tables, system, found, policy, pattern, narrowed)


def _complete(system: System) -> None:
    """Give cells that only an earlier release has some count that agrees with everything known."""
    if system.owned.all():
        return
    counts, size = system.counts.astype(float), len(system.counts)
    lower = np.where(system.owned, counts, system.low)
    upper = np.where(system.owned, counts, np.where(system.high < 0, MOST_COUNT, system.high))
    sums = matrix(system)
    rows = np.zeros(sums.shape[0])
    model = quiet(programme(np.zeros(size), lower, upper, sums, rows, rows))
    kinds = np.full(size, highspy.HighsVarType.kInteger)
    model.changeColsIntegrality(size, np.arange(size, dtype=np.int32), kinds)
    model.run()
    if model.getInfo().primal_solution_status != 2:
        raise BadTable("earlier_contradict")
    system.counts = np.rint(np.array(model.getSolution().col_value)).astype(np.int64)


def _within_what_is_known(
    system: System, space: Room, wanted: Sequence[Aim], wider: Mapping[Cell, int]
) -> tuple[list[Aim], tuple[Cell, ...]]:
    """Aims as far as they can be reached with everything hidden: what is known from elsewhere no release can take back."""
    reaching = Reaching(space)
    reaching.free(np.ones(space.size))
    kept, narrowed = [], set()
    for aim in wanted:
        amount = aim.amount + (wider.get(system.cells[aim.cell], 0) if aim.sign > 0 else 0)
        reach, _ = reaching.farthest(aim)
        if reach < aim.amount - TOLERANCE:
            narrowed.add(system.cells[aim.cell])
        amount = min(amount, int(np.floor(reach + TOLERANCE)))
        if amount > 0:
            kept.append(Aim(aim.cell, aim.sign, amount))
    return kept, tuple(sorted(narrowed, key=sorted))


def _still_hidden(system: System, space: Room, policy: Policy) -> list[Aim]:
    """What an earlier release hid must stay hidden, although its counts are not here: whatever may be few keeps its lowest
    end, and its highest as far as any number of few people would need."""
    reaching = Reaching(space)
    reaching.free(np.ones(space.size))
    found = []
    for cell in np.flatnonzero(~system.owned & (system.low != system.high)).tolist():
        count = int(system.counts[cell])
        down = min(count, int(np.floor(reaching.farthest(Aim(cell, -1, count))[0] + TOLERANCE)))
        if count - down >= policy.threshold:
            continue
        wish = policy.threshold + policy.width - count
        up = min(wish, int(np.floor(reaching.farthest(Aim(cell, 1, max(wish, 0)))[0] + TOLERANCE)))
        found += [Aim(cell, sign, amount) for sign, amount in ((-1, down), (1, up)) if amount > 0]
    return found


def _only_total(tables, system, found: Mapping[int, Need], policy: Policy) -> Release:
    total = system.index[EVERYBODY]
    if total in found:
        raise BadTable("nothing_left", threshold=policy.threshold)
    shown = np.zeros(len(system.cells), dtype=bool)
    shown[total] = True
    numbers, _ = _numbers(tables, system, shown, policy)
    more = int(system.owned.sum()) - 1 - len(found)
    return Release(numbers, reasons(found), more, 0, 0, True, (), 0, (0, 0))


def _told(tables, system, found, policy: Policy, pattern: Found, narrowed) -> Release:
    shown = ~pattern.pattern.hidden & system.owned
    numbers, broken = _numbers(tables, system, shown, policy)
    more = int((pattern.pattern.hidden & system.owned).sum()) - len(found)
    return Release(
        numbers,
        reasons(found),
        more,
        pattern.pattern.loss,
        pattern.bound,
        False,
        narrowed,
        broken,
        (pattern.rounds, pattern.attacks),
    )


def _numbers(tables, system: System, shown: np.ndarray, policy: Policy):
    values, broken = rounded(system, shown, policy.rounding) if policy.rounding else (system.counts, 0)
    told = []
    for table in tables:
        places = {codes: system.index[cell_of(table.dimensions, codes)] for codes in combinations(table.dimensions)}
        told.append({codes: int(values[place]) if shown[place] else None for codes, place in places.items()})
    return tuple(told), int(broken)
