"""What the writing pages of this room share: load the family, draw the form, act once, go back to the family."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone, translation

from umay.care.families import queries
from umay.ground.journal.actions import AlreadyDone, once
from umay.ground.offices.packs import Settings
from umay.ground.offices.queries import pack
from umay.kit.kernel import clock
from umay.kit.kernel.doors import reads
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.ui.forms import answer_form

KIND = "families.family"


def loaded(request, pk):
    """The family of the page, its reading noted; 404 where the asker may not see it."""
    family = get_object_or_404(queries.page_of(request.identity), pk=pk)
    reads(request, family, kind=KIND)
    return family


def settings_of(request, at: datetime | None = None) -> Settings:
    return pack(request.identity.country, timezone.localdate(at or clock.now()))


def language() -> str:
    return (translation.get_language() or "tr")[:2]


class _NotYet(Exception):
    pass


def done_before(form, *, by, at: datetime, kind: str):
    """What this very form made when it was sent before, or None: asked before people are searched for, who would be found then."""
    try:
        with once(form.cleaned_data["idempotency_key"], by=by, at=at, kind=kind):
            raise _NotYet
    except _NotYet:
        return None
    except AlreadyDone as done:
        return done.thing


def answered(
    request, form, family, *, act: Callable, template: str = "families/form.html", said="", to: str = "", **context
) -> HttpResponse:
    """Draw the form; when it is sent and right, act(cleaned, at) once and return to the family's page, or to the page `to`."""
    if request.method == "POST" and form.is_valid():
        by, at = request.identity, clock.now()
        key = form.cleaned_data["idempotency_key"]
        try:
            with once(key, by=by, at=at, kind=f"families.{request.resolver_match.url_name}") as made:
                act(form.cleaned_data, at)
                made(family.pk)
        except AlreadyDone as done:
            messages.info(request, str(done.message))
            return redirect(to) if to else redirect("families:see", pk=family.pk)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            if said:
                messages.success(request, said)
            return redirect(to) if to else redirect("families:see", pk=family.pk)
    return answer_form(request, template, form, family=family, **context)
