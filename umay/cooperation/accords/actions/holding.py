"""What every write of plans does first: is it allowed, whose is it, is it still as the page showed it."""

from django.db import connection
from django.utils.translation import gettext as _

from umay.cooperation.accords.models import Accord
from umay.cooperation.accords.queries.base import acts_for
from umay.cooperation.partners.models import Party
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal


def require(by: Identity, permission: str) -> None:
    if not by.may(permission):
        raise NotAllowed()


def own_side(accord: Accord, by: Identity) -> Party:
    """The side for which the person writes. Raises NotAllowed for everybody else."""
    found = acts_for(accord, by)
    if found is None:
        raise NotAllowed(_("Your institution is not a side of this. Nothing was changed."), code="not_a_side")
    return found


def held(row, *, version: int | None = None, alone: bool = False):
    """The row fresh under a lock, after its accord was held: everybody takes these two in the same order, so that no two desks wait for each other.
    alone: nobody else writes in the accord meanwhile; who is going to approve takes it so. Raises Conflict where it is gone or no longer the asker's, or `version` (what the page showed) is old."""
    with connection.cursor() as cursor:
        cursor.execute("select coop.hold(%s, %s)", [row.accord_id, alone])
    fresh = type(row).objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if fresh is None:
        raise Conflict(_("This is not open to you any more. Nothing was changed."), code="gone")
    if version is not None and fresh.version != version:
        raise Conflict()
    return fresh


def in_order(begins_on, ends_on, *, field: str = "ends_on") -> None:
    """Refuse an end before a start."""
    if begins_on and ends_on and ends_on < begins_on:
        raise Refusal(_("The last day lies before the first one. Nothing was saved."), code="end_before_start", field=field)  # fmt: skip
