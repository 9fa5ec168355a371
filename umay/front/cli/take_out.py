"""Write families, children or placements of one's offices into a CSV or XLSX file, with the columns that `umay import` reads.

umay export children --as onur --format xlsx children.xlsx
umay export families --as onur > families.csv

The file holds personal data in clear: keep it as safely as a file on paper. Each care file in it gets a line in the journal."""

import argparse
import os
import sys
from pathlib import Path

from umay.front.cli import ready
from umay.front.cli.bring_in import KINDS, add_who
from umay.front.cli.problems import Stopped
from umay.front.cli.progress import Progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `umay export` understands."""
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("file", type=Path, nargs="?", help="default: the standard output")
    parser.add_argument("--format", choices=("csv", "xlsx"), default="csv")
    add_who(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the file; one that is there already is never overwritten."""
    if arguments.file is None and sys.stdout.isatty():
        raise Stopped("Say into which file, or send the output somewhere: umay export families families.csv")
    ready.use_django()
    from umay.front.cli.who import working_as

    with working_as(
        arguments.user, f"{'cases' if arguments.kind == 'children' else arguments.kind}.import", arguments.language
    ) as by:
        count = _write(arguments, by)
    print(f"{count} rows were written.", file=sys.stderr)
    return 0


def _write(arguments: argparse.Namespace, by) -> int:
    from umay.front.bulk.exporting import export
    from umay.kit.kernel.clock import now

    progress = Progress(sys.stderr)
    options = {
        "kind": arguments.kind,
        "form": arguments.format,
        "by": by,
        "at": now(),
        "tell": lambda done, total: progress("writing", done, total),
    }
    try:
        if arguments.file is None:
            return export(file=sys.stdout.buffer, **options)
        try:
            handle = os.open(arguments.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as error:
            raise Stopped(f"{arguments.file} is there already; choose another name.") from error
        with os.fdopen(handle, "wb") as file:
            return export(file=file, **options)
    finally:
        progress.end()
