"""Drafts of long forms: what was typed is offered again after a lost connection, the end of a sign-in or a crash.

    @door(CHANGE, writes=True)
    @keeps_draft
    def note(request, pk): ...

The page's form (`<c-ui.form>`, drawn through `answer_form`) is then sent to the draft's address while somebody types. The next time the same
person opens the same page, it offers the draft; `?draft=1` shows it in the form. It goes when the form was saved, or thrown away.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from umay.care.persons.access import KEEP_DRAFTS
from umay.care.persons.actions import drop_draft
from umay.care.persons.queries import draft
from umay.care.persons.queries.drafts import KeptDraft
from umay.kit.kernel import clock
from umay.kit.ui import forms

RESUME, THROW_AWAY = "draft", "throw_away"
_ANSWERS = ("-looked", "-same_as")  # of a question that belonged to another moment


@dataclass
class Kept:
    """What a page knows of its draft: where it is sent, one that waits to be taken up, or the one its form shows (`body`)."""

    address: str
    offered: KeptDraft | None = None
    shown: KeptDraft | None = None

    @property
    def body(self) -> QueryDict | None:
        """What was typed, in the shape of what a page sends. The key is a new one: the old page may have been sent already."""
        if self.shown is None:
            return None
        made = QueryDict(mutable=True)
        for name, values in self.shown.body.items():
            if not name.endswith(_ANSWERS):
                made.setlist(name, values)
        made["idempotency_key"] = str(forms.KeyField().initial())
        return made


def keeps_draft(view: Callable | None = None, *, at_once: bool = False) -> Callable:
    """Keep the draft of this view's form. `at_once`: show it without asking, on a page that is always empty at first."""
    if view is None:
        return functools.partial(keeps_draft, at_once=at_once)

    @functools.wraps(view)
    def kept(request, *args, **kwargs) -> HttpResponse:
        by = request.identity
        if not by.may(KEEP_DRAFTS):
            return view(request, *args, **kwargs)
        of = {"form": f"{request.resolver_match.app_name}.{request.resolver_match.url_name}", "about": _about(kwargs)}
        if request.method == "POST" and THROW_AWAY in request.POST:
            drop_draft(**of, by=by, at=clock.now())
            return redirect(request.path)
        request.kept = _found(request, of, at_once=at_once)
        response = view(request, *args, **kwargs)
        if request.method == "POST" and 300 <= response.status_code < 400:
            drop_draft(**of, by=by, at=clock.now())
        return response

    return kept


def _about(kwargs: dict) -> UUID | None:
    """The innermost thing of the address: the child of a case rather than the case."""
    return next((value for value in reversed(kwargs.values()) if isinstance(value, UUID)), None)


def _found(request, of: dict, *, at_once: bool) -> Kept:
    about = f"?about={of['about']}" if of["about"] else ""
    kept = Kept(reverse("persons:draft", args=[of["form"]]) + about)
    found = draft(**of, by=request.identity) if request.method == "GET" else None
    if found and (at_once or RESUME in request.GET):
        kept.shown = found
    else:
        kept.offered = found
    return kept
