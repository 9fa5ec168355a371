"""Forms of the concordance."""

from django import forms as django_forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from umay.cooperation.accords.forms.declarations import LANGUAGES as WRITTEN
from umay.cooperation.accords.forms.declarations import _in_each, words_of
from umay.cooperation.accords.text_words import LANGUAGES, MatchKind
from umay.cooperation.partners.queries import in_language
from umay.cooperation.partners.templatetags.coop import language_in_words
from umay.kit.ui import forms


def _state_name(state) -> str:
    return in_language(state.names, (get_language() or "en")[:2])[0]


class TermForm(forms.WritingForm):
    """A word of one legal system, what it means there and where that is written."""

    version = django_forms.IntegerField(widget=django_forms.HiddenInput, required=False)
    state = forms.ModelSelectField(label=_("Of which state?"), queryset=None, blank=_("Choose"))
    language = forms.SelectField(
        label=_("In which language?"),
        choices=[(code, language_in_words(code)) for code in LANGUAGES],
        blank=_("Choose"),
    )
    word = forms.TextField(label=_("The word"), max_length=120)
    basis = forms.TextField(
        label=_("In which law or page is it written?"),
        hint=_("Where this is empty, the page says that no source is named."),
        max_length=400,
        required=False,
    )

    def __init__(self, *args, states, is_change: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].queryset = states
        self.fields["state"].label_from_instance = _state_name
        if is_change:
            del self.fields["state"], self.fields["language"]
        self.fields.update(_in_each("definition", rows=3, most=1000))
        self.groups = [
            forms.Group(_("The word"), ["state", "language", "word", "basis"]),
            forms.Group(_("What does it mean in that legal system?"), [f"definition_{code}" for code in WRITTEN]),
        ]

    def values(self) -> dict:
        names = [name for name in ("state", "language", "word", "basis") if name in self.fields]
        said = {name: self.cleaned_data[name] for name in names}
        return said | {"definitions": words_of(self.cleaned_data, "definition")}


class MatchForm(forms.WritingForm):
    """How near a word is to one of another legal system."""

    second = forms.ModelSelectField(label=_("Compare with which word?"), queryset=None, blank=_("Choose"))
    kind = forms.RadiosField(label=_("How near are they?"), choices=MatchKind.choices)

    def __init__(self, *args, terms, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["second"].queryset = terms
        self.fields["second"].label_from_instance = lambda term: f"{term.word} ({_state_name(term.state)})"
        self.fields.update(_in_each("note", rows=3, most=1000))
        self.groups = [
            forms.Group("", ["second", "kind"]),
            forms.Group(_("Wherein do they differ?"), [f"note_{code}" for code in WRITTEN]),
        ]

    def notes(self) -> dict:
        return words_of(self.cleaned_data, "note")
