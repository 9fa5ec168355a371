"""Who is asking. A signed context is set in each database transaction and gone after it; no context, no rows.

The context is made here and checked inside PostgreSQL (`ctx` schema, rows/sql.py): country, level, offices, teams and the person's
own id, bound to the connection and to two minutes, signed with a key that the application's role can't read in the database.
"""

import contextlib
import contextvars
import hashlib
import hmac
import time
from dataclasses import dataclass, field, replace
from uuid import UUID

from umay.kit.kernel.keys import secret

LIFETIME_S = 120

# What somebody is doing this moment, as letters that only the deed itself puts into the context (`doing` below): an injected statement on
# another page, even in the same person's name, runs without them.
ACCOUNTS, CONFIRMING_POSTS, CONFIRMING_SETTINGS, OWN_ACCOUNT, FOUNDING = "a", "p", "s", "o", "m"
PREPARING_WEIGHTS, VOTING = "w", "b"
RECOVERY = "recovery"  # the role under which the database's owner lets an administrator in again; no post has it
# offices and teams: opening, renaming, asking to close; the second person's yes to closing
ARRANGING, CLOSING = "t", "k"

NATIONAL = "matches.national"  # no role carries it: tests/front says so

OWN, TEAM, OFFICE, PROVINCE, COUNTRY, NO_ROWS = "own", "team", "office", "province", "country", "none"


@dataclass(frozen=True)
class Identity:
    """A person acting in one post: what they may do, and whose rows they see."""

    user_id: UUID
    name: str
    post_id: UUID | None
    role: str
    country: str
    level: str
    office_id: UUID | None = None
    team_id: UUID | None = None
    province: str = ""
    offices: tuple[UUID, ...] = ()
    teams: tuple[UUID, ...] = ()
    permissions: frozenset[str] = field(default_factory=frozenset, repr=False)
    zone: str = "UTC"
    session: str = ""
    origin: str = ""
    deed: str = ""

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    @property
    def is_countrywide(self) -> bool:
        return self.level == COUNTRY

    @property
    def flags(self) -> str:
        """One letter for each right that the database itself must know: c reads the whole country, j the journal, f its office's families, g breaks the glass,
        r begins and stops a run for the country, v repeats one; n is the run itself: no role has it, only the job that was asked for;
        q reads the tables of fairness, x those by protected groups, u writes them: the nightly job alone; d sees the cooperation house,
        e writes in it for the institution of the post's office, l pins whom a state trusts, y says yes to what another pinned."""
        return (
            "".join(
                letter
                for letter, holds in (
                    ("c", self.is_countrywide),
                    ("j", self.may("journal.see")),
                    ("f", self.may("families.see") and self.level != NO_ROWS),
                    ("g", self.may("glass.break")),
                    ("r", self.may("matches.run")),
                    ("v", self.may("matches.replay")),
                    ("n", self.may(NATIONAL)),
                    ("q", self.may("fairness.see")),
                    ("x", self.may("fairness.audit")),
                    ("u", self.may("fairness.count")),
                    ("d", self.may("accords.see")),
                    ("e", self.may("accords.change")),
                    ("l", self.may("accords.pin")),
                    ("y", self.may("accords.confirm_pin")),
                )
                if holds
            )
            + self.deed
        )


_current: contextvars.ContextVar[Identity | None] = contextvars.ContextVar("umay_identity", default=None)


def current() -> Identity | None:
    return _current.get()


def token(identity: Identity, backend_pid: int, *, expires_at: int | None = None) -> str:
    """The signed context of `identity` for one database connection. Fields are separated by ';', lists by ','."""
    expires = expires_at if expires_at is not None else int(time.time()) + LIFETIME_S
    payload = ";".join(
        [
            "v1",
            str(identity.user_id),
            identity.country,
            identity.flags,
            str(backend_pid),
            str(expires),
            ",".join(map(str, identity.offices)),
            ",".join(map(str, identity.teams)),
            identity.session,
            identity.role,
            str(identity.office_id or ""),
            identity.origin,
        ]
    )
    mac = hmac.new(secret("context"), payload.encode(), hashlib.sha256).hexdigest()
    return f"{payload}|{mac}"


@contextlib.contextmanager
def acting(identity: Identity | None):
    """Everything asked of the database inside is asked by `identity`. Nests; gone at the end, errors included."""
    from django.db import connections

    mark = _current.set(identity)
    connection = connections["default"]
    inside = connection.in_atomic_block
    if inside:
        connection.write_context()
    try:
        yield identity
    finally:
        _current.reset(mark)
        if inside and connection.in_atomic_block and not connection.needs_rollback:
            connection.write_context()


@contextlib.contextmanager
def doing(deed: str, identity: Identity):
    """One deed that gives or takes power, signed as such for as long as it lasts: accounts, posts, settings, one's own way in.

    The savepoint inside lets the old context come back after an error too.
    """
    from django.db import transaction

    with transaction.atomic(), acting(replace(identity, deed=deed)), transaction.atomic():
        yield


def founding(*, country: str = "", origin: str = ""):
    """The machine makes an installation, a demonstration or a test: offices, accounts and posts, and no child's row.

    With a country its lines of the journal belong to that country's auditor.
    """
    return doing(FOUNDING, Identity(UUID(int=0), "", None, "founding", country, NO_ROWS, origin=origin))
