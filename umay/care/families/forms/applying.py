"""A household applies; what is known of it changes; somebody moves in."""

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from umay.care.families.words import MemberRole
from umay.care.persons.words import PaperKind
from umay.ground.offices import places
from umay.ground.offices.packs import choices
from umay.kit.kernel.text import sort_key
from umay.kit.ui import forms

SEXES = [("f", _("Woman")), ("m", _("Man"))]
LANGUAGES_SHOWN = "cases.languages"


class VersionField(django_forms.IntegerField):
    """Which state of the row the form was made from."""

    def __init__(self):
        super().__init__(widget=django_forms.HiddenInput)


def _paper_fields(settings) -> dict:
    kinds = settings.get("country.identity_numbers")
    labels = dict(PaperKind.choices)
    return {
        "paper_kind": forms.SelectField(
            label=_("Kind of identity number"), required=False, choices=[(kind, labels[kind]) for kind in kinds]
        ),
        "paper_number": forms.TextField(
            label=_("Identity number"), required=False, width="20", max_length=30, autocomplete="off"
        ),
    }


def _person_fields(settings, *, is_optional: bool = False) -> dict:
    needed = not is_optional
    return {
        "given": forms.TextField(
            label=_("Given name"),
            required=needed,
            max_length=120,
            width="20",
            error_messages={"required": _("Write the given name")},
        ),
        "surname": forms.TextField(
            label=_("Surname"),
            required=needed,
            max_length=120,
            width="20",
            error_messages={"required": _("Write the surname")},
        ),
        "born_on": forms.DayField(label=_("Date of birth"), required=needed, latest=settings.day),
        "sex": forms.RadiosField(label=_("Woman or man"), required=needed, choices=SEXES, row=True),
        **_paper_fields(settings),
    }


def _person_values(cleaned: dict, prefix: str, country: str) -> dict:
    values = {name: cleaned.get(f"{prefix}{name}") for name in ("given", "surname", "born_on", "sex")}
    if cleaned.get(f"{prefix}paper_number"):
        values["papers"] = [(country, cleaned[f"{prefix}paper_kind"], cleaned[f"{prefix}paper_number"])]
    return {name: value for name, value in values.items() if value}


class _PeopleForm(forms.WritingForm):
    """Shared check: a number has its kind. Whether it is written rightly, the persons room says when it is kept."""

    prefixes: tuple[str, ...] = ("",)

    def clean(self):
        cleaned = super().clean()
        for prefix in self.prefixes:
            kind, number = cleaned.get(f"{prefix}paper_kind"), cleaned.get(f"{prefix}paper_number")
            if number and not kind:
                self.add_error(f"{prefix}paper_kind", _("Choose what kind of number this is."))
        return cleaned


def _place_choices(country: str, language: str) -> list[tuple[str, str]]:
    return [(place.code, place.name(language)) for place in places.sorted_provinces(country, language, sort_key)]


def _home_fields(settings, language: str) -> dict:
    return {
        "place": forms.SelectField(label=_("Province or district"), choices=_place_choices(settings.country, language)),
        "address": forms.LongTextField(label=_("Address"), required=False, rows=3, max_length=500),
        "phone": forms.PhoneField(label=_("Telephone"), required=False),
        "lat": forms.DecimalField(
            label=_("Latitude of the home"),
            hint=_("If you know it, for example from a map. Otherwise the middle of the district is taken."),
            required=False,
            min_value=-90,
            max_value=90,
        ),
        "lon": forms.DecimalField(label=_("Longitude of the home"), required=False, min_value=-180, max_value=180),
        "languages": forms.CheckboxesField(
            label=_("Languages spoken at home"),
            required=False,
            choices=choices("tongue", settings.get(LANGUAGES_SHOWN)),
        ),
        "own_children": forms.WholeNumberField(
            label=_("Own children living at home"), min_value=0, max_value=15, initial=0, width="2"
        ),
        "is_paid": forms.YesNoField(
            label=_("Does the family want the care allowance?"),
            hint=_("A family may also care without pay. It changes nothing in the order of families."),
        ),
        "note": forms.LongTextField(label=_("Note"), required=False, max_length=2000),
    }


HOME_NAMES = ["place", "address", "phone", "lat", "lon", "languages", "own_children", "is_paid", "note"]
PERSON_NAMES = ["given", "surname", "born_on", "sex", "paper_kind", "paper_number"]


def _home_values(cleaned: dict, office) -> dict:
    """Values of the home; without a point on the map, the middle of the office's district or of the province is taken."""
    values = {name: cleaned.get(name) for name in HOME_NAMES}
    if values["lat"] is None or values["lon"] is None:
        near = (office.lat, office.lon) if office.place == values["place"] else places.centre(values["place"])
        values["lat"], values["lon"] = near
    return values | {"lat": float(values["lat"]), "lon": float(values["lon"])}


def _check_point(form, cleaned: dict) -> None:
    if (cleaned.get("lat") is None) != (cleaned.get("lon") is None):
        form.add_error("lon" if cleaned.get("lon") is None else "lat", _("Write both, or neither of them."))


class ApplyForm(_PeopleForm):
    """One carer or two, and their home."""

    prefixes = ("a_", "b_")
    groups = [
        forms.Group(_("The carer"), [f"a_{name}" for name in PERSON_NAMES]),
        forms.Group(
            _("The second carer"),
            [f"b_{name}" for name in PERSON_NAMES],
            _("Only where two people apply together. Otherwise leave it empty."),
        ),
        forms.Group(_("The home"), HOME_NAMES),
    ]

    def __init__(self, *args, settings, language: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.settings = settings
        for prefix in self.prefixes:
            for name, field in _person_fields(settings, is_optional=prefix == "b_").items():
                self.fields[f"{prefix}{name}"] = field
        self.fields.update(_home_fields(settings, language))

    def clean(self):
        cleaned = super().clean()
        _check_point(self, cleaned)
        if any(cleaned.get(f"b_{name}") for name in ("given", "surname", "born_on", "sex", "paper_number")):
            for name, message in (
                ("given", _("Write the given name")),
                ("surname", _("Write the surname")),
                ("born_on", _("Write the day, the month and the year")),
            ):
                if not cleaned.get(f"b_{name}") and f"b_{name}" not in self.errors:
                    self.add_error(f"b_{name}", message)
        return cleaned

    def carers(self) -> list[dict]:
        found = [_person_values(self.cleaned_data, prefix, self.settings.country) for prefix in self.prefixes]
        return [values for values in found if values.get("given")]

    def values(self, office) -> dict:
        return _home_values(self.cleaned_data, office)


class ChangeForm(forms.WritingForm):
    """What is known of the home."""

    version = VersionField()

    def __init__(self, *args, settings, language: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["label"] = forms.TextField(
            label=_("What the office calls the family"),
            hint=_("Usually the carers' surname."),
            max_length=160,
            width="20",
        )
        self.fields.update(_home_fields(settings, language))

    def clean(self):
        cleaned = super().clean()
        _check_point(self, cleaned)
        return cleaned

    def values(self, office) -> dict:
        return _home_values(self.cleaned_data, office) | {"label": self.cleaned_data["label"]}


class MemberForm(_PeopleForm):
    """Somebody who lives there too."""

    def __init__(self, *args, settings, **kwargs):
        super().__init__(*args, **kwargs)
        self.settings = settings
        self.fields["role"] = forms.RadiosField(label=_("Who is it?"), choices=MemberRole.choices)
        self.fields.update(_person_fields(settings))

    def values(self) -> dict:
        return _person_values(self.cleaned_data, "", self.settings.country)


class SameForm(forms.UmayForm):
    """Search before create: is this one of the people we know already? One question for each carer who resembles somebody."""

    def __init__(self, *args, found: dict, words, hints, **kwargs):
        super().__init__(*args, **kwargs)
        for place, doubles in found.items():
            self.fields[f"same_{place}"] = forms.RadiosField(
                label=_("Is this one of these people?"),
                choices=[
                    *((str(double.person.pk), words(double.person)) for double in doubles.here),
                    ("new", _("No, this is another person")),
                ],
                hints={str(double.person.pk): hints(double) for double in doubles.here},
                error_messages={"required": _("Say whether it is the same person")},
            )
