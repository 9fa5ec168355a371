"""From the decision to the approval: one placement per child, the contract, the approval by a second person."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from umay.care.cases.queries import valid_basis
from umay.care.families import actions as families
from umay.care.families import queries as homes
from umay.care.matching.models import Candidate, Match
from umay.care.placements.access import CHANGE, held, hold_child, require
from umay.care.placements.lifecycle import PLACEMENT
from umay.care.placements.models import Placement
from umay.care.placements.words import COMING, PlacementState
from umay.ground.offices.models import follow
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, Refusal
from umay.kit.kernel.ids import new_id
from umay.kit.kernel.ports import record

KIN = "kin"


def prepare(*, match: Match, candidate: Candidate, by: Identity, at: datetime) -> list[Placement]:
    """One placement for each child of a decided match. Its place is taken out of what the match keeps; the family's yes is copied.

    Runs inside the decision: who may decide may prepare.
    """
    with transaction.atomic():
        basis = valid_basis(match.case, at)
        return [_prepare_one(match, candidate, child, basis, by, at) for child in sorted(match.children, key=str)]


def _prepare_one(match: Match, candidate: Candidate, child_id, basis, by: Identity, at: datetime) -> Placement:
    placement_id = new_id()
    hold_child(child_id)
    # First the place, then the row: the database opens the family's file for a place that the ledger knows.
    families.take_places(
        family_id=candidate.family_id, count=1, by_thing=placement_id, from_thing=match.pk, by=by, at=at
    )
    try:
        with transaction.atomic():
            placement = Placement.objects.create(
                **follow(match.case),
                id=placement_id,
                recorded_by=by.user_id,
                case=match.case,
                child_id=child_id,
                family_id=candidate.family_id,
                family_office_id=candidate.family_office_id,
                family_number=candidate.family_number,
                match=match,
                care_type=_care_type(match, candidate, by, at),
                basis=basis,
                family_said_yes_at=candidate.answered_at,
                proposed_by=match.proposed_by,
            )
    except IntegrityError as error:
        raise Refusal(
            _(
                "Another home is already being prepared for one of these children. Give that one up first. Nothing was changed."
            ),
            code="prepared",
        ) from error
    record("placements.prepare", kind=PLACEMENT.thing, thing=placement.pk, file=placement.file_id, fields=["family_id"])
    return placement


def _care_type(match: Match, candidate: Candidate, by: Identity, at: datetime) -> str:
    """Kin who are approved for kin care only care as kin, whatever kind of home was looked for."""
    card = homes.card(candidate.family_id, by=by, at=at)
    if candidate.is_kin and card is not None and match.care_type not in card.care_types:
        return KIN
    return match.care_type


def sign_contract(
    *, placement: Placement, version: int | None = None, signed_on: date, number: str, by: Identity, at: datetime
) -> Placement:
    """Write down the contract with the family: its day and number. For an emergency it may follow later."""
    require(by, CHANGE)
    with transaction.atomic():
        fresh = held(placement, version=version)
        is_late = fresh.state == PlacementState.ACTIVE and fresh.is_emergency
        if fresh.state not in COMING and not is_late:
            raise Conflict(
                _("The contract belongs to a home that is being prepared. Nothing was changed."), code="state"
            )
        if signed_on > local_day(at, by.zone):
            raise Refusal(
                _("Give the day on which it was signed, not one in the future."), code="day", field="signed_on"
            )
        if not number.strip():
            raise Refusal(_("Write the number of the contract."), code="number", field="number")
        fresh.contract_signed_on, fresh.contract_number = signed_on, number.strip()
        columns = ["contract_signed_on", "contract_number"]
        fresh.save(update_fields=columns)
        record("placements.sign_contract", kind=PLACEMENT.thing, thing=fresh.pk, file=fresh.file_id, fields=columns)
    return fresh


def approve(
    *,
    placement: Placement,
    version: int | None = None,
    authority: str,
    number: str,
    approved_on: date,
    by: Identity,
    at: datetime,
) -> Placement:
    """The approval that the country asks for (in Türkiye the governor's), by somebody who neither proposed nor decided."""
    with transaction.atomic():
        fresh = held(placement, version=version)
        PLACEMENT.check(fresh, "approve", by=by, at=at)
        if not authority.strip():
            raise Refusal(_("Write who approved."), code="authority", field="authority")
        if not number.strip():
            raise Refusal(_("Write the number of the approval."), code="number", field="number")
        if approved_on > local_day(at, by.zone):
            raise Refusal(_("Give the day of the approval, not one in the future."), code="day", field="approved_on")
        return PLACEMENT.apply(
            fresh,
            "approve",
            by=by,
            at=at,
            approval_authority=authority.strip()[:160],
            approval_number=number.strip(),
            approved_on=approved_on,
            approved_by=by.user_id,
        )
