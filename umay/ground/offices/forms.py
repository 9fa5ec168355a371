"""Forms about accounts and posts. What a setting of the pack may hold is drawn by setting_fields.py."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from umay.ground.offices.access import offices_administered, roles
from umay.ground.offices.queries import offices_of, teams_of
from umay.ground.offices.rules import USERNAME
from umay.ground.offices.words import Level
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
