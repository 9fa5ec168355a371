"""Forms about accounts and posts, offices and teams. What a setting of the pack may hold is drawn by setting_fields.py."""

from django import forms as django_forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from umay.ground.offices.access import offices_administered, roles
from umay.ground.offices.queries import offices_of, places_to_arrange, teams_of
from umay.ground.offices.rules import USERNAME
from umay.ground.offices.words import Level, OfficeKind
from umay.kit.ui import forms

_USERNAME = RegexValidator(
    USERNAME,
    _("Use small letters a to z, figures, points and hyphens; at least three of them."),
)


class PeopleForm(forms.UmayForm):
    """Whom the administrator looks for."""

    words = forms.SearchField(label=_("Name or user name"), required=False, says_optional=False)
    office = forms.ModelSelectField(
        label=_("Office"), queryset=None, required=False, says_optional=False, blank=_("All offices")
    )
    closed = forms.TickField(label=_("Closed accounts"), required=False, says_optional=False)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices_of(by.country)


class AccountForm(forms.WritingForm):
    name = forms.TextField(
        label=_("Name of the person"),
        max_length=160,
        autocomplete="off",
        error_messages={"required": _("Write the name of the person")},
    )
    username = forms.TextField(
        label=_("User name"),
        hint=_("What the person types to sign in, for example ayse.kaya. It cannot be changed later."),
        width="20",
        max_length=80,
        autocomplete="off",
        validators=[_USERNAME],
        error_messages={"required": _("Choose a user name")},
    )
    language = forms.RadiosField(label=_("Language of the pages"), choices=settings.LANGUAGES, row=True)


class GivePostForm(forms.WritingForm):
    """A role at an office, from a day on."""

    groups = [
        forms.Group(_("What the person does"), ["role", "level"]),
        forms.Group(_("Where"), ["office", "team"]),
        forms.Group(_("From when to when"), ["begins_on", "ends_on"]),
    ]
    role = forms.RadiosField(label=_("Role"))
    level = forms.SelectField(
        label=_("How far it sees"),
        hint=_("Choose the narrowest that the work needs."),
        choices=Level.choices,
    )
    office = forms.ModelSelectField(label=_("Office"), queryset=None)
    team = forms.ModelSelectField(label=_("Team"), queryset=None, required=False)
    begins_on = forms.DayField(label=_("First day"))
    ends_on = forms.DayField(label=_("Last day"), hint=_("Leave it empty where no end is known."), required=False)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        places = offices_administered(by).filter(closed_on__isnull=True).order_by("name_sort", "id")
        self.fields["office"].queryset = places
        self.fields["team"].queryset = teams_of(places)
        self.fields["team"].label_from_instance = lambda team: f"{team.office.name}, {team.name}"
        known = roles()
        self.fields["role"].choices = [(code, role.label) for code, role in known.items()]
        self.fields["role"].widget.hints = {
            code: _("A second person must confirm this role.") for code, role in known.items() if role.is_powerful
        }

    def clean(self):
        cleaned = super().clean()
        begins, ends = cleaned.get("begins_on"), cleaned.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", _("The last day cannot be before the first."))
        return cleaned


class EndPostForm(forms.WritingForm):
    ends_on = forms.DayField(label=_("Last day"))


class WasField(django_forms.CharField):
    """The name that stood there when the form was opened."""

    def __init__(self):
        super().__init__(widget=django_forms.HiddenInput, required=False, strip=False)


class OfficeForm(forms.WritingForm):
    """A new office: its name, what it is and where."""

    name = forms.TextField(
        label=_("Name of the office"),
        max_length=200,
        autocomplete="off",
        error_messages={"required": _("Write the name of the office")},
    )
    kind = forms.RadiosField(
        label=_("What is it?"), choices=[(kind, kind.label) for kind in (OfficeKind.CENTRE, OfficeKind.PROVINCIAL)]
    )
    place = forms.SelectField(label=_("Where"), choices=[])
    phone = forms.PhoneField(label=_("Telephone"), required=False)
    code = forms.TextField(
        label=_("Short code"),
        hint=_("Stands in the numbers of its cases and never changes. Leave it empty and the next free one is taken."),
        required=False,
        max_length=12,
        width="10",
        validators=[RegexValidator(r"^[A-Z0-9]{3,12}$", _("Use 3 to 12 capital letters A to Z and figures."))],
    )

    def __init__(self, *args, by, language, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("Choose")), *places_to_arrange(by=by, language=language)]


class RenameOfficeForm(forms.WritingForm):
    was = WasField()
    name = forms.TextField(
        label=_("Name of the office"),
        max_length=200,
        autocomplete="off",
        error_messages={"required": _("Write the name of the office")},
    )
    phone = forms.PhoneField(label=_("Telephone"), required=False)


class RenameTeamForm(forms.WritingForm):
    was = WasField()
    name = forms.TextField(
        label=_("Name of the team"),
        max_length=120,
        autocomplete="off",
        error_messages={"required": _("Write the name of the team")},
    )


class ClosingForm(forms.WritingForm):
    why = forms.LongTextField(
        label=_("Why does it close?"),
        hint=_("The decision or letter, with its date and number. The second person reads this."),
        rows=3,
        max_length=1000,
        error_messages={"required": _("Write why it closes")},
    )


class SureForm(forms.WritingForm):
    """A step that only asks again."""


class ConfirmSettingForm(forms.WritingForm):
    """Where the value stands and from when it holds; the value's own fields are added before these."""

    source = forms.LongTextField(
        label=_("Where does it stand?"),
        hint=_("The law and article, the decision or the letter, with its date and number."),
        rows=3,
        max_length=1000,
        error_messages={"required": _("Write where it stands")},
    )
    valid_from = forms.DayField(label=_("From which day does it hold?"))
    sure = forms.TickField(label=_("I have read it there myself and I confirm it in my own name"))
