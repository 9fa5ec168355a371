"""Write database and files into one encrypted file.

The file is sealed with the key UMAY_HOME/secrets/backup.key (made on first use), or with a passphrase. Personal
fields inside are sealed once more with keys that stay out of the file unless --with-keys is given: keep a copy of
UMAY_HOME/secrets on other paper or another machine, or nobody can read the backup, you included."""

import argparse
import os
from pathlib import Path

from umay.front import backup
from umay.front.backup.keys import BACKUP_KEY
from umay.front.cli import ready
from umay.front.cli.progress import Progress
from umay.kit.kernel import clock, secrets


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `umay backup` understands."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to write; it must not exist yet")
    parser.add_argument("--passphrase-file", type=Path, help="seal with the passphrase in this file")
    parser.add_argument(
        "--with-keys", action="store_true", help="put the keys of personal fields into the file as well"
    )


def run(arguments: argparse.Namespace) -> int:
    """Take the backup and say what must be kept apart."""
    home, target = ready.home(), arguments.file.absolute()
    ready.database()
    progress = Progress()
    manifest = backup.take(
        home=home,
        target=target,
        environ=os.environ,
        at=clock.now(),
        passphrase_file=arguments.passphrase_file,
        with_keys=arguments.with_keys,
        progress=progress,
    )
    progress.end()
    size = target.stat().st_size / 1e6
    print(f"Written: {target} ({size:.1f} MB; the database and {manifest.files} files).")
    apart = [] if arguments.with_keys else sorted(manifest.key_fingerprints)
    if arguments.passphrase_file is None:
        apart.append(BACKUP_KEY)
    opener = "" if arguments.passphrase_file is None else " and the passphrase"
    if apart or opener:
        names = ", ".join(apart) or "nothing"
        print(f"Keep apart from it, in a safe place, from {secrets.folder(home)}: {names}{opener}.")
        print("Without them nobody can read this backup.")
    return 0
