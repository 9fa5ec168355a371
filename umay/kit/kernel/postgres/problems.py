"""What can go wrong with the database server, each told in one sentence."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class ServerProblem(Exception):
    """The database server cannot be had. The text is one sentence (or two) that says what to do."""


def full_disk(folder: Path) -> ServerProblem:
    """Return the problem of a disk with no room left."""
    return ServerProblem(
        f"The disk that holds {folder} is full; free some room or choose another folder: UMAY_HOME=/path"
    )


def read_only(folder: Path) -> ServerProblem:
    """Return the problem of a disk that takes no writing."""
    return ServerProblem(
        f"The disk that holds {folder} is read-only; choose a folder that can be written: UMAY_HOME=/path"
    )


def no_permission(path: Path | str) -> ServerProblem:
    """Return the problem of files that belong to somebody else."""
    return ServerProblem(
        f"This user may not use {path}; it belongs to another user or is locked. "
        "Run as that user, or choose another folder: UMAY_HOME=/path"
    )


def from_os_error(error: OSError, folder: Path) -> ServerProblem:
    """Return the problem that `error`, met while working in `folder`, stands for."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return full_disk(folder)
    if error.errno == errno.EROFS:
        return read_only(folder)
    if error.errno in {errno.EACCES, errno.EPERM}:
        return no_permission(error.filename or folder)
    reason = os.strerror(error.errno) if error.errno else str(error)
    return ServerProblem(f"The data folder {folder} cannot be used: {reason} ({error.filename or folder}).")


def from_output(output: str, folder: Path) -> ServerProblem | None:
    """Return the problem named in what a PostgreSQL program printed, or None when it names none we know."""
    if "No space left on device" in output or "Disk quota exceeded" in output:
        return full_disk(folder)
    if "Read-only file system" in output:
        return read_only(folder)
    if "Permission denied" in output or "has wrong ownership" in output:
        return no_permission(folder)
    if "incompatible with server" in output:
        return ServerProblem(
            f"The database in {folder} was made by another version of PostgreSQL than the one found; "
            "use that version (UMAY_PG_BIN), or restore a backup into a new UMAY_HOME."
        )
    return None


@contextmanager
def told_plainly(folder: Path) -> Iterator[None]:
    """Turn an OSError met inside into a ServerProblem about `folder`."""
    try:
        yield
    except OSError as error:
        raise from_os_error(error, folder) from error
