"""The way back in for an administrator of accounts who lost password and second step, when no other administrator can help.

umay admin recover USER --why "..."                      show the one-time password on the terminal
umay admin recover USER --why "..." --sheets FOLDER      write it onto a sheet for that person alone

It needs the address of the database's owner (a server Umay brings knows it). The password is good for 24 hours and opens
nothing but the choice of an own one; the second step is set up anew at that sign-in. All auditors are told, and the
journal keeps who was let in and why. While another administrator can sign in, they do this on the page of accounts.
Exit codes: 0 done; 1 not possible, and why; 2 wrongly called."""

import argparse
import os
from pathlib import Path

from umay.front.cli import founding_sheets, ready
from umay.front.cli.problems import Stopped

_AGAIN = "The password was made, but nobody has seen it. Run the command again for a new one."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `umay admin` understands."""
    words = parser.add_subparsers(dest="word", metavar="WORD", required=True)
    recover = words.add_parser("recover", help="let an administrator in again")
    recover.add_argument("user", metavar="USER", help="user name of the administrator")
    recover.add_argument("--why", required=True, help="why, and who asked for it; the auditors read it")
    recover.add_argument("--sheets", type=Path, metavar="FOLDER", help="write a sheet instead of the terminal")
    recover.add_argument("--address", help="where people sign in, for the sheet: https://umay.example.org")


def run(arguments: argparse.Namespace) -> int:
    """Let the administrator in again."""
    founding_sheets.check(arguments.sheets)
    ready.use_django(as_owner=True)
    if waiting := ready.waiting_migrations():
        raise Stopped(f"The database's tables are {len(waiting)} steps behind this version; run `umay migrate` first.")
    from django.db import transaction

    from umay.front.messages import compile_all
    from umay.ground.offices.actions import recover_administrator
    from umay.kit.kernel.clock import now

    compile_all()
    address = arguments.address or founding_sheets.address_of(os.environ.get("UMAY_HOSTS", ""))

    def deed():
        with transaction.atomic():
            return recover_administrator(username=arguments.user, why=arguments.why, at=now())

    if arguments.sheets is None:
        founding_sheets.show([deed()], address, cut_short=_AGAIN)
    else:
        with founding_sheets.written(arguments.sheets) as write, transaction.atomic():
            write(deed(), address)
        print(f"The sheet is in {arguments.sheets}. Hand it over in person, then delete it.")
    print("The auditors were told. Earlier sign-ins of this account have ended.")
    return 0
