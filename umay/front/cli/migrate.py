"""Bring the database's tables to this version.

Runs Django's migrations as the database's owner. With an embedded server nothing else is needed; with a server
of your own, UMAY_DATABASE_URL names the owner (`umay db roles` makes it). At the end the keys by which names are
put in order are brought to the present version of the library that makes them."""

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
    _rebuild_sort_keys(is_quiet=arguments.quiet)
    return 0


def _rebuild_sort_keys(*, is_quiet: bool) -> None:
    """After an upgrade of the library that orders names; otherwise nothing is written."""
    from umay.front.cli.progress import Progress
    from umay.front.sorting import rebuild

    progress = Progress()
    changed = rebuild(
        (lambda table, done: None)
        if is_quiet
        else lambda table, done: progress(f"looking at the order of names: {table}", done)
    )
    if not is_quiet:
        progress.end()
        if total := sum(changed.values()):
            print(f"The order of names was made anew for {total} rows.")
