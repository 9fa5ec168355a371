"""What verbs need before they work: the database server running, Django set up."""

import os
import sys
from pathlib import Path

import psycopg

from umay.kit.kernel import postgres
from umay.kit.kernel.home import home_folder

SETTINGS = "umay.front.settings"
_started: list[postgres.Server] = []


def home() -> Path:
    """Return the data folder that the environment names."""
    return home_folder(os.environ)


def database() -> postgres.Server | None:
    """Make sure that a database server is there. Returns the embedded one, or None where a server is named by address.

    Raises ServerProblem.
    """
    if postgres.is_external(os.environ):
        postgres.addresses(os.environ, home())
        return None
    server = postgres.ensure(home())
    if server.started_here:
        _started.append(server)
    return server


def leave() -> None:
    """Stop the embedded server if this command started it and nobody else has come to it meanwhile."""
    while _started:
        server = _started.pop()
        if "django" in sys.modules:
            from django.db import connections

            connections.close_all()
        if not _is_used(server):
            postgres.stop(server.home)


def _is_used(server: postgres.Server) -> bool:
    try:
        with psycopg.connect(server.admin_url) as connection:
            others = connection.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            ).fetchone()[0]
    except psycopg.OperationalError:
        return False
    return others > 0


def use_django(*, as_owner: bool = False) -> None:
    """Start the database where needed and set Django up, signing in as the application or as the tables' owner.

    Call it once per process. Raises ServerProblem, also when the owner's address was not given.
    """
    if as_owner:
        if postgres.addresses(os.environ, home()).owner is None:
            raise postgres.ServerProblem("This needs the address of the database's owner in UMAY_DATABASE_URL.")
        os.environ["UMAY_DB_ROLE"] = "owner"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    database()
    import django

    django.setup()


def waiting_migrations() -> list[str]:
    """Return the names of the migrations that the database has not had yet. Django must be set up."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    connection.close()
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
