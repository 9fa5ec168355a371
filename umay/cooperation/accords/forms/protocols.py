"""Forms of protocols. Words are asked in each language; one is enough."""

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from umay.cooperation.accords.forms.plans import LANGUAGES, Versioned, in_each
from umay.kit.ui import forms


class ProtocolForm(forms.WritingForm):
    """Title and term of a protocol; its other side where it is opened."""

    other = forms.ModelSelectField(
        label=_("With which institution"), queryset=None, blank=_("Choose"), error_messages={"required": _("Choose the other side")}
    )  # fmt: skip
    begins_on = forms.DayField(label=_("Protocol in force from"), required=False)
    ends_on = forms.DayField(label=_("Protocol in force until"), required=False)
    renews_itself = forms.YesNoField(label=_("Does it renew itself?"), required=False)
    notice_days = forms.WholeNumberField(
        label=_("How many days before must a side say that it ends it?"), required=False, min_value=0, max_value=3660
    )
    version = forms.WholeNumberField(widget=django_forms.HiddenInput, required=False)

    def __init__(self, *args, others=None, names=None, **kwargs):
        super().__init__(*args, **kwargs)
        if others is None:
            del self.fields["other"]
        else:
            self.fields["other"].queryset = others
            self.fields["other"].label_from_instance = lambda party: names.get(party.pk, party.code)
        self.fields.update(in_each("title"))
        self.groups = [
            forms.Group(_("What is it called?"), [f"title_{code}" for code in LANGUAGES], _("One language is enough.")),
            *([forms.Group(_("Sides"), ["other"])] if others is not None else []),
            forms.Group(
                _("Its term"), ["begins_on", "ends_on", "renews_itself", "notice_days"], _("Leave empty what is not agreed.")
            ),
        ]  # fmt: skip

    def term(self) -> dict:
        """The protocol's columns."""
        return {name: self.cleaned_data[name] for name in ("begins_on", "ends_on", "renews_itself", "notice_days")}


class AnnounceForm(Versioned):
    announced_on = forms.DayField(label=_("On which day was it announced?"))
    sentence = forms.ModelSelectField(
        label=_("In which sentence of a source?"), queryset=None, required=False, blank=_("None is recorded here")
    )

    def __init__(self, *args, sentences, names, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sentence"].queryset = sentences
        self.fields["sentence"].label_from_instance = names
