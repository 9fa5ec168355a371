"""The report on a plan for the ministers of both sides, in the languages of both: what was agreed, done, said differently, delayed, left open."""

from datetime import UTC, date, datetime, time
from string import ascii_uppercase

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from umay.cooperation.accords.models import Obstacle, Plan
from umay.cooperation.accords.plan_words import OPEN_LINES, LineState
from umay.cooperation.accords.queries.plan_values import differences_shown
from umay.cooperation.accords.queries.plans import (
    LineRow,
    apart,
    asked_sides,
    line_rows,
    party_names,
    reports_by_line,
    standing_of,
    words,
)
from umay.cooperation.accords.rules import plans as rules
from umay.cooperation.accords.typesetting.report import Grid, Part, Report
from umay.cooperation.partners.models import Party
from umay.kit.ui import format as shown

_FALLBACK = ("tr", "az")
_OURS = ("tr", "az", "en")  # languages in which there are pages


def standing_words(standing: rules.Standing) -> str:
    """How a plan stands, for pages and papers."""
    return {
        rules.DRAFT: pgettext("plan", "Draft"),
        rules.NOT_BEGUN: _("Signed, not begun yet"),
        rules.RUNNING: pgettext("plan", "Running"),
        rules.ENDED_OPEN: _("Ended, with lines that stayed open"),
        rules.ENDED: _("Ended"),
        rules.CLOSED: pgettext("plan", "Closed"),
    }[standing.code]


def languages_of(sides: list[Party]) -> list[str]:
    """The languages of the sides' states that we write; Turkish and Azerbaijani where they have none of those."""
    found = [code for side in sides if side.state for code in side.state.languages if code in _OURS]
    return list(dict.fromkeys(found)) or list(_FALLBACK)


def minutes_of_plan(plan: Plan, today: date) -> Report:
    """The whole report. A few statements for each language; nothing is asked about a child, for nothing here points at one."""
    sides = asked_sides(plan.accord)
    parts = []
    for code in languages_of(sides):
        with translation.override(code):
            parts.append(_part(plan, sides, code, today))
    return Report(tuple(parts), author="Umay", at=datetime.combine(today, time(), UTC))


def _part(plan: Plan, sides: list[Party], code: str, today: date) -> Part:
    names = party_names([side.pk for side in sides])
    # Institutions have long names: they are said once, and a letter stands for each in the tables.
    letters = {side.pk: letter for side, letter in zip(sides, ascii_uppercase, strict=False)}
    rows = line_rows(plan, sides, letters)
    standing = standing_of(plan, today, sum(row.line.state in OPEN_LINES for row in rows))
    return Part(
        lang=code,
        kind=_("Report to the ministers, %(day)s") % {"day": shown.day(today, code)},
        title=words(plan.accord.titles),
        facts=_facts(plan, sides, names, letters, standing, rows, code),
        grids=(_lines(rows, letters, code), _apart(rows, sides, letters), _obstacles(plan, letters, code), *_left(standing, rows)),
        signers=tuple(names.get(side.pk, side.code) for side in sides),
        notice=_("Invented example. Nobody has agreed this.") if plan.accord.is_fictitious else "",
    )  # fmt: skip


def _facts(plan: Plan, sides, names, letters, standing, rows: list[LineRow], code: str) -> tuple:
    counts = [
        f"{LineState(state).label}: {number}"
        for state in LineState.values
        if (number := sum(row.line.state == state for row in rows))
    ]
    not_stated = _("Not stated in our sources")
    return (
        (_("Sides"), "; ".join(f"{letters[side.pk]}: {names.get(side.pk, side.code)}" for side in sides)),
        (_("Years"), f"{shown.day(plan.begins_on, code)} – {shown.day(plan.ends_on, code)}"),
        (_("Signed on"), shown.day(plan.signed_on, code) if plan.signed_on else not_stated),
        (_("Where"), plan.place or not_stated),
        (_("How the plan stands"), standing_words(standing)),
        (_("Lines"), "; ".join(counts) or _("None recorded")),
    )


def _days(line, code: str) -> str:
    if not line.first_on:
        return "–"
    first, last = shown.day(line.first_on, code), shown.day(line.last_on, code)
    return first if first == last else f"{first} – {last}"


def _lines(rows: list[LineRow], letters: dict, code: str) -> Grid:
    return Grid(
        _("Lines of the plan"),
        (
            _("No."),
            _("What is done"),
            _("Who leads it"),
            _("Dates"),
            _("How it stands"),
            _("Reported as carried out by"),
        ),
        (1, 6, 7, 4, 3, 3),
        tuple(
            (
                str(row.line.number),
                row.title,
                "; ".join(f"{letters.get(lead.party_id, '')}: {lead.unit}" for lead in row.leads) or "–",
                _days(row.line, code),
                str(LineState(row.line.state).label),
                ", ".join(row.reported) or _("Nobody yet"),
            )
            for row in rows
        ),
        _("No line is recorded: the text of the plan is not published in our sources."),
    )


def _apart(rows: list[LineRow], sides, letters: dict) -> Grid:
    reports = reports_by_line([row.line.pk for row in rows])
    found = []
    for row in rows:
        for pair in apart(sides, reports.get(row.line.pk, {})):
            for one in differences_shown(pair.differences):
                told = [
                    f"{letters[side.pk]}: {value or _('not said')}"
                    for side, value in ((pair.one, one["one"]), (pair.other, one["other"]))
                ]
                found.append((str(row.line.number), one["field"], *told))
    return Grid(
        _("Where the reports differ"),
        (_("No."), _("What"), _("One side"), _("The other side")),
        (1, 3, 6, 6),
        tuple(found),
        _("Nowhere."),
    )


def _obstacles(plan: Plan, letters: dict, code: str) -> Grid:
    rows = (
        Obstacle.objects.filter(line__plan=plan, ended_at__isnull=True)
        .select_related("line")
        .order_by("line__number", "raised_at", "id")
    )
    return Grid(
        _("Delays and risks"),
        (_("No."), _("Said by"), _("What stands in the way"), _("What is done about it"), _("Expected now")),
        (1, 2, 7, 6, 3),
        tuple(
            (
                str(row.line.number),
                letters.get(row.party_id, ""),
                f"{row.get_kind_display()}, {row.get_reason_display()}: {row.text}",
                row.step or "–",
                shown.day(row.new_on, code) if row.new_on else "–",
            )
            for row in rows
        ),
        _("None is open."),
    )


def _left(standing: rules.Standing, rows: list[LineRow]) -> tuple[Grid, ...]:
    """What stayed open when the plan ended; a plan that runs has no such part."""
    if not standing.has_ended:
        return ()
    left = tuple(
        (str(row.line.number), row.title, str(LineState(row.line.state).label))
        for row in rows
        if row.line.state in OPEN_LINES
    )
    return (
        Grid(_("What stayed open"), (_("No."), _("What is done"), _("How it stands")), (1, 8, 4), left, _("Nothing.")),
    )
