"""Fields to choose from: lists, radios, ticks; from fixed choices or from rows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from umay.kit.ui.forms.fields import Drawn

CHOOSE = _("Choose")
YES = _("Yes")
NO = _("No")


class _Hinted:
    """Gives each choice its own hint; stands before Django's widget class in the bases."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints: dict[str, Any] = {}

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, label, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        # The list carries "row" for its own layout; aria-invalid belongs to the group's error, not to each choice.
        option["attrs"].pop("row", None)
        if option["hint"] and option["attrs"].get("id"):
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_hint"
        return option


class Radios(_Hinted, forms.RadioSelect):
    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        option["attrs"].pop("aria-invalid", None)  # not allowed on a single radio
        return option


class Checkboxes(_Hinted, forms.CheckboxSelectMultiple):
    pass


class Listed(Drawn):
    """hints: words under single choices, by value. row: choices side by side."""

    default_error_messages = {
        "required": _("Choose an answer"),
        "invalid_choice": _("Choose one of the answers shown"),
    }

    def __init__(self, *args: Any, hints: dict[Any, Any] | None = None, row: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hints and hasattr(self.widget, "hints"):
            self.widget.hints = {str(value): words for value, words in hints.items()}
        if row:
            self.widget.attrs["row"] = True


class RadiosField(Listed, forms.ChoiceField):
    """Few choices, one answer."""

    widget = Radios


class SelectField(Listed, forms.ChoiceField):
    """Many choices, one answer, in a drop-down list that begins empty (give `blank` other words if needed)."""

    widget = forms.Select
    default_width = "20"

    def __init__(self, *args: Any, blank: Any = CHOOSE, **kwargs: Any) -> None:
        choices = kwargs.get("choices", ())
        if blank is not None and not callable(choices):
            kwargs["choices"] = [("", blank), *choices]
        super().__init__(*args, **kwargs)


class CheckboxesField(Listed, forms.MultipleChoiceField):
    """Few choices, any number of answers."""

    widget = Checkboxes
    default_error_messages = {"required": _("Choose at least one answer")}


class TickField(Drawn, forms.BooleanField):
    """One statement to agree with."""

    default_error_messages = {"required": _("Tick the box to go on")}


class YesNoField(Listed, forms.TypedChoiceField):
    """Yes or no as True or False; an unanswered optional question is None."""

    widget = Radios

    def __init__(self, *args: Any, yes: Any = YES, no: Any = NO, **kwargs: Any) -> None:
        kwargs.setdefault("row", True)
        kwargs["choices"] = [("yes", yes), ("no", no)]
        kwargs["coerce"] = lambda answer: answer == "yes"
        kwargs["empty_value"] = None
        super().__init__(*args, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class ModelSelectField(Listed, forms.ModelChoiceField):
    """A row from a queryset that the caller has already narrowed to what the person may see."""

    widget = forms.Select
    default_width = "20"

    def __init__(self, *args: Any, blank: Any = CHOOSE, **kwargs: Any) -> None:
        super().__init__(*args, empty_label=blank, **kwargs)


class ModelRadiosField(Listed, forms.ModelChoiceField):
    widget = Radios

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, empty_label=None, **kwargs)


class ModelCheckboxesField(Listed, forms.ModelMultipleChoiceField):
    widget = Checkboxes
    default_error_messages = {"required": _("Choose at least one answer")}
