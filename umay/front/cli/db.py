"""The database server.

umay db start    start the embedded server and leave it running
umay db stop     stop it
umay db status   say whether it runs, and where its files and log are
umay db url      print an address: by default that of the application's own role, as an auditor would try it
umay db roles    print the SQL that prepares a PostgreSQL server of your own (15 or newer)"""

import argparse
import os
import sys

from umay.front.cli import ready
from umay.front.cli.problems import Stopped
from umay.kit.kernel import postgres, secrets
from umay.kit.kernel.postgres import roles, scram
from umay.kit.kernel.postgres.addressing import secret_name

PASSWORDS = {
    roles.OWNER: "UMAY_OWNER_PASSWORD",
    roles.APP: "UMAY_APP_PASSWORD",
    roles.EXPORTER: "UMAY_EXPORTER_PASSWORD",
    roles.BACKUP: "UMAY_BACKUP_PASSWORD",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the five words of `umay db`."""
    words = parser.add_subparsers(dest="word", metavar="WORD", required=True)
    words.add_parser("start", help="start the embedded server and leave it running")
    words.add_parser("stop", help="stop the embedded server")
    words.add_parser("status", help="say whether it runs; exit code 3 when it does not")
    url = words.add_parser("url", help="print an address with its password")
    url.add_argument("--role", choices=["app", "owner", "backup"], default="app", help="whose address (default: app)")
    printed = words.add_parser(
        "roles",
        help="print the SQL that makes the roles and the database",
        description="Print idempotent SQL for psql, run by a superuser. Passwords come from UMAY_DATABASE_URL "
        "(the owner's), from UMAY_OWNER_PASSWORD, UMAY_APP_PASSWORD, UMAY_EXPORTER_PASSWORD and "
        "UMAY_BACKUP_PASSWORD, or are made and kept under UMAY_HOME/secrets; what is printed are verifiers, "
        "from which no password can be read.",
    )
    printed.add_argument("--database", default=roles.DATABASE, help="the database's name (default: umay)")
    printed.add_argument(
        "--variables",
        action="store_true",
        help="leave the passwords open: psql -v owner_password=... -v app_password=... -v exporter_password=... -v backup_password=...",
    )


def run(arguments: argparse.Namespace) -> int:
    """Do the chosen word."""
    return WORDS[arguments.word](arguments)


def _start(arguments: argparse.Namespace) -> int:
    _only_embedded()
    server = postgres.ensure(ready.home())
    print(f"The database server {'is started' if server.started_here else 'runs already'} (process {server.pid}).")
    return 0


def _stop(arguments: argparse.Namespace) -> int:
    _only_embedded()
    print("The database server is stopped." if postgres.stop(ready.home()) else "No database server was running.")
    return 0


def _status(arguments: argparse.Namespace) -> int:
    _only_embedded()
    status = postgres.status(ready.home())
    if status.data is None:
        print(f"No database has been made in {ready.home()} yet.")
        return 3
    words = "takes connections" if status.is_ready else "is starting or in trouble" if status.pid else "does not run"
    print(f"The database server {words}" + (f" (process {status.pid})." if status.pid else "."))
    print(f"Files: {status.data}\nLog:   {status.log}")
    return 0 if status.is_ready else 3


def _url(arguments: argparse.Namespace) -> int:
    known = postgres.addresses(os.environ, ready.home())
    address = getattr(known, arguments.role)
    if address is None:
        raise Stopped(f"The address of the role {arguments.role} was not given.")
    print(postgres.url(address))
    return 0


def _roles(arguments: argparse.Namespace) -> int:
    if arguments.variables:
        passwords = {role: roles.Password(f":'{role.removeprefix('umay_')}_password'") for role in PASSWORDS}
    else:
        passwords = {
            role: roles.Password(roles.literal(_verifier(role, variable))) for role, variable in PASSWORDS.items()
        }
    sys.stdout.write(roles.script(arguments.database, passwords))
    return 0


def _verifier(role: str, variable: str) -> str:
    password = os.environ.get(variable) or ""
    if not password and role == roles.OWNER and os.environ.get("UMAY_DATABASE_URL"):
        password = postgres.parsed(os.environ["UMAY_DATABASE_URL"], "UMAY_DATABASE_URL")["PASSWORD"]
    try:
        return scram.verifier(password or secrets.read_or_create(ready.home(), secret_name(role)))
    except ValueError as error:
        raise Stopped(f"{variable}: {error}") from error


def _only_embedded() -> None:
    if postgres.is_external(os.environ):
        raise Stopped("The database is on a server of your own (UMAY_DATABASE_URL); start and stop it there.")


WORDS = {"start": _start, "stop": _stop, "status": _status, "url": _url, "roles": _roles}
