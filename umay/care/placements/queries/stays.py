"""Where a child has lived and lives: one timeline, derived from the placement rows alone. And who lives with a family."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from umay.care.cases.models import Case
from umay.care.families.models import Family, Place
from umay.care.families.words import PlaceState
from umay.care.matching.models import Match
from umay.care.matching.queries import given_up_parts
from umay.care.matching.words import MatchState
from umay.care.placements.access import visible
from umay.care.placements.models import Placement
from umay.care.placements.queries.lists import joined
from umay.care.placements.words import COMING, PlacementState
from umay.ground.offices.packs import kind_of_care, label
from umay.kit.kernel.acting import Identity


@dataclass(frozen=True)
class Stay:
    """One home in a child's timeline. `ended_at` None: the child lives there. `family` is its name where one may read it."""

    placement: Placement
    family: str
    began_at: datetime
    ended_at: datetime | None
    care_type: str
    end_reason: str


class LivingThere(NamedTuple):
    """The children of a family: those one may see, those on their way, and how many of other offices."""

    living: list[Placement]
    coming: list[Placement]
    others: list[tuple[str, int]]


def parts_siblings(placement: Placement) -> bool:
    """Whether giving up this home leaves the child to be searched for without a brother or sister who keeps or has found one."""
    if placement.match_id is None:
        return False
    others = Placement.objects.filter(match=placement.match_id).exclude(pk=placement.pk)
    return others.exclude(state=PlacementState.CANCELLED).exists() or any(
        part.state == MatchState.DECIDED for part in given_up_parts(placement.match)
    )


def timeline(person_id: UUID, *, by: Identity, settings) -> list[Stay]:
    """The child's homes in order, first to last. Two statements."""
    rows = visible(by).filter(child_id=person_id, began_at__isnull=False)
    return stays_of(joined(rows).order_by("began_at", "id"), settings)


def stays_of(placements: Iterable[Placement], settings) -> list[Stay]:
    """Stays of placements that have begun, in their order; the families one may read by name."""
    begun = [placement for placement in placements if placement.began_at]
    names = dict(
        Family.objects.filter(pk__in={placement.family_id for placement in begun}).order_by().values_list("pk", "label")
    )
    return [
        Stay(
            placement,
            names.get(placement.family_id, ""),
            placement.began_at,
            placement.ended_at,
            kind_of_care(placement.care_type, settings),
            label("placement_end", placement.end_reason) if placement.end_reason else "",
        )
        for placement in begun
    ]


def of_case(case: Case, *, by: Identity) -> list[Placement]:
    """All placements of a case's children, by child, the newest first."""
    rows = joined(visible(by).filter(case=case))
    return list(rows.order_by("child__born_on", "child_id", "-began_at", "-recorded_at", "id"))


def of_match(match: Match, *, by: Identity) -> list[Placement]:
    """The placements that a decided match prepared, by child."""
    return list(joined(visible(by).filter(match=match)).order_by("child__born_on", "child_id", "recorded_at", "id"))


def living_in(family_id: UUID, *, by: Identity) -> LivingThere:
    """Who lives with the family. Children of other offices are counted from the ledger: an office and a number, nothing more."""
    rows = list(
        joined(visible(by).filter(family_id=family_id, state__in=[*COMING, PlacementState.ACTIVE])).order_by(
            "began_at", "id"
        )
    )
    known = {placement.pk for placement in rows} | {placement.match_id for placement in rows}
    others: Counter[str] = Counter()
    lines = Place.objects.filter(family_id=family_id, state=PlaceState.TAKEN, freed_at__isnull=True)
    for thing, office, count in lines.order_by("since_at", "id").values_list("by_thing", "by_office__name", "count"):
        if thing not in known:
            others[office or "–"] += count
    return LivingThere(
        [placement for placement in rows if placement.state == PlacementState.ACTIVE],
        [placement for placement in rows if placement.state != PlacementState.ACTIVE],
        sorted(others.items()),
    )
