"""Parts of forms that other rooms use too: a birth that is half known, who somebody is, and "is this the same person?"."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms as django_forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from umay.care.persons.models import Person
from umay.care.persons.queries import Doubles
from umay.care.persons.rules import born_about
from umay.care.persons.words import BirthPrecision, Sex
from umay.ground.offices import places
from umay.kit.kernel.text import sort_key
from umay.kit.ui import forms
from umay.kit.ui.format import listed
from umay.kit.ui.forms.days import DayWidget

OLDEST = 120  # years


@dataclass(frozen=True)
class Birth:
    """A birth as far as it is known: the day, the month, or only the year."""

    on: date
    precision: str


class BirthField(forms.DayField):
    """A birth in three boxes of which only the year is needed. The value is a Birth."""

    widget = DayWidget

    def to_python(self, value: Any) -> Birth | None:
        if isinstance(value, Birth):
            return value
        if not value or not any(value):
            return None
        day, month, year = (part.strip() for part in value[:3])
        if year and not day and not month:
            return Birth(self.read_day(("1", "1", year)), BirthPrecision.YEAR)
        if year and month and not day:
            return Birth(self.read_day(("1", month, year)), BirthPrecision.MONTH)
        return Birth(self.read_day((day, month, year)), BirthPrecision.DAY)

    def validate(self, value: Birth | None) -> None:
        super().validate(value.on if value else None)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Birth):
            on = value.on
            return {
                BirthPrecision.DAY: (str(on.day), str(on.month), str(on.year)),
                BirthPrecision.MONTH: ("", str(on.month), str(on.year)),
                BirthPrecision.YEAR: ("", "", str(on.year)),
            }.get(value.precision, ("", "", ""))
        return value


class IdentityForm(forms.UmayForm):
    """Who somebody is, as far as it is known: nothing is required. Give `on`, the day of today at the office."""

    given = forms.TextField(label=_("Given name"), required=False, max_length=120, width="20", autocomplete="off")
    surname = forms.TextField(label=_("Surname"), required=False, max_length=120, width="20", autocomplete="off")
    sex = forms.RadiosField(
        label=_("Girl or boy"), choices=Sex.choices, initial=Sex.UNKNOWN, required=False, row=True, says_optional=False
    )
    born = BirthField(
        label=_("Date of birth"), required=False, hint=_("Only the year, or the month and the year, is enough.")
    )
    age = forms.WholeNumberField(
        label=_("Age, if the date of birth is not known"),
        hint=_("In full years, as well as you can tell."),
        required=False,
        min_value=0,
        max_value=OLDEST,
        width="2",
        after=_("years"),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["born"].latest = on
        self.fields["born"].earliest = date(on.year - OLDEST, 1, 1)

    @property
    def is_empty(self) -> bool:
        """Nothing was typed that says who this is."""
        found = self.cleaned_data
        return not (found.get("given") or found.get("surname") or found.get("born") or found.get("age") is not None)

    def values(self) -> dict[str, Any]:
        """For `persons.actions.add` and `change`."""
        found = self.cleaned_data
        birth = found.get("born")
        if birth is None and found.get("age") is not None:
            birth = Birth(born_about(found["age"], self.on), BirthPrecision.GUESS)
        return {
            "given": found.get("given", ""),
            "surname": found.get("surname", ""),
            "sex": found.get("sex") or Sex.UNKNOWN,
            "born_on": birth.on if birth else None,
            "born_precision": birth.precision if birth else BirthPrecision.DAY,
        }


def province_choices(country: str) -> list[tuple[str, str]]:
    language = (get_language() or "tr")[:2]
    return [(place.code, place.name(language)) for place in places.sorted_provinces(country, language, sort_key)]


NEW = "new"


class OfferForm(forms.UmayForm):
    """Search before create: "Is this one of these people?" Bound only when the answer belongs to exactly this question.

    `found` are the doubles of `values`; `words` says how a person is shown. Where the entry changes, the question is asked again.
    """

    same_as = forms.RadiosField(
        label=_("Is this one of these people?"),
        error_messages={"required": _("Choose the same person, or say that it is another one.")},
    )
    looked = django_forms.CharField(widget=django_forms.HiddenInput, required=False)

    def __init__(self, found: Doubles, *, values: dict[str, Any], sent: Any = None, prefix: str, words: Any) -> None:
        self.found = found
        mark = _mark(found, values)
        is_answer = sent is not None and sent.get(f"{prefix}-looked") == mark
        super().__init__(sent if is_answer else None, prefix=prefix, initial={"looked": mark})
        if not found.here:
            del self.fields["same_as"]
            return
        self.fields["same_as"].choices = [
            *((str(double.person.pk), words(double.person)) for double in found.here),
            (NEW, _("None of them: this is another person")),
        ]
        self.fields["same_as"].widget.hints = {str(double.person.pk): comparison(double) for double in found.here}

    @property
    def is_settled(self) -> bool:
        """Nothing was found, or the person has looked and answered."""
        return not self.found or (self.is_bound and self.is_valid())

    @property
    def chosen(self) -> Person | None:
        """The person who is the same, None for a new one. Only when settled."""
        answer = self.cleaned_data.get("same_as") if self.is_bound and self.is_valid() else None
        return next((double.person for double in self.found.here if str(double.person.pk) == answer), None)


def _mark(found: Doubles, values: dict[str, Any]) -> str:
    """A mark of what was asked and found; says nothing to a reader."""
    asked = json.dumps([values, found.ids, found.elsewhere, found.is_common], default=str, sort_keys=True)
    return hashlib.sha256(asked.encode()).hexdigest()[:24]


def comparison(double: Any) -> str:
    """What agrees, what differs and what is not known, as one line."""
    language = get_language() or "tr"
    parts = [
        str(words) % {"fields": listed([str(one) for one in fields], language)}
        for words, fields in (
            (_("Agrees: %(fields)s."), double.agrees),
            (_("Differs: %(fields)s."), double.differs),
            (_("Not known: %(fields)s."), double.unknown),
        )
        if fields
    ]
    return " ".join(parts)
