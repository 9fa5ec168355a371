"""Institutions by state; the page of one with its names, people, powers and delegations."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from umay.cooperation.partners import actions, queries
from umay.cooperation.partners.access import CHANGE, SEE
from umay.cooperation.partners.files import ENDING_OF, take
from umay.cooperation.partners.forms import (
    LANGUAGES,
    DelegateForm,
    DelegationForm,
    EndMandateForm,
    NameForm,
    PartyForm,
    PersonForm,
    StateForm,
)
from umay.ground.journal.actions import AlreadyDone, once
from umay.kit.kernel import slots
from umay.kit.kernel.clock import now
from umay.kit.kernel.doors import door
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.text import sort_key
from umay.kit.ui.forms import answer_form


@door(SEE)
def list_parties(request):
    """Every institution, by state; one's own first."""
    lang = (get_language() or "en")[:2]
    own = {party.pk for party in queries.parties_of(request.identity)}
    by_state: dict = {}
    for party in queries.parties():
        party.is_own = party.pk in own
        by_state.setdefault(party.state_id, []).append(party)
    groups = [
        {"state": state, "name": queries.in_language(state.names, lang)[0], "parties": by_state.get(state.pk, [])}
        for state in queries.states()
    ]
    groups.sort(key=lambda group: sort_key(group["name"], lang))
    context = {"groups": groups, "bodies": by_state.get(None, []), "may_change": request.identity.may(CHANGE)}
    return render(request, "partners/list.html", context)


def _party(pk):
    return get_object_or_404(queries.parties(), pk=pk)


@door(SEE)
def see(request, pk):
    """One institution."""
    party = _party(pk)
    today = timezone.localdate()
    mandates = list(queries.mandates_of(party))
    for mandate in mandates:
        mandate.is_held = mandate.is_valid(today)
    context = {
        "party": party,
        "names": list(queries.names_over_time(party)),
        "mandates": mandates,
        "delegations": list(queries.delegations_of(party)),
        "may_describe": queries.may_describe(party, request.identity),
        "panels": slots.panels("partners.party", party, request.identity),
    }
    return render(request, "partners/see.html", context)


def _written(request, template, form, context, write, done):
    """The one way a form of this room is written: once, and with a refusal where the form shows it. write(values, at) -> row; done(row) -> address."""
    if request.method == "POST" and form.is_valid():
        values = {key: value for key, value in form.cleaned_data.items() if key != "idempotency_key"}
        at = now()
        try:
            with once(form.cleaned_data["idempotency_key"], by=request.identity, at=at, kind=template) as made:
                row = write(values, at)
                made(row.pk)
            return redirect(done)
        except AlreadyDone:
            return redirect(done)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return answer_form(request, template, form, **context)


def _titles(values: dict) -> dict:
    """The fields tr, az, en taken out of the values as words by language."""
    return {code: words for code, _name in LANGUAGES if (words := (values.pop(code) or "").strip())}


def _own(party, request):
    """The institution, where this person writes its page; else a refusal before anything is typed."""
    actions.check_describes(party=party, by=request.identity)
    return party


def _of_party(request, pk, form, template, write):
    party = _own(_party(pk), request)
    return _written(
        request, template, form, {"party": party}, lambda values, at: write(party, values, at), party_url(party)
    )


def party_url(party) -> str:
    return reverse("parties:see", args=[party.pk])


@door(CHANGE, writes=True)
def add_name(request, pk):
    def write(party, values, at):
        return actions.add_name(party=party, values=values, by=request.identity, at=at)

    return _of_party(request, pk, NameForm(request.POST or None), "partners/add_name.html", write)


@door(CHANGE, writes=True)
def add_person(request, pk):
    def write(party, values, at):
        upload = values.pop("full_powers")
        taken = take(upload, field="full_powers") if upload else None
        values["titles"] = _titles(values)
        return actions.add_person(party=party, values=values, taken=taken, by=request.identity, at=at)

    form = PersonForm(request.POST or None, request.FILES or None)
    return _of_party(request, pk, form, "partners/add_person.html", write)


@door(CHANGE, writes=True)
def send_delegation(request, pk):
    def write(party, values, at):
        values["titles"] = _titles(values)
        return actions.send_delegation(party=party, values=values, by=request.identity, at=at)

    return _of_party(request, pk, DelegationForm(request.POST or None), "partners/send_delegation.html", write)


@door(CHANGE, writes=True)
def add_party(request):
    def write(values, at):
        return actions.add_party(
            state=values["state"], kind=values["kind"], names=_titles(values), by=request.identity, at=at
        )

    form = PartyForm(request.POST or None, states=queries.states())
    return _written(request, "partners/add_party.html", form, {}, write, "parties:list")


@door(CHANGE, writes=True)
def add_state(request):
    def write(values, at):
        note = values.pop("note")
        values |= {"names": _titles(values), "note": {get_language()[:2]: note} if note else {}}
        return actions.add_state(values=values, by=request.identity, at=at)

    return _written(request, "partners/add_state.html", StateForm(request.POST or None), {}, write, "parties:list")


@door(CHANGE, writes=True)
def end_mandate(request, mandate):
    row = get_object_or_404(queries.all_mandates(), pk=mandate)
    _own(row.party, request)

    def write(values, at):
        return actions.end_mandate(mandate=row, ends_on=values["ends_on"], by=request.identity, at=at)

    form = EndMandateForm(request.POST or None)
    context = {"party": row.party, "mandate": row}
    return _written(request, "partners/end_mandate.html", form, context, write, party_url(row.party))


@door(SEE)
def see_paper(request, paper):
    """The document itself, as a file."""
    row = get_object_or_404(queries.papers(), pk=paper)
    answer = HttpResponse(bytes(row.content), content_type=row.media_type)
    answer["Content-Disposition"] = f'attachment; filename="full-powers.{ENDING_OF[row.media_type]}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@door(CHANGE, writes=True)
def give_paper(request, paper):
    row = get_object_or_404(queries.papers(), pk=paper)
    _own(row.party, request)
    if request.method == "POST":
        actions.give_paper(paper=row, by=request.identity, at=now())
        return redirect("parties:see", row.party_id)
    return render(request, "partners/give_paper.html", {"paper": row, "party": row.party})


@door(CHANGE, writes=True)
def add_delegate(request, delegation):
    row = get_object_or_404(queries.all_delegations(), pk=delegation)
    _own(row.party, request)

    def write(values, at):
        return actions.add_delegate(delegation=row, by=request.identity, at=at, **values)

    form = DelegateForm(request.POST or None, officials=queries.officials_of(row.party))
    context = {"party": row.party, "delegation": row}
    return _written(request, "partners/add_delegate.html", form, context, write, party_url(row.party))


@door(CHANGE, writes=True)
def give_delegation(request, delegation):
    row = get_object_or_404(queries.all_delegations(), pk=delegation)
    _own(row.party, request)
    if request.method == "POST":
        actions.give_delegation(delegation=row, by=request.identity, at=now())
        return redirect("parties:see", row.party_id)
    return render(request, "partners/give_delegation.html", {"delegation": row, "party": row.party})
