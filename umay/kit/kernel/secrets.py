"""Secrets of one installation: one file each under `UMAY_HOME/secrets`, readable by the owner alone.

A secret is made the first time it is asked for and never changes by itself. Whoever backs up the
installation keeps these files apart from the database (see docs/start.md).
"""

import os
import secrets as random_source
import tempfile
from collections.abc import Callable
from pathlib import Path

from umay.kit.kernel.home import make_home

FOLDER = "secrets"


def folder(home: Path) -> Path:
    """Return the secrets folder of `home`; it may not exist yet."""
    return home / FOLDER


def new_token() -> str:
    """Return 43 letters and digits (URL-safe) that hold 256 random bits."""
    return random_source.token_urlsafe(32)


def read(home: Path, name: str) -> str | None:
    """Return the secret called `name`, or None where there is none. Raises OSError when it may not be read."""
    try:
        text = _path(home, name).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return text or None


def read_or_create(home: Path, name: str, make: Callable[[], str] = new_token) -> str:
    """Return the secret called `name`, making it with `make` on first use; safe when several processes ask at once.

    Raises OSError on a full or read-only disk or a folder of somebody else.
    """
    found = read(home, name)
    if found is not None:
        return found
    write(home, name, make(), replace=False)
    written = read(home, name)
    if written is None:
        raise OSError(f"The secret {name} in {folder(home)} is empty.")
    return written


def write(home: Path, name: str, value: str, *, replace: bool = True) -> None:
    """Store `value` under `name`, whole or not at all, mode 0600. Without `replace` an existing secret stays."""
    target = _path(home, name)
    place = folder(home)
    make_home(home)
    place.mkdir(exist_ok=True, mode=0o700)
    handle, draft = tempfile.mkstemp(prefix=f".{name}.", dir=place)  # mkstemp opens with mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(value + "\n")
            file.flush()
            os.fsync(file.fileno())
        if replace:
            Path(draft).replace(target)
        else:
            _link(Path(draft), target)
    finally:
        Path(draft).unlink(missing_ok=True)


def _path(home: Path, name: str) -> Path:
    if Path(name).name != name or name.startswith("."):
        raise ValueError(f"{name!r} is not the name of a secret.")
    return folder(home) / name


def _link(draft: Path, target: Path) -> None:
    # A hard link appears whole and refuses an existing name: two first starts agree on one secret.
    try:
        os.link(draft, target)
    except FileExistsError:
        if not target.read_text(encoding="utf-8").strip():  # left empty by a full disk long ago
            draft.replace(target)
