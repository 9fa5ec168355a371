import errno
from pathlib import Path

import pytest

from umay.kit.kernel.postgres import problems

HOME = Path("/data/umay")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "/data/umay is full"),
        (errno.EDQUOT, "/data/umay is full"),
        (errno.EROFS, "/data/umay is read-only"),
        (errno.EACCES, "may not use /data/umay"),
        (errno.EPERM, "may not use /data/umay"),
        (errno.ENOTDIR, "cannot be used: Not a directory"),
    ],
)
def test_each_error_of_the_disk_has_one_line(number, words):
    with pytest.raises(problems.ServerProblem) as told, problems.told_plainly(HOME):
        raise OSError(number, "words of the system")
    assert words in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ('PANIC:  could not write to file "pg_wal/xlogtemp.9": No space left on device', "is full"),
        ('FATAL:  could not open file "postmaster.pid": Read-only file system', "is read-only"),
        ('FATAL:  could not open file "x": Permission denied', "may not use"),
        ('FATAL:  data directory "/d" has wrong ownership', "may not use"),
        ("FATAL:  database files are incompatible with server", "another version of PostgreSQL"),
    ],
)
def test_what_the_server_prints_is_understood(output, words):
    assert words in str(problems.from_output(output, HOME))


def test_an_unknown_output_is_not_guessed_at():
    assert problems.from_output("FATAL:  something new", HOME) is None
