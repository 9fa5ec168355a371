"""The case itself: opened, listed, changed, noted, closed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from umay.care.cases.forms.base import LONG, Versioned, provinces
from umay.care.cases.words import CaseState, NoteKind
from umay.ground.offices.packs import choices
from umay.kit.ui import forms
from umay.kit.ui.forms import Group


class ListForm(forms.UmayForm):
    """What the list of cases is narrowed to."""

    number = forms.SearchField(label=_("Case number"), width="10")
    whose = forms.RadiosField(label=_("Whose"), required=False, says_optional=False)
    state = forms.SelectField(
        label=_("State"),
        required=False,
        says_optional=False,
        blank=None,
        choices=[("active", _("Open and waiting to be closed")), *CaseState.choices, ("all", _("All"))],
    )
    only = forms.CheckboxesField(
        label=_("Only"),
        required=False,
        says_optional=False,
        choices=[
            ("waiting", _("Waiting for a family")),
            ("urgent", _("Urgent")),
            ("overdue", _("Something is late")),
            ("unassigned", _("Nobody works on it")),
        ],
    )

    def __init__(self, *args: Any, whose: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whose"].choices = whose


class OpenForm(forms.WritingForm):
    """What is known when a case opens. The child's name stands in the form beside it."""

    groups = [Group(_("The case"), ["place", "summary", "is_urgent"])]
    place = forms.SelectField(label=_("Where does the child live?"), blank=None)
    summary = forms.LongTextField(
        label=_("What has happened?"),
        hint=_("A few sentences. They are encrypted, and only people who work on this case can read them."),
        max_length=LONG,
        required=False,
    )
    is_urgent = forms.TickField(label=_("This is urgent"), required=False)

    def __init__(self, *args: Any, country: str, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = provinces(country, language)


class OpenFromReportForm(forms.WritingForm):
    """Which children of the report come into the case."""

    children = forms.CheckboxesField(
        label=_("Which children does the case cover?"),
        hint=_("Sisters and brothers stay in one case, so that they can stay together."),
    )
    summary = forms.LongTextField(
        label=_("What do you know beyond the report?"),
        hint=_("A few sentences. They are encrypted, and only people who work on this case can read them."),
        max_length=LONG,
        required=False,
    )
    is_urgent = forms.TickField(label=_("This is urgent"), required=False)

    def __init__(self, *args: Any, children: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["children"].choices = children


class ChangeForm(Versioned):
    """The case's own facts."""

    summary = forms.LongTextField(label=_("Summary"), required=False, max_length=LONG, rows=8)
    goal = forms.RadiosField(
        label=_("Where is the plan heading?"),
        required=False,
        hint=_("The plan for a lasting home begins on the first day."),
    )
    place = forms.SelectField(label=_("Where does the child come from?"), blank=None)
    is_urgent = forms.TickField(label=_("This is urgent"), required=False)

    def __init__(self, *args: Any, settings: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals = choices("permanence", settings.get("cases.permanence_goals"))
        self.fields["goal"].choices = [*goals, ("", _("Not decided yet"))]
        self.fields["place"].choices = provinces(settings.country, language)


class NoteForm(forms.WritingForm):
    kind = forms.RadiosField(
        label=_("What kind of note?"),
        choices=[choice for choice in NoteKind.choices if choice[0] != NoteKind.REVIEW],
        initial=NoteKind.NOTE,
        row=True,
    )
    happened_at = forms.MomentField(label=_("When was it?"), hint=_("Leave it empty for now."), required=False)
    text = forms.LongTextField(label=_("Note"), max_length=LONG, rows=8)


class AskCloseForm(Versioned):
    reason = forms.RadiosField(label=_("Why does the case end?"))
    note = forms.LongTextField(
        label=_("How do the children live now, and how do you know?"),
        hint=_("What the follow-up showed, and what the children say."),
        max_length=LONG,
        rows=6,
    )

    def __init__(self, *args: Any, settings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = choices("case_closing", settings.get("cases.closing_reasons"))


class KeepOpenForm(Versioned):
    why = forms.LongTextField(label=_("What is still to be done?"), rows=4, max_length=LONG)
