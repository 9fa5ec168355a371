"""Forms of plans, their lines, proposals, reports and activities. Words are asked in each language; one is enough."""

from collections.abc import Sequence

from django import forms as django_forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umay.cooperation.accords.plan_words import Cost, LineKind, ObstacleKind, Pace, Reason, Says
from umay.cooperation.partners.files import ENDINGS, MOST_BYTES
from umay.kit.ui import forms

LANGUAGES = [code for code, _name in settings.LANGUAGES]
_IN = {"tr": _("In Turkish"), "az": _("In Azerbaijani"), "en": _("In English")}
MOST_WORDS = 400


def words_of(sent: dict, name: str) -> dict:
    """What was written in each language: title_tr, title_az ... -> {"tr": ..., "az": ...}; empty ones are left out."""
    return {code: words for code in LANGUAGES if (words := (sent.get(f"{name}_{code}") or "").strip())}


def shown_words(words: dict, name: str) -> dict:
    """The same the other way round, for a form's first values."""
    return {f"{name}_{code}": words.get(code, "") for code in LANGUAGES}


def in_each(name: str, *, rows: int = 0) -> dict:
    kind = {"rows": rows} if rows else {}
    made = forms.LongTextField if rows else forms.TextField
    return {
        f"{name}_{code}": made(label=_IN[code], required=False, says_optional=False, max_length=MOST_WORDS, **kind)
        for code in LANGUAGES
    }


def sentence_words(row) -> str:
    """A sentence of a source in a list to choose from."""
    return f"{row.source.title[:60]}, {row.number}: {row.text[:80]}"


def _add(form, fields: dict) -> None:
    form.fields.update(fields)


class Versioned(forms.WritingForm):
    """Carries which state of the row the person was looking at."""

    version = forms.WholeNumberField(widget=django_forms.HiddenInput, required=True)


class PlanForm(forms.WritingForm):
    """Title and years of a plan; its other side where it is opened."""

    other = forms.ModelSelectField(
        label=_("With which institution"), queryset=None, blank=_("Choose"), error_messages={"required": _("Choose the other side")}
    )  # fmt: skip
    protocol = forms.ModelSelectField(
        label=_("Under which protocol"), queryset=None, required=False, blank=_("None, or not recorded here")
    )
    begins_on = forms.DayField(label=_("First day of the plan"))
    ends_on = forms.DayField(label=_("Last day of the plan"))
    version = forms.WholeNumberField(widget=django_forms.HiddenInput, required=False)

    def __init__(self, *args, others=None, protocols=None, names=None, **kwargs):
        super().__init__(*args, **kwargs)
        if others is None:
            del self.fields["other"], self.fields["protocol"]
        else:
            self.fields["other"].queryset = others
            self.fields["other"].label_from_instance = lambda party: names.get(party.pk, party.code)
            self.fields["protocol"].queryset = protocols
            self.fields["protocol"].label_from_instance = lambda row: names.get(row.pk, row.accord.code)
        _add(self, in_each("title"))
        kept = [name for name in ("other", "protocol", "begins_on", "ends_on") if name in self.fields]
        self.groups = [
            forms.Group(_("What is it called?"), [f"title_{code}" for code in LANGUAGES], _("One language is enough.")),
            forms.Group(_("Sides and years"), kept),
        ]


class LineForm(forms.WritingForm):
    """One line: what is done, when, how much, who pays, what it should bring."""

    kind = forms.SelectField(label=pgettext_lazy("plan", "Kind"), choices=LineKind.choices)
    article = forms.TextField(label=_("Article of the protocol"), required=False, max_length=40, width="10")
    sentence = forms.ModelSelectField(
        label=_("In which sentence of a source?"), queryset=None, required=False, blank=_("None is recorded here")
    )
    begins_on = forms.DayField(label=_("From"))
    ends_on = forms.DayField(label=_("Until"))
    quantity = forms.WholeNumberField(label=_("How many"), required=False, min_value=0)
    cost = forms.RadiosField(label=_("Who pays"), choices=Cost.choices)
    days = forms.WholeNumberField(label=_("How many days does it take?"), min_value=1, max_value=366)
    pace = forms.RadiosField(label=_("How does it take them?"), choices=Pace.choices)
    after = forms.ModelSelectField(
        label=_("Only after this line has ended"), queryset=None, required=False, blank=_("No line")
    )
    why = forms.LongTextField(
        label=_("Why should it change?"), hint=_("The other side decides by this."), rows=3, max_length=2000
    )
    version = forms.WholeNumberField(widget=django_forms.HiddenInput, required=False)

    def __init__(self, *args, others, titles, sentences=None, is_proposal=False, **kwargs):
        super().__init__(*args, **kwargs)
        _add(self, in_each("title", rows=2) | in_each("unit") | in_each("cost_note") | in_each("result", rows=2))
        self.fields["after"].queryset = others
        self.fields["after"].label_from_instance = lambda line: titles(line)
        planner = ["days", "pace", "after"]
        for name in [*planner, "sentence"] if is_proposal else ["why"]:
            del self.fields[name]
        written_in = [] if is_proposal else ["sentence"]
        if written_in:
            self.fields["sentence"].queryset = sentences
            self.fields["sentence"].label_from_instance = sentence_words

        def each(name: str) -> list[str]:
            return [f"{name}_{code}" for code in LANGUAGES]

        self.groups = [
            forms.Group(
                _("What is done?"), [*each("title"), "kind", "article", *written_in], _("One language is enough.")
            ),
            forms.Group(_("In which time?"), ["begins_on", "ends_on"]),
            forms.Group(_("How much?"), ["quantity", *each("unit")], _("For example: 2 workshops.")),
            forms.Group(_("What should it bring?"), each("result")),
            forms.Group(_("Cost"), ["cost", *each("cost_note")]),
            *(
                [forms.Group(_("Reason"), ["why"])]
                if is_proposal
                else [
                    forms.Group(_("For the year planner"), planner, _("Nobody agrees on this; it helps to find dates."))
                ]
            ),
        ]

    def clean(self):
        sent = super().clean()
        if sent.get("pace") == Pace.ROW and (sent.get("days") or 0) > 5:
            self.add_error("days", _("More than five working days never follow one another. Choose weekends between."))
        return sent

    def values(self) -> dict:
        """The line's columns."""
        sent = self.cleaned_data
        plain = ("kind", "article", "begins_on", "ends_on", "quantity", "cost", "days", "pace", "after", "sentence")
        found = {name: sent[name] for name in plain if name in sent}
        named = {"titles": "title", "units": "unit", "cost_notes": "cost_note", "results": "result"}
        return found | {column: words_of(sent, name) for column, name in named.items()}


class LeadForm(forms.WritingForm):
    unit = forms.TextField(label=_("Which department leads it on your side?"), max_length=200)
    official = forms.ModelSelectField(
        label=_("Which public official?"), queryset=None, required=False, blank=_("Nobody is named")
    )

    def __init__(self, *args, officials, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["official"].queryset = officials


class SignForm(Versioned):
    signed_on = forms.DayField(label=_("On which day was it signed?"))
    place = forms.TextField(label=_("Where?"), max_length=120, required=False)


class SureForm(Versioned):
    """Nothing but the question whether it is really meant."""


class DatesForm(forms.WritingForm):
    first_on = forms.DayField(label=_("First day"))
    last_on = forms.DayField(label=_("Last day"))
    why = forms.LongTextField(label=_("What should the other side know?"), rows=2, max_length=2000)


class WhyForm(forms.WritingForm):
    why = forms.LongTextField(label=_("Why?"), hint=_("The other side decides by this."), rows=3, max_length=2000)


class ReportForm(forms.WritingForm):
    """What one's own side says about a line."""

    groups = [
        forms.Group(_("How does it stand?"), ["says", "held_on", "held_until"]),
        forms.Group(_("Numbers"), ["quantity", "people"], _("Leave empty what you do not know.")),
        forms.Group(_("In words"), ["text"]),
        forms.Group(_("For which months?"), ["period"]),
    ]
    says = forms.RadiosField(label=_("Our side says"), choices=Says.choices)
    held_on = forms.DayField(label=_("Carried out on"), required=False)
    held_until = forms.DayField(label=_("Until, where it took several days"), required=False)
    quantity = forms.WholeNumberField(label=_("How many, counted as in the line"), required=False, min_value=0)
    people = forms.WholeNumberField(label=_("How many people took part"), required=False, min_value=0)
    text = forms.LongTextField(
        label=_("What was done, what came of it"),
        hint=_("No names of people who took part."),
        required=False,
        rows=5,
        max_length=4000,
    )
    period = forms.ModelSelectField(
        label=_("Months"), queryset=None, required=False, blank=_("None: a report between, or a correction")
    )
    version = forms.WholeNumberField(widget=django_forms.HiddenInput, required=False)

    def __init__(self, *args, periods, names, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].queryset = periods
        self.fields["period"].label_from_instance = names


class ObstacleForm(forms.WritingForm):
    kind = forms.RadiosField(label=pgettext_lazy("cooperation", "What is it?"), choices=ObstacleKind.choices)
    reason = forms.RadiosField(label=_("What does it come from?"), choices=Reason.choices)
    text = forms.LongTextField(label=_("What stands in the way?"), rows=3, max_length=2000)
    step = forms.LongTextField(label=_("What is done about it?"), rows=2, max_length=2000, required=False)
    new_on = forms.DayField(label=_("When is it expected now?"), required=False)


class EndObstacleForm(Versioned):
    how = forms.LongTextField(label=_("How was it solved?"), rows=2, max_length=2000, required=False)


class ActivityForm(forms.WritingForm):
    begins_on = forms.DayField(label=_("First day"))
    ends_on = forms.DayField(label=_("Last day"))
    place = forms.TextField(label=_("Where?"), required=False, max_length=160)
    host = forms.SelectField(label=_("Host"), required=False)
    version = forms.WholeNumberField(widget=django_forms.HiddenInput, required=False)

    def __init__(self, *args, sides: Sequence, names: dict, **kwargs):
        super().__init__(*args, **kwargs)
        self.sides = {str(side.pk): side for side in sides}
        self.fields["host"].choices = [("", _("No host"))] + [
            (key, names.get(side.pk, side.code)) for key, side in self.sides.items()
        ]
        _add(self, in_each("title"))
        self.groups = [
            forms.Group(_("What is it called?"), [f"title_{code}" for code in LANGUAGES], _("One language is enough.")),
            forms.Group(_("When and where?"), ["begins_on", "ends_on", "place", "host"]),
        ]

    def values(self) -> dict:
        sent = self.cleaned_data
        found = {name: sent[name] for name in ("begins_on", "ends_on", "place")}
        return found | {"titles": words_of(sent, "title"), "host": self.sides.get(sent["host"])}


class CountForm(forms.WritingForm):
    people = forms.WholeNumberField(label=_("How many people did your side count?"), min_value=0)
    women = forms.WholeNumberField(label=_("How many of them women?"), required=False, min_value=0)
    report = forms.LongTextField(
        label=_("What was done, what came of it"), hint=_("No names of people who took part."), required=False, rows=5, max_length=4000
    )  # fmt: skip
    version = forms.WholeNumberField(widget=django_forms.HiddenInput, required=False)


class EvidenceForm(forms.WritingForm):
    file = forms.FileField(label=pgettext_lazy("document", "File"), hint=_("PDF or picture, at most 10 MB. No picture on which a child can be recognised."), endings=ENDINGS, max_bytes=MOST_BYTES)  # fmt: skip
    about = forms.TextField(label=_("What does it show?"), max_length=200)


class PlannerForm(forms.UmayForm):
    """Which year, and days that must stay free."""

    year = forms.SelectField(label=_("Year"))
    away_from = forms.DayField(label=_("Keep free from"), required=False)
    away_until = forms.DayField(label=_("Keep free until"), required=False)

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(str(year), str(year)) for year in years]

    def clean(self):
        sent = super().clean()
        if sent.get("away_from") and sent.get("away_until") and sent["away_until"] < sent["away_from"]:
            self.add_error("away_until", _("The last day lies before the first one."))
        return sent


class TakeDatesForm(forms.WritingForm):
    """The planner's dates, as they were shown, and a word for the other side."""

    dates = forms.TextField(widget=django_forms.HiddenInput)
    why = forms.LongTextField(label=_("What should the other side know?"), rows=2, max_length=2000)
