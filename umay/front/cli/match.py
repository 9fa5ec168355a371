"""Match all groups of a file with families, prove how good the match is, and check a result.

umay match INSTANCE.json -o RESULT.json          match; Ctrl-C writes the best found so far, marked "stopped"
umay match INSTANCE.json -o RESULT.json --work N   repeat a run that was stopped after that much work (its "work")
umay match --check INSTANCE.json RESULT.json     check a result with code that shares nothing with the engine
umay match --generate NAME --seed N -o FILE      write an invented instance; --names lists them

It needs no database. Exit code 0: a result was written, or is right; 1: the checked result is wrong; 2: the input is bad
(one line for each fault) or the command is; 3: memory or disk ran out. The files: docs/reference/matching-file.md."""

import argparse
import contextlib
import errno
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

from umay.front.cli.apart import OUT, apart, insist_on_room
from umay.front.cli.progress import Progress

_STAGES = {
    "pairs": "finding who suits whom",
    "kin": "placing with kin",
    "settle": "placing groups",
    "prices": "working out prices",
    "proof": "proving",
}
"""The engine's stages in words; one without words here shows its own name."""

_ROOM = 512 * 1024 * 1024
"""Bytes of addresses that the engine's libraries take while they load; most of them are never touched."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class _Refused(Exception):
    """The command cannot be done as called: exit code 2. The text is one line or several."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `umay match` understands."""
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE", help="an instance; with --check also a result")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="where the result goes; replaced whole")
    parser.add_argument("--work", type=_count, metavar="N", help="stop after this much work, as a stopped result says")
    parser.add_argument("--check", action="store_true", help="check a result; exit code 1 where it is wrong")
    parser.add_argument("--generate", metavar="NAME", help="write an invented instance")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another number, another country (default 1)")
    parser.add_argument("--names", action="store_true", help="list what --generate knows")
    parser.set_defaults(refuse=parser.error)


def _count(text):
    number = int(text)
    if number < 0:
        raise ValueError
    return number


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked, in a process of its own."""
    if arguments.names:
        return _list_names()
    if arguments.check and arguments.generate:
        arguments.refuse("--check or --generate, not both")
    if arguments.check:
        if len(arguments.files) != 2 or arguments.output:
            arguments.refuse("--check takes an instance and a result, and writes nothing")
        return apart(lambda: _ended(_check, arguments))
    if arguments.output is None:
        arguments.refuse("say where the result goes: -o FILE")
    if arguments.generate:
        if arguments.files:
            arguments.refuse("--generate reads no file")
        return apart(lambda: _ended(_generate, arguments))
    if len(arguments.files) != 1:
        arguments.refuse("name one instance file")
    return apart(lambda: _ended(_match, arguments))


def _ended(work, arguments):
    try:
        return work(arguments)
    except _Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    except OSError as error:
        if error.errno not in _FULL:
            raise
        print(f"umay: The disk that holds {arguments.output} is full. Nothing was written.", file=sys.stderr)
        return OUT


def _list_names():
    from umay.care.matching.engine.generating import NAMES

    for name, named in NAMES.items():
        print(f"{name:<16}{named.about}")
    return 0


def _generate(arguments):
    from umay.care.matching.engine.generating import NAMES, generate

    if arguments.generate not in NAMES:
        raise _Refused(f"umay: no invented instance is called so; there are {', '.join(NAMES)}")
    _insist_on_folder(arguments.output)
    _write(arguments.output, generate(arguments.generate, arguments.seed))
    return 0


def _match(arguments):
    import hashlib

    stopping = _Stopping()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's BLAS is not used, and takes memory for each thread
    raw = _read(arguments.files[0])
    _insist_on_folder(arguments.output)
    if arguments.output.exists() and arguments.output.samefile(arguments.files[0]):
        raise _Refused("umay: the result would replace the instance; name another file")
    begun = time.perf_counter()
    instance = _parsed(raw)
    read_at = time.perf_counter()
    digest = hashlib.sha256(raw).hexdigest()
    del raw
    result, dump = _solved(instance, digest, stopping, arguments.work)
    solved_at = time.perf_counter()
    _write(arguments.output, dump(result), private=True)
    _say_what_came_out(instance, result, (begun, read_at, solved_at, time.perf_counter()))
    return 0


def _solved(instance, digest, stopping, work):
    """(Result, the function that makes its bytes)."""
    insist_on_room(_ROOM)
    from umay.care.matching.engine import BadInput
    from umay.care.matching.engine.solver import dump, solve

    progress = Progress(sys.stderr) if sys.stderr.isatty() else None
    tell = progress and (lambda stage, done, total: progress(_STAGES.get(stage, stage), done, total))
    try:
        return solve(instance, raw_sha256=digest, progress=tell, stop=stopping.is_asked, work=work), dump
    except BadInput as bad:
        raise _Refused(str(bad)) from None
    finally:
        if progress:
            progress.end()


def _say_what_came_out(instance, result, moments):
    children = sum(len(group.children) for group in instance.groups)
    placed = sum(len(placement.children) for placement in result.placements)
    begun, read_at, solved_at, ended = moments
    print(
        f"{result.status}: {placed} of {children} children placed, {result.kin_children} with kin; "
        f"gap {result.gap:.6f}; reading {read_at - begun:.2f} s, matching {solved_at - read_at:.2f} s, "
        f"writing {ended - solved_at:.2f} s"
    )


class _Stopping:
    """Ctrl-C, or a request to end, asks for the best result so far; a second one ends at once and writes nothing."""

    def __init__(self):
        self._is_asked = False
        signal.signal(signal.SIGINT, self._ask)
        signal.signal(signal.SIGTERM, self._ask)

    def _ask(self, number, frame):
        if self._is_asked:
            raise KeyboardInterrupt
        self._is_asked = True
        sys.stderr.write("\nStopping; the best result so far will be written. Once more to end at once.\n")

    def is_asked(self):
        return self._is_asked


def _parsed(raw):
    from umay.care.matching.engine import BadInput, parse

    try:
        return parse(raw)
    except BadInput as bad:
        raise _Refused(str(bad)) from None


def _check(arguments):
    from umay.care.matching.checking import check

    instance, result = map(_read, arguments.files)
    tell = Progress(sys.stderr) if sys.stderr.isatty() else None
    verdict = check(instance, result, tell=tell and (lambda done, total: tell("groups looked at", done, total)))
    if tell:
        tell.end()
    for fault in verdict.faults:
        print(fault)
    for note in verdict.notes:
        print(f"not re-checked: {note}", file=sys.stderr)
    if verdict.is_right:
        bound = "the bound is proven" if verdict.is_bound_proven else "the bound was not asked anew"
        if verdict.is_believed_to_a_hundredth:
            bound = "the bound is proven by HiGHS, asked in other words, to a hundredth of a point"
        print(
            f"right: {verdict.placed_children} children placed, {verdict.feasible_pairs} feasible pairs counted, {bound}"
        )
    return 0 if verdict.is_right else 1


def _read(path):
    try:
        return path.read_bytes()
    except OSError as error:
        raise _Refused(f"umay: {path} cannot be read: {error.strerror}") from None


def _insist_on_folder(path):
    folder = path.parent
    if path.is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK):
        raise _Refused(f"umay: {path} cannot be written: name a file in a folder that takes new files")


def _write(path, content, *, private=False):
    """Write a file whole or not at all. A private one is readable by its owner alone: it names children by their ids."""
    handle, draft = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not private:
            Path(draft).chmod(0o644)
        Path(draft).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(draft).unlink()
        raise
