"""What every page of the room does: load the case, show a form, do one thing, say what was refused."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from umay.care.cases import queries
from umay.care.cases.models import Case
from umay.ground.journal.actions import AlreadyDone
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.doors import reads
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ports import record
from umay.kit.ui.forms import answer_form

KIND = "cases.case"
SAVED = _("Saved.")


@dataclass(frozen=True)
class Page:
    """The words of a page with one form. `back`: the part of the case's page to return to."""

    title: Any
    submit: Any
    words: Any = ""
    back: str = ""
    done: Any = SAVED
    is_danger: bool = False
    template: str = "cases/write.html"


def case_of(request, pk) -> Case:
    """The case, where the asker may see it. What a page or form shows of it is journaled as read."""
    case = get_object_or_404(queries.visible(request.identity).select_related("office", "team", "worker"), pk=pk)
    if request.method == "GET":
        reads(request, case, kind=KIND)
    return case


def part_of(case: Case, name: str, pk):
    """A child, basis, deadline ... of this very case."""
    part = get_object_or_404(getattr(case, name), pk=pk)
    part.case = case
    return part


def settings_of(request, at: datetime):
    return pack(request.identity.country, today_of(request, at))


def today_of(request, at: datetime) -> date:
    return local_day(at, request.identity.zone)


def language() -> str:
    return (get_language() or "tr")[:2]


def done_at(case: Case, back: str = "") -> str:
    return reverse("cases:see", args=[case.pk]) + (f"#{back}" if back else "")


def is_done(case: Case | None, form, act: Callable[[], Any]) -> bool:
    """Do it. A refusal stands in the form beside what was typed, and in the journal."""
    try:
        with transaction.atomic():
            act()
    except AlreadyDone:
        return True
    except NotAllowed:
        raise
    except Refusal as refusal:
        record(
            f"refused.{refusal.code}"[:60],
            kind=KIND,
            thing=case.pk if case else None,
            file=case.file_id if case else None,
        )
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, ValidationError(refusal.message, code=refusal.code))
        return False
    return True


def answer(request, case: Case, form, act: Callable[[dict], Any], page: Page, *, to: str = "", **context):
    """Show the form; when it was sent and is right, act and go back to the case."""
    if request.method == "POST" and form.is_valid() and is_done(case, form, lambda: act(form.cleaned_data)):
        return finished(request, to or done_at(case, page.back), page)
    return answer_form(request, page.template, form, case=case, page=page, cancel=done_at(case, page.back), **context)


def finished(request, to: str, page: Page) -> HttpResponse:
    if page.done:
        messages.success(request, page.done)
    return redirect(to)
