"""Protect tables of counts so that nobody is recognised, attack the result, and write it only if the attack fails.

umay protect TABLE.csv -o SAFE.csv                     across a border: fewer than 10 hidden, numbers to 5
umay protect TABLE.csv --home -o SAFE.csv              inside the country: fewer than 5 hidden, exact numbers
umay protect A.csv B.csv -o A.safe.csv B.safe.csv      tables about the same people, protected together
umay protect TABLE.csv --earlier LAST.csv --known CELLS.csv -o SAFE.csv    with what is out already
umay protect --check TABLE.csv SAFE.csv                attack a release that somebody else made

The audit is written beside each release, as SAFE.csv.audit.json; it stays with the owner. It needs no database. Exit code 0:
written, or safe; 1: no safe release, or the checked one is not safe; 2: the input is bad or the command is; 3: memory or disk
ran out. The files: docs/reference/protect.md."""

import argparse
import contextlib
import errno
import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from umay.front.cli.apart import OUT, apart
from umay.front.cli.protect_words import FAULTS, say, sentence_of

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SHOWN = 20


class _Ended(Exception):
    """The command ends here: the sentence, and the exit code."""

    def __init__(self, sentence: str, code: int):
        super().__init__(sentence)
        self.code = code


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `umay protect` understands."""
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="tables; with --check also their releases")
    parser.add_argument("-o", "--output", type=Path, nargs="+", metavar="FILE", help="where each release goes")
    parser.add_argument("--rules", type=Path, metavar="FILE", help="parts of codes, and the policy, as JSON")
    parser.add_argument("--home", action="store_true", help="inside the country: from 5 people on, exact numbers")
    parser.add_argument("--threshold", type=int, metavar="N", help="hide what has fewer people; never below 5")
    parser.add_argument("--rounding", type=int, metavar="N", help="show multiples of N; 0 for exact numbers")
    parser.add_argument(
        "--known", type=Path, action="append", default=[], metavar="FILE", help="counts others published"
    )
    parser.add_argument("--earlier", type=Path, action="append", default=[], metavar="FILE", help="an earlier release")
    parser.add_argument("--patient", action="store_true", help="look for the least loss as long as it takes")
    parser.add_argument("--check", action="store_true", help="attack a release; exit code 1 where it is not safe")
    parser.add_argument("--language", choices=("tr", "az", "en"), help="of what is said (default: of this computer)")
    parser.set_defaults(refuse=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked, in a process of its own."""
    if arguments.check:
        if arguments.output or len(arguments.files) % 2:
            arguments.refuse("--check takes tables and then as many releases, and writes nothing")
        return apart(lambda: _ended(_check, arguments))
    if not arguments.output or len(arguments.output) != len(arguments.files):
        arguments.refuse("say where each release goes: -o FILE, as many as tables")
    return apart(lambda: _ended(_protect, arguments))


def _ended(work, arguments) -> int:
    from umay.ground.figures.protecting.shape import BadTable

    language = arguments.language or _language()
    try:
        return work(arguments, language)
    except _Ended as ended:
        print(f"umay: {ended}", file=sys.stderr)
        return ended.code
    except BadTable as bad:
        print(f"umay: {sentence_of(bad, language)} {say('Nothing was written.', language)}", file=sys.stderr)
        return 1 if bad.code == "nothing_left" else 2
    except OSError as error:
        if error.errno not in _FULL:
            raise
        print(f"umay: {say('The disk is full. Nothing was written.', language)}", file=sys.stderr)
        return OUT


def _language() -> str:
    found = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "")[:2]
    return found if found in ("tr", "az") else "en"


def _read(path: Path, language: str) -> bytes:
    from umay.ground.figures.protecting.reading import MOST_BYTES
    from umay.ground.figures.protecting.shape import BadTable

    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadTable("file_large")
        return path.read_bytes()
    except OSError as error:
        raise _Ended(say("%(file)s can't be read.", language) % {"file": path}, 2) from error


class _Given:
    """Everything that was read: rules, tables, what is out already."""

    def __init__(self, arguments, files, language):
        from umay.ground.figures.protecting import reading

        rules = reading.parse_rules(_read(arguments.rules, language)) if arguments.rules else reading.Rules()
        self.trees, self.policy = rules.trees, _policy(arguments, rules.policy)
        self.raws = [_read(path, language) for path in files]
        self.tables = [reading.parse_table(raw, self.trees) for raw in self.raws]
        self.known = {}
        for path in arguments.known:
            self.known |= reading.parse_known(_read(path, language))
        self.earlier = [reading.parse_earlier(_read(path, language), self.trees) for path in arguments.earlier]


def _policy(arguments, policy):
    from umay.ground.figures.protecting.policy import HOME

    if arguments.home:
        policy = HOME
    changed = {"threshold": arguments.threshold, "rounding": arguments.rounding}
    return replace(policy, **{name: value for name, value in changed.items() if value is not None})


def _protect(arguments, language) -> int:
    from umay.ground.figures.protecting.least import PATIENT, Effort
    from umay.ground.figures.releasing import Unsafe, safe_release
    from umay.ground.figures.writing import audit_bytes, table_bytes

    _insist_on_places(arguments, language)
    given = _Given(arguments, arguments.files, language)
    effort = PATIENT if arguments.patient else Effort()
    try:
        safe = safe_release(given.tables, given.policy, known=given.known, earlier=given.earlier, effort=effort)
    except Unsafe as unsafe:
        _tell_faults(unsafe.verdict, language)
        raise _Ended(say("No safe release was found. Nothing was written.", language), 1) from None
    released = [
        table_bytes(table, numbers, given.policy)
        for table, numbers in zip(given.tables, safe.release.numbers, strict=True)
    ]
    audit = audit_bytes(safe, given.policy, [*zip(map(_digest, given.raws), map(_digest, released), strict=True)])
    contents = [(_audit_of(path), audit, 0o600) for path in arguments.output]
    contents += [(path, raw, 0o644) for path, raw in zip(arguments.output, released, strict=True)]
    _write_all(contents)
    _tell(safe, language)
    return 0


def _digest(raw: bytes) -> str:
    import hashlib

    return hashlib.sha256(raw).hexdigest()


def _audit_of(path: Path) -> Path:
    return path.with_name(path.name + ".audit.json")


def _insist_on_places(arguments, language) -> None:
    read = {path.resolve() for path in (*arguments.files, *arguments.known, *arguments.earlier)}
    places = [place.resolve() for path in arguments.output for place in (path, _audit_of(path))]
    if read & set(places) or len(set(places)) < len(places):
        raise _Ended(say("A release would replace another file of this command; name another one.", language), 2)
    for place in places:
        if place.is_dir() or not place.parent.is_dir() or not os.access(place.parent, os.W_OK):
            raise _Ended(say("%(file)s can't be written.", language) % {"file": place}, 2)


def _write_all(contents) -> None:
    """Write all files or none: each into a draft first, then all put in their places, audits before releases."""
    drafts = []
    try:
        for path, content, mode in contents:
            handle, draft = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
            drafts.append((Path(draft), path))
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).chmod(mode)
        for draft, path in drafts:
            draft.replace(path)
    except BaseException:
        for draft, _path in drafts:
            with contextlib.suppress(OSError):
                draft.unlink()
        raise


def _tell(safe, language) -> None:
    release, verdict = safe.release, safe.verdict
    for_themselves = sum(release.reasons.values())
    shown = sum(number is not None for numbers in release.numbers for number in numbers.values())
    numbers = {"few": for_themselves, "more": release.more, "shown": shown, "all": sum(map(len, release.numbers))}
    if release.only_total:
        print(say("So few people in all: only the total goes out.", language))
    print(
        say(
            "Safe: %(shown)s of %(all)s numbers are shown. Hidden so that nobody is recognised: %(few)s for their own sake, "
            "%(more)s more so that those can't be worked out.",
            language,
        )
        % numbers
    )
    if release.loss > release.bound:
        print(say("The loss is %(loss)s; less than %(bound)s is not possible.", language) % vars(release))
    elif not release.only_total:
        print(say("Less can't be lost: this is proven.", language))
    if release.broken:
        print(say("%(broken)s sums don't add up after rounding.", language) % vars(release))
    if verdict.narrowed:
        print(
            say(
                "Of %(number)s groups more is known from elsewhere than may be told; this release adds nothing.",
                language,
            )
            % {"number": len(verdict.narrowed)}
        )
    print(
        say("The attack asked %(questions)s questions; for %(proven)s ends another table agrees with everything published.", language)
        % vars(verdict)
    )  # fmt: skip


def _tell_faults(verdict, language) -> None:
    for code, group in verdict.faults[:_SHOWN]:
        name = ", ".join(f"{dimension}={part}" for dimension, part in sorted(group)) or "TOTAL"
        print(f"{name}: {say(FAULTS[code], language)}")
    if len(verdict.faults) > _SHOWN:
        print(say("and %(number)s more", language) % {"number": len(verdict.faults) - _SHOWN})


def _check(arguments, language) -> int:
    from umay.ground.figures.protecting.reading import parse_shown
    from umay.ground.figures.releasing import attack

    half = len(arguments.files) // 2
    given = _Given(arguments, arguments.files[:half], language)
    numbers = [
        parse_shown(_read(path, language), table)
        for path, table in zip(arguments.files[half:], given.tables, strict=True)
    ]
    verdict = attack(given.tables, given.policy, numbers, known=given.known, earlier=given.earlier)
    if not verdict.is_safe:
        _tell_faults(verdict, language)
        print(say("Not safe.", language))
        return 1
    print(say("Safe.", language))
    return 0
