"""The embedded server: one per data folder, whoever started it. `ensure` is safe to call from anywhere, at once."""

import fcntl
import hashlib
import hmac
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from umay.kit.kernel import secrets
from umay.kit.kernel.postgres import addressing as where
from umay.kit.kernel.postgres import place as places
from umay.kit.kernel.postgres import postmaster, roles, scram
from umay.kit.kernel.postgres.binaries import find
from umay.kit.kernel.postgres.place import Place
from umay.kit.kernel.postgres.problems import ServerProblem, full_disk, told_plainly


@dataclass(frozen=True)
class Server:
    """A running embedded server and the address of each of its roles."""

    home: Path
    data: Path
    sockets: Path
    pid: int
    started_here: bool
    # The addresses hold passwords, which have no place in a trace.
    owner_url: str = field(repr=False)
    app_url: str = field(repr=False)
    backup_url: str = field(repr=False)
    admin_url: str = field(repr=False)  # superuser, database "postgres": for tests and for restoring

    @property
    def admin_dsn(self) -> str:
        """The same as `admin_url`."""
        return self.admin_url


@dataclass(frozen=True)
class Status:
    """What is known of an embedded server; `pid` is None while it does not run."""

    data: Path | None
    log: Path | None
    pid: int | None
    is_ready: bool


def ensure(home: Path, *, fast: bool = False) -> Server:
    """Return the running server of `home`, making and starting it where needed; a few milliseconds when it runs.

    Several processes may call this at once, after a crash too: one starts the server, all get the same.
    `fast` is for trials: no waiting for the disk, so a power cut may lose everything. Raises ServerProblem.
    """
    home = Path(home).absolute()
    place = places.settle(home)
    known = where.addresses({}, home)
    if postmaster.is_ready(place) and _has_its_roles(place, known):
        return _server(place, known, started_here=False)
    with _alone(place):
        started_here = False
        if not postmaster.becomes_ready(place):
            binaries = find(os.environ, place.account)
            postmaster.make_cluster(place, binaries, password=known.admin["PASSWORD"], fast=fast)
            place = places.settle(home)
            postmaster.start(place, binaries, fast=fast)
            started_here = True
        if not _has_its_roles(place, known):
            _set_up_roles(place, known)
        return _server(place, known, started_here=started_here)


def stop(home: Path) -> bool:
    """Stop the server of `home`; returns whether one ran. Raises ServerProblem when it will not stop."""
    place = places.known(Path(home).absolute())
    if place is None:
        return False
    with _alone(place):
        return postmaster.stop(place)


def status(home: Path) -> Status:
    """Say whether the server of `home` runs, without starting it."""
    place = places.known(Path(home).absolute())
    if place is None:
        return Status(None, None, None, is_ready=False)
    return Status(place.data, place.log, postmaster.running_pid(place), is_ready=postmaster.is_ready(place))


def discard(home: Path) -> None:
    """Stop the server of `home` and delete its files. For tests: nothing can be brought back."""
    place = places.known(Path(home).absolute())
    if place is not None:
        stop(home)
        places.forget(place)


def create_database(admin_url: str, database: str, *, own_locale: bool = False) -> None:
    """Make `database`, owned by the owner with its schema, where it is missing; give nobody any right in it yet."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        if found is None:
            connection.execute(roles.creation(database, own_locale=own_locale))
    with psycopg.connect(admin_url, dbname=database) as connection:
        connection.execute(f"ALTER SCHEMA public OWNER TO {roles.OWNER}")


def prepare_database(admin_url: str, database: str, *, own_locale: bool = False) -> None:
    """Make `database` where it is missing and say who may do what in it. The roles must be there already.

    `admin_url` is a superuser's. On a server other than the embedded one give `own_locale`.
    """
    create_database(admin_url, database, own_locale=own_locale)
    with psycopg.connect(admin_url, dbname=database) as connection:
        for statement in roles.database_statements(database):
            connection.execute(statement)


def _server(place: Place, known: where.Addresses, *, started_here: bool) -> Server:
    pid = postmaster.running_pid(place)
    if pid is None:
        raise ServerProblem(f"The database server stopped while it was being used; its log is {place.log}")
    return Server(
        home=place.home,
        data=place.data,
        sockets=place.sockets,
        pid=pid,
        started_here=started_here,
        owner_url=where.url(known.owner),
        app_url=where.url(known.app),
        backup_url=where.url(known.backup),
        admin_url=where.url(known.admin),
    )


@contextmanager
def _alone(place: Place) -> Iterator[None]:
    # The kernel frees the lock when its holder dies, kill -9 included.
    with told_plainly(place.home):
        handle = os.open(place.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _passwords(home: Path) -> dict[str, str]:
    with told_plainly(home):
        return {role: secrets.read_or_create(home, where.secret_name(role)) for role in roles.SIGN_IN_ROLES}


def _wanted_stamp(place: Place, known: where.Addresses) -> str:
    # Keyed, so that the stamp tells nothing about the passwords it stands for.
    parts = [*roles.role_statements({}), *roles.database_statements(roles.DATABASE), *_passwords(place.home).values()]
    return hmac.new(known.admin["PASSWORD"].encode(), "\n".join(parts).encode(), hashlib.sha256).hexdigest()


def _has_its_roles(place: Place, known: where.Addresses) -> bool:
    with told_plainly(place.home):
        if not place.stamp.exists():
            return False
        return hmac.compare_digest(place.stamp.read_text(encoding="ascii").strip(), _wanted_stamp(place, known))


def _set_up_roles(place: Place, known: where.Addresses) -> None:
    admin = where.url(known.admin)
    words = {role: roles.Password(roles.literal(scram.verifier(word))) for role, word in _passwords(place.home).items()}
    try:
        with psycopg.connect(admin) as connection:
            for statement in roles.role_statements(words):
                connection.execute(statement)
        prepare_database(admin, roles.DATABASE)
    except psycopg.errors.DiskFull as error:
        raise full_disk(place.folder) from error
    except psycopg.OperationalError as error:
        if "password authentication failed" in str(error):
            raise ServerProblem(
                f"The database in {place.data} was made with other secrets than those in {secrets.folder(place.home)}; "
                "put the right ones back."
            ) from error
        raise ServerProblem(f"The database server does not answer; its log is {place.log}") from error
    with told_plainly(place.home):
        place.stamp.write_text(_wanted_stamp(place, known) + "\n", encoding="ascii")
