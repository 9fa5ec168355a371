"""The first people's one-time passwords: on a terminal, one person at a time, or on one sheet a person. Never in a log, never twice."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from umay.front.cli.problems import Stopped

_CUT_SHORT = "Founded, but not everybody has seen their sheet. `umay found --renew` makes new ones."
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"  # the screen and what was scrolled away


def check(folder: Path | None) -> None:
    """Refuse before anything is made where the passwords could only go into a file that others read, or nowhere."""
    if folder is None:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise Stopped(
                "This is no terminal: one-time passwords would stand in its log. Name a folder: --sheets FOLDER"
            )
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Stopped(f"{folder} is there and is not an empty folder; choose another for the sheets.")


def address_of(hosts: str) -> str:
    """The address of the first host name of UMAY_HOSTS that others reach, else nothing."""
    named = [host.strip() for host in hosts.split(",")]
    first = next((host for host in named if host and host not in ("localhost", "127.0.0.1", "[::1]")), "")
    return f"https://{first}" if first else ""


def text_of(enrolled, address: str) -> str:
    """What one person needs to come in, in their language."""
    from django.utils.formats import date_format
    from django.utils.translation import gettext as _
    from django.utils.translation import override

    from umay.front.roles import ROLES

    with override(enrolled.language):
        until = date_format(enrolled.good_until.astimezone(ZoneInfo(enrolled.zone)), "DATETIME_FORMAT")
        rows = [(_("Role"), str(ROLES[enrolled.role].label)), (_("User name"), enrolled.username)]
        rows += [(_("One-time password"), enrolled.password), (_("Good until"), until)]
        steps = [
            _("Sign in with the user name and this password."),
            _("Choose a password of your own. The one on this paper no longer works then."),
            _("Set up a telephone or a passkey, and print your recovery codes."),
        ]
        lines = [enrolled.name, "", *([f"{address.rstrip('/')}/accounts/login/"] if address else [])]
        lines += [f"{label}: {value}" for label, value in rows]
        return "\n".join([*lines, "", *(f"{number}. {step}" for number, step in enumerate(steps, 1)), ""])


def show(people: list, address: str, *, cut_short: str = _CUT_SHORT) -> None:
    """One person at a time: the others look away, and the screen is cleared behind each. Raises Stopped where that is cut short."""
    try:
        for enrolled in people:
            input(f"{_CLEAR}The next sheet is for {enrolled.name}, alone. Press Enter when they are here. ")
            print(f"{_CLEAR}{text_of(enrolled, address)}")
            input("Write it down. It is shown only now. Press Enter to clear the screen. ")
            print(_CLEAR, end="")
    except (EOFError, KeyboardInterrupt) as error:
        print(_CLEAR, end="")
        raise Stopped(cut_short) from error


@contextlib.contextmanager
def written(folder: Path) -> Iterator[Callable]:
    """Gives `write(enrolled, address)`: a file that its owner alone can read. Where anything fails, no sheet stays behind."""
    made = []
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)

    def write(enrolled, address: str) -> None:
        path = folder / f"{enrolled.username}.txt"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        made.append(path)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text_of(enrolled, address))
            file.flush()
            os.fsync(file.fileno())

    try:
        yield write
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        raise
