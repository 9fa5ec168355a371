"""A family passes to another office: its workers follow it from then on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.families import access
from umay.care.families.actions.rows import _allow, _locked
from umay.care.families.models import Family
from umay.ground.offices import actions as offices
from umay.ground.offices.models import Office
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import holders_of
from umay.ground.offices.words import NoticeKind
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.ports import record


def hand_over(
    *, family: Family, version: int | None = None, office: Office, note: str = "", by: Identity, at: datetime
) -> None:
    """Everything in the family's file moves at once; the other office's family workers are told. Children who live there stay with their cases.

    Raises Refusal where the family is confidential, or where nobody in the other office works with families.
    """
    _allow(by, access.HAND_OVER)
    with transaction.atomic():
        fresh = _locked(family, version=version)
        if office.pk == fresh.office_id or office.country != fresh.country or office.closed_on:
            raise Refusal(_("Choose another office of this country."), code="office", field="office")
        if fresh.confidential:
            raise Refusal(
                _("This family is open to named people only and can't be handed over. Nothing was changed."),
                code="confidential",
            )
        workers = holders_of("family_worker", office.pk, on=local_day(at, by.zone))
        if not workers:
            raise Refusal(
                _("Nobody in that office works with foster families. Telephone them first. Nothing was changed."),
                code="nobody",
                field="office",
            )
        if note.strip():
            fresh.inquiry = f"{fresh.inquiry}\n\n{note.strip()}" if fresh.inquiry else note.strip()
            fresh.save(update_fields=["inquiry"])
        record(
            "families.hand_over", kind="families.family", thing=fresh.pk, file=fresh.file_id, fields=["office", "team"]
        )
        offices.hand_over(kind="family", file=fresh.pk, office=office, by=by, at=at)
        offices.notify(kind=NoticeKind.PASSED, users=workers, thing_kind="family", thing=fresh.pk, by=by, at=at)
