"""The list of those who wait, the page of a match, the families left out, and what a proposal was based on."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from umay.care.cases.access import CHANGE
from umay.care.cases.queries import visible as visible_cases
from umay.care.matching import actions, queries
from umay.care.matching.access import DECIDE, OPEN, PROPOSE, RECRUIT, RUN, RUNS, SEE, SHORTLIST
from umay.care.matching.forms import ListForm, NumberForm, PressForm, RuleForm
from umay.care.matching.lifecycle import MATCH
from umay.care.matching.views.common import KIND, back_to, match_of, settings_of, short_names
from umay.care.matching.views.drawing import around
from umay.care.matching.words import MatchState
from umay.ground.journal.actions import AlreadyDone
from umay.ground.offices.packs import kind_of_care, label
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel import clock, slots
from umay.kit.kernel.doors import door, reads
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ids import new_id
from umay.kit.ui.asked import typed

ROWS, FIRST, MORE = 25, 10, 20
_LIVE = (MatchState.OPEN, MatchState.PROPOSED)


@door(SEE)
def list_all(request):
    """Groups that wait for a family in the order in which they are helped; or the searches of one state."""
    identity, on = request.identity, local_day(clock.now(), request.identity.zone)
    form = ListForm(request.GET or None)
    state = request.GET.get("state", "") if form.is_valid() else ""
    shown = request.GET.get("show", "waiting")
    found = queries.waiting(identity) if shown == "waiting" else queries.matches(by=identity, state=state)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    for row in page.object_list:
        children = row.present if shown == "waiting" else queries.children_of_row(row)
        row.short_list = short_names(children)
        if shown == "waiting":
            row.match_label = MatchState(row.match_state).label if row.match_state else ""
    return render(
        request,
        "matching/list.html",
        {
            "page": page,
            "shown": shown,
            "filter_form": form if shown != "waiting" else None,
            "today": on,
            "may_open": identity.may(OPEN),
            "may_see_runs": identity.may(RUNS),
            "may_recruit": identity.may(RECRUIT),
            "panels": slots.panels("matching.list", None, identity),
            "proposals": queries.proposals_for(identity).count() if identity.may(DECIDE) else 0,
        },
    )


@door(OPEN, writes=True)
def open(request, pk):
    """Begin to look for a family for the children of a case, or go to the search that is open."""
    identity, at = request.identity, clock.now()
    case = get_object_or_404(visible_cases(identity).select_related("office"), pk=pk)
    reads(request, case, kind="cases.case")
    if found := queries.open_match_of(case):
        return redirect("matching:see", pk=found.pk)
    form = PressForm(request.POST or None)
    children = list(queries.children_in_case(case))
    if request.method == "POST" and form.is_valid():
        try:
            match = actions.open(case=case, by=identity, at=at, key=form.cleaned_data["idempotency_key"])
            return back_to(request, match)
        except NotAllowed:
            raise
        except AlreadyDone:
            return redirect("matching:list")
        except Refusal as refusal:
            form.add_error(None, refusal.message)
    context = {
        "form": form,
        "today": local_day(at, identity.zone),
        "case": case,
        "children": short_names(children),
        "care_type": kind_of_care(case.care_type, settings_of(request, at)) if case.care_type else "",
        "obstacles": [
            refusal.message for refusal in queries.obstacles(case, [child.person_id for child in children], None, at)
        ],
    }
    return render(request, "matching/open.html", context, status=form.status)


@door(SEE)
def see(request, pk):
    """The page of a match: the families in order with their reasons, the shortlist, the choice."""
    identity, at = request.identity, clock.now()
    match = match_of(request, pk)
    settings = settings_of(request, at)
    children = queries.children_in(match)
    context = _about(match, children, settings, identity, at)
    if match.state in _LIVE or match.state == MatchState.NONE:
        context |= _order(request, match, at)
    cards = queries.chosen_card(match, identity, at) if match.state == MatchState.DECIDED else None
    standing = context.get("standing")
    context["shortlist"] = queries.shortlist_rows(match, standing, cards=cards, at=at)
    if standing is not None:
        context["rows"], context["shortlist"] = queries.with_alike(
            match.case, context["rows"], context["shortlist"], identity
        )
    context["suggested"] = queries.suggested(
        match,
        standing,
        identity,
        shortlist=context["shortlist"],
        order=context.get("order", ()),
        calls=context.get("calls"),
    )
    return render(request, "matching/see.html", context)


def _about(match, children, settings, identity, at) -> dict:
    """What the page says of the match itself, and what the reader may do."""
    names = queries.names_of([match.proposed_by, match.decided_by, match.returned_by, match.ended_by])
    return {
        "match": match,
        "case": match.case,
        "children": short_names(children),
        "at": at,
        "today": local_day(at, identity.zone),
        "care_type": kind_of_care(match.care_type, settings) if match.care_type else "",
        "departs": label("depart_reason", match.departs_kind) if match.departs_kind else "",
        "split_kind": queries.why_apart(match),
        "proposed_by": names.get(match.proposed_by, ""),
        "decided_by": names.get(match.decided_by, ""),
        "returned_by": names.get(match.returned_by, ""),
        "ended_by": names.get(match.ended_by, ""),
        "parts": list(match.parts.defer("input").order_by("opened_at", "id")) if match.state == "split" else [],
        "can": MATCH.allowed(match, by=identity, at=at)
        | {
            "shortlist": match.state == "open" and identity.may(SHORTLIST),
            "propose": identity.may(PROPOSE),
            "run": identity.may(RUN),
            "check": identity.may(CHANGE),
        },
        "is_proposer": match.proposed_by == identity.user_id,
        "is_group": len(children) > 1 and match.split_of_id is None,
        "weights_number": (number := queries.weights_number(settings)),
        "is_verified": (number is not None or settings.is_verified("matching.weights"))
        and settings.is_verified("matching.max_km"),
        "key": new_id(),
        "panels": slots.panels(KIND, match, identity),
    }


def _order(request, match, at) -> dict:
    """The families in order: the first ten, or as many as were asked for. A group that can't be compared says why."""
    try:
        standing = queries.ranking(match, request.identity, at)
    except queries.BirthMissing as missing:
        return {"cannot_rank": missing.message}
    count = _count(request.GET.get("show", ""), len(standing.ranking.candidates))
    listed = list(match.candidates.all())
    calls = queries.telephoned(at, besides=match.pk)
    order, needed = queries.second_order(standing)
    rows = queries.candidate_rows(standing, listed, first=1, count=count, calls=calls)
    return {
        "counted": queries.counted(standing, order, needed, calls),
        "standing": standing,
        "order": order,
        "calls": calls,
        "rows": rows,
        "more": min(count + MORE, len(standing.ranking.candidates)) if count < len(standing.ranking.candidates) else 0,
        "suiting": len(standing.ranking.candidates),
        "families": standing.ranking.funnel.families,
        "funnel": queries.funnel_steps(standing),
        "firmness": queries.firmness(standing),
        "drawing": around(match, rows[:FIRST]) if rows else None,
        "number_form": NumberForm(),
    }


def _count(asked: str, most: int) -> int:
    return min(max(int(asked), FIRST), 200, max(most, FIRST)) if asked.isdigit() and len(asked) < 6 else FIRST


@typed("number")
@door(SEE)
def left_out(request, pk):
    """The families left out with the first rule that fails, by rule; and the answer about one family number."""
    at = clock.now()
    match = match_of(request, pk)
    if match.state not in (*_LIVE, MatchState.NONE):
        raise Http404
    standing = queries.ranking(match, request.identity, at)
    form, number_form = RuleForm(request.GET or None), NumberForm(request.asked or None)
    rule = form.cleaned_data["rule"] if form.is_valid() else ""
    number = number_form.cleaned_data["number"] if number_form.is_valid() else ""
    page = Paginator(queries.left_out(standing, rule), 50).get_page(request.GET.get("page"))
    return render(
        request,
        "matching/left_out.html",
        {
            "match": match,
            "case": match.case,
            "page": page,
            "rows": queries.left_out_rows(standing, page.object_list),
            "filter_form": form,
            "number_form": number_form,
            "number": number,
            "answer": queries.about_number(standing, number) if number else None,
            "funnel": queries.funnel_steps(standing),
            "families": standing.ranking.funnel.families,
        },
    )


@door(SEE)
def input(request, pk):
    """The file that a proposal was based on, so that anyone can check it without our program (docs/reference/matching-rules.md)."""
    match = get_object_or_404(queries.visible(request.identity), pk=pk)
    reads(request, match, kind="matching.match", code="export")
    raw = queries.opened_input(match)
    if not raw:
        raise Http404(_("Nothing was proposed in this search yet."))
    return HttpResponse(
        raw,
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="umay-match-{match.input_hash[:12]}.json"'},
    )
