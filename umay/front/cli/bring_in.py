"""Bring families, children or placements in from a CSV or XLSX file: all rows or none.

umay import families families.csv --dry-run --as onur     say what would happen, row by row; nothing is written
umay import families families.csv --as onur               bring the new rows in
umay import children list.xlsx --as onur --map map.json   with a file that says which heading is which column

The columns, and how days and words may be written, stand in docs/guides/import.md. Exit code 1 when something is in the way."""

import argparse
import json
import sys
from pathlib import Path

from umay.front.cli import ready
from umay.front.cli.problems import Stopped
from umay.front.cli.progress import Progress

KINDS = ("families", "children", "placements")
SHOWN = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `umay import` understands."""
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("file", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="look through everything and write nothing")
    parser.add_argument(
        "--map", type=Path, help='a JSON file: {"heading in the file": "column"}; "-" leaves a column out'
    )
    parser.add_argument(
        "--doubles", choices=("ask", "same", "new"), default="ask",
        help="people who may be recorded already: stop and list them (ask), take the very likely ones as the same person, or write new records",
    )  # fmt: skip
    add_who(parser)


def add_who(parser: argparse.ArgumentParser) -> None:
    """--as and --language, which both spreadsheet verbs take."""
    parser.add_argument(
        "--as",
        dest="user",
        metavar="USER",
        help="the user name in whose post it is done; needed where there are several importers",
    )
    parser.add_argument(
        "--language", choices=("tr", "az", "en"), help="of headings and messages (default: that of the user)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Look through the file, or bring it in."""
    ready.use_django()
    from umay.front.cli.who import working_as

    try:
        content = arguments.file.read_bytes()
    except OSError as error:
        raise Stopped(f"{arguments.file} can't be read: {error.strerror}.") from error
    with working_as(
        arguments.user, f"{'cases' if arguments.kind == 'children' else arguments.kind}.import", arguments.language
    ) as by:
        return _bring_in(arguments, content, by)


def _bring_in(arguments: argparse.Namespace, content: bytes, by) -> int:
    from umay.front.bulk import walking
    from umay.front.bulk.queries import remembered
    from umay.front.bulk.reading import open_table
    from umay.kit.kernel.clock import now

    table = open_table(content, arguments.file.name)
    codes = _codes(arguments, table.headings, remembered(arguments.kind, by))
    progress = Progress(sys.stderr)
    word = "looking through" if arguments.dry_run else "bringing in"
    deed = walking.examine if arguments.dry_run else walking.write
    try:
        report = deed(
            table=table, kind=arguments.kind, codes=codes, by=by, at=now(), rule=arguments.doubles, tell=lambda done, total: progress(word, done, total)
        )  # fmt: skip
    except walking.NotWritten as stopped:
        report = stopped.report
    except KeyboardInterrupt:
        progress.end()
        print(_stopped(), file=sys.stderr)
        raise
    finally:
        progress.end()
    _tell(report)
    return 0 if report.is_written or (arguments.dry_run and not report.problem_count and not report.double_count) else 1


def _codes(arguments: argparse.Namespace, headings: list[str], known: dict[str, str]) -> list[str]:
    from umay.front.bulk.headings import COLUMNS, LEFT_OUT, recognise

    if arguments.map:
        try:
            chosen = json.loads(arguments.map.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise Stopped(f"{arguments.map} is not a JSON file that can be read.") from error
        codes = {column.code for column in COLUMNS[arguments.kind]} | {LEFT_OUT}
        if wrong := [code for code in chosen.values() if code not in codes]:
            raise Stopped(f"There is no column {wrong[0]!r}. Columns: {', '.join(sorted(codes))}")
        known = known | {"".join(_folded(heading).split()): code for heading, code in chosen.items()}
    found = recognise(arguments.kind, headings, known)
    for place in found.unknown:
        print(f"The column {headings[place]!r} is not known and is left out.", file=sys.stderr)
    return list(found.codes)


def _folded(heading: str) -> str:
    from umay.kit.kernel.text import fold

    return fold(heading)


def _stopped() -> str:
    from django.utils.translation import gettext as _

    return _("Stopped. Nothing was written.")


def _tell(report) -> None:
    from django.utils.translation import gettext as _

    for one in report.problems[:SHOWN]:
        print(f"{one.row}\t{one.heading or '-'}\t{one.message}")
    for double in report.doubles[:SHOWN]:
        where = (
            _("Looks like row %(row)s of the file.") % {"row": double["other_row"]}
            if "other_row" in double
            else ", ".join(double["agrees"])
        )
        print(f"{double['row']}\t?\t{_('The same person?')} {where}")
    words = {
        "new": _("new"), "unchanged": _("already here, the same"), "known": _("already here, not the same"), "left_out": _("left out: already here"),
        "double": _("to decide: perhaps the same person"), "problem": _("with something to put right"),
    }  # fmt: skip
    print("; ".join(f"{words[name]}: {number}" for name, number in sorted(report.counts.items())))
    print(_("Everything was brought in") if report.is_written else _("Nothing was written."))
