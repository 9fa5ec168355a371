"""Who works on a case and who may see it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from umay.care.cases.forms.base import LONG, Versioned
from umay.kit.ui import forms


class AssignForm(Versioned):
    worker = forms.ModelRadiosField(label=_("Who works on this case?"), queryset=None)

    def __init__(self, *args: Any, workers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].queryset = workers

    def shown(self, load: dict, most: int | None) -> None:
        """Say beside each name how many open cases the person already has."""
        self.fields["worker"].widget.hints = {
            str(worker.pk): _("%(count)d open cases, %(most)d is the most advised")
            % {"count": load.get(worker.pk, 0), "most": most}
            if most
            else _("%(count)d open cases") % {"count": load.get(worker.pk, 0)}
            for worker in self.fields["worker"].queryset
        }


class HandOverForm(Versioned):
    office = forms.ModelSelectField(label=_("Which office takes the case?"), queryset=None)
    named = forms.ModelSelectField(
        label=_("Who takes it there?"),
        hint=_("The case is confidential: it is opened to this supervisor only."),
        queryset=None,
        required=False,
    )
    note = forms.LongTextField(label=_("What must they know?"), max_length=LONG)

    def __init__(self, *args: Any, offices: Any, people: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices
        if people is None:
            del self.fields["named"]
        else:
            self.fields["named"].queryset = people


class ConfidentialForm(Versioned):
    users = forms.ModelCheckboxesField(
        label=_("Who must see this case?"),
        hint=_("You stay among them. Everybody else loses sight of it at once: colleagues, supervisors, the ministry."),
        queryset=None,
        required=False,
        says_optional=False,
    )
    reason = forms.LongTextField(
        label=_("Why?"),
        hint=_("For example: the child of a colleague, of the police, of a known person."),
        rows=3,
        max_length=500,
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["users"].queryset = people


class NameForm(forms.WritingForm):
    user = forms.ModelSelectField(label=_("Who else must see this case?"), queryset=None)
    may_write = forms.YesNoField(label=_("May this person also write in it?"))
    reason = forms.LongTextField(label=_("Why?"), rows=3, max_length=500)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people
