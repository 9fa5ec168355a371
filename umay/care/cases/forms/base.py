"""The parts all forms of the room share."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from umay.ground.offices import places
from umay.kit.kernel.text import sort_key
from umay.kit.ui import forms

NEW = "new"
LONG = 4000


class Versioned(forms.WritingForm):
    """Carries which state of the row the person was looking at."""

    version = forms.WholeNumberField(widget=django_forms.HiddenInput, required=True)


def provinces(country: str, language: str) -> list[tuple[str, str]]:
    return [(place.code, place.name(language)) for place in places.sorted_provinces(country, language, sort_key)]


class SomebodyForm(forms.WritingForm):
    """A person of the case, or a new one whose name stands in the form below."""

    person = forms.RadiosField(label=_("Who?"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.fields["person"].choices = [
            *((pk, person.name or _("Name not known")) for pk, person in self.people.items()),
            (NEW, _("Somebody not recorded yet: write the name below")),
        ]
        if not self.people:
            self.fields["person"].initial = NEW

    @property
    def chosen(self) -> Any:
        return self.people.get(self.cleaned_data.get("person", ""))


class SureForm(Versioned):
    """Only "yes, do it"."""


class WhyForm(Versioned):
    why = forms.LongTextField(label=_("Why?"), rows=4, max_length=LONG)
