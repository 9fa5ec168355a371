"""One page with one form about one child's record: show it, do one thing, say what was refused. Later rooms give the thing and the words.

return answer(request, visit, form, act, Page(_("Plan one more visit"), _("Plan it"), template="visits/write.html"), journaled=KIND, cancel=url)
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from umay.ground.journal.actions import AlreadyDone
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ports import record
from umay.kit.ui.forms import answer_form

SAVED = _("Saved.")


@dataclass(frozen=True)
class Page:
    """The words of a page with one form, the template that shows them, and the part (`back`) of the thing's page to return to."""

    title: Any
    submit: Any
    words: Any = ""
    done: Any = SAVED
    is_danger: bool = False
    template: str = ""
    back: str = ""


def settings_of(request, at: datetime):
    """The country's settings on the asker's day."""
    return pack(request.identity.country, local_day(at, request.identity.zone))


def is_done(row, form, act: Callable[[], Any], *, kind: str) -> bool:
    """Do it. A refusal stands in the form beside what was typed, and in the journal. `row`: what it is about, None where it begins only now."""
    try:
        with transaction.atomic():
            act()
    except AlreadyDone:
        return True
    except NotAllowed:
        raise
    except Refusal as refusal:
        thing, file = (row.pk, row.file_id) if row is not None else (None, None)
        record(f"refused.{refusal.code}"[:60], kind=kind, thing=thing, file=file)
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, ValidationError(refusal.message, code=refusal.code))
        return False
    return True


def answer(
    request, row, form, act: Callable[[dict], Any], page: Page, *, journaled: str, cancel: str, to: str = "", **context
) -> HttpResponse:
    """Show the form; when it was sent and is right, act and go on to `to`, else where `cancel` leads too. `journaled`: the kind of thing `row` is."""
    if (
        request.method == "POST"
        and form.is_valid()
        and is_done(row, form, lambda: act(form.cleaned_data), kind=journaled)
    ):
        return finished(request, to or cancel, page)
    return answer_form(request, page.template, form, page=page, cancel=cancel, **context)


def finished(request, to: str, page: Page) -> HttpResponse:
    """Say that it was done, where there is something to say, and go there."""
    if page.done:
        messages.success(request, page.done)
    return redirect(to)
