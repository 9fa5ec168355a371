"""What the gallery shows: invented words and figures that describe no child, family or office."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from umay.kit.kernel import clock
from umay.kit.ui import forms

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


def drawings(at: datetime) -> list[Any]:
    return []
