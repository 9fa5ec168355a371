"""Four small slots through which an earlier room shows or respects a later one. Filled in the later room's apps.py.

panel   a block on an earlier room's page:          function(thing, identity) -> Panel | None
guard   why an earlier move must wait:              function(row, identity, at) -> Refusal | None
within  runs in the same transaction as a move:     function(row, identity, at) -> None
after   speaks to the outside, queued inside the transaction, run by a job after commit: function(row, identity, at) -> None
work    what waits for a person:                    function(identity, at) -> list[Task]
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

_slots: dict[tuple[str, str], list[Callable]] = defaultdict(list)


@dataclass(frozen=True)
class Panel:
    """A block that a later room draws on an earlier room's page."""

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    order: int = 50


@dataclass(frozen=True)
class Task:
    """One line of "My work": derived anew on each visit, never stored."""

    kind: str  # "visits.due": the room and what is to be done
    title: str  # a translated sentence
    url: str
    due_at: datetime | None = None
    tone: str = "due"  # "urgent", "overdue", "due", "waiting"
    thing: str = ""  # case number, initials: what it is about
    place: str = ""


def _filler(kind: str):
    def slot(place: str):
        def fill(function: Callable) -> Callable:
            if function not in _slots[kind, place]:
                _slots[kind, place].append(function)
            return function

        return fill

    return slot


panel = _filler("panel")
guard = _filler("guard")
within = _filler("within")
after = _filler("after")
work = _filler("work")("home")


def fills(kind: str, place: str) -> list[Callable]:
    return list(_slots[kind, place])


def panels(place: str, thing, identity) -> list[Panel]:
    found = (function(thing, identity) for function in fills("panel", place))
    return sorted((panel for panel in found if panel), key=lambda panel: (panel.order, str(panel.title)))


def refusals(place: str, row, identity, at) -> list:
    return [refusal for function in fills("guard", place) if (refusal := function(row, identity, at))]


def run_within(place: str, row, identity, at) -> None:
    for function in fills("within", place):
        function(row, identity, at)
