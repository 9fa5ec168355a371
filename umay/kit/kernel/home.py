"""Where an installation keeps what it owns: database, files, secrets."""

from collections.abc import Mapping
from pathlib import Path


def home_folder(environ: Mapping[str, str]) -> Path:
    """Return the absolute data folder: `UMAY_HOME`, else `~/.local/share/umay`. Nothing is created."""
    given = environ.get("UMAY_HOME", "").strip()
    if given:
        return Path(given).expanduser().absolute()
    return Path.home() / ".local" / "share" / "umay"
