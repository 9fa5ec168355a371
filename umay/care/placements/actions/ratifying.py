"""The second person confirms an emergency, or refuses it: then the children must be moved."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.cases.access import held as held_case
from umay.care.cases.models import Case
from umay.care.cases.queries import holders, open_to
from umay.care.placements.access import RATIFY, held, require, require_answerable
from umay.care.placements.lifecycle import PLACEMENT
from umay.care.placements.models import Placement
from umay.care.placements.queries.pages import group_of
from umay.ground.offices.actions import notify
from umay.ground.offices.models import Office
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.words import NoticeKind
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.ports import record


def ratify(*, placement: Placement, by: Identity, at: datetime) -> list[Placement]:
    """Confirm an emergency placement, with the brothers and sisters placed by the same decision. Never by who made it."""
    return _answer(placement, None, by, at)


def refuse_ratification(*, placement: Placement, reason: str, by: Identity, at: datetime) -> list[Placement]:
    """Refuse to confirm, with a reason. The children stay until they are moved or the placement ends; it is an urgent task at once."""
    if not reason.strip():
        raise Refusal(_("Write why, so that the worker knows what to do next."), code="reason", field="reason")
    return _answer(placement, reason.strip(), by, at)


def _answer(placement: Placement, refused: str | None, by: Identity, at: datetime) -> list[Placement]:
    require(by, RATIFY)
    verb = "refuse_ratification" if refused else "ratify"
    with transaction.atomic():
        held_case(Case(pk=placement.case_id))
        asked = held(placement)
        require_answerable(asked, by)
        answered = []
        for one in sorted(group_of(asked, by=by), key=lambda one: str(one.pk)):
            fresh = held(one)
            if fresh.ratified_at:
                continue
            fresh.ratified_by, fresh.ratified_at, fresh.ratify_refused = by.user_id, at, refused
            columns = ["ratified_by", "ratified_at", "ratify_refused"]
            fresh.save(update_fields=columns)
            record(f"placements.{verb}", kind=PLACEMENT.thing, thing=fresh.pk, file=fresh.file_id, fields=columns)
            answered.append(fresh)
        if refused:
            notify(
                kind=NoticeKind.RATIFY,
                users=[asked.worker_id, asked.proposed_by],
                thing_kind=PLACEMENT.thing,
                thing=asked.pk,
                by=by,
                at=at,
            )
    return answered


def tell_who_ratifies(*, placement: Placement, by: Identity, at: datetime) -> None:
    """The supervisors of the child's office and the province's director learn at once; of a confidential case only named people."""
    on = local_day(at, by.zone)
    office = Office.objects.get(pk=placement.office_id)
    users = {user.pk for user in holders("supervisor", office.pk, on=on)}
    for place in Office.objects.filter(country=office.country, place=office.place).order_by("id"):
        users |= {user.pk for user in holders("director", place.pk, on=on)}
    if placement.confidential:
        users &= {grant.user_id for grant in open_to(placement.case)}
    notify(
        kind=NoticeKind.RATIFY,
        users=sorted(users, key=str),
        thing_kind=PLACEMENT.thing,
        thing=placement.pk,
        by=by,
        at=at,
    )
