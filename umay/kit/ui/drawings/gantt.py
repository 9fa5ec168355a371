"""A plan over a span of time: for each line its agreed period, pale, and its dates, strong; days off of several calendars above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import pgettext

from umay.kit.ui.drawings.shapes import Drawing, KeyEntry, group, line, picture, rect, text, wrapped
from umay.kit.ui.drawings.strips import WIDTH, _day, _scale
from umay.kit.ui.tables import Column, Table

HEAD = 24
DAYS_OFF = 30
TICK = 9
ROW = 62
BAR = 14


@dataclass(frozen=True, slots=True)
class PlanBar:
    """One line of a plan. `period`: from when to when it was agreed; `dates`: when it is or was held, as often as that is; `mark` 1..6 is
    the colour of its state, `state` the word for it."""

    label: str
    state: str
    mark: int
    period: tuple[date, date] | None = None
    dates: Sequence[tuple[date, date]] = ()
    href: str = ""


@dataclass(frozen=True, slots=True)
class DaysOff:
    """One calendar's days off, drawn as ticks in a lane of their own."""

    label: str
    days: Sequence[date]


def gantt(
    *,
    title: str,
    desc: str,
    what: str,
    first: date,
    last: date,
    bars: Sequence[PlanBar],
    today: date | None = None,
    off: Sequence[DaysOff] = (),
    key: Sequence[KeyEntry] = (),
) -> Drawing:
    """Draw the bars under each other between `first` and `last`; `today` as a broken line where it lies between."""
    days = max(1, (last - first).days + 1)

    def x(on: date) -> float:
        return WIDTH * min(max((on - first).days, 0), days) / days

    top = HEAD + DAYS_OFF * len(off) + (6 if off else 0)
    height = top + ROW * len(bars) + 4
    inner = _scale(first, last, x, height)
    for place, lane in enumerate(off):
        inner.append(_ticks(lane, HEAD + DAYS_OFF * place, x, first, last, place))
    if today and first <= today <= last:
        inner.append(line("now-line", x(today), HEAD, x(today), height))
    # The words come last, so that no line runs through them.
    inner += [_bar(bar, top + ROW * place, x) for place, bar in enumerate(bars)]
    drawing = picture(WIDTH, height, title, desc, inner, "chart chart-wide")
    return Drawing(title, drawing, _table(title, what, bars), key)


def _ticks(lane: DaysOff, top: float, x, first: date, last: date, place: int) -> str:
    foot = top + 18
    shown = [on for on in lane.days if first <= on <= last]
    ticks = "".join(rect(f"m{2 + place % 5}", x(on), foot, max(1.5, _end(on, x) - x(on)), TICK) for on in shown)  # fmt: skip
    name = text(0, top + 14, lane.label, "t-soft t-halo")
    return group(rect("track", 0, foot, WIDTH, TICK) + ticks + name, title=lane.label)


def _bar(bar: PlanBar, top: float, x) -> str:
    foot = top + ROW - BAR - 8
    shapes = [rect("track", 0, foot, WIDTH, BAR, 4)]
    if bar.period:
        start, end = bar.period
        shapes.append(rect(f"m{bar.mark} open-end", x(start), foot, max(3, _end(end, x) - x(start)), BAR, 4))
    for start, end in bar.dates:
        shapes.append(rect(f"m{bar.mark}", x(start), foot - 2, max(4, _end(end, x) - x(start)), BAR + 4, 2))
    rows = wrapped(bar.label, 52)
    names = [text(0, foot - 8 - 16 * (len(rows) - 1 - place), row, "t-halo") for place, row in enumerate(rows)]
    return group("".join(shapes + names), title=f"{bar.label}: {bar.state}", href=bar.href)


def _end(on: date, x) -> float:
    return x(on.fromordinal(on.toordinal() + 1))


def _table(title: str, what: str, bars: Sequence[PlanBar]) -> Table:
    columns = [
        Column(what),
        Column(pgettext("plan", "Period")),
        Column(pgettext("plan", "Dates")),
        Column(pgettext("plan", "How it stands")),
    ]
    return Table(title, columns, [(bar.label, _span(bar.period), _spans(bar.dates), bar.state) for bar in bars])


def _span(span: tuple[date, date] | None) -> str:
    if span is None:
        return "–"
    return _day(span[0]) if span[0] == span[1] else f"{_day(span[0])} – {_day(span[1])}"


def _spans(spans: Sequence[tuple[date, date]]) -> str:
    return "; ".join(map(_span, spans)) or "–"
