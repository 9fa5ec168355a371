"""Work done in a process of its own, so that memory running out there ends in a sentence and not in a crash."""

import mmap
import os
import select
import signal
import sys
from collections.abc import Callable

OUT = 3
"""The exit code when memory or disk runs out."""

_MEMORY = "Memory ran out. Nothing was written."
_SAYING = (
    "Cannot allocate memory",
    "cannot allocate memory",
    "failed to map segment",
    "can't start new thread",
    "error return without exception set",
)
_WHOLE = b"."  # said last: the exit code that follows is our own, not that of a library which gave up
_ENDED = {signal.SIGKILL, signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGTRAP}


def apart(work: Callable[[], int]) -> int:
    """Call `work` in a process of its own and return its exit code; 3 with a sentence where memory ended it.

    Libraries in C abort, and the system kills, where Python would raise MemoryError; only another process can still
    speak. Ctrl-C and a request to end reach the work, which decides; without `fork` the work is done here.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    if not hasattr(os, "fork"):
        return _careful(work)
    ended, ending = os.pipe()
    # Before the fork, so that no Ctrl-C finds us unready.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN), signal.getsignal(signal.SIGTERM)
    child = os.fork()
    if not child:
        signal.signal(signal.SIGINT, before[0])
        os.close(ended)
        _be_the_child(work, ending)
    os.close(ending)
    signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGTERM))
    try:
        # Not waitpid alone: a signal that comes just before it blocks would wait for the child to end.
        while not select.select([ended], [], [], 0.2)[0]:
            continue
        _, status = os.waitpid(child, 0)
        is_whole = os.read(ended, 1) == _WHOLE
    finally:
        os.close(ended)
        signal.signal(signal.SIGINT, before[0])
        signal.signal(signal.SIGTERM, before[1])
    return _code(status, is_whole)


def _code(status, is_whole):
    code = os.waitstatus_to_exitcode(status)
    if is_whole or -code not in _ENDED | {-1}:
        return code if code >= 0 else 128 - code
    how = f"signal {-code}" if code < 0 else "by a library"
    print(f"umay: The work was broken off ({how}). {_MEMORY}", file=sys.stderr)
    return OUT


def _be_the_child(work, ending):
    code = 1
    try:
        code = _careful(work)
    except KeyboardInterrupt:
        code = 130
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
            os.write(ending, _WHOLE)
        finally:
            os._exit(code)  # the parent tidies up; nothing of it may be tidied twice


def _careful(work):
    try:
        return work()
    except Exception as error:
        if not is_about_memory(error):
            raise
    # Said here, after everything the work held has been let go.
    print(f"umay: {_MEMORY}", file=sys.stderr)
    return OUT


def insist_on_room(number: int) -> None:
    """Raise MemoryError unless `number` bytes could be had. Libraries loaded into too little room crash, or compile for ever."""
    try:
        mmap.mmap(-1, number).close()
    except OSError as error:
        raise MemoryError from error


def is_about_memory(error: BaseException | None) -> bool:
    """Does this, or what led to it, say that memory ran out? Loading a library or starting a thread says so in words of its own."""
    while error is not None:
        if isinstance(error, MemoryError) or any(words in str(error) for words in _SAYING):
            return True
        error = error.__cause__ or error.__context__
    return False
