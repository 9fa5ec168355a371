"""The one command line: `umay VERB ...`. The verbs stand in table.py."""

import argparse
import importlib
import sys
from collections.abc import Sequence

from umay import __version__
from umay.front.cli import problems, ready
from umay.front.cli.table import VERBS, Verb

ENVIRONMENT = """\
settings from the environment:
  UMAY_HOME          the data folder: database, files, secrets (default ~/.local/share/umay)
  PORT               the port that `demo` and `serve` listen on (default 8000)
  UMAY_DATABASE_URL  a PostgreSQL server of your own, as its owner; without it Umay brings its own server
  UMAY_PG_BIN        a folder of PostgreSQL programs to use for the server Umay brings

`umay help VERB` tells more about one verb.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code: 0 done, 1 not possible (one sentence says why), 2 wrongly called."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["help"]:
        words = [*words[1:], "--help"]
    chosen = next((verb for verb in VERBS if words[:1] == [verb.name]), None)
    parser, run = _parser(chosen)
    arguments = parser.parse_args(words)
    if run is None:
        parser.print_help(sys.stderr)
        return 2
    try:
        return run(arguments) or 0
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone, as `umay db roles | head` does
        return 1
    except problems.Told:
        return 1
    except Exception as error:
        told = problems.sentence(error)
        if told is None:
            raise
        print(f"umay: {told}", file=sys.stderr)
        return 1
    finally:
        ready.leave()


def _parser(chosen: Verb | None):
    parser = argparse.ArgumentParser(
        prog="umay",
        description="Umay: a family for every child who cannot live in their own.",
        epilog=ENVIRONMENT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"umay {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", title="verbs")
    run = None
    for verb in VERBS:
        if verb is not chosen:
            verbs.add_parser(verb.name, help=verb.help)
            continue
        module = importlib.import_module(verb.module)  # only the chosen verb is loaded
        described = (module.__doc__ or verb.help).strip()
        one = verbs.add_parser(
            verb.name, help=verb.help, description=described, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        module.add_arguments(one)
        run = module.run
    return parser, run
