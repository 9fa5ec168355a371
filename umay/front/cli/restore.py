"""Bring database and files back from a backup.

On a new machine: copy the kept keys into UMAY_HOME/secrets (or name the backup key with --key-file), then restore.
A server of your own needs its roles first (`umay db roles`) and, for this once, a superuser's address in
UMAY_ADMIN_DATABASE_URL. A damaged or shortened file changes nothing."""

import argparse
import os
from pathlib import Path

from umay.front import backup
from umay.front.cli import ready, serving
from umay.front.cli.progress import Progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `umay restore` understands."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup")
    parser.add_argument("--passphrase-file", type=Path, help="open it with the passphrase in this file")
    parser.add_argument(
        "--key-file", type=Path, help="open it with this backup key instead of UMAY_HOME/secrets/backup.key"
    )
    parser.add_argument("--replace", action="store_true", help="give up the database and files that are there now")


def run(arguments: argparse.Namespace) -> int:
    """Restore while nothing else serves the data folder."""
    with serving.alone(ready.home()):
        ready.database()
        progress = Progress()
        manifest = backup.restore(
            home=ready.home(),
            source=arguments.file.absolute(),
            environ=os.environ,
            passphrase_file=arguments.passphrase_file,
            key_file=arguments.key_file,
            replace=arguments.replace,
            progress=progress,
        )
        progress.end()
    print(f"Restored: the database and {manifest.files} files, as they were at {manifest.taken_at}.")
    print("Run `umay migrate` next if this is a newer version of Umay than the backup's.")
    return 0
