"""Measures that a decision orders beside the legal basis."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from umay.care.cases.forms.base import LONG, Versioned
from umay.care.cases.words import OTHER_MEASURE
from umay.ground.offices.packs import choices
from umay.kit.ui import forms
from umay.kit.ui.forms import Group


class MeasureForm(forms.WritingForm):
    """One decision with all it orders, for one child, several, or the whole family."""

    groups = [
        Group(_("What is ordered"), ["kinds", "other", "children"]),
        Group(_("The decision"), ["authority", "decision_number", "decided_on"]),
        Group(_("How it is carried out"), ["carried_out_by", "plan", "starts_on", "ends_on"]),
    ]
    kinds = forms.CheckboxesField(label=_("Which measures?"))
    other = forms.TextField(
        label=_("In the words of the decision"),
        hint=_("Only where you chose “Another measure”."),
        required=False,
        says_optional=False,
        max_length=200,
    )
    children = forms.CheckboxesField(
        label=_("For whom?"),
        hint=_("Leave it empty when it is for the whole family."),
        required=False,
        says_optional=False,
    )
    authority = forms.TextField(
        label=_("Who decided?"), hint=_("The full name of the court or office."), max_length=160, width="20"
    )
    decision_number = forms.TextField(label=_("Number of the decision"), max_length=60, width="10", autocomplete="off")
    decided_on = forms.DayField(label=_("Day of the decision"))
    carried_out_by = forms.TextField(
        label=_("Who carries it out?"),
        hint=_("For example a social service centre, a school, a hospital."),
        required=False,
        max_length=160,
        width="20",
    )
    plan = forms.LongTextField(
        label=_("What happens, how often, until when?"), hint=_("Encrypted."), required=False, max_length=LONG, rows=4
    )
    starts_on = forms.DayField(label=_("In force since"))
    ends_on = forms.DayField(
        label=_("In force until"), hint=_("Leave it empty if the decision names no day."), required=False
    )

    def __init__(self, *args: Any, settings: Any, children: list, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = settings.get("legal.measures") if settings.has("legal.measures") else ()
        self.fields["kinds"].choices = [*choices("measure", known), (OTHER_MEASURE, _("Another measure"))]
        self.by_id = {str(child.pk): child for child in children}
        self.fields["children"].choices = [
            (pk, child.person.name or _("Name not known")) for pk, child in self.by_id.items()
        ]
        self.fields["decided_on"].latest = today

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if OTHER_MEASURE in found.get("kinds", []) and not found.get("other"):
            self.add_error(
                "other", ValidationError(_("Write what the decision orders, in its own words."), code="other")
            )
        return found

    def values(self) -> dict[str, Any]:
        """For actions.add_measure."""
        return self.cleaned_data | {"children": [self.by_id[pk] for pk in self.cleaned_data["children"]]}


class EndMeasureForm(Versioned):
    ended_on = forms.DayField(label=_("What was its last day?"))
    why = forms.TextField(
        label=_("Why?"), hint=_("For example: the judge lifted it; it has done its work."), max_length=200
    )
