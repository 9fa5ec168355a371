"""Forms about any accord: releasing, approving by letter, files, its sides and titles."""

from django import forms as django_forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from umay.cooperation.accords.words import FileUse, SideRole
from umay.cooperation.partners.files import ENDINGS, MOST_BYTES
from umay.cooperation.partners.queries import all_names
from umay.kit.ui import forms


class _PartyField(forms.ModelSelectField):
    """An institution by its name in the reader's language."""

    def label_from_instance(self, party):
        row = all_names((get_language() or "en")[:2]).get(party.pk)
        return row.name if row else party.code


class ReleaseForm(forms.WritingForm):
    """One's own institution releases, or one that has nobody here, by its letter."""

    sha256 = django_forms.CharField(widget=django_forms.HiddenInput)


class LetterForm(forms.WritingForm):
    """What an institution that has nobody here says on paper."""

    sha256 = django_forms.CharField(widget=django_forms.HiddenInput)
    party = _PartyField(label=_("Which institution says so"), queryset=None, blank=_("Choose"))
    paper = forms.FileField(
        label=_("The letter"), hint=_("PDF or picture, at most 10 MB."), endings=ENDINGS, max_bytes=MOST_BYTES
    )

    def __init__(self, *args, parties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties


class FileForm(forms.WritingForm):
    file = forms.FileField(
        label=_("The file"), hint=_("PDF or picture, at most 10 MB."), endings=ENDINGS, max_bytes=MOST_BYTES
    )
    use = forms.RadiosField(label=_("What it is"), choices=FileUse.choices)


class SideForm(forms.WritingForm):
    """One more institution that the accord names."""

    party = _PartyField(label=_("Institution"), queryset=None, blank=_("Choose"))
    role = forms.RadiosField(label=_("As"), choices=SideRole.choices)

    def __init__(self, *args, parties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties


class TitlesForm(forms.WritingForm):
    tr = forms.TextField(label=_("Title in Turkish"), max_length=240, required=False)
    az = forms.TextField(label=_("Title in Azerbaijani"), max_length=240, required=False)
    en = forms.TextField(label=_("Title in English"), max_length=240, required=False)
    version = django_forms.IntegerField(widget=django_forms.HiddenInput)

    def clean(self):
        said = super().clean()
        if not any(said.get(code) for code, _name in settings.LANGUAGES):
            self.add_error("tr", _("Write the title in one language at least"))
        return said


class TakeBackForm(forms.WritingForm):
    note = forms.TextField(label=_("Why"), hint=_("The other sides read it."), max_length=400)
