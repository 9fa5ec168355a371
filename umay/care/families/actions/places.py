"""The ledger of places: held for a match, taken by a child, blocked by the office. The database counts under a lock on the family."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from umay.care.families import access
from umay.care.families.models import Family
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal


class NotEnoughPlaces(Refusal):
    """Somebody was quicker, or there never were so many. `free` is what is left."""

    def __init__(self, free: int):
        message = (
            ngettext_lazy(
                "This family has only %(free)d free place now. Nothing was changed. Choose again, or place fewer children here.",
                "This family has only %(free)d free places now. Nothing was changed. Choose again, or place fewer children here.",
                "free",
            )
            % {"free": free}
            if free
            else _(
                "This family has no free place any more: somebody else has just taken the last one. Nothing was changed. Look at the other families."
            )
        )
        super().__init__(message, code="full")
        self.free = free


def _call(sql: str, params: list):
    """Run one of the room's database functions; its refusals become sentences."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchone()[0]
    except DatabaseError as error:
        refusal = _refusal(error.__cause__)
        if refusal is None:
            raise
        raise refusal from error


def _refusal(cause) -> Refusal | None:
    state = getattr(cause, "sqlstate", "") or ""
    if state == "UM001":
        return NotAllowed(
            _("This family is not open to you. Nothing was changed. Ask the family's office first."), code="not_yours"
        )
    if state == "UM002":
        return Refusal(
            _(
                "This family can't take a child now: it is not approved, or it is suspended. Nothing was changed. Look at the other families."
            ),
            code="not_approved",
        )
    if state == "UM003":
        return NotEnoughPlaces(int(cause.diag.message_detail or 0))
    if state == "UM004":
        return Conflict(code="taken_already")
    if state == "UM005":
        return Refusal(_("This family belongs to your own office: you need not ask."), code="own_office")
    return None


def _may(by: Identity) -> None:
    if not by.may(access.SEE):
        raise NotAllowed()


def hold_places(*, family_id: UUID, count: int, by_thing: UUID, until_at: datetime, by: Identity, at: datetime) -> UUID:
    """Keep places for a match until `until_at`; held again by the same match, the hold is renewed. Returns the line's id."""
    _may(by)
    return _call(
        "select families_put(%s, 'held', %s, %s, null, %s, '', %s)", [family_id, count, by_thing, until_at, at]
    )


def take_places(
    *, family_id: UUID, count: int, by_thing: UUID, by: Identity, at: datetime, from_thing: UUID | None = None
) -> UUID:
    """A child moves in: places are taken by the placement, out of the hold of `from_thing` as far as it reaches."""
    _may(by)
    return _call(
        "select families_put(%s, 'taken', %s, %s, %s, null, '', %s)", [family_id, count, by_thing, from_thing, at]
    )


def take_many_places(*, placed: Sequence[tuple[UUID, UUID]], by: Identity, at: datetime) -> None:
    """Children of a list live there: one place of the family for each (family id, placement id), in one statement. All or none; refuses as `take_places`."""
    _may(by)
    _call(
        "select count(families_put(family, 'taken', 1, thing, null, null, '', %s)) from unnest(%s::uuid[], %s::uuid[]) as placed(family, thing)",
        [at, [family for family, _thing in placed], [thing for _family, thing in placed]],
    )


def free_places(*, family_id: UUID, by_thing: UUID, by: Identity, at: datetime) -> int:
    """Free all that this match or placement holds or has taken. Returns how many places; 0 when there was nothing."""
    _may(by)
    return _call("select families_free(%s, %s, %s)", [family_id, by_thing, at])


def block_places(
    *, family: Family, count: int, until_at: datetime | None, why: str, by: Identity, at: datetime
) -> UUID:
    """Places that can't be used for now (a room is being repaired, a relative stays): not offered, nobody's fault."""
    if not by.may(access.CHANGE):
        raise NotAllowed()
    if not why.strip():
        raise Refusal(_("Please write why the places can't be used."), code="reason", field="why")
    return _call(
        "select families_put(%s, 'blocked', %s, null, null, %s, %s, %s)", [family.pk, count, until_at, why.strip(), at]
    )


def unblock_places(*, family: Family, line_id: UUID, by: Identity, at: datetime) -> int:
    """Make a blocked line usable again."""
    if not by.may(access.CHANGE):
        raise NotAllowed()
    return _call("select families_release(%s, %s, %s)", [family.pk, line_id, at])
