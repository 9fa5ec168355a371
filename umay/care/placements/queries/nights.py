"""Tonight: which approved temporary families can take these children at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from umay.care.cases.models import Case, CaseChild, LegalBasis
from umay.care.cases.queries import children_of, valid_basis
from umay.care.cases.queries.parts import has_view
from umay.care.families.queries import Card
from umay.care.matching.queries import ranking_for
from umay.care.matching.reasons import weakness
from umay.care.matching.rules import may_place_alone
from umay.care.placements.access import visible
from umay.care.placements.models import Placement
from umay.care.placements.rules import TEMPORARY
from umay.care.placements.words import PlacementState
from umay.kit.kernel.acting import Identity


@dataclass(frozen=True)
class TonightsFamily:
    """A family that the duty officer may choose alone; `place` is its place in the order."""

    card: Card
    place: int
    km: float
    places_left: int
    weakens: tuple[Any, ...]


@dataclass(frozen=True)
class Night:
    """What the duty officer decides with. `elsewhere`: how many suitable families other offices have, whom one must telephone."""

    case: Case
    children: list[CaseChild]
    homes: dict
    unheard: list[CaseChild]
    basis: LegalBasis | None
    families: list[TonightsFamily]
    elsewhere: int
    left_out: int

    def family(self, family_id) -> TonightsFamily | None:
        return next((one for one in self.families if one.card.id == family_id), None)


def care_type_of(settings) -> str:
    """The kind of care an emergency is given: temporary, where the country's settings say so."""
    kinds = settings.get("families.emergency_care_types")
    return TEMPORARY if TEMPORARY in kinds else kinds[0]


def night(*, case: Case, children: Sequence[CaseChild] | None = None, settings, by: Identity, at: datetime) -> Night:
    """The families for these children (all of the case, unless some are named) in the engine's order, for tonight.

    Raises a Refusal where a child's day of birth is missing.
    """
    chosen = list(children) if children is not None else list(children_of(case))
    homes = {
        row.child_id: row
        for row in visible(by).filter(child_id__in=[one.person_id for one in chosen], state=PlacementState.ACTIVE)
    }
    families, elsewhere, left_out = _families(case, chosen, homes, settings, by, at) if chosen else ([], 0, 0)
    return Night(
        case=case,
        children=chosen,
        homes=homes,
        unheard=[one for one in chosen if not has_view(one)],
        basis=valid_basis(case, at),
        families=families,
        elsewhere=elsewhere,
        left_out=left_out,
    )


def _families(case, chosen, homes: dict[Any, Placement], settings, by, at):
    standing = ranking_for(case=case, children=chosen, care_type=care_type_of(settings), urgent=True, by=by, at=at)
    lived_in = {home.family_id for home in homes.values()}
    found, elsewhere = [], 0
    for candidate in standing.ranking.candidates:
        card = standing.cards[candidate.family_id]
        family = standing.family(card.id)
        is_fit = card.takes_emergencies and card.id not in lived_in
        if not is_fit or not may_place_alone(group=standing.group, family=family, verdict=candidate.verdict):
            continue
        if not card.is_visible:
            elsewhere += 1
            continue
        found.append(
            TonightsFamily(
                card,
                len(found) + 1,
                candidate.verdict.km,
                candidate.places_left,
                tuple(weakness(remark) for remark in candidate.weaknesses),
            )
        )
    return found, elsewhere, len(standing.ranking.left_out)
