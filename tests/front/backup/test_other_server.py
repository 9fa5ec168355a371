"""A backup moves between the embedded PostgreSQL and an older one of the machine, in both directions."""

import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from umay.front import backup
from umay.kit.kernel import postgres, secrets

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
OLDER = sorted(Path("/usr/lib/postgresql").glob("1[5-7]/bin/postgres"))
pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(not OLDER, reason="this machine has no PostgreSQL 15 to 17 of its own"),
]


@pytest.fixture
def older(monkeypatch):
    """An older server, reached as a server of one's own is: by addresses in the environment."""
    folder = Path(tempfile.mkdtemp(prefix="umay-o.", dir="/tmp"))
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    with monkeypatch.context() as patched:
        patched.setenv("UMAY_PG_BIN", str(OLDER[0].parent))
        server = postgres.ensure(folder / "server", fast=True)
    yield (
        folder / "home",
        {
            "UMAY_DATABASE_URL": server.owner_url,
            "UMAY_APP_DATABASE_URL": server.app_url,
            "UMAY_BACKUP_DATABASE_URL": server.backup_url,
            "UMAY_ADMIN_DATABASE_URL": server.admin_url,
        },
    )
    postgres.discard(folder / "server")
    shutil.rmtree(folder)


@pytest.fixture
def newer():
    """The embedded server."""
    folder = Path(tempfile.mkdtemp(prefix="umay-n.", dir="/tmp"))
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    postgres.ensure(folder / "home", fast=True)
    yield folder / "home", {}
    postgres.discard(folder / "home")
    shutil.rmtree(folder)


def fill(home, environ):
    with psycopg.connect(postgres.url(postgres.addresses(environ, home).owner)) as connection:
        connection.execute("create extension pg_trgm")
        connection.execute("create table child (id int primary key, office int)")
        connection.execute("insert into child select n, n % 3 from generate_series(1, 300) n")
        connection.execute("alter table child enable row level security")
        connection.execute("alter table child force row level security")
        connection.execute("create policy by_office on child using (office = 1)")


def seen_by_the_application(home, environ):
    with psycopg.connect(postgres.url(postgres.addresses(environ, home).app)) as connection:
        return connection.execute("select count(*), max(id) from child").fetchone()


@pytest.mark.parametrize("way", ["older to newer", "newer to older"])
def test_a_backup_moves_between_versions(older, newer, tmp_path, way):
    source, target = (older, newer) if way == "older to newer" else (newer, older)
    fill(*source)
    backup.take(home=source[0], target=tmp_path / "kept", environ=source[1], at=AT)
    secrets.write(target[0], "backup.key", secrets.read(source[0], "backup.key"))
    backup.restore(home=target[0], source=tmp_path / "kept", environ=target[1])
    assert seen_by_the_application(*target) == (100, 298)


def test_a_server_of_ones_own_asks_for_a_superuser(older, tmp_path):
    home, environ = older
    fill(home, environ)
    backup.take(home=home, target=tmp_path / "kept", environ=environ, at=AT)
    with pytest.raises(backup.BackupProblem, match="UMAY_ADMIN_DATABASE_URL"):
        backup.restore(
            home=home, source=tmp_path / "kept", environ={k: v for k, v in environ.items() if "ADMIN" not in k}
        )
