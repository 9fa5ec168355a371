"""The form every page uses: groups of fields, an error summary, and the right answer to a wrong entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from umay.kit.ui.forms.fields import KeyField
from umay.kit.ui.forms.renderer import DrawnField, UmayRenderer

WRONG_ENTRY = 422
_NEVER_SHOWN = ("version", "idempotency_key")


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

    `groups` orders the fields under headings; fields in no group follow without a heading. The template draws `apart` itself, where it fits.
    """

    default_renderer = UmayRenderer
    bound_field_class = DrawnField
    use_required_attribute = False  # browsers' own bubbles speak another language than the page
    groups: Sequence[Group] = ()
    apart: Sequence[str] = ()
    is_behind = False  # what is shown was typed before somebody else changed the row

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

    def show(self, typed: QueryDict) -> None:
        """Show what was typed before and not sent, unjudged. The version stays that of the row as it is now; `is_behind` says that it differs."""
        for name, asked in self.fields.items():
            sent_as = self.add_prefix(name)
            if name in _NEVER_SHOWN or asked.widget.value_omitted_from_data(typed, {}, sent_as):
                continue
            self.initial[name] = asked.widget.value_from_datadict(typed, {}, sent_as)
        version = typed.get(self.add_prefix("version"))
        self.is_behind = bool(version) and "version" in self.fields and version != str(self["version"].value())


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
    groups, named = [], set(getattr(form, "apart", ()))
    for group in getattr(form, "groups", ()):
        members = [form[name] for name in group.names if name in form.fields]
        named.update(group.names)
        if members:
            groups.append(Group(group.legend, group.names, group.words, members))
    rest = [bound for bound in form.visible_fields() if bound.name not in named]
    return [*groups, Group("", (), "", rest)] if rest else groups


def answer_form(request: HttpRequest, template: str, form: UmayFormMixin, **context: Any) -> HttpResponse:
    """Draw a page with its form (as `form` in the template); status 422 when the entry was wrong.

    Where the page keeps drafts (`request.kept`, with `address`, `offered` and `body`), a draft that was taken up stands in the form.
    """
    kept = getattr(request, "kept", None)
    if kept and kept.body is not None and isinstance(form, UmayFormMixin) and not form.is_bound:
        form.show(kept.body)
    return render(request, template, {"form": form, **context}, status=form.status)
