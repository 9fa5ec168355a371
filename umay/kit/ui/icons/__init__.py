"""Tabler icons (MIT, see LICENSE.txt beside this file), only those in use, drawn inside the page."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def names() -> tuple[str, ...]:
    """All icon names, sorted."""
    return tuple(sorted(path.stem for path in HERE.glob("*.svg")))


@cache
def shapes(name: str) -> str:
    """Return the drawing's inner shapes without the frame. Raises KeyError for an unknown name."""
    if name not in names():
        raise KeyError(f"no icon called {name!r}; the icons are listed on the gallery page")
    text = (HERE / f"{name}.svg").read_text(encoding="utf-8")
    inner = text[text.index(">") + 1 : text.rindex("</svg>")]
    return " ".join(
        line.strip() for line in inner.splitlines() if line.strip() and not re.search(r'd="M0 0h24v24H0z"', line)
    )
