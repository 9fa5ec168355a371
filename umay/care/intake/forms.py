"""Forms of the intake room. A report and its children are one page and one form; rows are added and taken away without a script."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from umay.care.intake.rules import MOST_CHILDREN, is_reason
from umay.care.intake.words import Channel, ReportState, Risk
from umay.care.persons.asking import province_choices
from umay.care.persons.several import ChildForm, SiblingsForm, count_of, prefix_of, unjudged
from umay.ground.offices.packs import Settings, choices
from umay.kit.ui import forms
from umay.kit.ui.forms.base import WRONG_ENTRY, ErrorEntry


class ReportForm(forms.WritingForm):
    """What came in, from whom, about what. `at` is now; `offices` are those a duty officer may write for."""

    received_at = forms.MomentField(
        label=_("When did the report come in?"), hint=_("The clock of the first contact starts here.")
    )
    channel = forms.RadiosField(label=_("How did it come in?"), choices=Channel.choices)
    reporter_kind = forms.SelectField(label=_("Who reports?"))
    reporter = forms.TextField(
        label=_("Name and telephone of who reports"),
        hint=_("Only if they want to give it. Kept encrypted and shown to few."),
        required=False,
        max_length=200,
    )
    office = forms.ModelSelectField(label=_("Which office takes it over?"), queryset=None)
    place = forms.SelectField(label=_("Province"))
    where_now = forms.TextField(
        label=_("Where is the child now?"),
        hint=_("Address, hospital, school, police station."),
        required=False,
        max_length=300,
    )
    concerns = forms.CheckboxesField(label=_("What is it about?"), required=False)
    story = forms.LongTextField(
        label=_("What was reported?"), hint=_("In the words of who reports, as far as you can."), rows=6
    )
    groups = [
        forms.Group(_("The report"), ["received_at", "channel", "reporter_kind", "reporter", "office"]),
        forms.Group(_("What happened"), ["story", "concerns", "where_now", "place"]),
    ]

    def __init__(self, *args: Any, settings: Settings, offices: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        self.fields["received_at"].initial = at
        self.fields["received_at"].latest = self.fields["received_at"].earliest = None
        self.fields["reporter_kind"].choices = [
            ("", _("Choose")),
            *choices("reporter", settings.get("intake.reporter_kinds")),
        ]
        self.fields["concerns"].choices = choices("concern", settings.get("intake.concerns"))
        self.fields["place"].choices = [("", _("Choose")), *province_choices(settings.country)]
        if len(offices) > 1:
            self.fields["office"].queryset = offices
        else:
            del self.fields["office"]

    def clean_received_at(self) -> datetime:
        found = self.cleaned_data["received_at"]
        if found > self.at:
            raise ValidationError(_("A report can't come in the future. Check the day and the time."), code="day")
        if found < self.at - timedelta(days=366):
            raise ValidationError(_("This is more than a year ago. Check the year."), code="year")
        return found


@dataclass
class Entry:
    """The whole page: the report, its children, and what was pressed. Draws errors like one form."""

    report: ReportForm
    children: list[ChildForm]
    siblings: SiblingsForm
    is_judged: bool
    offers: list[Any]

    @property
    def forms(self) -> list[Any]:
        return [self.report, *self.children, self.siblings]

    @property
    def errors(self) -> dict[str, Any]:
        return {str(place): form.errors for place, form in enumerate([*self.forms, *self.offers]) if form.errors}

    @property
    def summary(self) -> list[ErrorEntry]:
        return [line for form in [*self.forms, *self.offers] for line in form.summary]

    @property
    def status(self) -> int:
        return WRONG_ENTRY if self.errors else 200

    @property
    def is_full(self) -> bool:
        return len(self.children) >= MOST_CHILDREN

    @property
    def blocks(self) -> list[tuple[ChildForm, Any]]:
        """Each child's form with the question whether the child is already there."""
        offers = self.offers or [None] * len(self.children)
        return list(zip(self.children, offers, strict=True))

    def is_valid(self) -> bool:
        good = [form.is_valid() for form in self.forms]
        if all(good):
            for child in self.children:
                if child.is_empty and len(self.children) > 1:
                    child.add_error(
                        None,
                        ValidationError(_("Write what you know of this child, or take the child away."), code="empty"),
                    )
                    return False
        return all(good)


def entry(
    sent: QueryDict | None, *, judged: bool = True, settings: Settings, offices: Any, at: datetime, on: Any, place: str
) -> Entry:
    """The page's forms from what was sent (None: a fresh page). Not judged: shown as typed, without errors."""
    made = Entry(
        ReportForm(sent, settings=settings, offices=offices, at=at, initial={"place": place}),
        [ChildForm(sent, prefix=prefix_of(index), on=on) for index in range(count_of(sent, MOST_CHILDREN))],
        SiblingsForm(sent),
        judged,
        [],
    )
    if sent is not None and not judged:
        for form in made.forms:
            unjudged(form)
    return made


class FilterForm(forms.UmayForm):
    who = forms.SelectField(
        label=_("Whose"),
        blank=None,
        choices=[("", _("All I may see")), ("mine", _("Mine"))],
        required=False,
        says_optional=False,
    )
    state = forms.SelectField(
        label=_("State"),
        blank=None,
        choices=[("open", _("All that are open")), *ReportState.choices, ("all", _("All, closed ones too"))],
        required=False,
        says_optional=False,
    )
    risk = forms.SelectField(label=_("Risk"), blank=_("Any"), choices=Risk.choices, required=False, says_optional=False)
    overdue = forms.TickField(label=_("First contact late"), required=False)
    number = forms.SearchField(label=_("Number"), max_length=20, width="10")


class ScreenForm(forms.UmayForm):
    """The pack's questions, each yes, no or not known."""

    version = forms.WholeNumberField(widget=django_forms.HiddenInput)

    def __init__(self, *args: Any, questions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers = choices("answer", ("yes", "no", "unsure"))
        for code, words in choices("risk_question", questions):
            self.fields[f"q_{code}"] = forms.RadiosField(label=words, choices=answers, row=True)

    @property
    def answers(self) -> dict[str, str]:
        return {name[2:]: answer for name, answer in self.cleaned_data.items() if name.startswith("q_")}


class RiskForm(forms.UmayForm):
    """The level by the rules, to agree with or to change with a reason."""

    shown = django_forms.CharField(widget=django_forms.HiddenInput)
    level = forms.RadiosField(label=_("Risk"), choices=Risk.choices, row=True)
    reason = forms.LongTextField(
        label=_("Why do you see another risk than the rule?"),
        hint=_("Only needed if you choose another level than the rule's."),
        required=False,
        rows=3,
        max_length=1000,
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        level, by_rule = found.get("level"), (found.get("shown") or "").partition("|")[0]
        if level and level != by_rule and not is_reason(found.get("reason") or ""):
            self.add_error(
                "reason",
                ValidationError(_("Say in a sentence why you see another risk than the rule does."), code="reason"),
            )
        return found


class ContactForm(forms.UmayForm):
    version = forms.WholeNumberField(widget=django_forms.HiddenInput)
    is_seen = forms.YesNoField(
        label=_("Did you see the child?"),
        hint=_("See every child of the report, and speak with each alone where you can."),
    )
    contacted_at = forms.MomentField(label=_("When?"))
    note = forms.LongTextField(
        label=_("What did you see, what did the child say, what comes next?"), rows=6, max_length=10000
    )


class CloseForm(forms.UmayForm):
    version = forms.WholeNumberField(widget=django_forms.HiddenInput)
    code = forms.RadiosField(label=_("Why is no case opened?"))
    reason = forms.LongTextField(label=_("How did you come to this?"), rows=4, max_length=3000)

    def __init__(self, *args: Any, settings: Settings, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = choices("screen_out", settings.get("intake.screen_out_reasons"))


class AssignForm(forms.UmayForm):
    worker = forms.ModelSelectField(label=_("Who takes this report on?"), queryset=None)

    def __init__(self, *args: Any, workers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].queryset = workers
