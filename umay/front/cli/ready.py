"""What verbs need before they work: the database server running, Django set up."""

import os
from pathlib import Path

from umay.kit.kernel import postgres
from umay.kit.kernel.home import home_folder

SETTINGS = "umay.front.settings"


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
    return postgres.ensure(home())


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
