"""Write a report down: several children on one page, each looked for before a new record is made."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from umay.care.intake import access, actions, forms, queries
from umay.care.intake.rules import MOST_CHILDREN
from umay.care.persons import queries as persons
from umay.care.persons import several
from umay.care.persons.asking import OfferForm
from umay.care.persons.drafting import keeps_draft
from umay.ground.journal.actions import AlreadyDone
from umay.ground.offices.queries import pack
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door, reads
from umay.kit.kernel.errors import Refusal
from umay.kit.ui.forms import answer_form


@door(access.ADD, writes=True)
@keeps_draft
def receive(request) -> HttpResponse:
    by, at = request.identity, clock.now()
    on = timezone.localdate(at)
    settings = pack(by.country, on)
    made = {"settings": settings, "offices": queries.offices_for(by), "at": at, "on": on, "place": by.province}
    if request.method != "POST":
        sent = request.kept.body if getattr(request, "kept", None) else None
        return _page(request, forms.entry(sent, judged=False, **made), settings)
    if several.step_of(request.POST) != several.SAVE:
        sent = several.stepped(request.POST, MOST_CHILDREN)
        return _page(request, forms.entry(sent, judged=False, **made), settings)
    entry = forms.entry(request.POST, **made)
    if not entry.is_valid():
        return _page(request, entry, settings)
    entry.offers = [_offer(request, child) for child in entry.children]
    if not all(offer.is_settled for offer in entry.offers):
        return _page(request, entry, settings)
    return _write(request, entry, settings, by=by, at=at)


def _offer(request, child) -> OfferForm:
    """Whether the child is already there; whose names are shown is written in the journal."""
    values = child.values()
    found = persons.doubles(values=values, by=request.identity)
    for double in found.here:
        reads(request, double.person, kind="persons.person", code="read.double")
    return OfferForm(
        found, values=values, sent=request.POST, prefix=f"{child.prefix}-offer", words=lambda person: person.name or "–"
    )


def _write(request, entry, settings, *, by, at) -> HttpResponse:
    values = entry.report.cleaned_data | {
        "are_siblings": entry.siblings.cleaned_data["are_siblings"] and len(entry.children) > 1
    }
    key = values.pop("idempotency_key")
    children = [
        {"same": offer.chosen} if offer.chosen else child.values()
        for child, offer in zip(entry.children, entry.offers, strict=True)
    ]
    try:
        report = actions.receive(values=values, children=children, by=by, at=at, key=key)
    except AlreadyDone as done:
        return redirect("intake:see", pk=done.thing)
    except Refusal as refusal:
        entry.report.add_error(refusal.field if refusal.field in entry.report.fields else None, refusal.message)
        return _page(request, entry, settings)
    return redirect("intake:screen", pk=report.pk)


def _page(request, entry, settings) -> HttpResponse:
    return answer_form(request, "intake/receive.html", entry, entry=entry, danger=danger(settings))


def danger(settings) -> dict:
    """What to do where a child is in danger now: the country's number, and whether anybody confirmed it."""
    key = "country.emergency_number"
    return {"number": settings.get(key) if settings.has(key) else "", "is_verified": settings.is_verified(key)}
