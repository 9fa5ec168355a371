"""What every page of the room does: load the visit, show a form, do one thing, say what was refused."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _

from umay.care.visits import queries
from umay.care.visits.models import Visit
from umay.ground.journal.actions import AlreadyDone
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.doors import reads
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ports import record
from umay.kit.ui.forms import answer_form

KIND = "visits.visit"
SAVED = _("Saved.")


@dataclass(frozen=True)
class Page:
    """The words of a page with one form."""

    title: Any
    submit: Any
    words: Any = ""
    done: Any = SAVED
    template: str = "visits/write.html"


def visit_of(request, pk) -> Visit:
    """The visit, where the asker may see it. What a page or form shows of it is journaled as read."""
    visit = get_object_or_404(queries.visit_of(request.identity), pk=pk)
    if request.method == "GET":
        reads(request, visit, kind=KIND)
    return visit


def settings_of(request, at: datetime):
    return pack(request.identity.country, local_day(at, request.identity.zone))


def is_done(row, form, act: Callable[[], Any]) -> bool:
    """Do it. A refusal stands in the form beside what was typed, and in the journal."""
    try:
        with transaction.atomic():
            act()
    except AlreadyDone:
        return True
    except NotAllowed:
        raise
    except Refusal as refusal:
        record(f"refused.{refusal.code}"[:60], kind=KIND, thing=row.pk, file=row.file_id)
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, ValidationError(refusal.message, code=refusal.code))
        return False
    return True


def answer(request, row, form, act: Callable[[dict], Any], page: Page, *, back: str, **context) -> HttpResponse:
    """Show the form; when it was sent and is right, act and go back."""
    if request.method == "POST" and form.is_valid() and is_done(row, form, lambda: act(form.cleaned_data)):
        messages.success(request, page.done)
        return redirect(back)
    return answer_form(request, page.template, form, page=page, cancel=back, **context)
