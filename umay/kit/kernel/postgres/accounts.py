"""The operating system's user that the server runs as: ourselves, or, when we are root, somebody who is not."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from umay.kit.kernel.postgres.problems import ServerProblem

OWN_NAME = "umay-postgres"


@dataclass(frozen=True)
class Account:
    """A user of the operating system other than ourselves."""

    name: str
    uid: int
    gid: int

    def running_as(self) -> dict:
        """Return the arguments that make subprocess run a program as this user, with no group of ours."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def server_account() -> Account | None:
    """Return who runs the server: None (ourselves) for an ordinary user, else an unprivileged account.

    PostgreSQL refuses to run as root, and a uid without a passwd entry is refused by initdb.
    Raises ServerProblem when root has no such account and cannot make one.
    """
    if os.geteuid() != 0:
        return None
    return _named("postgres") or _named(OWN_NAME) or _made()


def owner_account(path: Path) -> Account | None:
    """Return the account that owns `path`, or None when that is ourselves."""
    uid = path.stat().st_uid
    if uid == os.geteuid():
        return None
    entry = pwd.getpwuid(uid)
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def may_run(account: Account, program: Path) -> bool:
    """Say whether `account` can reach `program` and execute it (asked of the system, so every kind of rule counts)."""
    return _tested(account, "-x", program) and _tested(account, "-r", program)


def may_enter(account: Account, folder: Path) -> bool:
    """Say whether `account` can pass through `folder`."""
    return _tested(account, "-x", folder)


def _tested(account: Account, question: str, path: Path) -> bool:
    test = shutil.which("test") or "/usr/bin/test"
    try:
        answer = subprocess.run(  # noqa: S603 - a fixed question about a path
            [test, question, str(path)], check=False, cwd="/", **account.running_as()
        )
        return answer.returncode == 0
    except (OSError, subprocess.SubprocessError) as error:
        raise ServerProblem(
            f"PostgreSQL does not run as root, and this machine does not let root act as {account.name}; "
            "run Umay as an ordinary user, or name a server with UMAY_DATABASE_URL."
        ) from error


def _named(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(name, entry.pw_uid, entry.pw_gid)


def _made() -> Account:
    # A system account that nobody can sign in to; no home folder is made.
    nologin = shutil.which("nologin", path="/usr/sbin:/sbin:/usr/bin:/bin") or "/bin/false"
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd:
        command = [useradd, "--system", "--no-create-home", "--user-group", "--shell", nologin, OWN_NAME]
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - fixed words
    account = _named(OWN_NAME)
    if account is None:
        raise ServerProblem(
            "PostgreSQL does not run as root, and no user for it could be made; "
            "run Umay as an ordinary user, or name a server with UMAY_DATABASE_URL."
        )
    return account
