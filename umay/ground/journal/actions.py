"""Writing the journal. The database decides who and when from the signed context; this only says what."""

import contextlib
import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from umay.ground.journal.models import Once
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal


def record(code: str, *, kind: str = "", thing=None, file=None, fields=(), why: str = "") -> None:
    """One line in the present transaction, in the name of whoever is asking."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select journal_record(%s, %s, %s, %s, %s::text[], %s)",
            [code, kind, thing, file, list(fields), str(why)[:200]],
        )


def record_many(code: str, *, kind: str, lines: Sequence[tuple[uuid.UUID, uuid.UUID | None]], fields=(), why: str = "") -> None:  # fmt: skip
    """One line for each (thing, file), in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(journal_record(%s, %s, thing, file, %s::text[], %s)::text)"
            " from unnest(%s::uuid[], %s::uuid[]) as written(thing, file)",
            [code, kind, list(fields), str(why)[:200], [thing for thing, _ in lines], [file for _, file in lines]],
        )


class AlreadyDone(Refusal):
    """The same form was sent before and was done. `thing` is what it made."""

    def __init__(self, thing):
        super().__init__(_("This was already saved. It was not done a second time."), code="already_done")
        self.thing = thing


@contextlib.contextmanager
def once(key: uuid.UUID | None, *, by: Identity, at: datetime, kind: str):
    """Do what is inside at most once for `key` (the form's hidden idempotency field). Yields a function that says what was made.

    Raises AlreadyDone(thing) when the form came before. Sent twice at the same instant, the second waits for the first.
    """
    with transaction.atomic():
        if key is None:
            yield lambda thing: None
            return
        made: dict[str, uuid.UUID | None] = {"thing": None}
        key = uuid.uuid5(by.user_id, str(key))  # one's own: nobody meets the key of somebody else's form
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 7))", [str(key)])
        before = Once.objects.filter(key=key, who=by.user_id).first()
        if before:
            raise AlreadyDone(before.thing)
        yield lambda thing: made.update(thing=thing)
        Once.objects.create(key=key, who=by.user_id, at=at, kind=kind, thing=made["thing"])
