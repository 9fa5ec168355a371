"""Bars with a whisker: a value and the two ends between which it lies with the stated certainty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from umay.kit.ui.drawings.charts import NOT_KNOWN, ROW, WIDTH
from umay.kit.ui.drawings.shapes import Drawing, figure, group, line, picture, rect, text
from umay.kit.ui.tables import Column, Table


@dataclass(frozen=True, slots=True)
class Whisker:
    """`ends` is (value, low, high), or None where it is not shown."""

    label: str
    ends: tuple[float, float, float] | None


def whiskers(
    *, title: str, desc: str, what: str, measure: str, items: Sequence[Whisker], top: float | None = None
) -> Drawing:
    """Horizontal bars from 0, each with its whisker and its number. `top` ends the axis; without it the longest whisker does."""
    most = top or max((item.ends[2] for item in items if item.ends), default=0) or 1
    room = WIDTH - 52
    inner, rows = [], []
    for place, item in enumerate(items):
        start = place * ROW
        shapes = text(0, start + 16, item.label) + rect("track", 0, start + 23, room, 14, 4)
        if item.ends is None:
            shapes += text(room + 10, start + 35, NOT_KNOWN, "t-strong")
            inner.append(group(shapes, title=f"{item.label}: {NOT_KNOWN}"))
            rows.append((item.label, NOT_KNOWN, NOT_KNOWN, NOT_KNOWN))
            continue
        value, low, high = (max(0.0, min(most, end)) for end in item.ends)
        left, right, middle = room * low / most, room * high / most, start + 30
        shapes += rect("m1", 0, start + 23, room * value / most, 14, 4)
        shapes += line("halo", left, middle, right, middle) + line("halo", left, middle - 6, left, middle + 6)
        shapes += line("halo", right, middle - 6, right, middle + 6)
        shapes += line("whisker", left, middle, right, middle) + line("whisker", left, middle - 5, left, middle + 5)
        shapes += line("whisker", right, middle - 5, right, middle + 5)
        shown = [figure(round(end, 1)) for end in item.ends]
        shapes += text(room + 10, start + 35, figure(round(item.ends[0])), "t-strong")
        inner.append(group(shapes, title=f"{item.label}: {shown[0]} ({shown[1]} – {shown[2]})"))
        rows.append((item.label, *shown))
    columns = [
        Column(what),
        Column(measure, numeric=True),
        Column(_("At least"), numeric=True),
        Column(_("At most"), numeric=True),
    ]
    return Drawing(title, picture(WIDTH, max(ROW, len(items) * ROW), title, desc, inner), Table(title, columns, rows))
