"""People and their ties: a row of grown-ups above, a row of children below, lines between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import pgettext

from umay.kit.ui.drawings.shapes import Drawing, group, picture, rect, text, wrapped
from umay.kit.ui.tables import Column, Table

WIDTH = 420
BOX_HEIGHT = 66
GAP = 14


@dataclass(frozen=True, slots=True)
class Node:
    """A person in the drawing: `code` is unique in it, `words` stand under the name, `is_main` is whose page it is."""

    code: str
    label: str
    words: str = ""
    is_main: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """`above` and `below` are codes; a tie that is not full (by marriage, not proven) is drawn broken."""

    above: str
    below: str
    words: str
    is_full: bool = True


def ties(*, title: str, desc: str, above: Sequence[Node], below: Sequence[Node], links: Sequence[Tie]) -> Drawing:
    """Draw two rows and the ties between them. Raises KeyError when a tie names a code that is in neither row."""
    across = max(len(above), len(below), 1)
    wide = max(WIDTH, across * 104)
    distance = 86 if links else 20
    where = {**_row(above, 0, wide), **_row(below, BOX_HEIGHT + distance, wide)}
    inner = []
    for tie in links:
        x1, y1, width1 = where[tie.above]
        x2, y2, width2 = where[tie.below]
        start, end, middle = x1 + width1 / 2, x2 + width2 / 2, y1 + BOX_HEIGHT + distance / 2
        css = "tie" if tie.is_full else "tie tie-half"
        path = f'<path class="{css}" d="M{start:.1f} {y1 + BOX_HEIGHT}V{middle:.1f}H{end:.1f}V{y2}"/>'
        inner.append(group(path, title=tie.words))
    inner.extend(_box(node, *where[node.code]) for node in (*above, *below))
    height = BOX_HEIGHT * 2 + distance if above and below else BOX_HEIGHT
    names = {node.code: node.label for node in (*above, *below)}
    rows = [(names[tie.above], tie.words, names[tie.below]) for tie in links]
    table = Table(
        title,
        [Column(pgettext("people", "Who")), Column(pgettext("people", "Tie")), Column(pgettext("people", "To whom"))],
        rows,
    )
    return Drawing(title, picture(wide, height + 4, title, desc, inner, "chart chart-wide"), table)


def _row(nodes: Sequence[Node], top: float, wide: float) -> dict[str, tuple[float, float, float]]:
    if not nodes:
        return {}
    width = min(190, (wide - GAP * (len(nodes) - 1)) / len(nodes) - 4)
    left = (wide - width * len(nodes) - GAP * (len(nodes) - 1)) / 2
    return {node.code: (left + place * (width + GAP), top + 2, width) for place, node in enumerate(nodes)}


def _box(node: Node, x: float, y: float, width: float) -> str:
    letters = max(8, int(width // 8.2))
    rows = wrapped(node.words, letters)[:2] if node.words else []
    name = wrapped(node.label, letters)[:1] if rows else wrapped(node.label, letters)
    shapes = [rect("node node-main" if node.is_main else "node", x, y, width, BOX_HEIGHT, 10)]
    shown = [(row, "t-strong t-mid") for row in name] + [(row, "t-soft t-mid") for row in rows]
    first = y + BOX_HEIGHT / 2 + 5 - (len(shown) - 1) * 11
    shapes.extend(text(x + width / 2, first + number * 22, row, css) for number, (row, css) in enumerate(shown))
    spoken = f"{node.label}, {node.words}" if node.words else node.label
    return group("".join(shapes), title=spoken, href=node.href)
