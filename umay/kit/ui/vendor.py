"""Foreign files in this room: what they are, their licence, and the check that none was changed.

    python -m umay.kit.ui.vendor          checks (exit 1 and one line per problem)
    python -m umay.kit.ui.vendor --write  writes the list anew after files were taken from a newer release

Fonts come from the package @fontsource-variable/source-sans-3 (its files/*-wght-normal.woff2), icons from @tabler/icons
(icons/outline/*.svg). htmx is not copied: it is served from the django-htmx package.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

HERE = Path(__file__).parent
LIST = Path(__file__).parent / "vendor.sha256"
FOLDERS = {
    "static/ui/fonts": "Source Sans 3 variable, @fontsource-variable/source-sans-3 5.3.0, SIL Open Font License 1.1",
    "icons": "Tabler icons, @tabler/icons 3.51.0, MIT",
}


def _present() -> dict[str, str]:
    """Path relative to this room -> SHA-256, of every foreign file found."""
    return {
        path.relative_to(HERE).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in FOLDERS
        for path in sorted((HERE / folder).iterdir())
        if path.suffix in (".svg", ".woff2", ".txt")
    }


def _listed() -> dict[str, str]:
    lines = [line for line in LIST.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def problems() -> list[str]:
    """One sentence per foreign file that is missing, changed or not listed; empty when all is well."""
    listed, present = _listed(), _present()
    return [
        *(f"missing: {name}" for name in listed if name not in present),
        *(f"changed: {name}" for name in listed if name in present and present[name] != listed[name]),
        *(f"not listed: {name}" for name in present if name not in listed),
    ]


def write() -> None:
    """Write the list of all foreign files with their sums."""
    heads = [f"# {folder}: {words}" for folder, words in FOLDERS.items()]
    lines = [f"{digest}  {name}" for name, digest in _present().items()]
    LIST.write_text("\n".join([*heads, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    found = problems()
    print("\n".join(found) or f"{len(_listed())} foreign files, all as listed")
    sys.exit(bool(found))
