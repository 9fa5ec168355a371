"""The journal's seals.

umay journal seal      seal all finished lines, and write the new roots into UMAY_HOME/journal-roots
umay journal verify    compute every line and the whole chain anew, compare with the roots outside; exit code 1 when something is wrong"""

import argparse

from umay.front.cli import ready

ROOTS = "journal-roots"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the two words of `umay journal`."""
    words = parser.add_subparsers(dest="word", metavar="WORD", required=True)
    words.add_parser("seal", help="seal all finished lines")
    words.add_parser("verify", help="find lines that were changed, taken away, slipped in, or are under no seal")


def run(arguments: argparse.Namespace) -> int:
    """Do the chosen word."""
    return WORDS[arguments.word]()


def _seal() -> int:
    ready.use_django()
    from umay.ground.journal.seal import seal

    written = seal(ready.home() / ROOTS)
    print(f"{written} new seals were written to {ready.home() / ROOTS}.")
    return 0


def _verify() -> int:
    ready.use_django(as_owner=True)
    from umay.ground.journal.seal import verify
    from umay.kit.kernel.clock import now

    verdict = verify(ready.home() / ROOTS, at=now())
    for finding in verdict.findings:
        print(f"{finding.kind}: {finding.words}")
    state = "The journal is whole" if verdict.is_right else f"{len(verdict.findings)} things are wrong"
    print(f"{state}: {verdict.lines} lines, {verdict.seals} seals.")
    return 0 if verdict.is_right else 1


WORDS = {"seal": _seal, "verify": _verify}
