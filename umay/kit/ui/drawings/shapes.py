"""The few SVG shapes the drawings are made of. Text is always escaped; there is never a style attribute."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from umay.kit.ui import format as words
from umay.kit.ui.tables import Table

SERIES = 6


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One line of a drawing's key: a class of the theme (m1..m6, s0..s5, s-none) and its words."""

    css: str
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished drawing, for `<c-ui.drawing :drawing="drawing" />`: the picture, its key and the same as a table."""

    title: str
    svg: SafeString
    table: Table
    key: Sequence[KeyEntry] = ()


def short(value: float) -> str:
    """A coordinate with at most one decimal: small files, and no difference an eye could see."""
    rounded = round(value, 1)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def rect(css: str, x: float, y: float, width: float, height: float, round_by: float = 0) -> str:
    corner = f' rx="{short(round_by)}"' if round_by else ""
    return (
        f'<rect class="{css}" x="{short(x)}" y="{short(y)}" width="{short(max(0, width))}"'
        f' height="{short(height)}"{corner}/>'
    )


def line(css: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{css}" x1="{short(x1)}" y1="{short(y1)}" x2="{short(x2)}" y2="{short(y2)}"/>'


def circle(css: str, x: float, y: float, radius: float) -> str:
    return f'<circle class="{css}" cx="{short(x)}" cy="{short(y)}" r="{short(radius)}"/>'


def text(x: float, y: float, shown: Any, css: str = "") -> str:
    attribute = f' class="{css}"' if css else ""
    return f'<text x="{short(x)}" y="{short(y)}"{attribute}>{escape(shown)}</text>'


def group(inner: str, *, title: Any = "", href: str = "") -> str:
    """Shapes that belong together; `title` shows when a pointer rests on them, `href` makes them a link."""
    named = f"<title>{escape(title)}</title>" if title else ""
    if href:
        return f'<a href="{escape(href)}" aria-label="{escape(title)}">{named}{inner}</a>'
    return f"<g>{named}{inner}</g>"


def picture(width: float, height: float, title: Any, desc: Any, inner: Iterable[str], css: str = "chart") -> SafeString:
    """The whole drawing. One image for a screen reader, unless it holds links."""
    body = "".join(inner)
    role = "group" if "<a " in body else "img"
    label = escape(f"{title}. {desc}" if desc else title)
    return mark_safe(
        f'<svg class="{css}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {short(width)} {short(height)}"'
        f' role="{role}" aria-label="{label}"><title>{escape(title)}</title><desc>{escape(desc)}</desc>{body}</svg>'
    )


def figure(value: float) -> str:
    """A number as the reader's language writes it."""
    return words.number(value, get_language() or "en")


def nice_top(largest: float) -> tuple[float, float]:
    """Return (top, step) of an axis from 0 with about four steps of 1, 2 or 5 times a power of ten."""
    if largest <= 0:
        return 1, 1
    rough = largest / 4
    power = 10 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    if float(largest).is_integer():
        step = max(1, step)
    return step * math.ceil(largest / step), step


def wrapped(shown: str, most: int) -> list[str]:
    """Break words into at most two lines of about `most` letters; what is longer ends with an ellipsis."""
    rows = [""]
    for word in str(shown).split():
        if rows[-1] and len(rows[-1]) + 1 + len(word) > most:
            rows.append(word)
        else:
            rows[-1] = f"{rows[-1]} {word}".strip()
    if len(rows) > 2:
        rows = [rows[0], " ".join(rows[1:])]
    return [row if len(row) <= most + 2 else f"{row[: most + 1]}…" for row in rows]
