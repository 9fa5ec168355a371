"""Forms of bringing in."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from umay.front.bulk.headings import COLUMNS, LEFT_OUT
from umay.front.bulk.limits import MOST_BYTES
from umay.front.bulk.sheets.base import OTHER, SAME
from umay.kit.ui import forms

NEW_PERSON, SAME_PERSON = _("Somebody else: write a new record"), _("The same person")


class UploadForm(forms.WritingForm):
    """Which file, and what it holds. `kinds`: the sheets the person may bring in."""

    kind = forms.RadiosField(label=_("What does the file hold?"), choices=())
    file = forms.FileField(
        label=_("The spreadsheet"),
        hint=_("CSV or XLSX, up to 20 MB. One row for each family, child or placement; headings in the first row."),
        endings=(".csv", ".txt", ".tsv", ".xlsx"),
        max_bytes=MOST_BYTES,
    )

    def __init__(self, *args: Any, kinds, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(sheet.kind, sheet.title) for sheet in kinds]


class ColumnsForm(forms.UmayForm):
    """One question for each heading of the file: which column is it?"""

    def __init__(
        self, *args: Any, kind: str, headings: list[str], codes: list[str], language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Not known yet")), (LEFT_OUT, _("Leave this column out"))]
        choices += [(column.code, column.heading(language)) for column in COLUMNS[kind]]
        self.names = []
        for place, (heading, code) in enumerate(zip(headings, codes, strict=True)):
            if heading:
                self.fields[f"column_{place}"] = forms.SelectField(
                    label=heading, choices=choices, initial=code, required=False
                )
            self.names.append(f"column_{place}" if heading else "")

    def codes(self) -> list[str]:
        """The choice for each heading; what was left unknown is left out."""
        return [self.cleaned_data.get(name) or LEFT_OUT if name else LEFT_OUT for name in self.names]


class DoublesForm(forms.UmayForm):
    """For each row on the page: is it the same person? The value carries whose record was shown."""

    def __init__(self, *args: Any, doubles: list[dict], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for double in doubles:
            choices = [(f"{SAME}:{double['match']}", SAME_PERSON), (OTHER, NEW_PERSON)]
            label = _("Row %(row)s: %(name)s") % {"row": double["row"], "name": double["name"]}
            self.fields[f"row_{double['key']}"] = forms.RadiosField(
                label=label, choices=choices, required=False, row=True
            )

    def decisions(self) -> dict[str, str]:
        return {name.removeprefix("row_"): said for name, said in self.cleaned_data.items() if said}
