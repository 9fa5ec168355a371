"""Ties, joining and erasing: deeds that touch two records or need two people."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from umay.care.persons import access, actions, queries
from umay.care.persons.asking import OfferForm, comparison
from umay.care.persons.forms import EraseForm, TieForm
from umay.care.persons.views.pages import KIND, loaded
from umay.ground.journal.actions import AlreadyDone, once
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door, reads
from umay.kit.kernel.errors import Refusal
from umay.kit.ui.forms import answer_form


@door(access.ADD, writes=True)
def tie(request, pk) -> HttpResponse:
    """Write down a relative: first look whether the person is already there."""
    by, at = request.identity, clock.now()
    person = loaded(request, pk)
    form = TieForm(request.POST or None, on=timezone.localdate(at))
    offer = None
    if request.method == "POST" and form.is_valid():
        values = form.values()
        found = queries.doubles(values=values, by=by)
        found.here[:] = [double for double in found.here if double.person.pk != person.pk]
        offer = OfferForm(found, values=values, sent=request.POST, prefix="offer", words=shown)
        for double in found.here:
            reads(request, double.person, kind=KIND, code="read.double")
        if offer.is_settled:
            try:
                _tie(person, offer.chosen, values, form.cleaned_data, by=by, at=at)
                return redirect("persons:see", pk=pk)
            except AlreadyDone:
                return redirect("persons:see", pk=pk)
            except Refusal as refusal:
                form.add_error(None, refusal.message)
    return answer_form(request, "persons/tie.html", form, person=person, offer=offer)


def _tie(person, other, values, entry, *, by, at) -> None:
    with once(entry["idempotency_key"], by=by, at=at, kind="persons.tie") as made:
        if other is None:
            other = actions.add(values=values, file=person, file_kind=person.file_kind, by=by, at=at)
        actions.tie(person=person, other=other, kind=entry["kind"], by=by, at=at)
        made(other.pk)


def shown(person) -> str:
    """A likely double as the question shows it: the name is needed to decide; its reading is in the journal."""
    return person.name or "–"


@door(access.CHANGE, writes=True)
def untie(request, pk, tie_pk) -> HttpResponse:
    by, at = request.identity, clock.now()
    person = loaded(request, pk)
    relative = next((one for one in queries.relatives(person, by=by) if one.tie.pk == tie_pk), None)
    if relative is None:
        return redirect("persons:see", pk=pk)
    if request.method == "POST":
        actions.untie(tie=relative.tie, by=by, at=at)
        return redirect("persons:see", pk=pk)
    return render(request, "persons/untie.html", {"person": person, "relative": relative})


@door(access.JOIN, writes=True)
def join(request, pk) -> HttpResponse:
    """Which records may be the same person. Choosing one leads to the page that asks again."""
    by = request.identity
    person = loaded(request, pk)
    found = queries.doubles(values=queries.values_of(person), by=by, ask_others=False)
    others = [double for double in found.here if double.person.pk != person.pk]
    for double in others:
        reads(request, double.person, kind=KIND, code="read.double")
    lines = [{"double": double, "words": comparison(double)} for double in others]
    return render(request, "persons/join.html", {"person": person, "lines": lines})


@door(access.JOIN, writes=True)
def join_with(request, pk, double_pk) -> HttpResponse:
    by, at = request.identity, clock.now()
    person = loaded(request, pk)
    double = get_object_or_404(queries.person(pk=double_pk, by=by))
    reads(request, double, kind=KIND, code="read.double")
    if request.method == "POST":
        actions.join(keep=person, double=double, by=by, at=at)
        return redirect("persons:see", pk=pk)
    return render(request, "persons/join_with.html", {"person": person, "double": double, "pair": (person, double)})


@door(access.ERASE, writes=True)
def erase(request, pk) -> HttpResponse:
    """Ask for an erasure; or, as the second person, confirm it or say no."""
    by, at = request.identity, clock.now()
    person = loaded(request, pk)
    asked = queries.open_erasure(person)
    if asked is None:
        return _ask_erase(request, person, by=by, at=at)
    if request.method == "POST":
        if request.POST.get("answer") == "erase":
            actions.erase(erasure=asked, by=by, at=at)
        else:
            actions.drop_erase(erasure=asked, by=by, at=at)
        return redirect("persons:see", pk=pk)
    return render(
        request, "persons/erase.html", {"person": person, "asked": asked, "is_second": asked.asked_by != by.user_id}
    )


def _ask_erase(request, person, *, by, at) -> HttpResponse:
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_erase(person=person, ground=form.cleaned_data["ground"], by=by, at=at)
            return redirect("persons:see", pk=person.pk)
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.message)
    return answer_form(request, "persons/ask_erase.html", form, person=person)
