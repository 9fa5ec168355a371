"""How Django draws any form here, our own and those of other libraries."""

from __future__ import annotations

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting


class DrawnField(BoundField):
    """A field in a form, with what the design's template asks. Works for every Django field."""

    @property
    def is_tick(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_optional(self) -> bool:
        return not self.field.required and getattr(self.field, "says_optional", True)

    @property
    def before(self) -> str:
        return getattr(self.field, "before", "")

    @property
    def after(self) -> str:
        return getattr(self.field, "after", "")

    @property
    def limit(self) -> int | None:
        """Characters allowed, where the page counts them."""
        return getattr(self.field, "limit", None)

    @property
    def css(self) -> str:
        width = getattr(self.field, "width", "")
        return " ".join(
            part for part in ("field", f"width-{width}" if width else "", "has-error" if self.errors else "") if part
        )

    @property
    def error_target(self) -> str:
        """The id of the element to which the error summary leads."""
        if not self.auto_id:
            return ""
        boxes = getattr(self.field.widget, "box_ids", None)
        if boxes:
            codes = [error.code for error in self.form.errors.as_data().get(self.name, [])]
            return boxes(self.auto_id, next((code for code in codes if code), ""))
        if isinstance(self.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id

    @property
    def aria_describedby(self) -> str | None:
        described = super().aria_describedby
        if described is not None and self.limit and self.auto_id:
            return f"{described} {self.auto_id}_count".strip()
        return described


class UmayRenderer(TemplatesSetting):
    """The FORM_RENDERER: templates of this room, and the bound field above."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = DrawnField
