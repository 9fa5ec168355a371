"""Permission names of the placements room, whose placements a person sees, and taking hold of one before it is changed."""

from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from umay.care.placements.models import Placement
from umay.care.placements.rules import is_ratification_open, is_second_person
from umay.kit.kernel.acting import OWN, TEAM, Identity
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal

SEE = "placements.see"
CHANGE = "placements.change"
APPROVE = "placements.approve"
BEGIN = "placements.begin"
END = "placements.end"
EMERGENCY = "placements.emergency"
RATIFY = "placements.ratify"


def visible(by: Identity) -> QuerySet[Placement]:
    """The placements of the cases this person may see; the database hides every other row."""
    return Placement.objects.filter(country=by.country)


def has_own_children(by: Identity) -> bool:
    """Whether this person's work is their own cases alone (a caseworker)."""
    return by.level in (OWN, TEAM) and not by.may(RATIFY)


def require(by: Identity, permission: str) -> None:
    """Raise NotAllowed where the post does not carry the permission."""
    if not by.may(permission):
        raise NotAllowed()


def held(placement: Placement, *, version: int | None = None) -> Placement:
    """The row fresh under a lock. Raises Conflict where it is gone, or `version` (what the page showed) is old."""
    fresh = Placement.objects.select_for_update(of=("self",)).filter(pk=placement.pk).first()
    if fresh is None:
        raise Conflict(_("This placement is not open to you any more. Nothing was changed."), code="gone")
    if version is not None and fresh.version != version:
        raise Conflict()
    return fresh


def hold_child(child_id: UUID) -> None:
    """One person at a time decides where this child lives, until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 11))", [str(child_id)])


def require_answerable(asked: Placement, by: Identity) -> None:
    """Refuse where no confirmation of an emergency is open, or the person is not a second one."""
    if not is_ratification_open(is_emergency=asked.is_emergency, ratified_at=asked.ratified_at, state=asked.state):
        raise Conflict(_("Somebody has already answered this. Nothing was changed."), code="answered")
    if not is_second_person(by=by.user_id, others=(asked.proposed_by,)):
        raise Refusal(
            _("You placed the child yourself. A second person must confirm it. Nothing was changed."),
            code="second_person",
        )
