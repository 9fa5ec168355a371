"""Who has looked at a file, for those who work on it and for the auditor."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from umay.front.accounts.queries import role_label
from umay.ground.offices.queries import names_of
from umay.kit.kernel.errors import NotAllowed


@dataclass(frozen=True)
class Look:
    """One line: when, who in which role, what."""

    at: datetime
    name: str
    role: str
    code: str
    kind: str
    why: str


def lookers(kind: str, file: UUID) -> list[Look]:
    """The newest thousand lines of a file, newest first. Raises NotAllowed where the file is not the asker's to watch."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select at, who, role, code, kind, why from offices_lookers(%s, %s)", [kind, file])
            rows = cursor.fetchall()
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") == "42501":
            raise NotAllowed() from error
        raise
    names = names_of(row[1] for row in rows if row[1])
    return [Look(row[0], names.get(row[1], ""), role_label(row[2]), row[3], row[4], row[5]) for row in rows]
