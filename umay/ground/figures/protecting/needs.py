"""Which cells must be hidden, and between which ends an outsider must stay unsure about each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from umay.ground.figures.protecting.policy import Policy
from umay.ground.figures.protecting.system import System


@dataclass(frozen=True)
class Need:
    """An outsider must hold `low` or less, and `high` or more, for possible."""

    low: int
    high: int
    why: str  # "few", "all", "contributors", "change"


def needs(system: System, policy: Policy) -> dict[int, Need]:
    """{cell: its need} for every cell of the tables that may not be shown for its own sake."""
    alike = _noughts_of_groups_alike(system) if policy.zeros == "shown" else set()
    found: dict[int, Need] = {}
    for place, count in enumerate(system.counts.tolist()):
        if not system.owned[place]:
            continue
        if (count < policy.threshold and (count or policy.zeros == "hidden")) or place in alike:
            lowest = (
                0 if policy.zeros == "hidden" else min(count, 1)
            )  # who sees noughts knows that a hidden cell is none
            found[place] = Need(lowest, policy.reach(count), "few" if place not in alike else "all")
        elif system.contributors.get(place, policy.contributors) < policy.contributors:
            found[place] = Need(max(0, count - policy.width), count + policy.width, "contributors")
        elif place in system.changed:
            # So wide that no change at all stays possible.
            found[place] = Need(max(0, count - policy.threshold), count + policy.threshold, "change")
    return found


def _noughts_of_groups_alike(system: System) -> set[int]:
    """Noughts beside a part that is its whole: shown together they say "all of them"."""
    found = set()
    for whole, parts in system.lines:
        count = system.counts[whole]
        if count and len(parts) > 1 and any(system.counts[part] == count for part in parts):
            found.update(part for part in parts if not system.counts[part] and system.owned[part])
    return found


def reasons(found: Mapping[int, Need]) -> dict[str, int]:
    """How many cells are hidden for their own sake, by reason."""
    counted = dict.fromkeys(("few", "all", "contributors", "change"), 0)
    for need in found.values():
        counted[need.why] += 1
    return counted
