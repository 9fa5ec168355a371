"""Keep invented people and real ones apart: a data folder serves the demo or an installation, never both."""

import os
from pathlib import Path

from umay.front.cli.problems import Stopped
from umay.kit.kernel import postgres
from umay.kit.kernel.postgres.problems import told_plainly

DEMO, REAL = "demo", "installation"


def claim(home: Path, purpose: str) -> None:
    """Mark `home` for `purpose` on first use. Raises Stopped when it is marked for the other one."""
    note = note_of(home)
    with told_plainly(home):
        found = note.read_text(encoding="utf-8").strip() if note.exists() else ""
        if not found:
            note.write_text(purpose + "\n", encoding="utf-8")
        elif found != purpose:
            raise Stopped(_refusal(home, found))


def note_of(home: Path) -> Path:
    """The file that holds what `home` is for, by the database in use: the embedded one, or a server of the ministry's own."""
    return home / ("purpose-external" if postgres.is_external(os.environ) else "purpose")


def _refusal(home: Path, found: str) -> str:
    if found == DEMO:
        return f"The data folder {home} holds invented people; real ones need a folder of their own: UMAY_HOME=/path"
    return f"The data folder {home} holds a real installation; the demo needs a folder of its own: UMAY_HOME=/path"
