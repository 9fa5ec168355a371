"""State, said once: the table of a thing's moves gives the buttons, the refusals, the diagram and the journal line.

Applying a move locks the row, asks again whether it may, writes state and journal in one transaction, and runs the `within` slots of later rooms.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.kit.kernel import slots
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ports import record


@dataclass(frozen=True)
class Move:
    """One verb: from which states to which, who may, and what must hold. `guard(row, by, at)` returns a Refusal or None."""

    name: str
    sources: tuple[str, ...]
    target: str
    permission: str
    label: str = ""
    guard: Callable[..., Refusal | None] | None = None


@dataclass(frozen=True)
class Lifecycle:
    """All moves of one kind of thing. `thing` is its word in slots and journal: "cases.case". `given`: states in which things come in from outside,
    made by no move."""

    thing: str
    states: type
    start: str
    moves: tuple[Move, ...]
    column: str = "state"
    given: tuple[str, ...] = ()
    _by_name: dict[str, Move] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self):
        self._by_name.update({move.name: move for move in self.moves})

    def move(self, name: str) -> Move:
        return self._by_name[name]

    def check(self, row, name: str, *, by: Identity, at: datetime) -> None:
        """Raise the Refusal that stands in the way of the move, if any. Ask and refuse from the same sentence."""
        move = self.move(name)
        if not by.may(move.permission):
            raise NotAllowed()
        if getattr(row, self.column) not in move.sources:
            raise Conflict(
                _(
                    "This step is not open any more: somebody has already taken it further. Nothing was changed. Look at the page again."
                ),
                code="wrong_state",
            )
        if move.guard and (refusal := move.guard(row, by, at)):
            raise refusal
        for refusal in slots.refusals(f"{self.thing}.{name}", row, by, at):
            raise refusal

    def may(self, row, name: str, *, by: Identity, at: datetime) -> bool:
        try:
            self.check(row, name, by=by, at=at)
        except Refusal:
            return False
        return True

    def allowed(self, row, *, by: Identity, at: datetime) -> dict[str, bool]:
        """For templates: can.begin, can.end ..."""
        return {move.name: self.may(row, move.name, by=by, at=at) for move in self.moves}

    def apply(self, row, name: str, *, by: Identity, at: datetime, why: str = "", **changes):
        """Make the move under a lock and return the fresh row. `changes` are further columns written with it."""
        move = self.move(name)
        with transaction.atomic():
            fresh = type(row).objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
            if fresh is None:
                raise Conflict(_("This is not open to you any more. Nothing was changed."), code="gone")
            self.check(fresh, name, by=by, at=at)
            setattr(fresh, self.column, move.target)
            for column, value in changes.items():
                setattr(fresh, column, value)
            fresh.save(update_fields=[self.column, *changes])
            record(
                f"{self.thing.split('.')[0]}.{name}",
                kind=self.thing,
                thing=fresh.pk,
                file=getattr(fresh, "file_id", None),
                fields=[self.column, *changes],
                why=why,
            )
            slots.run_within(f"{self.thing}.{name}", fresh, by, at)
            for function in slots.fills("after", f"{self.thing}.{name}"):
                function(fresh, by, at)
        return fresh

    def reachable(self) -> set[str]:
        found, grown = {self.start, *self.given}, True
        while grown:
            grown = False
            for move in self.moves:
                if move.target not in found and found & set(move.sources):
                    found.add(move.target)
                    grown = True
        return found

    def diagram(self) -> str:
        """A Mermaid state diagram for the docs."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.start}", *(f"    [*] --> {state}" for state in self.given)]
        for move in self.moves:
            lines += [f"    {source} --> {move.target}: {move.name}" for source in move.sources]
        return "\n".join(lines)
