"""What the gallery shows: invented words and figures that describe no child, family or office."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import pgettext, pgettext_lazy

from umay.kit.kernel import clock
from umay.kit.ui import drawings as draw
from umay.kit.ui import forms
from umay.kit.ui.drawings.maps import project

CHOICES = [
    ("near", pgettext_lazy("gallery", "Near")),
    ("far", pgettext_lazy("gallery", "Far")),
    ("unknown", pgettext_lazy("gallery", "Not known")),
]


class FilterForm(forms.UmayForm):
    words = forms.SearchField(label=pgettext_lazy("gallery", "Number or district"))
    state = forms.CheckboxesField(
        label=pgettext_lazy("gallery", "Priority"),
        required=False,
        says_optional=False,
        choices=[
            ("24", pgettext_lazy("gallery", "24 hours")),
            ("72", pgettext_lazy("gallery", "72 hours")),
            ("watch", pgettext_lazy("gallery", "Watching")),
        ],
    )


class EveryFieldForm(forms.WritingForm):
    groups = [
        forms.Group(
            pgettext_lazy("gallery", "Words"),
            ["name", "story", "phone", "email"],
            pgettext_lazy("gallery", "A group has one heading and may explain itself."),
        ),
        forms.Group(pgettext_lazy("gallery", "Choices"), ["near", "is_safe", "needs", "place", "agree"]),
        forms.Group(
            pgettext_lazy("gallery", "Days and numbers"), ["born_on", "seen_at", "at_time", "count", "distance"]
        ),
        forms.Group(pgettext_lazy("gallery", "Files"), ["paper"]),
    ]
    name = forms.TextField(
        label=pgettext_lazy("gallery", "What is the place called?"),
        hint=pgettext_lazy("gallery", "For example a neighbourhood, a school, or the nearest place you know"),
        max_length=60,
        error_messages={"required": pgettext_lazy("gallery", "Write what the place is called")},
    )
    story = forms.LongTextField(
        label=pgettext_lazy("gallery", "What did you see or hear?"), required=False, max_length=500
    )
    phone = forms.PhoneField(label=pgettext_lazy("gallery", "Telephone"), required=False)
    email = forms.EmailField(label=pgettext_lazy("gallery", "E-mail"), required=False, width="20")
    near = forms.RadiosField(
        label=pgettext_lazy("gallery", "How far is it?"),
        choices=CHOICES,
        hints={"near": pgettext_lazy("gallery", "Less than half an hour by car")},
    )
    is_safe = forms.YesNoField(label=pgettext_lazy("gallery", "Is it safe now?"))
    needs = forms.CheckboxesField(label=pgettext_lazy("gallery", "What is needed?"), required=False, choices=CHOICES)
    place = forms.SelectField(label=pgettext_lazy("gallery", "Which one?"), choices=CHOICES)
    agree = forms.TickField(
        label=pgettext_lazy("gallery", "I have read this to the person"),
        hint=pgettext_lazy("gallery", "In a language they understand"),
    )
    born_on = forms.DayField(
        label=pgettext_lazy("gallery", "Which day?"),
        hint=pgettext_lazy("gallery", "For example 27 3 2018"),
        latest=lambda: clock.now().date(),
    )
    seen_at = forms.MomentField(label=pgettext_lazy("gallery", "When was it?"), required=False)
    at_time = forms.ClockTimeField(label=pgettext_lazy("gallery", "At what time?"), required=False)
    count = forms.WholeNumberField(label=pgettext_lazy("gallery", "How many?"), min_value=0, max_value=20)
    distance = forms.DecimalField(label=pgettext_lazy("gallery", "How many kilometres?"), after="km", required=False)
    paper = forms.FileField(
        label=pgettext_lazy("gallery", "A file"),
        hint=pgettext_lazy("gallery", "PDF or photograph, at most 10 MB"),
        required=False,
        endings=(".pdf", ".jpg"),
        max_bytes=10_000_000,
    )


def rows(at: datetime) -> list[dict[str, Any]]:
    """Rows of a list with every colour of tag and every nearness of a due time."""
    places = [
        ("2026-0418", "A. K.", 7, "red", pgettext("gallery", "24 hours"), timedelta(hours=3)),
        ("2026-0415", "M. T.", 3, "amber", pgettext("gallery", "72 hours"), timedelta(days=-3)),
        ("2026-0377", "E. D.", 14, "teal", pgettext("gallery", "Watching"), timedelta(days=1)),
        ("2026-0344", "S. B.", 2, "indigo", pgettext("gallery", "Choosing"), timedelta(days=4)),
        ("2026-0310", "Ü. Y.", 16, "plum", pgettext("gallery", "Long term"), timedelta(days=16)),
        ("2026-0291", "İ. Ş.", 5, "grey", pgettext("gallery", "Closed"), timedelta(days=400)),
    ]
    names = ("number", "letters", "years", "colour", "state", "away")
    return [{**dict(zip(names, row, strict=True)), "due_at": at + row[-1]} for row in places]


def moments(at: datetime) -> list[dict[str, Any]]:
    """A line of moments, the newest first, the first still to come."""
    return [
        {
            "title": pgettext("gallery", "Next visit"),
            "at": at + timedelta(days=9),
            "mark": "ahead",
            "by": "",
            "words": "",
        },
        {
            "title": pgettext("gallery", "Visit"),
            "at": at - timedelta(days=2),
            "mark": "strong",
            "by": "Elif Aydın",
            "words": pgettext("gallery", "Everything was calm."),
        },
        {
            "title": pgettext("gallery", "A concern was raised"),
            "at": at - timedelta(days=5),
            "mark": "apricot",
            "by": "Rəşad Əliyev",
            "words": "",
        },
        {
            "title": pgettext("gallery", "Opened"),
            "at": (at - timedelta(days=40)).date(),
            "mark": "",
            "by": "Gülşen Çağlar",
            "words": "",
        },
    ]


def drawings(at: datetime) -> list[draw.Drawing]:
    """One of each drawing, from invented figures and an invented land."""
    return [*_charts(), _strip(at), *_maps(), _ties()]


def _charts() -> list[draw.Drawing]:
    desc = pgettext("gallery", "Invented figures.")
    places = [
        pgettext("gallery", "North"),
        pgettext("gallery", "South"),
        pgettext("gallery", "East"),
        pgettext("gallery", "West"),
    ]
    months = ["1", "2", "3", "4", "5", "6", "7", "8"]
    return [
        draw.bars(
            title=pgettext("gallery", "Open by district"),
            desc=desc,
            what=pgettext("gallery", "District"),
            measure=pgettext("gallery", "Open"),
            items=[draw.Bar(name, value) for name, value in zip(places, [42, 31, 17, None], strict=True)],
        ),
        draw.stacks(
            title=pgettext("gallery", "By state"),
            desc=desc,
            what=pgettext("gallery", "District"),
            parts=[pgettext("gallery", "Ready"), pgettext("gallery", "To do"), pgettext("gallery", "Closed")],
            items=[
                draw.Stack(name, values)
                for name, values in zip(places, [(9, 4, 2), (5, 5, 5), (12, 1, 0), (3, 8, 1)], strict=True)
            ],
        ),
        draw.lines(
            title=pgettext("gallery", "Month by month"),
            desc=desc,
            what=pgettext("gallery", "Month"),
            places=months,
            series=[
                draw.Series(pgettext("gallery", "Opened"), [12, 15, 11, 18, 22, 19, 24, 21]),
                draw.Series(pgettext("gallery", "Closed"), [8, 9, None, 14, 16, 18, 17, 20]),
            ],
        ),
    ]


def _strip(at: datetime) -> draw.Drawing:
    today = at.date()
    first = draw.Span(pgettext("gallery", "First"), today - timedelta(days=300), today - timedelta(days=190), mark=2)
    second = draw.Span(pgettext("gallery", "Second"), today - timedelta(days=189), None, mark=1)
    third = draw.Span(pgettext("gallery", "Watching"), today - timedelta(days=150), today - timedelta(days=40), mark=3)
    return draw.strip(
        title=pgettext("gallery", "What ran when"),
        desc=pgettext("gallery", "Two lines of time; the broken line is today."),
        lanes=[draw.Lane("A. K.", [first, second]), draw.Lane("M. T.", [third])],
        today=today,
        marks=[draw.Mark(pgettext("gallery", "Decision"), today - timedelta(days=189))],
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
        draw.Point(
            str(number), lon, lat, f"{pgettext('gallery', 'District')} {number}", km, mark=2 if number == 1 else 1
        )
        for number, (lon, lat, km) in enumerate(near, start=1)
    ]
    return [
        draw.areas(
            title=pgettext("gallery", "Waiting by district"),
            desc=pgettext("gallery", "An island that does not exist."),
            what=pgettext("gallery", "District"),
            measure=pgettext("gallery", "Waiting"),
            land=land,
            values=values,
        ),
        draw.surroundings(
            title=pgettext("gallery", "Near by"),
            desc=pgettext("gallery", "Five places around one, with rings of 10, 50 and 100 kilometres."),
            centre=(31.5, 38.54),
            centre_words=pgettext("gallery", "Here"),
            points=points,
            land=land,
        ),
    ]


def _ties() -> draw.Drawing:
    above = [
        draw.Node("m", "S. K.", pgettext("gallery", "mother")),
        draw.Node("f", "H. K.", pgettext("gallery", "father")),
        draw.Node("g", "E. T.", pgettext("gallery", "grandmother")),
    ]
    below = [draw.Node("a", "A. K.", "7", is_main=True), draw.Node("b", "M. K.", "3")]
    links = [
        draw.Tie("m", "a", pgettext("gallery", "mother")),
        draw.Tie("m", "b", pgettext("gallery", "mother")),
        draw.Tie("f", "a", pgettext("gallery", "father")),
        draw.Tie("f", "b", pgettext("gallery", "father"), is_full=False),
    ]
    return draw.ties(
        title=pgettext("gallery", "Who belongs together"),
        desc=pgettext("gallery", "Two children and three grown-ups."),
        above=above,
        below=below,
        links=links,
    )
