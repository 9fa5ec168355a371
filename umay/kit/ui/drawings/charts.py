"""Bars, stacked bars and lines. Values are counts or measures from 0 up; a missing value is None."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from umay.kit.ui.drawings.shapes import (
    SERIES,
    Drawing,
    KeyEntry,
    circle,
    figure,
    group,
    line,
    nice_top,
    picture,
    rect,
    text,
    wrapped,
)
from umay.kit.ui.tables import Column, Table

WIDTH = 360
ROW = 48
LINE = 18  # from one line of words to the next
LETTERS = 44  # as many as fit above a bar where the letters are largest, on a telephone
NOT_KNOWN = "–"


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: float | None
    href: str = ""
    mark: int = 1


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar made of parts, one value for each name of the drawing's parts."""

    label: str
    values: Sequence[float]


@dataclass(frozen=True, slots=True)
class Series:
    """One line, one value for each place on the horizontal axis; None leaves a gap."""

    label: str
    values: Sequence[float | None]


def _shown(value: float | None) -> str:
    return NOT_KNOWN if value is None else figure(value)


def _label(top: float, words: str) -> tuple[str, int]:
    """(the words above a bar, how much lower the bar begins): words as wide as the picture take a second line."""
    rows = wrapped(words, LETTERS)
    return "".join(text(0, top + 16 + LINE * n, row) for n, row in enumerate(rows)), LINE * (len(rows) - 1)


def bars(*, title: str, desc: str, what: str, measure: str, items: Sequence[Bar]) -> Drawing:
    """Horizontal bars, each under its words. `what` heads the first column of the table, `measure` the second."""
    most = max((item.value or 0 for item in items), default=0) or 1
    room, top = WIDTH - 52, 0
    inner = []
    for item in items:
        words, more = _label(top, item.label)
        top += more
        length = room * (item.value or 0) / most
        shapes = (
            words
            + rect("track", 0, top + 23, room, 14, 4)
            + rect(f"m{item.mark}", 0, top + 23, length, 14, 4)
            + text(room + 10, top + 35, _shown(item.value), "t-strong")
        )
        inner.append(group(shapes, title=f"{item.label}: {_shown(item.value)}", href=item.href))
        top += ROW
    table = Table(title, [Column(what), Column(measure, numeric=True)], [(i.label, _shown(i.value)) for i in items])
    return Drawing(title, picture(WIDTH, max(ROW, top), title, desc, inner), table)


def stacks(*, title: str, desc: str, what: str, parts: Sequence[str], items: Sequence[Stack]) -> Drawing:
    """Horizontal bars whose parts add up; at most six parts. Raises ValueError when a stack has another number."""
    _check(parts, [item.values for item in items])
    most = max((sum(item.values) for item in items), default=0) or 1
    room, top = WIDTH - 52, 0
    inner = []
    for item in items:
        words, more = _label(top, item.label)
        top, x, shapes = top + more, 0.0, [words]
        for number, value in enumerate(item.values, start=1):
            length = room * value / most
            # A gap of one unit keeps neighbours apart where colours look alike.
            shapes.append(rect(f"m{number}", x, top + 23, max(0, length - 1), 16, 2))
            x += length
        shapes.append(text(x + 10, top + 36, figure(sum(item.values)), "t-strong"))
        spoken = ", ".join(f"{part} {figure(value)}" for part, value in zip(parts, item.values, strict=True))
        inner.append(group("".join(shapes), title=f"{item.label}: {spoken}"))
        top += ROW
    columns = [Column(what), *(Column(part, numeric=True) for part in parts), Column(_("Total"), numeric=True)]
    rows = [(item.label, *map(figure, item.values), figure(sum(item.values))) for item in items]
    key = [KeyEntry(f"m{number}", part) for number, part in enumerate(parts, start=1)]
    svg = picture(WIDTH, max(ROW, top), title, desc, inner)
    return Drawing(title, svg, Table(title, columns, rows), key)


def lines(*, title: str, desc: str, what: str, places: Sequence[str], series: Sequence[Series]) -> Drawing:
    """Lines over ordered places (months, weeks). At most six. Raises ValueError when a line has another length."""
    _check(places, [one.values for one in series], most=None)
    if len(series) > SERIES:
        raise ValueError(f"at most {SERIES} lines")
    top, step = nice_top(max((value for one in series for value in one.values if value is not None), default=0))
    left, right, head, foot = 44, WIDTH - 12, 14, 200
    across = (right - left) / max(1, len(places) - 1)

    def spot(place: int, value: float) -> tuple[float, float]:
        return left + place * across, foot - (foot - head) * value / top

    inner = _grid(top, step, left, right, head, foot)
    every = -(-len(places) // 5)
    for place, name in enumerate(places):
        if place % every == 0:
            inner.append(text(left + place * across, foot + 22, name, "t-soft t-mid"))
    for number, one in enumerate(series, start=1):
        inner.append(_one_line(number, one, spot))
    columns = [Column(what), *(Column(one.label, numeric=True) for one in series)]
    rows = [(name, *(_shown(one.values[place]) for one in series)) for place, name in enumerate(places)]
    key = [KeyEntry(f"m{number}", one.label) for number, one in enumerate(series, start=1)] if len(series) > 1 else []
    return Drawing(title, picture(WIDTH, foot + 34, title, desc, inner), Table(title, columns, rows), key)


def _grid(top: float, step: float, left: float, right: float, head: float, foot: float) -> list[str]:
    inner = []
    for count in range(round(top / step) + 1):
        y = foot - (foot - head) * count * step / top
        inner.append(line("axis" if count == 0 else "grid", left, y, right, y))
        inner.append(text(left - 8, y + 5, figure(round(count * step, 6)), "t-soft t-end"))
    return inner


def _one_line(number: int, one: Series, spot) -> str:
    """One line with a dot at each value, broken where a value is missing."""
    steps, dots, is_drawing = [], [], False
    for place, value in enumerate(one.values):
        if value is None:
            is_drawing = False
            continue
        x, y = spot(place, value)
        steps.append(f"{'L' if is_drawing else 'M'}{x:.1f} {y:.1f}")
        dots.append(circle(f"m{number}", x, y, 4))
        is_drawing = True
    path = f'<path class="l{number}" d="{"".join(steps)}"/>' if steps else ""
    return group(path + "".join(dots), title=one.label)


def _check(names: Sequence[str], rows: Sequence[Sequence[float | None]], most: int | None = SERIES) -> None:
    if most is not None and len(names) > most:
        raise ValueError(f"at most {most} parts")
    if any(len(row) != len(names) for row in rows):
        raise ValueError("each row needs one value for each name")
