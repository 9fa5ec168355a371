"""Run one of Django's own commands, for example `umay manage check --deploy`.

The commands that change tables sign in as the database's owner, all others as the application."""

import argparse

from umay.front.cli import ready

AS_OWNER = {"migrate", "sqlmigrate", "sqlflush", "sqlsequencereset", "inspectdb"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take every word that follows."""
    parser.add_argument(
        "words", nargs=argparse.REMAINDER, metavar="COMMAND ...", help="Django's command and its options"
    )


def run(arguments: argparse.Namespace) -> None:
    """Hand the words to Django."""
    words = arguments.words
    ready.use_django(as_owner=bool(words) and words[0] in AS_OWNER)
    from django.core.management import ManagementUtility

    ManagementUtility(["umay manage", *words]).execute()
