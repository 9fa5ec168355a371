"""Orders, their ends, clocks and reviews."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from umay.care.cases.forms.base import LONG, Versioned
from umay.ground.offices.packs import choices
from umay.ground.offices.packs.calendar import end_of_day
from umay.kit.ui import forms


class BasisForm(forms.WritingForm):
    """An order or an emergency admission."""

    kind = forms.RadiosField(label=_("By what right is the child in care?"))
    authority = forms.TextField(
        label=_("Who decided?"), hint=_("The full name of the court or office."), max_length=160, width="20"
    )
    decision_number = forms.TextField(
        label=_("Number of the decision"), required=False, max_length=60, width="10", autocomplete="off"
    )
    decided_on = forms.DayField(label=_("Day of the decision"), required=False)
    starts_at = forms.MomentField(
        label=_("In force since"),
        hint=_("In an emergency: when the child was handed over to you. The clocks of the law start here."),
    )
    ends_on = forms.DayField(
        label=_("In force until"),
        hint=_("Leave it empty: the end follows from the law. Fill it in only if the decision names an earlier day."),
        required=False,
    )

    def __init__(self, *args: Any, rows: list, zone: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["kind"].choices = [(row.code, row.label) for row in rows]
        self.fields["kind"].widget.hints = {row.code: row.hint for row in rows}
        self.fields["starts_at"].latest = today

    def values(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        ends_on = found.pop("ends_on")
        return found | {"ends_at": end_of_day(ends_on, self.zone) if ends_on else None}


class EndBasisForm(Versioned):
    ended_at = forms.MomentField(label=_("Since when is it no longer in force?"))
    why = forms.TextField(
        label=_("Why?"), hint=_("For example: the judge lifted it; the child went home."), max_length=200
    )


class MeetForm(forms.WritingForm):
    met_at = forms.MomentField(label=_("When was it done?"))


class ReviewForm(Versioned):
    """What a review found."""

    held_on = forms.DayField(label=_("When was the review?"))
    text = forms.LongTextField(
        label=_("What did you find, and what comes next?"),
        hint=_("Who took part, how the child is and what the child says, what is agreed. Encrypted."),
        max_length=LONG,
        rows=8,
    )
    goal = forms.RadiosField(label=_("Where is the plan heading?"))
    next_on = forms.DayField(
        label=_("Next review"), hint=_("Leave it empty for the latest day the rule allows."), required=False
    )

    def __init__(self, *args: Any, settings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].choices = choices("permanence", settings.get("cases.permanence_goals"))
