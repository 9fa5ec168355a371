"""How a command ends when it cannot do its work: one sentence on the error output, never a trace for a known cause."""

import errno
import os
import shutil
from collections.abc import Iterator

import psycopg

from umay.front.backup.problems import BackupProblem
from umay.kit.kernel import postgres
from umay.kit.kernel.home import home_folder
from umay.kit.kernel.postgres import ServerProblem

FULL = "The disk that holds the database is full; free some room, then run the command again."
ROOM_TO_WRITE = 17 * 1024 * 1024  # bytes: the next piece of the log of changes has 16 MiB
LOST = {None, "57P01", "57P02", "57P03"}  # the line broke, or the server is stopping, has crashed, is starting


class Stopped(Exception):
    """The command cannot go on. The text says why and what to do, in a sentence or two."""


class Told(Exception):
    """The command cannot go on, and another one that it called has said why."""


def sentence(error: BaseException) -> str | None:
    """Return what to tell about `error`, or None when it is no known cause and its trace should be seen."""
    for cause in _causes(error):
        if isinstance(cause, Stopped | ServerProblem | BackupProblem) or _is_refusal(cause):
            return str(cause)
        if isinstance(cause, psycopg.errors.DiskFull) or (_is_lost(cause) and _disk_is_full()):
            return FULL
        if isinstance(cause, psycopg.errors.ReadOnlySqlTransaction):
            return "The database takes no writing just now (it is a copy, or it is being brought back)."
        if _is_lost(cause):
            return f"The database server cannot be reached: {_first_line(cause)}"
        if isinstance(cause, psycopg.OperationalError) and (cause.sqlstate or "").startswith("28"):
            return f"The database server refuses the sign-in: {_first_line(cause)}"
        if isinstance(cause, OSError) and cause.errno in {errno.ENOSPC, errno.EDQUOT, errno.EROFS}:
            reason = "is read-only" if cause.errno == errno.EROFS else "is full"
            return f"The disk that holds {cause.filename or 'the data folder'} {reason}."
        if isinstance(cause, PermissionError):
            return f"This user may not use {cause.filename or 'a file of the data folder'}."
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen = 0
    while error is not None and seen < 10:
        yield error
        error = error.__cause__ or error.__context__
        seen += 1


def _is_lost(error: BaseException) -> bool:
    return isinstance(error, psycopg.OperationalError) and error.sqlstate in LOST


def _disk_is_full() -> bool:
    # PostgreSQL stops altogether when it cannot write its log of changes; all we are told is that the line broke.
    if postgres.is_external(os.environ):
        return False
    data = postgres.status(home_folder(os.environ)).data
    return data is not None and data.exists() and shutil.disk_usage(data).free < ROOM_TO_WRITE


def _is_refusal(error: BaseException) -> bool:
    # The kernel's errors need Django, which a command about the database alone does not load.
    from umay.kit.kernel.errors import Refusal

    return isinstance(error, Refusal)


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or ["it gave no reason"])[0]
