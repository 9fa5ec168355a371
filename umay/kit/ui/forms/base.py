"""The form every page uses: groups of fields, an error summary, and the right answer to a wrong entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from umay.kit.ui.forms.fields import KeyField
from umay.kit.ui.forms.renderer import DrawnField, UmayRenderer

WRONG_ENTRY = 422


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under one heading. `names` are field names; `words` an explanation under the heading."""

    legend: Any
    names: Sequence[str]
    words: Any = ""
    fields: list[DrawnField] = field(default_factory=list, compare=False)


@dataclass(frozen=True, slots=True)
class ErrorEntry:
    """One line of the error summary; `target` is an element's id, or "" when no field is to blame."""

    text: str
    target: str


class UmayFormMixin:
    """For a form of your own kind (a ModelForm); otherwise use UmayForm.

    `groups` orders the fields under headings; fields in no group follow without a heading.
    """

    default_renderer = UmayRenderer
    bound_field_class = DrawnField
    use_required_attribute = False  # browsers' own bubbles speak another language than the page
    groups: Sequence[Group] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    @property
    def status(self) -> int:
        """The HTTP status that says how the entry went: 422 when something is wrong."""
        return WRONG_ENTRY if self.is_bound and self.errors else 200

    @property
    def summary(self) -> list[ErrorEntry]:
        return error_entries(self)


class UmayForm(UmayFormMixin, forms.Form):
    """A form whose fields draw themselves."""


class WritingForm(UmayForm):
    """A form that writes: carries a key, so that the same form sent twice writes once.

    Give `form.cleaned_data["idempotency_key"]` (a UUID) to the action.
    """

    idempotency_key = KeyField()


def error_entries(form: forms.BaseForm) -> list[ErrorEntry]:
    """Return all errors of a form in the order of its fields, those of no field first."""
    if not form.is_bound or not form.errors:
        return []
    entries = [ErrorEntry(str(message), "") for message in form.non_field_errors()]
    for bound in form:
        for error in form.errors.as_data().get(bound.name, []):
            text = str(next(iter(error.messages)))
            if _is_general(bound, error.code):
                text = f"{bound.label} {text}" if str(bound.label).endswith("?") else f"{bound.label}: {text}"
            entries.append(
                ErrorEntry(text, "" if bound.is_hidden else getattr(bound, "error_target", bound.id_for_label))
            )
    return entries


def _is_general(bound: Any, code: str | None) -> bool:
    """True when the message is Django's or our own general one, which does not name its question."""
    return code not in getattr(bound.field, "own_messages", ())


def field_groups(form: forms.BaseForm) -> list[Group]:
    """Return the visible fields as groups; what no group names comes last, without a heading."""
    groups, named = [], set()
    for group in getattr(form, "groups", ()):
        members = [form[name] for name in group.names if name in form.fields]
        named.update(group.names)
        if members:
            groups.append(Group(group.legend, group.names, group.words, members))
    rest = [bound for bound in form.visible_fields() if bound.name not in named]
    return [*groups, Group("", (), "", rest)] if rest else groups


def answer_form(request: HttpRequest, template: str, form: UmayFormMixin, **context: Any) -> HttpResponse:
    """Draw a page with its form (as `form` in the template); status 422 when the entry was wrong."""
    return render(request, template, {"form": form, **context}, status=form.status)
