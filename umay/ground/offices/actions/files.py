"""Who a file is opened to, notices, numbers, hand-over."""

import uuid
from datetime import datetime

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_lazy as _

from umay.ground.offices.access import BREAK_GLASS
from umay.ground.offices.models import Notice, Office
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ports import record


def _call(sql: str, params: list):
    """Run a keeper's function; its refusals become sentences."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchone()[0]
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") in ("42501", "P0002"):
            raise NotAllowed() from error
        raise


def take_number(*, office: Office, kind: str, year: int) -> str:
    """The next number of an office, "TR42A-2026-0418"; unique in the country for its kind, also after a hand-over."""
    return f"{office.code}-{year}-{_call('select offices_take_number(%s, %s, %s)', [office.pk, kind, year]):04d}"


def break_glass(*, kind: str, file: uuid.UUID, reason: str, by: Identity, at: datetime) -> datetime:
    """Open a hidden file to read for an hour. The owner, the supervisor and the auditor are told at once. Returns when it ends."""
    if not by.may(BREAK_GLASS):
        raise NotAllowed()
    if len(reason.strip()) < 10:
        raise Refusal(_("Please write why you need to open this file, in a sentence."), code="reason", field="reason")
    return _call("select offices_break_glass(%s, %s, %s)", [kind, file, reason.strip()])


def open_file(
    *,
    kind: str,
    file,
    grant: str,
    user=None,
    office=None,
    may_write=False,
    reason: str,
    until=None,
    by: Identity,
    at: datetime,
):
    """Open a file to a named person or an office beyond the ordinary scope. Returns the grant's id."""
    return _call(
        "select offices_open_file(%s, %s, %s, %s, %s, %s, %s, %s)",
        [kind, file, grant, user.pk if user else None, office.pk if office else None, may_write, reason, until],
    )


def close_grant(*, grant_id, by: Identity, at: datetime) -> None:
    _call("select offices_close_grant(%s)", [grant_id])


def hand_over(
    *, kind: str, file, office: Office, team=None, worker=None, confidential: bool = False, by: Identity, at: datetime
) -> int:
    """Move a file and every row of it to another office, team or worker. Returns the number of rows moved."""
    return _call(
        "select offices_hand_over(%s, %s, %s, %s, %s, %s)",
        [kind, file, office.pk, team.pk if team else None, worker.pk if worker else None, confidential],
    )


def notify(*, kind: str, users, thing_kind: str, thing, by: Identity, at: datetime) -> None:
    """Tell people that something happened and where to look; no names, no story."""
    Notice.objects.bulk_create(
        Notice(
            country=by.country,
            kind=kind,
            user_id=user_id,
            thing_kind=thing_kind,
            thing=thing,
            from_user_id=by.user_id,
            at=at,
        )
        for user_id in dict.fromkeys(users)
        if user_id and user_id != by.user_id
    )


def mark_read(*, notice: Notice, by: Identity, at: datetime) -> None:
    Notice.objects.filter(pk=notice.pk, user_id=by.user_id, read_at__isnull=True).update(read_at=at)
    record("offices.mark_read", kind="offices.notice", thing=notice.pk)
