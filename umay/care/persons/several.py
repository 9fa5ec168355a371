"""Several children on one page: rows are added and taken away by buttons, without a script."""

from collections.abc import Mapping
from typing import Any

from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from umay.care.persons.asking import IdentityForm
from umay.care.persons.words import Sex
from umay.kit.ui import forms

COUNT, STEP = "children", "step"
SAVE = "save"


class ChildForm(IdentityForm):
    """A child: what is known is enough."""

    speaks = forms.TextField(
        label=_("Speaks"),
        hint=_("The languages the child can speak with us."),
        required=False,
        max_length=80,
        width="20",
    )
    groups = [forms.Group("", ["given", "surname", "sex", "born", "age", "speaks"])]

    def values(self) -> dict[str, Any]:
        return super().values() | {"speaks": self.cleaned_data.get("speaks", "")}


class SiblingsForm(forms.UmayForm):
    are_siblings = forms.TickField(
        label=_("They are brothers and sisters"), required=False, initial=True, says_optional=False
    )


def step_of(sent: Mapping[str, str]) -> str:
    """The button that was pressed: "save", "another" or "remove-2"."""
    return sent.get(STEP) or SAVE


def count_of(sent: Mapping[str, str] | None, most: int) -> int:
    """How many children stand on the page, at least one."""
    try:
        return min(max(int((sent or {}).get(COUNT, "1")), 1), most)
    except ValueError:
        return 1


def prefix_of(index: int) -> str:
    return f"child-{index}"


def stepped(sent: QueryDict, most: int) -> QueryDict:
    """What was sent, after the button that was pressed: one child more ("another"), or one less ("remove-2")."""
    step = step_of(sent)
    count = count_of(sent, most)
    rows = [_row(sent, index) for index in range(count)]
    if step == "another" and count < most:
        rows.append({"sex": [Sex.UNKNOWN.value]})
    elif step.startswith("remove-") and step[7:].isdecimal() and int(step[7:]) < count and count > 1:
        del rows[int(step[7:])]
    made = QueryDict(mutable=True)
    for name, values in sent.lists():
        if not name.startswith("child-"):
            made.setlist(name, values)
    for index, row in enumerate(rows):
        for name, values in row.items():
            made.setlist(f"{prefix_of(index)}-{name}", values)
    made[COUNT] = str(len(rows))
    if count == 1 < len(rows):
        made["are_siblings"] = "on"  # most reports and cases are about the children of one family
    return made


def unjudged(form: forms.UmayForm) -> forms.UmayForm:
    """The form shows what was typed and says nothing against it yet."""
    form._errors, form.cleaned_data = ErrorDict(), {}  # bound, so that it shows what was typed, but not cleaned
    return form


def _row(sent: MultiValueDict, index: int) -> dict[str, list[str]]:
    prefix = f"{prefix_of(index)}-"
    return {name[len(prefix) :]: values for name, values in sent.lists() if name.startswith(prefix)}
