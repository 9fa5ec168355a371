"""A placement ends, is given up before it began, or is not approved."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.cases.access import held as held_case
from umay.care.cases.models import Case
from umay.care.families import actions as families
from umay.care.matching import actions as matching
from umay.care.placements.access import held, hold_child
from umay.care.placements.actions.beginning import _leave
from umay.care.placements.lifecycle import PLACEMENT
from umay.care.placements.models import Placement
from umay.care.placements.words import PlacementState
from umay.ground.journal.actions import once
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal


def end(
    *,
    placement: Placement,
    version: int | None = None,
    reason: str,
    note: str,
    ended_at: datetime | None = None,
    by: Identity,
    at: datetime,
    key: UUID | None = None,
) -> Placement:
    """The child left the family at `ended_at` (now, unless given), for a reason of the pack. A new placement stays possible."""
    with transaction.atomic(), once(key, by=by, at=at, kind=PLACEMENT.thing) as made:
        held_case(Case(pk=placement.case_id))
        hold_child(placement.child_id)
        fresh = held(placement, version=version)
        PLACEMENT.check(fresh, "end", by=by, at=at)
        if reason not in pack(by.country, local_day(at, by.zone)).get("placements.end_reasons"):
            raise Refusal(_("Choose why it ends."), code="reason", field="reason")
        ended = _leave(fresh, "end", reason=reason, note=note, ended_at=ended_at or at, by=by, at=at)
        made(ended.pk)
    return ended


def cancel(
    *,
    placement: Placement,
    version: int | None = None,
    why: str,
    contact_plan: str = "",
    by: Identity,
    at: datetime,
) -> Placement:
    """Give up a home before the child moved in. Its place is free for others again, and the child is searched for again.

    contact_plan: how brothers and sisters see each other, where one of them keeps a home of the same decision (`parts_siblings`).
    """
    return _not_begun(placement, "cancel", version, why, contact_plan, by, at)


def refuse(
    *,
    placement: Placement,
    version: int | None = None,
    why: str,
    contact_plan: str = "",
    by: Identity,
    at: datetime,
) -> Placement:
    """The approving authority does not approve, and says why. `contact_plan` as for `cancel`."""
    return _not_begun(placement, "refuse", version, why, contact_plan, by, at)


def _not_begun(
    placement: Placement, verb: str, version, why: str, contact_plan: str, by: Identity, at: datetime
) -> Placement:
    with transaction.atomic():
        held_case(Case(pk=placement.case_id))
        hold_child(placement.child_id)
        fresh = held(placement, version=version)
        PLACEMENT.check(fresh, verb, by=by, at=at)
        if not why.strip():
            raise Refusal(_("Write why, so that your colleagues know."), code="why", field="why")
        gone = PLACEMENT.apply(fresh, verb, by=by, at=at, end_note=why.strip())
        families.free_places(family_id=gone.family_id, by_thing=gone.pk, by=by, at=at)
        if gone.match_id is not None:
            stay = Placement.objects.filter(match=gone.match_id).exclude(state=PlacementState.CANCELLED).exists()
            matching.give_back(
                match=gone.match,
                child=gone.child_id,
                others_stay=stay,
                why=why,
                contact_plan=contact_plan,
                by=by,
                at=at,
            )
    return gone
