"""Say where the browser for the journeys is, or how to get one (exit code 1)."""

import os
import shutil
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser() -> str | None:
    """Return the path of a Chromium: UMAY_CHROMIUM, then what stands on the PATH; None where there is none."""
    given = os.environ.get("UMAY_CHROMIUM")
    if given:
        return given if Path(given).exists() else None
    return next((path for name in NAMES if (path := shutil.which(name))), None)


if __name__ == "__main__":
    found = browser()
    if found is None:
        print(
            "The journeys need a browser, and no Chromium was found. On Debian: apt-get install chromium\n"
            "Elsewhere, name one with UMAY_CHROMIUM=/path/to/chromium",
            file=sys.stderr,
        )
    sys.exit(found is None)
