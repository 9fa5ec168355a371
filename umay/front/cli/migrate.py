"""Bring the database's tables to this version.

Runs Django's migrations as the database's owner. With an embedded server nothing else is needed; with a server
of your own, UMAY_DATABASE_URL names the owner (`umay db roles` makes it)."""

import argparse
import sys

from umay.front.cli import ready


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `umay migrate` understands."""
    parser.add_argument("--plan", action="store_true", help="only show what would be done")
    parser.add_argument("--quiet", action="store_true", help="print nothing when all goes well")


def run(arguments: argparse.Namespace) -> int:
    """Migrate, or show the plan."""
    ready.use_django(as_owner=True)
    from django.core.management import call_command

    if arguments.plan:
        for name in ready.waiting_migrations():
            print(name)
        return 0
    call_command("migrate", interactive=False, verbosity=0 if arguments.quiet else 1, stdout=sys.stdout)
    return 0
