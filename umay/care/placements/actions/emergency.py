"""At night: the duty officer places alone, with a reason; a second person confirms or refuses on the next working day."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.cases import actions as cases
from umay.care.cases.access import held_open
from umay.care.cases.models import Case, CaseChild, LegalBasis
from umay.care.cases.queries import valid_basis
from umay.care.cases.queries.parts import has_view
from umay.care.families import actions as families
from umay.care.matching.queries import may_be_met
from umay.care.placements import rules
from umay.care.placements.access import EMERGENCY, held, hold_child, require
from umay.care.placements.actions.beginning import SOON, _leave, _moved_in
from umay.care.placements.actions.calling import _children, _end_calls, _family
from umay.care.placements.actions.ratifying import tell_who_ratifies
from umay.care.placements.models import Placement
from umay.care.placements.queries.nights import TonightsFamily, care_type_of
from umay.care.placements.words import OBSTACLES, PlacementState
from umay.ground.journal.actions import once
from umay.ground.offices.models import follow
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.ids import new_id

_HOLD = timedelta(minutes=10)


def place_emergency(
    *,
    case: Case,
    family_id: UUID,
    children: Sequence[UUID] | None = None,
    reason: str,
    words: str,
    family_said_yes: bool,
    handed_over_at: datetime | None = None,
    basis: Mapping | None = None,
    views: Mapping[UUID, Mapping] | None = None,
    move_reason: str = "",
    by: Identity,
    at: datetime,
    key: UUID | None = None,
) -> list[Placement]:
    """Children of a case (`children`: ids of persons; None: all) move in tonight with an approved temporary family.

    reason: a code of placements.emergency_reasons, and `words`. basis: values of cases.add_basis where none is in force; its clocks
    start at the handover. views: {person id: {"view" | "why_not", "note"}} for those not heard yet. move_reason: why children who
    live with another family leave it now. A second person confirms by the end of the next working day and is told at once.
    """
    require(by, EMERGENCY)
    with transaction.atomic(), once(key, by=by, at=at, kind="cases.case") as made:
        case = held_open(case)
        when = handed_over_at or at
        settings = pack(by.country, local_day(at, by.zone))
        _check_words(reason, words, family_said_yes, when, settings, at)
        chosen = _children(case, children)
        for child in sorted(chosen, key=lambda child: str(child.person_id)):
            hold_child(child.person_id)
        _hear(chosen, views or {}, by, at)
        ground = _basis(case, basis, when, settings, by, at)
        family = _family(case, chosen, family_id, settings, by, at)
        if refusal := may_be_met(case, family_id, by):
            raise refusal
        left = _free_from_other_homes(chosen, move_reason, words, when, settings, by, at)
        placed = _place(case, chosen, family, ground, reason, words, when, settings, by, at)
        for placement in placed:
            _say_where_to(left.get(placement.child_id), placement)
        tell_who_ratifies(placement=placed[0], by=by, at=at)
        made(case.pk)
    return placed


def _check_words(reason: str, words: str, family_said_yes: bool, when: datetime, settings, at: datetime) -> None:
    if reason not in settings.get("placements.emergency_reasons"):
        raise Refusal(_("Choose why it must be tonight."), code="reason", field="reason")
    if len(words.strip()) < 10:
        raise Refusal(_("Write in a sentence what happened and why it cannot wait."), code="words", field="words")
    if not family_said_yes:
        raise Refusal(_("Speak with the family first. It must say yes."), code="yes", field="family_said_yes")
    if when > at + SOON:
        raise Refusal(_("Give the time of the handover, not one in the future."), code="future", field="handed_over_at")


def _hear(chosen: list[CaseChild], views: Mapping[UUID, Mapping], by: Identity, at: datetime) -> None:
    """Each child is heard, at night too, or it is written why not."""
    for child in chosen:
        if not has_view(child):
            said = views.get(child.person_id)
            if not said:
                raise Refusal(OBSTACLES["view"], code="view")
            cases.record_view(child=child, by=by, at=at, **said)


def _basis(case: Case, values: Mapping | None, when: datetime, settings, by: Identity, at: datetime) -> LegalBasis:
    """The right by which the child is taken in: the one in force, or the emergency admission written now."""
    found = valid_basis(case, when)
    if found is None and values:
        row = next((row for row in settings.get("legal.bases") if row.code == values.get("kind")), None)
        if row is None or not row.is_emergency:
            raise Refusal(_("Choose one of the kinds of emergency admission."), code="kind", field="kind")
        found = cases.add_basis(case=case, values={**values, "starts_at": when}, by=by, at=max(at, when))
    if found is None or valid_basis(case, max(at, when)) is None:
        raise Refusal(OBSTACLES["basis"], code="basis", field="kind")
    return found


def _free_from_other_homes(
    chosen, move_reason: str, words: str, when, settings, by: Identity, at
) -> dict[UUID, Placement]:
    """Children who live with a family now leave it at the same instant. Returns what they left."""
    homes = Placement.objects.filter(
        child_id__in=[child.person_id for child in chosen], state=PlacementState.ACTIVE
    ).order_by("id")
    left = {}
    for home in homes:
        if move_reason not in settings.get("placements.move_reasons"):
            raise Refusal(
                _("A child lives with a family now. Choose why it must leave."), code="move_reason", field="move_reason"
            )
        left[home.child_id] = _leave(
            held(home), "give_way", reason=move_reason, note=words, ended_at=when, by=by, at=at
        )
    return left


def _say_where_to(left: Placement | None, placement: Placement) -> None:
    if left is not None:
        left.moved_to = placement
        left.save(update_fields=["moved_to"])


def _place(case, chosen, family: TonightsFamily, ground, reason, words, when, settings, by, at) -> list[Placement]:
    """Keep the places for all of them at once, so that brothers and sisters count as one group; then one placement for each."""
    hold, card = case.pk, family.card
    families.hold_places(family_id=card.id, count=len(chosen), by_thing=hold, until_at=at + _HOLD, by=by, at=at)
    until = rules.ratify_by(at, settings)
    placed = []
    for child in chosen:
        placement_id = new_id()
        families.take_places(family_id=card.id, count=1, by_thing=placement_id, from_thing=hold, by=by, at=at)
        fresh = Placement.objects.create(
            **follow(case),
            id=placement_id,
            recorded_by=by.user_id,
            case=case,
            child_id=child.person_id,
            family_id=card.id,
            family_office_id=card.office_id,
            family_number=card.number,
            care_type=care_type_of(settings),
            family_said_yes_at=at,
            proposed_by=by.user_id,
            is_emergency=True,
            emergency_reason=words.strip(),
            emergency_kind=reason,
            ratify_by=until,
        )
        placed.append(_moved_in(fresh, "place_emergency", ground, when, settings, by, at))
    _end_calls(case, card.id, by, at)
    return placed
