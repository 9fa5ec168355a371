"""Tonight: which approved temporary families can take these children at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from umay.care.cases.models import Case, CaseChild, LegalBasis
from umay.care.cases.queries import children_of, valid_basis
from umay.care.cases.queries.parts import has_view
from umay.care.families.models import Place
from umay.care.families.queries import Card
from umay.care.families.words import PlaceState
from umay.care.matching.queries import is_word_old, ranking_for, second_order, telephoned
from umay.care.matching.reasons import weakness
from umay.care.matching.rules import may_place_alone
from umay.care.placements.access import visible
from umay.care.placements.models import Call, Placement
from umay.care.placements.rules import TEMPORARY
from umay.care.placements.words import CallAnswer, PlacementState
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.ids import new_id

FIRST = 10
HOURS = timedelta(hours=12)  # so long a no of this night counts
TRIED = (CallAnswer.NO, CallAnswer.NO_ANSWER, CallAnswer.WITHDREW)


@dataclass(frozen=True)
class TonightsFamily:
    """A family that the duty officer may choose alone; `place` is its place in the order."""

    card: Card
    place: int
    km: float
    places_left: int
    weakens: tuple[Any, ...]
    kept_until: datetime | None = None  # its places are kept for these children while it is telephoned
    called_until: datetime | None = None  # somebody telephones it for other children
    is_needed: bool = False  # other children need it, and that is counted in its place
    is_word_old: bool = False  # nobody has asked it for long: the call asks it
    call: Call | None = None  # the last one of these hours for these children
    key: UUID = field(default_factory=new_id)  # of its button
    answer_key: UUID = field(default_factory=new_id)

    @property
    def has_answered(self) -> bool:
        """It said no in these hours, took its yes back, or nobody answered."""
        return self.kept_until is None and self.call is not None and self.call.answer in TRIED

    @property
    def is_unwritten(self) -> bool:
        """It was telephoned in these hours, its places are not kept any more, and nobody wrote what it answered."""
        return self.kept_until is None and self.call is not None and not self.call.answer

    @property
    def has_said_yes(self) -> bool:
        """It said yes in these hours, and the children do not live there: it can only have taken that back."""
        return self.kept_until is None and self.call is not None and self.call.answer == CallAnswer.YES


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

    @property
    def first(self) -> list[TonightsFamily]:
        """The first ten that haven't said no in these hours, every family whose places are kept for these children, and last those that were tried."""
        open_still = [one for one in self.families if not one.has_answered]
        kept = [one for one in open_still[FIRST:] if one.kept_until]
        return open_still[:FIRST] + kept + [one for one in self.families if one.has_answered]

    @property
    def kept(self) -> list[TonightsFamily]:
        """Families being telephoned for these children."""
        return [one for one in self.families if one.kept_until]

    def family(self, family_id) -> TonightsFamily | None:
        return next((one for one in self.families if one.card.id == family_id), None)


def care_type_of(settings) -> str:
    """The kind of care an emergency is given: temporary, where the country's settings say so."""
    kinds = settings.get("families.emergency_care_types")
    return TEMPORARY if TEMPORARY in kinds else kinds[0]


def night(*, case: Case, children: Sequence[CaseChild] | None = None, settings, by: Identity, at: datetime) -> Night:
    """The families for these children (all of the case, unless some are named) for tonight: kin first, then by the engine's value less
    what other children need of a family.

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


def calls_for(case: Case, at: datetime) -> dict[UUID, datetime]:
    """{family: until when} of the families whose places are kept for this emergency."""
    held_now = Place.objects.filter(by_thing=case.pk, state=PlaceState.HELD, freed_at__isnull=True, until_at__gt=at)
    return dict(held_now.order_by("family_id").values_list("family_id", "until_at"))


def calls_of(case: Case, since: datetime) -> list[Call]:
    """The calls for the children of a case since a moment, in order."""
    return list(Call.objects.filter(case=case, called_at__gte=since).order_by("called_at", "id"))


def _families(case, chosen, homes: dict[Any, Placement], settings, by, at):
    standing = ranking_for(case=case, children=chosen, care_type=care_type_of(settings), urgent=True, by=by, at=at)
    lived_in = {home.family_id for home in homes.values()}
    order, needed = second_order(standing)
    kept, calls = calls_for(case, at), telephoned(at, besides=case.pk)
    tried = {call.family_id: call for call in calls_of(case, at - HOURS)}
    found, elsewhere = [], 0
    for candidate in order:
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
                kept_until=kept.get(card.id),
                called_until=calls.get(card.id),
                is_needed=candidate.family_id in needed,
                is_word_old=is_word_old(standing, card),
                call=tried.get(card.id),
            )
        )
    return found, elsewhere, len(standing.ranking.left_out)
