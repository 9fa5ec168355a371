"""Work done in a process of its own, so that memory running out there ends in a sentence and not in a crash."""

import os
import signal
import sys
from collections.abc import Callable

OUT = 3
"""The exit code when memory or disk runs out."""

_MEMORY = "Memory ran out. Nothing was written."
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
    child = os.fork()
    if not child:
        _be_the_child(work)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN), signal.signal(signal.SIGTERM, lambda *_: _send(child))
    try:
        _, status = os.waitpid(child, 0)
    finally:
        signal.signal(signal.SIGINT, before[0])
        signal.signal(signal.SIGTERM, before[1])
    if not os.WIFSIGNALED(status):
        return os.waitstatus_to_exitcode(status)
    if os.WTERMSIG(status) in _ENDED:
        print(f"umay: The work was broken off (signal {os.WTERMSIG(status)}). {_MEMORY}", file=sys.stderr)
        return OUT
    return 128 + os.WTERMSIG(status)


def _be_the_child(work):
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
        finally:
            os._exit(code)  # the parent tidies up; nothing of it may be tidied twice


def _careful(work):
    try:
        return work()
    except (MemoryError, ImportError, OSError) as error:
        if not is_about_memory(error):
            raise
    # Said here, after everything the work held has been let go.
    print(f"umay: {_MEMORY}", file=sys.stderr)
    return OUT


def is_about_memory(error: BaseException) -> bool:
    """Does this say that memory ran out? Loading a library says so in words of its own."""
    return isinstance(error, MemoryError) or any(
        words in str(error) for words in ("Cannot allocate memory", "cannot allocate memory", "failed to map segment")
    )


def _send(child):
    os.kill(child, signal.SIGTERM)
