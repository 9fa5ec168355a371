"""Where an installation keeps what it owns: database, files, secrets."""

import os
from collections.abc import Mapping
from pathlib import Path


def home_folder(environ: Mapping[str, str]) -> Path:
    """Return the absolute data folder: `UMAY_HOME`, else `~/.local/share/umay`. Nothing is created."""
    given = environ.get("UMAY_HOME", "").strip()
    if given:
        return Path(given).expanduser().absolute()
    return Path.home() / ".local" / "share" / "umay"


def make_home(home: Path) -> None:
    """Make the data folder where it is missing, closed to other users. Raises OSError."""
    # Root's may be passed through (not looked into): the database's own user must reach its files.
    home.mkdir(parents=True, exist_ok=True, mode=0o711 if os.geteuid() == 0 else 0o700)
