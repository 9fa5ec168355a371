"""What the gallery shows: invented words and figures that describe no child, family or office."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from umay.kit.kernel import clock
from umay.kit.ui import drawings as draw
from umay.kit.ui import forms
from umay.kit.ui.drawings.maps import project

CHOICES = [("near", lazy("Near")), ("far", lazy("Far")), ("unknown", lazy("Not known"))]


class FilterForm(forms.UmayForm):
    words = forms.SearchField(label=lazy("Number or district"))
    state = forms.CheckboxesField(
        label=lazy("Priority"),
        required=False,
        says_optional=False,
        choices=[("24", lazy("24 hours")), ("72", lazy("72 hours")), ("watch", lazy("Watching"))],
    )


class EveryFieldForm(forms.WritingForm):
    groups = [
        forms.Group(
            lazy("Words"), ["name", "story", "phone", "email"], lazy("A group has one heading and may explain itself.")
        ),
        forms.Group(lazy("Choices"), ["near", "is_safe", "needs", "place", "agree"]),
        forms.Group(lazy("Days and numbers"), ["born_on", "seen_at", "at_time", "count", "distance"]),
        forms.Group(lazy("Files"), ["paper"]),
    ]
    name = forms.TextField(
        label=lazy("What is the place called?"),
        hint=lazy("For example a neighbourhood, a school, or the nearest place you know"),
        max_length=60,
        error_messages={"required": lazy("Write what the place is called")},
    )
    story = forms.LongTextField(label=lazy("What did you see or hear?"), required=False, max_length=500)
    phone = forms.PhoneField(label=lazy("Telephone"), required=False)
    email = forms.EmailField(label=lazy("E-mail"), required=False, width="20")
    near = forms.RadiosField(
        label=lazy("How far is it?"), choices=CHOICES, hints={"near": lazy("Less than half an hour by car")}
    )
    is_safe = forms.YesNoField(label=lazy("Is it safe now?"))
    needs = forms.CheckboxesField(label=lazy("What is needed?"), required=False, choices=CHOICES)
    place = forms.SelectField(label=lazy("Which one?"), choices=CHOICES)
    agree = forms.TickField(label=lazy("I have read this to the person"), hint=lazy("In a language they understand"))
    born_on = forms.DayField(
        label=lazy("Which day?"), hint=lazy("For example 27 3 2018"), latest=lambda: clock.now().date()
    )
    seen_at = forms.MomentField(label=lazy("When was it?"), required=False)
    at_time = forms.ClockTimeField(label=lazy("At what time?"), required=False)
    count = forms.WholeNumberField(label=lazy("How many?"), min_value=0, max_value=20)
    distance = forms.DecimalField(label=lazy("How many kilometres?"), after="km", required=False)
    paper = forms.FileField(
        label=lazy("A file"),
        hint=lazy("PDF or photograph, at most 10 MB"),
        required=False,
        endings=(".pdf", ".jpg"),
        max_bytes=10_000_000,
    )


def rows(at: datetime) -> list[dict[str, Any]]:
    """Rows of a list with every colour of tag and every nearness of a due time."""
    places = [
        ("2026-0418", "A. K.", 7, "red", _("24 hours"), timedelta(hours=3)),
        ("2026-0415", "M. T.", 3, "amber", _("72 hours"), timedelta(days=-3)),
        ("2026-0377", "E. D.", 14, "teal", _("Watching"), timedelta(days=1)),
        ("2026-0344", "S. B.", 2, "indigo", _("Choosing"), timedelta(days=4)),
        ("2026-0310", "Ü. Y.", 16, "plum", _("Long term"), timedelta(days=16)),
        ("2026-0291", "İ. Ş.", 5, "grey", _("Closed"), timedelta(days=400)),
    ]
    names = ("number", "letters", "years", "colour", "state", "away")
    return [{**dict(zip(names, row, strict=True)), "due_at": at + row[-1]} for row in places]


def moments(at: datetime) -> list[dict[str, Any]]:
    """A line of moments, the newest first, the first still to come."""
    return [
        {"title": _("Next visit"), "at": at + timedelta(days=9), "mark": "ahead", "by": "", "words": ""},
        {
            "title": _("Visit"),
            "at": at - timedelta(days=2),
            "mark": "strong",
            "by": "Elif Aydın",
            "words": _("Everything was calm."),
        },
        {
            "title": _("A concern was raised"),
            "at": at - timedelta(days=5),
            "mark": "apricot",
            "by": "Rəşad Əliyev",
            "words": "",
        },
        {"title": _("Opened"), "at": (at - timedelta(days=40)).date(), "mark": "", "by": "Gülşen Çağlar", "words": ""},
    ]


def drawings(at: datetime) -> list[draw.Drawing]:
    """One of each drawing, from invented figures and an invented land."""
    return [*_charts(), _strip(at), *_maps(), _ties()]


def _charts() -> list[draw.Drawing]:
    desc = _("Invented figures.")
    places = [_("North"), _("South"), _("East"), _("West")]
    months = ["1", "2", "3", "4", "5", "6", "7", "8"]
    return [
        draw.bars(
            title=_("Open by district"),
            desc=desc,
            what=_("District"),
            measure=_("Open"),
            items=[draw.Bar(name, value) for name, value in zip(places, [42, 31, 17, None], strict=True)],
        ),
        draw.stacks(
            title=_("By state"),
            desc=desc,
            what=_("District"),
            parts=[_("Ready"), _("To do"), _("Closed")],
            items=[
                draw.Stack(name, values)
                for name, values in zip(places, [(9, 4, 2), (5, 5, 5), (12, 1, 0), (3, 8, 1)], strict=True)
            ],
        ),
        draw.lines(
            title=_("Month by month"),
            desc=desc,
            what=_("Month"),
            places=months,
            series=[
                draw.Series(_("Opened"), [12, 15, 11, 18, 22, 19, 24, 21]),
                draw.Series(_("Closed"), [8, 9, None, 14, 16, 18, 17, 20]),
            ],
        ),
    ]


def _strip(at: datetime) -> draw.Drawing:
    today = at.date()
    first = draw.Span(_("First"), today - timedelta(days=300), today - timedelta(days=190), mark=2)
    second = draw.Span(_("Second"), today - timedelta(days=189), None, mark=1)
    third = draw.Span(_("Watching"), today - timedelta(days=150), today - timedelta(days=40), mark=3)
    return draw.strip(
        title=_("What ran when"),
        desc=_("Two lines of time; the broken line is today."),
        lanes=[draw.Lane("A. K.", [first, second]), draw.Lane("M. T.", [third])],
        today=today,
        marks=[draw.Mark(_("Decision"), today - timedelta(days=189))],
    )


def _land() -> draw.Land:
    """Nine square districts of an island that does not exist."""
    features = [
        {
            "id": f"X-{row}{column}",
            "properties": {"name": f"{row + 1}-{column + 1}"},
            "geometry": {"type": "Polygon", "coordinates": [_square(30 + column, 40 - row)]},
        }
        for row in range(3)
        for column in range(4)
        if (row, column) != (0, 3)
    ]
    return project({"features": features})


def _square(west: int, north: int) -> list[list[float]]:
    return [
        [west, north],
        [west + 1, north - 0.12],
        [west + 0.94, north - 0.9],
        [west + 0.1, north - 0.82],
        [west, north],
    ]


def _maps() -> list[draw.Drawing]:
    land = _land()
    values = {code: None if number == 4 else float(number * number % 23) for number, code in enumerate(land.paths)}
    near = [(31.52, 38.62, 10.4), (31.52, 38.62, 10.4), (31.9, 38.3, 43.0), (30.8, 38.9, 68.1), (31.45, 38.2, 37.8)]
    points = [
        draw.Point(str(number), lon, lat, f"{_('District')} {number}", km, mark=2 if number == 1 else 1)
        for number, (lon, lat, km) in enumerate(near, start=1)
    ]
    return [
        draw.areas(
            title=_("Waiting by district"),
            desc=_("An island that does not exist."),
            what=_("District"),
            measure=_("Waiting"),
            land=land,
            values=values,
        ),
        draw.surroundings(
            title=_("Near by"),
            desc=_("Five places around one, with rings of 10, 50 and 100 kilometres."),
            centre=(31.5, 38.54),
            centre_words=_("Here"),
            points=points,
            land=land,
        ),
    ]


def _ties() -> draw.Drawing:
    above = [
        draw.Node("m", "S. K.", _("mother")),
        draw.Node("f", "H. K.", _("father")),
        draw.Node("g", "E. T.", _("grandmother")),
    ]
    below = [draw.Node("a", "A. K.", "7", is_main=True), draw.Node("b", "M. K.", "3")]
    links = [
        draw.Tie("m", "a", _("mother")),
        draw.Tie("m", "b", _("mother")),
        draw.Tie("f", "a", _("father")),
        draw.Tie("f", "b", _("father"), is_full=False),
    ]
    return draw.ties(
        title=_("Who belongs together"),
        desc=_("Two children and three grown-ups."),
        above=above,
        below=below,
        links=links,
    )
