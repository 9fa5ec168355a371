"""Forms of meetings: days and place, agenda, who attended, minutes, decisions, actions. Words are asked in each language; one is enough."""

from django import forms as django_forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umay.cooperation.accords.meeting_words import Adopted, Level, Presence
from umay.cooperation.partners.files import ENDINGS, MOST_BYTES
from umay.kit.ui import forms

LANGUAGES = [code for code, _name in settings.LANGUAGES]
_IN = {"tr": _("In Turkish"), "az": _("In Azerbaijani"), "en": _("In English")}
_ONE = _("One language is enough.")


def words_of(sent: dict, name: str) -> dict:
    """What was written in each language: title_tr, title_az ... -> {"tr": ..., "az": ...}; empty ones are left out."""
    return {code: words for code in LANGUAGES if (words := (sent.get(f"{name}_{code}") or "").strip())}


def shown_words(words: dict, name: str) -> dict:
    """The same the other way round, for a form's first values."""
    return {f"{name}_{code}": words.get(code, "") for code in LANGUAGES}


def _each(name: str) -> list[str]:
    return [f"{name}_{code}" for code in LANGUAGES]


def _in_each(name: str, *, rows: int = 0, most: int = 400) -> dict:
    made, more = (forms.LongTextField, {"rows": rows}) if rows else (forms.TextField, {})
    return {
        f"{name}_{code}": made(label=_IN[code], required=False, says_optional=False, max_length=most, **more)
        for code in LANGUAGES
    }


def _version():
    return forms.WholeNumberField(widget=django_forms.HiddenInput, required=False)


class SureForm(forms.WritingForm):
    version = _version()


class SeriesForm(forms.WritingForm):
    other = forms.ModelSelectField(label=_("With which institution"), queryset=None, blank=_("Choose"))

    def __init__(self, *args, others, names, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others
        self.fields["other"].label_from_instance = lambda party: names.get(party.pk, party.code)
        self.fields.update(_in_each("title", most=240))
        self.groups = [
            forms.Group(_("What is it called?"), _each("title"), _ONE),
            forms.Group(_("Sides"), ["other"]),
        ]


class MeetingForm(forms.WritingForm):
    level = forms.RadiosField(label=_("Who meets"), choices=Level.choices)
    host = forms.ModelSelectField(label=_("Host"), queryset=None, required=False, blank=_("Not decided yet"))
    begins_on = forms.DayField(label=_("First day"))
    ends_on = forms.DayField(label=_("Last day"))
    version = _version()

    def __init__(self, *args, hosts, names, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = hosts
        self.fields["host"].label_from_instance = lambda party: names.get(party.pk, party.code)
        self.fields.update(_in_each("title", most=240) | _in_each("place", most=120))
        self.groups = [
            forms.Group(_("What is it called?"), _each("title"), _ONE),
            forms.Group(_("When and how"), ["level", "begins_on", "ends_on", "host"]),
            forms.Group(_("Where"), _each("place"), _ONE),
        ]


class ItemForm(forms.WritingForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.update(_in_each("title"))
        self.groups = [forms.Group(_("What is it about?"), _each("title"), _ONE)]


class AttendForm(forms.WritingForm):
    says = forms.RadiosField(label=_("Your institution"), choices=Presence.choices)
    delegation = forms.ModelSelectField(label=_("Delegation"), queryset=None, required=False, blank=_("None is recorded"))  # fmt: skip
    head = forms.ModelSelectField(
        label=pgettext_lazy("delegation", "Who leads it"), queryset=None, required=False, blank=_("Not stated")
    )

    def __init__(self, *args, delegations, officials, titles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["delegation"].queryset = delegations
        self.fields["delegation"].label_from_instance = lambda row: titles(row.titles)
        self.fields["head"].queryset = officials


class MinutesForm(forms.WritingForm):
    """number: the version that is on the page; the next one follows it or nothing is saved."""

    number = forms.WholeNumberField(widget=django_forms.HiddenInput, min_value=0)
    why = forms.TextField(label=_("What do you amend, and why?"), max_length=400)

    def __init__(self, *args, is_amending: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.update(_in_each("text", rows=14, most=100_000))
        self.groups = [forms.Group(_("Minutes"), _each("text"), _ONE)]
        if is_amending:
            self.groups.insert(0, forms.Group("", ["why"]))
        else:
            del self.fields["why"]


class UntilForm(forms.WritingForm):
    until = forms.DayField(label=_("Until which day do they amend?"))
    version = _version()


class DecisionForm(forms.WritingForm):
    adopted = forms.RadiosField(label=_("How"), choices=Adopted.choices)
    item = forms.ModelSelectField(label=_("Item of the agenda"), queryset=None, required=False, blank=_("None"))
    drops = forms.ModelSelectField(
        label=_("It ends this earlier decision"), queryset=None, required=False, blank=_("None")
    )
    line = forms.ModelSelectField(
        label=_("It carries out this line of a plan"), queryset=None, required=False, blank=_("None")
    )
    version = _version()

    def __init__(self, *args, items, earlier, lines, labels, **kwargs):
        super().__init__(*args, **kwargs)
        for name, rows in (("item", items), ("drops", earlier), ("line", lines)):
            self.fields[name].queryset = rows
            self.fields[name].label_from_instance = labels[name]
        self.fields.update(_in_each("text", rows=3, most=4000))
        self.groups = [
            forms.Group(_("What is decided?"), [*_each("text"), "adopted"], _ONE),
            forms.Group(_("What it belongs to"), ["item", "line", "drops"]),
        ]


class ActionForm(forms.WritingForm):
    owner = forms.ModelSelectField(label=_("Who does it"), queryset=None, blank=_("Choose"))
    helper = forms.ModelSelectField(label=_("Who helps"), queryset=None, required=False, blank=_("Nobody"))
    due_on = forms.DayField(label=_("By which day"))
    version = _version()

    def __init__(self, *args, sides, names, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("owner", "helper"):
            self.fields[name].queryset = sides
            self.fields[name].label_from_instance = lambda party: names.get(party.pk, party.code)
        self.fields.update(_in_each("title"))
        self.groups = [
            forms.Group(_("What is done?"), _each("title"), _ONE),
            forms.Group(_("Who and when"), ["owner", "helper", "due_on"]),
        ]


class ActionReportForm(forms.WritingForm):
    text = forms.LongTextField(label=_("What was done?"), rows=4, max_length=4000)
    file = forms.FileField(
        label=_("A file that shows it"), required=False, hint=_("PDF or picture, at most 10 MB."), endings=ENDINGS,
        max_bytes=MOST_BYTES
    )  # fmt: skip


class SendBackForm(forms.WritingForm):
    why = forms.LongTextField(label=_("What is missing?"), hint=_("The other side reads it."), rows=3, max_length=2000)


class SearchForm(forms.UmayForm):
    q = forms.TextField(
        label=pgettext_lazy("minutes", "Look for words"), hint=_("In whichever language they were written."),
        required=False, says_optional=False, max_length=80
    )  # fmt: skip


class CommuniqueForm(forms.WritingForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.update(_in_each("title", most=240))
        self.groups = [forms.Group(_("What is it called?"), _each("title"), _ONE)]
