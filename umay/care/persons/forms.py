"""Forms of the persons room. What other rooms use too is in asking.py."""

from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from umay.care.persons.asking import Birth, IdentityForm, province_choices
from umay.care.persons.models import Person
from umay.care.persons.words import BirthPrecision, PaperKind, TieKind
from umay.kit.ui import forms


class PersonForm(IdentityForm):
    """Everything that is written of a person. `kinds`: identity numbers of the country."""

    version = forms.WholeNumberField(widget=django_forms.HiddenInput)
    speaks = forms.TextField(
        label=_("Speaks"),
        hint=_("The languages this person can speak with us."),
        required=False,
        max_length=80,
        width="20",
    )
    other_names = forms.LongTextField(
        label=_("Other names"),
        hint=_(
            "One on each line: names at birth, in another script, what the family calls them. All of them are searched."
        ),
        required=False,
        rows=3,
    )
    phone = forms.PhoneField(label=_("Telephone"), required=False)
    place = forms.SelectField(label=_("Province"), required=False, blank=_("Not known"))
    address = forms.LongTextField(label=_("Address"), hint=_("Kept encrypted."), required=False, rows=3, max_length=500)
    paper_kind = forms.SelectField(label=_("Identity number: which kind"), required=False, blank=_("None to add"))
    paper_number = forms.TextField(
        label=_("Identity number"),
        hint=_("Kept encrypted. A new number of the same kind replaces the former one. Never required of a child."),
        required=False,
        max_length=40,
        width="20",
        autocomplete="off",
    )
    groups = [
        forms.Group(_("Name"), ["given", "surname", "other_names", "speaks"]),
        forms.Group(_("Birth"), ["sex", "born", "age"]),
        forms.Group(_("Where to reach them"), ["phone", "place", "address"]),
        forms.Group(_("Papers"), ["paper_kind", "paper_number"]),
    ]

    def __init__(self, *args: Any, country: str, kinds: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("Not known")), *province_choices(country)]
        self.fields["paper_kind"].choices = [("", _("None to add")), *((kind, PaperKind(kind).label) for kind in kinds)]
        self.country = country

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        was_named = self.initial.get("given") or self.initial.get("surname")
        if was_named and not (self.errors or found.get("given") or found.get("surname")):
            self.add_error(
                "given",
                ValidationError(
                    _("A name that is known can't be taken away. Write the name as it is now."), code="name"
                ),
            )
        if bool(found.get("paper_kind")) != bool(found.get("paper_number")):
            missing = "paper_number" if found.get("paper_kind") else "paper_kind"
            self.add_error(
                missing, ValidationError(_("Give the kind and the number, or leave both empty."), code="half")
            )
        return found

    def values(self) -> dict[str, Any]:
        found = self.cleaned_data
        values = super().values()
        if values["born_on"] is None and "born" in self.initial and "born" not in self.changed_data:
            values["born_on"], values["born_precision"] = self.initial["guess"]
        papers = [(self.country, found["paper_kind"], found["paper_number"])] if found.get("paper_number") else []
        return values | {
            "speaks": found["speaks"],
            "phone": found["phone"],
            "place": found["place"],
            "address": found["address"],
            "other_names": [line.strip() for line in found["other_names"].splitlines() if line.strip()],
            "papers": papers,
        }


def person_initial(person: Person, others: list) -> dict[str, Any]:
    """What PersonForm begins with. An estimated birth is shown as an empty date and kept unless another is typed."""
    is_guess = person.born_precision == BirthPrecision.GUESS
    return {
        "version": person.version,
        "given": person.given,
        "surname": person.surname,
        "sex": person.sex,
        "born": Birth(person.born_on, person.born_precision) if person.born_on and not is_guess else None,
        "guess": (person.born_on, person.born_precision) if is_guess else (None, BirthPrecision.DAY),
        "speaks": person.speaks,
        "other_names": "\n".join(name.text for name in others),
        "phone": person.phone,
        "place": person.place,
        "address": person.address or "",
    }


class SearchForm(forms.UmayForm):
    q = forms.SearchField(
        label=_("Name, identity number, or number of a report, case or family"),
        hint=_("In any spelling or alphabet; part of a name is enough."),
        max_length=120,
    )


class TieForm(IdentityForm):
    """Somebody who is the mother, brother, grandmother ... of the person."""

    idempotency_key = forms.KeyField()
    kind = forms.RadiosField(label=_("Who is this to the person?"), choices=TieKind.choices)
    phone = forms.PhoneField(label=_("Telephone"), required=False)
    groups = [forms.Group("", ["kind", "given", "surname", "sex", "born", "age", "phone"])]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not self.errors and not (found.get("given") or found.get("surname")):
            self.add_error("given", ValidationError(_("Write at least one name."), code="name"))
        return found

    def values(self) -> dict[str, Any]:
        return super().values() | {"phone": self.cleaned_data["phone"]}


class EraseForm(forms.UmayForm):
    ground = forms.LongTextField(
        label=_("Legal ground and number of the request"),
        hint=_("Do not write the person's name here: this sentence stays after the erasure."),
        rows=3,
        max_length=500,
    )
