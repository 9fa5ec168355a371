"""Nothing that is typed at a desk is lost: a form is kept while somebody writes, until it was sent.

    @door(CHANGE, writes=True)
    @keeps_typed
    def write(request, pk): ...

Its form (`<c-ui.form>`, drawn through `answer_form`) is sent to `texts:draft` while somebody types; the same person finds it the next time the
page is opened. What could not be sent because the line was gone stands on the device meanwhile, encrypted with a key that only this person's page
holds (kit/ui/static/ui/js/device.js; decision 70). Without JavaScript the page works as any form does, and says that it keeps nothing.
"""

import contextlib
import functools
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import salted_hmac

from umay.cooperation.accords.actions.drafts import drop, keep
from umay.cooperation.accords.queries.drafts import draft
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Refusal
from umay.kit.ui import forms

RESUME, THROW_AWAY, SPEAKING = "draft", "throw_away", "for"
_KEY_OF = "umay.cooperation.accords.drafting"


@dataclass
class Kept:
    """What a page knows of its draft, as kit/ui draws it: the address it is sent to, one that is offered, or the one that stands in the form."""

    address: str
    key: str  # hexadecimal: names the place on the device and encrypts what stands there
    again: str
    offered: object = None
    shown: object = None

    @property
    def body(self) -> QueryDict | None:
        if self.shown is None:
            return None
        made = QueryDict(mutable=True)
        for name, values in self.shown.body.items():
            made.setlist(name, values)
        made["idempotency_key"] = str(forms.KeyField().initial())
        return made


def keeps_typed(view):
    """Keep what is typed into this view's form until it was sent."""

    @functools.wraps(view)
    def kept(request, *args, **kwargs) -> HttpResponse:
        match = request.resolver_match
        whom = request.GET.get(SPEAKING, "")[:36]  # a page on which one writes for another institution
        about = " ".join(str(part) for part in (*kwargs.values(), whom) if part)[:80]
        of = {"form": f"{match.app_name}.{match.url_name}", "about": about}
        if request.method == "POST" and THROW_AWAY in request.POST:
            drop(**of, by=request.identity, at=now())
            return redirect(request.path + (f"?{urlencode({SPEAKING: whom})}" if whom else ""))
        request.kept = _found(request, of)
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code in (301, 302, 303):
            drop(**of, by=request.identity, at=now())
        elif request.method == "POST" and response.status_code == forms.WRONG_ENTRY:
            _keep_refused(request, of)
        return response

    return kept


def _keep_refused(request, of: dict) -> None:
    """What was refused stands in the form, and waits as a draft too: without JavaScript as well, and for whoever looks at the other's words first."""
    plain = ("version", "idempotency_key", "csrfmiddlewaretoken", "verb", "count", "number")
    if not any(value.strip() for name, values in request.POST.lists() if name not in plain for value in values):
        return  # nothing was typed
    with contextlib.suppress(Refusal):  # too long for a draft, or written by a post that keeps none
        keep(**of, body=dict(request.POST.lists()), by=request.identity, at=now())


def _found(request, of: dict) -> Kept:
    address = f"{reverse('texts:draft')}?{urlencode(of)}"
    whom = {SPEAKING: request.GET[SPEAKING]} if SPEAKING in request.GET else {}
    key = salted_hmac(_KEY_OF, f"{request.identity.user_id} {address}", algorithm="sha512").hexdigest()[: 32 + 64]
    kept = Kept(address, key, f"?{urlencode(whom | {RESUME: 1})}")
    found = draft(**of, by=request.identity) if request.method == "GET" else None
    if found is not None and RESUME in request.GET:
        kept.shown = found
    else:
        kept.offered = found
    return kept


__all__ = ["keep", "keeps_typed"]
