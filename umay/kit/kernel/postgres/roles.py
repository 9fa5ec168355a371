"""The database's roles, as SQL that may be run again at any time. PostgreSQL 15 and newer.

umay_owner     owns the database and its tables; migrations run as it. It inherits nothing.
umay_keeper    nobody signs in as it; owns the few SECURITY DEFINER functions. Migrations SET ROLE to it.
umay_app       the application; owns nothing, sees only what row-level security shows it.
umay_exporter  for statistical exports; migrations grant it single views.
umay_backup    reads everything for pg_dump and is allowed past row-level security; writes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

OWNER, KEEPER, APP, EXPORTER, BACKUP = "umay_owner", "umay_keeper", "umay_app", "umay_exporter", "umay_backup"
SIGN_IN_ROLES = (OWNER, APP, EXPORTER, BACKUP)
DATABASE = "umay"

_SHAPES = {
    OWNER: "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT",
    KEEPER: "NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT",
    APP: "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT",
    EXPORTER: "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT",
    BACKUP: "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION BYPASSRLS INHERIT",
}


@dataclass(frozen=True)
class Password:
    """What stands after PASSWORD: a literal in quotes (a verifier) or a psql variable such as :'app_password'."""

    sql: str


def literal(value: str) -> str:
    """Return `value` as an SQL literal."""
    if "\\" in value:
        raise ValueError("A backslash has no place in these statements.")
    return "'" + value.replace("'", "''") + "'"


def name(value: str) -> str:
    """Return `value` as an SQL name."""
    return '"' + value.replace('"', '""') + '"'


def role_statements(passwords: Mapping[str, Password]) -> list[str]:
    """Return the statements that make the cluster's roles, or bring them back to their shape. Run as superuser.

    Roles that `passwords` does not name keep the password they have.
    """
    statements = []
    for role, shape in _SHAPES.items():
        statements.append(
            f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {literal(role)}) THEN CREATE ROLE {role}; END IF; END $$"
        )
        password = f" PASSWORD {passwords[role].sql}" if role in passwords else ""
        statements.append(f"ALTER ROLE {role} WITH {shape}{password}")
    statements.append(f"GRANT pg_read_all_data TO {BACKUP}")
    statements.append(f"GRANT {KEEPER} TO {OWNER}")
    return statements


def database_statements(database: str) -> list[str]:
    """Return the statements, run as superuser inside `database`, that say who may do what there."""
    readers = f"{APP}, {EXPORTER}, {BACKUP}"
    return [
        f"ALTER DATABASE {name(database)} OWNER TO {OWNER}",
        f"ALTER DATABASE {name(database)} SET timezone TO 'UTC'",
        f"REVOKE ALL ON DATABASE {name(database)} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {name(database)} TO {readers}",
        *schema_statements(),
        # A new SECURITY DEFINER function is closed until a migration grants it to somebody.
        f"ALTER DEFAULT PRIVILEGES FOR ROLE {KEEPER} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
        f"ALTER DEFAULT PRIVILEGES FOR ROLE {KEEPER} GRANT EXECUTE ON FUNCTIONS TO {OWNER}",
    ]


def schema_statements() -> list[str]:
    """Return the statements about the schema public and what the owner will make in it."""
    future = f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} IN SCHEMA public"
    return [
        f"ALTER SCHEMA public OWNER TO {OWNER}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {APP}, {EXPORTER}, {BACKUP}",
        f"GRANT USAGE, CREATE ON SCHEMA public TO {KEEPER}",
        f"{future} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP}",
        f"{future} GRANT USAGE, SELECT ON SEQUENCES TO {APP}",
    ]


def creation(database: str, *, own_locale: bool) -> str:
    """Return CREATE DATABASE for `database`. With `own_locale` its order of text does not follow the cluster's."""
    locale = " LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'" if own_locale else ""
    return f"CREATE DATABASE {name(database)} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8'{locale}"


def script(database: str, passwords: Mapping[str, Password]) -> str:
    """Return all of it for psql, run by an administrator (superuser) of the server."""
    lines = [
        "-- Umay: roles and database. Run as a superuser:  psql -X -v ON_ERROR_STOP=1 -f this-file postgres",
        "-- It may be run again at any time; it brings the roles back to their shape.",
        r"\set ON_ERROR_STOP on",
        "SET client_min_messages = warning;",
        "BEGIN;",
        *[statement + ";" for statement in role_statements(passwords)],
        "COMMIT;",
        f"SELECT {literal(creation(database, own_locale=True))}",
        f"  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = {literal(database)}) \\gexec",
        f"\\connect {name(database)}",
        "SET client_min_messages = warning;",
        "BEGIN;",
        *[statement + ";" for statement in database_statements(database)],
        "COMMIT;",
    ]
    return "\n".join(lines) + "\n"
