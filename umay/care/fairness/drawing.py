"""Protected tables as bars with whiskers and lines over months, each beside the same in numbers."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from babel.dates import format_skeleton
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from umay.care.fairness import rules
from umay.care.fairness.models import Sheet
from umay.care.fairness.words import ABOUT, ANSWERS, GROUPS, MEAN_TITLES, RUN, SHARE_TITLES, Fact, Fit
from umay.kit.ui import drawings
from umay.kit.ui.format import locale_of, number

HALF_OF_ROUNDING = 0.5
"""The expected share of a table over a year is rounded to a whole per cent."""


@dataclass(frozen=True)
class Line:
    """One group of a table, in words; hidden numbers are None."""

    label: str
    counts: list[int] | None
    share: rules.Interval | None = None
    mean: rules.Interval | None = None


@dataclass(frozen=True)
class Part:
    """One fact by one dimension: its pictures, its table and its largest gaps."""

    title: str
    mean_title: str
    lines: list[Line]
    total: Line | None
    pictures: list
    gaps: list[str]
    has_hidden: bool


@dataclass(frozen=True)
class Section:
    """One fact."""

    code: str
    title: str
    about: str
    answers: tuple
    share_title: str
    parts: list[Part]


def month_words(first_on: date) -> str:
    """ "Kas 2026" in the reader's language."""
    return _month(first_on, get_language() or "en")


@cache
def _month(first_on: date, language: str) -> str:
    return format_skeleton("yMMM", first_on, locale=locale_of(language))


def sections(sheet: Sheet, dimensions) -> list[Section]:
    """All facts of a sheet that hold anything."""
    found = []
    for fact in Fact:
        tables = sheet.tables.get(fact, {})
        parts = [_part(fact, one, tables[one]) for one in (*dimensions, *Fit) if tables.get(one, {}).get("rows")]
        if parts:
            title = _("Have a family suggested") if fact == Fact.PLACED and sheet.kind == RUN else fact.label
            answers = (_("Family suggested"), _("None suggested")) if title != fact.label else ANSWERS[fact]
            share = _("Family suggested, per cent") if title != fact.label else SHARE_TITLES.get(fact, "")
            about = (
                _("Of the children for whom at least one family was possible, how many have one suggested.")
                if title != fact.label
                else ABOUT[fact]
            )
            found.append(Section(fact.value, title, about, answers, share, parts))
    return found


def _part(fact: Fact, dimension, table: dict) -> Part:
    names = GROUPS[dimension]
    has_share, has_mean = fact in SHARE_TITLES, fact in MEAN_TITLES and dimension not in Fit
    is_expected = (
        fact == Fact.HOMES
    )  # its mean says what was to be expected: it stands beside the share and has no ends of its own
    lines = [_line(names[row["group"]], row, has_share, has_mean, is_expected) for row in table["rows"]]
    pictures, gaps = [], []
    if has_share:
        pictures.append(_shares(SHARE_TITLES[fact], dimension, lines))
        gaps.append(_gap(rules.largest_share_gap(table["rows"], 0), names, 100, _("percentage points")))
    if is_expected and dimension in Fit:
        gaps.append(_calibrated({row["group"]: row for row in table["rows"]}))
    elif is_expected:
        gaps += _unexpected(lines)
    elif has_mean:
        pictures.append(_means(MEAN_TITLES[fact], dimension, lines, 100 if fact == Fact.DAYS else None))
        unit = _("percentage points") if fact == Fact.DAYS else _("km")
        gaps.append(_gap(rules.largest_mean_gap(table["rows"]), names, 1, unit))
    total = _line(_("All"), table["total"], has_share, has_mean, is_expected) if table["total"] else None
    has_hidden = any(line.counts is None for line in lines) or total is None
    mean_title = MEAN_TITLES[fact] if has_mean else ""
    shown = [one for one in pictures if one], [one for one in gaps if one]
    return Part(dimension.label, mean_title, lines, total, *shown, has_hidden)


def _line(label, row: dict, has_share: bool, has_mean: bool, is_expected: bool = False) -> Line:
    share = _scaled(rules.share_of_row(row, 0)) if has_share else None
    mean = rules.mean_of_row(row) if has_mean else None
    if is_expected and has_mean and "mean" in row:
        mean = rules.Interval(row["mean"], row["mean"], row["mean"])
    return Line(str(label), row.get("counts"), share, mean)


def _unexpected(lines: list[Line]) -> list[str]:
    """Groups of whose homes surely more, or fewer, broke down than those that suited as well, in a sentence each way."""
    known = [line for line in lines if line.share and line.mean]
    more = [line.label for line in known if line.share.low > line.mean.value + HALF_OF_ROUNDING]
    fewer = [line.label for line in known if line.share.high < line.mean.value - HALF_OF_ROUNDING]
    return [
        _("More homes broke down than was to be expected: %(groups)s. Their order of families may not suit them.")
        % {"groups": ", ".join(more)}
        if more
        else "",
        _("Fewer homes broke down than was to be expected: %(groups)s.") % {"groups": ", ".join(fewer)}
        if fewer
        else "",
        _("In no group is the number of homes that broke down surely another than was to be expected.")
        if known and not more and not fewer
        else "",
    ]


def _calibrated(rows: dict[str, dict]) -> str:
    """Whether fewer homes broke down where the family suited best than where it suited least; empty where one of the two is hidden."""
    best, least = rows.get("1", {}), rows.get("4", {})
    if "counts" not in best or "counts" not in least:
        return ""
    gap = rules.share_gap(*((row["counts"][0], sum(row["counts"]), row["effective"]) for row in (least, best)))
    if gap is None:
        return ""
    language = get_language() or "en"
    ends = {"low": number(100 * gap.low, language, 1), "high": number(100 * gap.high, language, 1)}
    if gap.low > 0:
        said = _("As it should be, fewer homes broke down where the family suited best than where it suited least")
    elif gap.high < 0:
        said = _("More homes broke down where the family suited best than where it suited least: the order was wrong")
    else:
        said = _("Whether fewer homes break down where the family suits best can't be told yet")
    return _("%(said)s (difference in percentage points, 95 %%: %(low)s to %(high)s).") % ({"said": said} | ends)


def _scaled(one: rules.Interval | None) -> rules.Interval | None:
    return one and rules.Interval(100 * one.value, 100 * one.low, 100 * one.high)


def _shares(title, dimension, lines):
    if not any(line.share for line in lines):
        return None
    items = [
        drawings.Whisker(line.label, line.share and (line.share.value, line.share.low, line.share.high))
        for line in lines
    ]
    return _whiskers(title, dimension, items, 100)


def _means(title, dimension, lines, top):
    if not any(line.mean for line in lines):
        return None
    items = [
        drawings.Whisker(line.label, line.mean and (line.mean.value, line.mean.low, line.mean.high)) for line in lines
    ]
    return _whiskers(title, dimension, items, top)


def _whiskers(title, dimension, items, top):
    return drawings.whiskers(
        title=str(title),
        desc=_(
            "A bar for each group; the thin line shows where the true value lies with 95 % certainty. Hidden groups have a dash."
        ),
        what=dimension.label,
        measure=str(title),
        items=items,
        top=top,
    )


def _gap(gap: rules.Gap | None, names, factor: int, unit) -> str:
    """The largest gap in a sentence; empty where there is none."""
    if gap is None or gap.difference.value == 0:
        return ""
    language = get_language() or "en"

    def words(value: float) -> str:
        return number(factor * value, language, 1)

    values = {
        "most": names[gap.most],
        "least": names[gap.least],
        "gap": words(gap.difference.value),
        "low": words(gap.difference.low),
        "high": words(gap.difference.high),
        "unit": unit,
    }
    if gap.difference.is_clear_of_nought:
        return (
            _(
                "Largest gap: %(most)s above %(least)s by %(gap)s %(unit)s (95 %%: %(low)s to %(high)s). It is more than chance explains."
            )
            % values
        )
    return (
        _(
            "Largest gap: %(most)s above %(least)s by %(gap)s %(unit)s (95 %%: %(low)s to %(high)s). Chance alone may explain it."
        )
        % values
    )


def lines_of(sheets: list[Sheet], dimension) -> list:
    """How shares and means went over the months, a line for each group; at most six groups, those of the dimension's own order."""
    found = []
    for fact, title, of in (
        (Fact.PLACED, SHARE_TITLES[Fact.PLACED], lambda row: _value(_scaled(rules.share_of_row(row, 0)))),
        (Fact.DAYS, MEAN_TITLES[Fact.DAYS], lambda row: _value(rules.mean_of_row(row))),
        (Fact.HOMES, SHARE_TITLES[Fact.HOMES], lambda row: _value(_scaled(rules.share_of_row(row, 0)))),
    ):
        series = _series(sheets, fact, dimension, of)
        if series and len(sheets) > 1:
            found.append(
                drawings.lines(
                    title=str(title),
                    desc=_(
                        "A line for each group over the months; a gap where a number is hidden. The table under it says the same in numbers."
                    ),
                    what=_("Month"),
                    places=[month_words(sheet.first_on) for sheet in sheets],
                    series=series,
                )
            )
    return found


def _value(one: rules.Interval | None) -> float | None:
    return None if one is None else round(one.value, 1)


def _series(sheets, fact, dimension, of) -> list:
    rows = [
        {row["group"]: row for row in sheet.tables.get(fact, {}).get(dimension, {}).get("rows", [])} for sheet in sheets
    ]
    found = []
    for group, label in GROUPS[dimension].items():
        values = [of(one[group]) if group in one else None for one in rows]
        if any(value is not None for value in values):
            found.append(drawings.Series(str(label), values))
    return found[:6]
