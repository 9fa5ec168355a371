"""Tables: rooms write plain rows, the dress adds what screen readers and telephones need."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

_OPENING = re.compile(r"<(tr|td|th)((?:\s[^<>]*)?)>", re.IGNORECASE)
_HEADING = re.compile(r"<th((?:\s[^<>]*)?)>(.*?)</th>", re.IGNORECASE | re.DOTALL)
_SPAN = re.compile(r'colspan="(\d+)"')


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading. `numeric` columns stand at the end with figures under each other."""

    label: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A whole table as values; cells are text or safe HTML. Drawn by `<c-ui.data-table :table="table" />`."""

    caption: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Dressed:
    head: SafeString
    rows: SafeString
    foot: SafeString


def dress(head: str, rows: str, foot: str = "") -> Dressed:
    """Give plain table markup its ARIA roles (lost when CSS makes cards of rows) and each cell its heading as a label.

    `head` holds <th> elements, `rows` whole <tr> elements; both already escaped. No tables inside cells.
    """
    labels = [
        (" ".join(html.unescape(strip_tags(words)).split()), "numeric" in attrs)
        for attrs, words in _HEADING.findall(head)
    ]
    dressed_head = re.sub(r"<th(?=[\s>])", '<th role="columnheader"', head)
    return Dressed(
        head=mark_safe(dressed_head.replace("<th role", '<th scope="col" role')),
        rows=mark_safe(_dress_rows(rows, labels)),
        foot=mark_safe(_dress_rows(foot, labels)),
    )


def _dress_rows(rows: str, labels: list[tuple[str, bool]]) -> str:
    place = 0

    def opening(match: re.Match[str]) -> str:
        nonlocal place
        name, attrs = match[1].lower(), match[2]
        if name == "tr":
            place = 0
            return f'<tr role="row"{attrs}>'
        label, is_numeric = labels[place] if place < len(labels) else ("", False)
        span = _SPAN.search(attrs)
        place += int(span[1]) if span else 1
        kind = ' data-kind="numeric"' if is_numeric else ""
        if name == "th":
            return f'<th role="rowheader" scope="row"{kind}{attrs}>'
        shown = f' data-label="{html.escape(label)}"' if label and not span else ""
        return f'<td role="cell"{shown}{kind}{attrs}><div class="cell">'

    return _OPENING.sub(opening, rows).replace("</td>", "</div></td>")
