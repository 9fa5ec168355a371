"""Where the embedded server's files lie. Usually `UMAY_HOME/postgres`; the choice is written down there once.

Two things can force another place. The server's own user cannot enter a locked folder such as /root, so the
database then lies in /var/lib/umay; and a socket's path may not be longer than 107 bytes, so sockets of a deeply
nested home lie in the user's runtime folder.
"""

import hashlib
import json
import os
import secrets
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from umay.kit.kernel.home import make_home
from umay.kit.kernel.postgres.accounts import Account, may_enter, owner_account, server_account
from umay.kit.kernel.postgres.problems import ServerProblem, told_plainly

PORT = 5432  # of the socket's name only; nothing listens on the network
LONGEST_SOCKET = 103  # bytes; Linux takes 107, macOS 103
ELSEWHERE = Path("/var/lib/umay")
NOTE = "place.json"


@dataclass(frozen=True)
class Place:
    """The folders of one embedded server and the account it runs as (None: ourselves)."""

    home: Path
    folder: Path
    sockets: Path
    account: Account | None

    @property
    def data(self) -> Path:
        """The PostgreSQL data directory."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """The server's own log."""
        return self.folder / "server.log"

    @property
    def lock(self) -> Path:
        """The file that one starter at a time locks."""
        return note_folder(self.home) / "start.lock"

    @property
    def stamp(self) -> Path:
        """Says which roles and passwords the server already has."""
        return note_folder(self.home) / "roles.stamp"


def note_folder(home: Path) -> Path:
    """Return the folder under `home` that holds the note about the place, the lock and the stamp."""
    return home / "postgres"


def settle(home: Path) -> Place:
    """Return the place of `home`, choosing and writing it down on first use. Raises ServerProblem."""
    with told_plainly(home):
        note = note_folder(home) / NOTE
        if not note.exists():
            _make_home(home)
            _write_once(note, _chosen(home))
        return _read(home, note)


def known(home: Path) -> Place | None:
    """Return the place of `home`, or None when no server was ever started for it."""
    with told_plainly(home):
        note = note_folder(home) / NOTE
        return _read(home, note) if note.exists() else None


def make_folders(place: Place) -> None:
    """Make the folders of `place` that are missing, closed to everybody but the server's user."""
    with told_plainly(place.folder):
        place.folder.mkdir(parents=True, exist_ok=True, mode=0o711)
        if place.account is not None and place.folder.is_relative_to(ELSEWHERE):
            for folder in (ELSEWHERE, place.folder):  # a strict umask may have closed them to the server's user
                folder.chmod(0o711 if folder == place.folder else 0o755)
        _make_private(place.sockets, place.account)


def give(path: Path, account: Account | None) -> None:
    """Make the server's user the owner of `path`."""
    if account is not None:
        os.chown(path, account.uid, account.gid)


def forget(place: Place) -> None:
    """Delete every file of a stopped server. For trials; there is no way back."""
    with told_plainly(place.folder):
        for folder in (place.sockets, place.folder, note_folder(place.home)):
            if folder.exists():
                shutil.rmtree(folder)


def _make_home(home: Path) -> None:
    make_home(home)
    note_folder(home).mkdir(exist_ok=True, mode=0o711)


def _chosen(home: Path) -> dict[str, str]:
    account = server_account()
    folder = note_folder(home)
    if account is not None and not may_enter(account, folder):
        # The random part keeps a later home at the same path from meeting this one's database.
        folder = ELSEWHERE / f"{_digest(home)}-{secrets.token_hex(4)}"
    sockets = folder / "run"
    if len(os.fsencode(sockets / f".s.PGSQL.{PORT}")) > LONGEST_SOCKET:
        sockets = _short_folder(home)
    return {"folder": str(folder), "sockets": str(sockets)}


def _short_folder(home: Path) -> Path:
    name = f"umay-{os.geteuid()}-{_digest(home)}"
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime and os.geteuid() != 0 and os.access(runtime, os.W_OK) and len(os.fsencode(runtime)) < 40:
        return Path(runtime) / name
    return Path("/tmp") / name  # noqa: S108 - made 0700 and checked for its owner before use


def _digest(home: Path) -> str:
    return hashlib.sha256(os.fsencode(home)).hexdigest()[:12]


def _write_once(note: Path, choice: dict[str, str]) -> None:
    draft = note.with_name(f".{NOTE}.{os.getpid()}")
    draft.write_text(json.dumps(choice, indent=1) + "\n", encoding="utf-8")
    try:
        os.link(draft, note)  # refuses an existing name: of several first starts one decides
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _read(home: Path, note: Path) -> Place:
    try:
        choice = json.loads(note.read_text(encoding="utf-8"))
        folder, sockets = Path(choice["folder"]), Path(choice["sockets"])
    except (ValueError, KeyError) as error:
        raise ServerProblem(
            f"The note {note} about where the database lies cannot be read; restore it from a backup."
        ) from error
    data = folder / "data"
    account = owner_account(data) if os.geteuid() == 0 and data.exists() else server_account()
    if os.geteuid() == 0 and account is None:
        raise ServerProblem(f"The database in {data} belongs to root, and PostgreSQL does not run as root.")
    return Place(home, folder, sockets, account)


def _make_private(folder: Path, account: Account | None) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    wanted = account.uid if account else os.geteuid()
    if stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() != wanted:
        give(folder, account)
        found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != wanted:
        raise ServerProblem(f"The folder {folder} belongs to somebody else; remove it, then start again.")
    folder.chmod(0o700)
