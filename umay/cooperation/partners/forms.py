"""Forms about institutions, their people and papers."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from umay.cooperation.partners.files import ENDINGS, MOST_BYTES
from umay.cooperation.partners.queries import in_language
from umay.cooperation.partners.words import DelegateRole, MandateKind, PartyKind, Standing
from umay.kit.ui import forms

LANGUAGES = settings.LANGUAGES


class NameForm(forms.WritingForm):
    """What the institution is called in a language, and when."""

    lang = forms.RadiosField(label=_("Language"), choices=LANGUAGES, row=True)
    name = forms.TextField(label=_("Name"), max_length=240, error_messages={"required": _("Write the name")})
    short = forms.TextField(label=_("Short name"), max_length=80, width="20", required=False)
    valid_from = forms.DayField(label=_("Called so from"), required=False)
    valid_to = forms.DayField(label=_("Called so until"), required=False)

    def clean(self):
        said = super().clean()
        if said.get("valid_from") and said.get("valid_to") and said["valid_to"] < said["valid_from"]:
            self.add_error("valid_to", _("The end is before the beginning"))
        return said


class PersonForm(forms.WritingForm):
    """A public official of the institution, with what they hold and may do."""

    groups = [
        forms.Group(_("The person"), ["name", "kind", "tr", "az", "en"], _("Public officials only.")),
        forms.Group(_("From when to when"), ["begins_on", "ends_on"]),
        forms.Group(_("Signing"), ["may_sign", "full_powers"]),
        forms.Group(_("Public pages"), ["is_public"]),
    ]
    name = forms.TextField(label=_("Name"), max_length=160, error_messages={"required": _("Write the name")})
    kind = forms.RadiosField(label=_("Position"), choices=MandateKind.choices)
    tr = forms.TextField(label=pgettext_lazy("position", "Title in Turkish"), max_length=200, required=False)
    az = forms.TextField(label=pgettext_lazy("position", "Title in Azerbaijani"), max_length=200, required=False)
    en = forms.TextField(label=pgettext_lazy("position", "Title in English"), max_length=200, required=False)
    begins_on = forms.DayField(label=_("Since"), required=False)
    ends_on = forms.DayField(label=_("Until"), required=False)
    may_sign = forms.TickField(label=_("May sign for the institution"), required=False)
    full_powers = forms.FileField(
        label=_("Full powers document"),
        hint=_("PDF or picture, at most 10 MB. Other institutions see it only after you have shown it to them."),
        required=False,
        endings=ENDINGS,
        max_bytes=MOST_BYTES,
    )
    is_public = forms.TickField(label=_("May be named on public pages"), required=False)

    def clean(self):
        said = super().clean()
        if said.get("begins_on") and said.get("ends_on") and said["ends_on"] < said["begins_on"]:
            self.add_error("ends_on", _("The end is before the beginning"))
        if not any(said.get(code) for code, _name in LANGUAGES):
            self.add_error("tr", _("Write the title in one language at least"))
        return said


class EndMandateForm(forms.WritingForm):
    """The last day on which somebody holds a position."""

    ends_on = forms.DayField(label=_("Last day"), error_messages={"required": _("Say which day")})


class DelegationForm(forms.WritingForm):
    """Whom the institution sends, and when."""

    groups = [
        forms.Group(_("What for"), ["tr", "az", "en"], _("For example the name of the meeting.")),
        forms.Group(_("When"), ["begins_on", "ends_on"]),
    ]
    tr = forms.TextField(label=_("In Turkish"), max_length=200, required=False)
    az = forms.TextField(label=_("In Azerbaijani"), max_length=200, required=False)
    en = forms.TextField(label=_("In English"), max_length=200, required=False)
    begins_on = forms.DayField(label=_("From"), required=False)
    ends_on = forms.DayField(label=_("Until"), required=False)

    def clean(self):
        said = super().clean()
        if said.get("begins_on") and said.get("ends_on") and said["ends_on"] < said["begins_on"]:
            self.add_error("ends_on", _("The end is before the beginning"))
        if not any(said.get(code) for code, _name in LANGUAGES):
            self.add_error("tr", _("Say in one language at least what it is for"))
        return said


class DelegateForm(forms.WritingForm):
    """One more of a delegation."""

    official = forms.ModelSelectField(
        label=_("Who"), queryset=None, blank=_("Choose"), error_messages={"required": _("Choose a person")}
    )
    role = forms.RadiosField(label=_("As"), choices=DelegateRole.choices)

    def __init__(self, *args, officials, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["official"].queryset = officials


class PartyForm(forms.WritingForm):
    """An institution of a state that has nobody in this installation, or an international body."""

    state = forms.ModelSelectField(
        label=pgettext_lazy("country", "State"), queryset=None, required=False, blank=_("None: an international body")
    )
    kind = forms.RadiosField(label=_("What it is"), choices=PartyKind.choices)
    tr = forms.TextField(label=_("Name in Turkish"), max_length=240, required=False)
    az = forms.TextField(label=_("Name in Azerbaijani"), max_length=240, required=False)
    en = forms.TextField(label=_("Name in English"), max_length=240, required=False)

    def __init__(self, *args, states, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].queryset = states
        self.fields["state"].label_from_instance = lambda state: in_language(state.names, (get_language() or "en")[:2])[
            0
        ]

    def clean(self):
        said = super().clean()
        if said.get("kind") and said.get("kind") != PartyKind.BODY and not said.get("state"):
            self.add_error("state", _("Say which state it belongs to"))
        if not any(said.get(code) for code, _name in LANGUAGES):
            self.add_error("tr", _("Write the name in one language at least"))
        return said


class StateForm(forms.WritingForm):
    """A state that is not there yet. Not every state has an ISO code."""

    tr = forms.TextField(label=_("Name in Turkish"), max_length=120, required=False)
    az = forms.TextField(label=_("Name in Azerbaijani"), max_length=120, required=False)
    en = forms.TextField(label=_("Name in English"), max_length=120, required=False)
    iso2 = forms.TextField(
        label=_("ISO code of two letters"),
        hint=_("Leave it empty where the state has none."),
        max_length=2,
        width="2",
        required=False,
    )
    standing = forms.RadiosField(label=_("In the Organization of Turkic States"), choices=Standing.choices)
    note = forms.TextField(label=_("Who recognises it, where that differs"), max_length=240, required=False)

    def clean_iso2(self):
        found = self.cleaned_data.get("iso2") or ""
        if found and not (len(found) == 2 and found.isascii() and found.isupper()):
            raise ValidationError(_("Two capital letters, for example KZ"))
        return found or None

    def clean(self):
        said = super().clean()
        if not any(said.get(code) for code, _name in LANGUAGES):
            self.add_error("tr", _("Write the name in one language at least"))
        return said
