"""A strip of time: who was where, what ran from when to when, on one scale of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language, pgettext

from umay.kit.ui import format as words
from umay.kit.ui.drawings.shapes import Drawing, KeyEntry, group, line, picture, rect, text
from umay.kit.ui.tables import Column, Table

WIDTH = 420
LANE = 52


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both included; `end_on` None is still going on. `mark` 1..6 is its colour."""

    label: str
    start_on: date
    end_on: date | None = None
    mark: int = 1


@dataclass(frozen=True, slots=True)
class Lane:
    label: str
    spans: Sequence[Span]


@dataclass(frozen=True, slots=True)
class Mark:
    """One day that matters, drawn across all lanes."""

    label: str
    on: date


def strip(
    *,
    title: str,
    desc: str,
    lanes: Sequence[Lane],
    today: date,
    marks: Sequence[Mark] = (),
    key: Sequence[KeyEntry] = (),
) -> Drawing:
    """Draw lanes of spans under each other, months above, today as a broken line."""
    first, last = _ends(lanes, marks, today)
    days = max(1, (last - first).days)

    def x(on: date) -> float:
        return WIDTH * (on - first).days / days

    height = 34 + LANE * len(lanes) + 6
    inner = _scale(first, last, x, height)
    for place, lane in enumerate(lanes):
        top = 34 + LANE * place
        inner.append(rect("track", 0, top + 22, WIDTH, 20, 4))
        inner.extend(_span(span, top + 22, x, last) for span in lane.spans)
    inner.append(line("now-line", x(today), 24, x(today), height))
    for mark in marks:
        inner.append(group(line("axis", x(mark.on), 24, x(mark.on), height), title=f"{mark.label}: {_day(mark.on)}"))
    # The names come last, so that no line runs through them.
    inner.extend(text(0, 34 + LANE * place + 15, lane.label, "t-strong t-halo") for place, lane in enumerate(lanes))
    return Drawing(title, picture(WIDTH, height, title, desc, inner, "chart chart-wide"), _table(title, lanes), key)


def _span(span: Span, top: float, x, last: date) -> str:
    end = span.end_on or last
    shape = rect(
        f"m{span.mark}" + ("" if span.end_on else " open-end"),
        x(span.start_on),
        top,
        max(3, x(end) - x(span.start_on)),
        20,
        4,
    )
    until = _day(span.end_on) if span.end_on else pgettext("line of time", "still going on")
    return group(shape, title=f"{span.label}: {_day(span.start_on)} – {until}")


def _ends(lanes: Sequence[Lane], marks: Sequence[Mark], today: date) -> tuple[date, date]:
    days = [today, *(mark.on for mark in marks)]
    for lane in lanes:
        for span in lane.spans:
            days.extend([span.start_on, span.end_on or today])
    return min(days), max(days) + timedelta(days=max(7, (max(days) - min(days)).days // 30))


def _scale(first: date, last: date, x, height: float) -> list[str]:
    """Month lines; about four of them carry their name."""
    months = []
    on = first.replace(day=1)
    while on <= last:
        if on >= first:
            months.append(on)
        on = (on.replace(day=28) + timedelta(days=4)).replace(day=1)
    every = max(1, -(-len(months) // 4))
    inner = []
    for month in months[::every]:
        inner.append(line("grid", x(month), 24, x(month), height))
        if x(month) < WIDTH - 70:
            name = words.format_date(month, "LLL y", locale=words.locale_of(get_language() or "en"))
            inner.append(text(x(month), 16, name, "t-soft"))
    return inner


def _day(on: date) -> str:
    return words.day(on, get_language() or "en")


def _table(title: str, lanes: Sequence[Lane]) -> Table:
    rows = [
        (
            lane.label,
            span.label,
            _day(span.start_on),
            _day(span.end_on) if span.end_on else pgettext("line of time", "still going on"),
        )
        for lane in lanes
        for span in lane.spans
    ]
    return Table(
        title,
        [
            Column(pgettext("line of time", "Line")),
            Column(pgettext("line of time", "What")),
            Column(pgettext("line of time", "From")),
            Column(pgettext("line of time", "Until")),
        ],
        rows,
    )
