"""The choice by two people: propose, decide, send back, take back."""

from django.utils.translation import gettext as _

from umay.care.matching import actions, queries
from umay.care.matching.access import DECIDE, PROPOSE
from umay.care.matching.forms import DecideForm, ProposeForm, ReasonForm
from umay.care.matching.rules import choice, must_ask_again
from umay.care.matching.views.common import back_to, candidate_of, is_done, match_of, pressed, short_names
from umay.care.persons.drafting import keeps_draft
from umay.ground.offices.packs import label
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door
from umay.kit.ui.forms import answer_form


@door(PROPOSE, writes=True)
@keeps_draft
def propose(request, pk):
    """Propose one family; the page says first what the choice means against the order."""
    identity, at = request.identity, clock.now()
    candidate = candidate_of(request, pk)
    match = candidate.match
    standing = queries.ranking(match, identity, at)
    ranked = queries.ranked_or_refused(standing, candidate.family_id)
    passed = queries.passed_over(match, standing, candidate.family_id)
    form = ProposeForm(request.POST or None, settings=standing.settings, departs=bool(passed))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data

        def act():
            actions.propose(
                match=match,
                candidate=candidate,
                reason=values.get("reason", ""),
                words=values["words"],
                by=identity,
                at=at,
                key=values["idempotency_key"],
            )

        if is_done(form, act):
            return back_to(request, match, _("Proposed. A second person decides now."))
    card = standing.cards[ranked.family_id]
    context = {
        "match": match,
        "candidate": candidate,
        "row": queries.candidate_rows(standing, [candidate], first=ranked.place, count=1)[0],
        "passed": len(passed),
        "alike": queries.alike_in(match.case, [candidate.family_id], by=identity).get(candidate.family_id),
        "choice": choice(standing.ranking, ranked.family_id),
        "km_more": choice(standing.ranking, ranked.family_id).metres_more / 1000,
        "points_less": choice(standing.ranking, ranked.family_id).value_less / 1_000_000,
        "earlier": queries.earlier_claims(standing, match, card, by=identity, on=standing.ranking.at),
        "must_ask": must_ask_again(
            confirmed_on=card.willing_confirmed_on,
            at=standing.ranking.at,
            days=standing.settings.get("families.willing_confirm_days"),
        ),
    }
    return answer_form(request, "matching/propose.html", form, **context)


@door(DECIDE, writes=True)
@keeps_draft
def decide(request, pk):
    """The second person reads what is proposed and decides."""
    identity, at = request.identity, clock.now()
    match = match_of(request, pk)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data

        def act():
            actions.decide(match=match, reason=values["reason"], by=identity, at=at, key=values["idempotency_key"])

        if is_done(form, act):
            return back_to(request, match, _("Decided. The places are taken; the placement can be prepared."))
    candidate = match.candidates.filter(state="proposed").first()
    return answer_form(
        request,
        "matching/decide.html",
        form,
        match=match,
        candidate=candidate,
        children=short_names(queries.children_in(match)),
        today=local_day(at, identity.zone),
        terms=queries.term_rows(candidate.terms) if candidate else [],
        weakens=queries.kept_remarks(candidate.weakens) if candidate else [],
        departs=label("depart_reason", match.departs_kind) if match.departs_kind else "",
        proposed_by=queries.names_of([match.proposed_by]).get(match.proposed_by, ""),
        is_proposer=match.proposed_by == identity.user_id,
    )


@door(DECIDE, writes=True)
@keeps_draft
def send_back(request, pk):
    match, at = match_of(request, pk), clock.now()
    form = ReasonForm(request.POST or None, label=_("What should be looked at again?"))
    if request.method == "POST" and form.is_valid():

        def act():
            actions.send_back(match=match, reason=form.cleaned_data["reason"], by=request.identity, at=at)

        if is_done(form, act):
            return back_to(request, match, _("Sent back. The family's yes and its places stay."))
    return answer_form(
        request,
        "matching/step.html",
        form,
        match=match,
        title=_("Ask to look again"),
        submit=_("Send back"),
        words=_("The one who proposed reads your words. The family's yes and its places stay."),
    )


@door(PROPOSE, writes=True)
def take_back(request, pk):
    match = match_of(request, pk)
    pressed(request, lambda key: actions.take_back(match=match, by=request.identity, at=clock.now()))
    return back_to(request, match, _("The proposal is taken back."))
