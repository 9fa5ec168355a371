"""What a placement needs before it begins, how long it lasts, and who may confirm it. No database, no clock of its own.

Sources: Convention on the Rights of the Child, article 12 (the child is heard); UN Guidelines for the Alternative Care of Children
(A/RES/64/142), paragraph 57 (decided by the competent authority); the approval and the lengths come from the country pack.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

TEMPORARY = "temporary"
UNSAFE = "safety"
"""The reason why a placement ends that always leaves the family out for this child ever after, whatever a pack says."""
UNSAFE_ENDS = "placements.unsafe_ends"
TEMPORARY_MONTHS, RATIFY_DAYS = "families.temporary_max_months", "placements.ratify_working_days"


class Times(Protocol):
    """What the rules ask of the country's settings (`offices.packs.Settings`)."""

    def has(self, key: str) -> bool: ...
    def get(self, key: str) -> Any: ...
    def due(self, start_at: datetime, key: str) -> datetime: ...
    def deadline(self, start_at: datetime, amount: int, unit: str) -> datetime: ...


@dataclass(frozen=True)
class Readiness:
    """What stands on the day of the handover."""

    has_basis: bool
    has_yes: bool
    has_view: bool
    has_contract: bool
    has_approval: bool
    is_family_open: bool
    lives_elsewhere: bool


def missing(now: Readiness) -> tuple[str, ...]:
    """Codes of all that stands in the way of the handover, in the order a person would mend it; empty: nothing does."""
    needed = (
        ("basis", now.has_basis),
        ("yes", now.has_yes),
        ("view", now.has_view),
        ("contract", now.has_contract),
        ("approval", now.has_approval),
        ("family", now.is_family_open),
        ("elsewhere", not now.lives_elsewhere),
    )
    return tuple(code for code, is_there in needed if not is_there)


def ends_at(care_type: str, began_at: datetime, times: Times) -> datetime | None:
    """The end of a temporary stay by the pack, counted from the handover; None for other care, and where no time is confirmed."""
    if care_type != TEMPORARY or not times.has(TEMPORARY_MONTHS):
        return None
    return times.due(began_at, TEMPORARY_MONTHS)


def ratify_by(placed_at: datetime, times: Times) -> datetime:
    """Until when a second person confirms an emergency: the end of the next working day, unless the pack says another number.

    Where nobody has confirmed the number, one day holds all the same: a child placed by one person alone never waits without an end.
    """
    amount = times.get(RATIFY_DAYS) if times.has(RATIFY_DAYS) else 1
    return times.deadline(placed_at, amount, "working_days")


def unsafe_ends(times: Times) -> tuple[str, ...]:
    """Reasons of an end after which the child never goes to that family again: those of the pack, and `safety` always.

    Where nobody has confirmed the pack's list, a child who was not safe is protected all the same; a pack adds to it and takes nothing away.
    """
    told = times.get(UNSAFE_ENDS) if times.has(UNSAFE_ENDS) else ()
    return tuple(sorted({UNSAFE, *told}))


def is_second_person(*, by: UUID, others: tuple[UUID | None, ...]) -> bool:
    """Whether `by` is none of those who brought the placement on its way."""
    return by not in others


def is_in_order(*, handed_over_on: date, contract_on: date | None, approved_on: date | None) -> bool:
    """Whether the child was handed over on or after the days of the contract and of the approval."""
    return all(day is None or day <= handed_over_on for day in (contract_on, approved_on))


def is_ratification_open(*, is_emergency: bool, ratified_at: datetime | None, state: str) -> bool:
    """Whether an emergency still waits for the second person. One that has ended meanwhile is looked at all the same."""
    return is_emergency and ratified_at is None and state in ("active", "ended")
