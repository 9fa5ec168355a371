"""Putting families on the list, asking offices and families, writing answers; and beginning the assessment of kin."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from umay.care.families.access import KIN
from umay.care.matching import actions, queries
from umay.care.matching.access import SHORTLIST
from umay.care.matching.forms import AnswerForm, ReasonForm
from umay.care.matching.views.common import back_to, candidate_of, is_done, match_of, pressed, settings_of
from umay.care.persons.drafting import keeps_draft
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door, reads
from umay.kit.kernel.errors import Refusal
from umay.kit.ui.forms import answer_form


@door(SHORTLIST, writes=True)
def shortlist(request, pk):
    """A family goes on the list; its id comes with the form, never with the address."""
    match = match_of(request, pk)
    try:
        family_id = UUID(request.POST.get("family", ""))
    except ValueError as error:
        raise Refusal(_("Open this page again before sending."), code="no_family") from error
    pressed(
        request,
        lambda key: actions.shortlist(match=match, family_id=family_id, by=request.identity, at=clock.now(), key=key),
    )
    return back_to(request, match, _("The family is on the shortlist."), anchor="shortlist")


@door(SHORTLIST, writes=True)
def telephone(request, pk):
    """I am telephoning this family now: its place is kept for the time of the call."""
    match = match_of(request, pk)
    try:
        family_id = UUID(request.POST.get("family", ""))
    except ValueError as error:
        raise Refusal(_("Open this page again before sending."), code="no_family") from error
    pressed(
        request,
        lambda key: actions.telephone(match=match, family_id=family_id, by=request.identity, at=clock.now(), key=key),
    )
    return back_to(
        request,
        match,
        _("The place is kept while you telephone. Write the answer as soon as you have it."),
        "shortlist",
    )


@door(SHORTLIST, writes=True)
def ask_office(request, pk):
    candidate = candidate_of(request, pk)
    pressed(
        request,
        lambda key: actions.ask_office(candidate=candidate, by=request.identity, at=clock.now(), key=key),
    )
    return back_to(
        request, candidate.match, _("The family's office was asked. It reads ages and number, not who."), "shortlist"
    )


@door(SHORTLIST, writes=True)
def ask_family(request, pk):
    candidate = candidate_of(request, pk)
    pressed(
        request,
        lambda key: actions.ask_family(candidate=candidate, by=request.identity, at=clock.now(), key=key),
    )
    return back_to(request, candidate.match, _("The places are kept. Call the family now."), "shortlist")


@door(SHORTLIST, writes=True)
@keeps_draft
def answer_family(request, pk):
    """What the family answered: who said it, how and when."""
    candidate, at = candidate_of(request, pk), clock.now()
    form = AnswerForm(request.POST or None, settings=settings_of(request, at), initial={"said_at": at})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data

        def act():
            actions.answer_family(
                candidate=candidate,
                says_yes=values["says_yes"],
                said_by=values["said_by"],
                how=values["how"],
                said_at=min(values["said_at"], at),
                decline=values["decline"],
                pause_until=None if values["says_yes"] else values["pause_until"],
                note=values["note"],
                by=request.identity,
                at=at,
                key=values["idempotency_key"],
            )

        if is_done(form, act):
            words = (
                _("The yes is written down. Now propose the family.")
                if values["says_yes"]
                else _("The no is written down. The places are free again.")
            )
            return back_to(request, candidate.match, words, "shortlist")
    return answer_form(request, "matching/answer_family.html", form, candidate=candidate, match=candidate.match)


@door(SHORTLIST, writes=True)
def drop(request, pk):
    """Take a family off the list."""
    candidate, at = candidate_of(request, pk), clock.now()
    form = ReasonForm(request.POST or None, label=_("Why is this family taken off the list?"))
    if request.method == "POST" and form.is_valid():

        def act():
            actions.drop(candidate=candidate, reason=form.cleaned_data["reason"], by=request.identity, at=at)

        if is_done(form, act):
            return back_to(request, candidate.match, _("The family is off the list; its places are free."), "shortlist")
    return answer_form(
        request,
        "matching/step.html",
        form,
        match=candidate.match,
        candidate=candidate,
        title=_("Take off the list"),
        submit=_("Take off the list"),
    )


@door(KIN, writes=True)
def start_assessment(request, pk):
    """Kin who want to care for the children: their application begins; every safety check stays."""
    kin = get_object_or_404(queries.kin_asked(request.identity), pk=pk)
    reads(request, kin.case, kind="cases.case")
    pressed(request, lambda key: actions.start_assessment(kin=kin, by=request.identity, at=clock.now()))
    messages.success(request, _("The assessment has begun. The family is a candidate once it is approved."))
    return redirect("cases:see", pk=kin.case_id)
