"""Lists of placements: mine or all that one may see, by what waits."""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from umay.care.placements.access import visible
from umay.care.placements.models import Placement
from umay.care.placements.words import COMING, PlacementState
from umay.kit.kernel.acting import Identity

SEALED = ("end_note", "emergency_reason", "ratify_refused")
MINE, ALL = "mine", "all"


@dataclass(frozen=True)
class Filter:
    """What the list is narrowed to. `which`: living, coming, ratify, ended or cancelled."""

    whose: str = ALL
    which: str = "living"
    number: str = ""


_WHICH = {
    "living": Q(state=PlacementState.ACTIVE),
    "coming": Q(state__in=COMING),
    "ratify": Q(is_emergency=True, ratified_at__isnull=True, state__in=[PlacementState.ACTIVE, PlacementState.ENDED]),
    "ended": Q(state=PlacementState.ENDED),
    "cancelled": Q(state=PlacementState.CANCELLED),
}


def listing(*, by: Identity, chosen: Filter) -> QuerySet[Placement]:
    """Placements for a list page with child, case and worker: one statement, the newest handover first."""
    found = visible(by).filter(_WHICH.get(chosen.which, _WHICH["living"]))
    if chosen.whose == MINE:
        found = found.filter(worker_id=by.user_id)
    if number := chosen.number.strip():
        found = found.filter(Q(case__number__icontains=number) | Q(family_number__icontains=number))
    return joined(found).order_by(F("began_at").desc(nulls_first=True), "id")


def joined(found: QuerySet[Placement]) -> QuerySet[Placement]:
    """With what a line shows: the child's initials and age, the case's number, the worker. No sealed text."""
    return found.select_related("child", "case", "worker", "office").defer(
        *SEALED, "case__why_care", "case__summary", "case__closing_note", "child__address"
    )


def waiting_to_be_ratified(by: Identity) -> QuerySet[Placement]:
    """Emergencies that wait for a second person and were not made by the asker."""
    return joined(visible(by).filter(_WHICH["ratify"]).exclude(proposed_by=by.user_id)).order_by("ratify_by", "id")


def refused_and_living(by: Identity) -> QuerySet[Placement]:
    """Emergencies that a second person refused while the child still lives there."""
    found = visible(by).filter(is_emergency=True, state=PlacementState.ACTIVE, ratify_refused__isnull=False)
    return joined(found).order_by("ratified_at", "id")
