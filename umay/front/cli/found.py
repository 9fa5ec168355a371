"""Found an installation: the ministry, its provinces, two administrators and an auditor. Once, after `umay migrate`.

umay found --example TR > founding.toml             a file to begin from
umay found --check founding.toml                    say what would be made; nothing is written
umay found founding.toml                            make it; each one-time password is shown on the terminal, one person at a time
umay found founding.toml --sheets /safe/folder      make it; the passwords go into one sheet a person, for their eyes
umay found                                          the same by questions, without a file
umay found --renew                                  new one-time passwords, while none of the first people has come in

Everything is made in one transaction, or nothing is; then the published facts of cooperation are added (`umay
cooperation`). A one-time password is good for 72 hours and only to choose an
own one; a passkey or a telephone is set up next, and recovery codes are shown. No password is ever typed here.
Exit codes: 0 done; 1 not possible, and why; 2 wrongly called."""

import argparse
import os
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from umay.front.cli import founding_file, founding_sheets, purpose, ready
from umay.front.cli.problems import Stopped


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `umay found` understands."""
    parser.add_argument(
        "file", type=Path, nargs="?", metavar="FILE.toml", help="what to found; without it you are asked"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--example", choices=tuple(founding_file.CAPITAL), help="print a file to begin from")
    what.add_argument("--check", action="store_true", help="say what would be made and write nothing")
    what.add_argument("--renew", action="store_true", help="give the first people new one-time passwords")
    parser.add_argument(
        "--sheets", type=Path, metavar="FOLDER", help="write one sheet a person instead of the terminal"
    )
    parser.add_argument("--address", help="where people will sign in, for their sheets: https://umay.example.org")
    parser.add_argument("--yes", action="store_true", help="do not ask again before it is made")


def run(arguments: argparse.Namespace) -> int:
    """Print an example, check a file, renew, or found."""
    if arguments.example:
        print(founding_file.example(arguments.example), end="")
        return 0
    if os.environ.get("UMAY_DEMO"):
        raise Stopped("UMAY_DEMO is set; the demonstration has its own offices and people.")
    if arguments.renew:
        return _renew(arguments)
    said = founding_file.read(arguments.file) if arguments.file else _asked(arguments)
    plan = founding_file.plan_of(said, datetime.now(UTC).date())
    if os.environ.get("UMAY_COUNTRY", plan.country) != plan.country:
        raise Stopped(f"UMAY_COUNTRY is {os.environ['UMAY_COUNTRY']}, and the file says {plan.country}.")
    print(_told(plan))
    return 0 if arguments.check else _found(arguments, plan)


def _asked(arguments: argparse.Namespace) -> dict:
    if arguments.check or not sys.stdin.isatty():
        raise Stopped(
            "Name a file, or run `umay found` on a terminal to be asked. `umay found --example TR` prints one."
        )
    from umay.front.cli.founding_questions import ask_all

    return ask_all()


def _told(plan) -> str:
    """The plan in numbers and names: what a careful reader checks before saying yes."""
    kinds = Counter(office.kind for office in plan.offices)
    teams = sum(len(office.teams) for office in plan.offices)
    lines = [
        f"{plan.country}: {plan.offices[0].name}",
        f"offices of provinces: {kinds['provincial']}, centres: {kinds['centre']}, teams: {teams}",
        *(f"{person.role}: {person.name}, {person.username}, {person.email}" for person in plan.people),
    ]
    return "\n".join(lines)


def _found(arguments: argparse.Namespace, plan) -> int:
    founding_sheets.check(arguments.sheets)
    if not arguments.yes and sys.stdin.isatty() and input("Found this now? Write yes: ").strip().casefold() != "yes":
        raise Stopped("Nothing was written.")
    _open_database()
    from umay.cooperation.partners.seeding import load
    from umay.ground.offices.actions import found
    from umay.kit.kernel.clock import now

    _deliver(arguments, lambda: found(plan=plan, at=now()))
    load(at=now())
    print(
        "The installation is founded. Next: the first people sign in within 72 hours; then an administrator sets what\n"
        '"Settings of the country" asks for before a real person may be stored. '
        f"Serve it with UMAY_COUNTRY={plan.country} and UMAY_HOSTS set (docs/start.md)."
    )
    return 0


def _renew(arguments: argparse.Namespace) -> int:
    founding_sheets.check(arguments.sheets)
    _open_database()
    from umay.ground.offices.actions import renew_first
    from umay.kit.kernel.clock import now

    _deliver(arguments, lambda: renew_first(at=now()))
    print("The earlier one-time passwords no longer open anything.")
    return 0


def _open_database() -> None:
    """The folder is a real installation's from here on, and its tables are those of this version."""
    from umay.kit.kernel.home import make_home

    make_home(ready.home())
    purpose.claim(ready.home(), purpose.REAL)
    ready.use_django()
    if waiting := ready.waiting_migrations():
        raise Stopped(f"The database's tables are {len(waiting)} steps behind this version; run `umay migrate` first.")


def _deliver(arguments: argparse.Namespace, deed) -> None:
    """Sheets are written before the transaction ends, so that a full disk founds nothing; a terminal is shown what is already so."""
    from django.db import transaction

    from umay.front.messages import compile_all

    compile_all()
    address = arguments.address or founding_sheets.address_of(os.environ.get("UMAY_HOSTS", ""))
    if arguments.sheets is None:
        founding_sheets.show(deed(), address)
        return
    with founding_sheets.written(arguments.sheets) as write, transaction.atomic():
        for enrolled in deed():
            write(enrolled, address)
    print(f"The sheets are in {arguments.sheets}. Hand each over in person, then delete them.")
