"""The list of visits, the open concerns, and the page of one visit."""

from django.core.paginator import Paginator
from django.shortcuts import render

from umay.care.visits import queries
from umay.care.visits.access import ANSWER, SEE, has_own_children
from umay.care.visits.forms import FilterForm
from umay.care.visits.lifecycle import VISIT
from umay.care.visits.rules import is_late
from umay.care.visits.views.common import visit_of
from umay.ground.offices.packs import label
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import names_of
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door

PAGE = 25


@door(SEE)
def listing(request):
    """Visits by day. Initials and numbers only."""
    by, today = request.identity, local_day(clock.now(), request.identity.zone)
    start = {"which": "due", "whose": "mine" if has_own_children(by) else "all"}
    form = FilterForm({**start, **request.GET.dict()})
    asked = form.cleaned_data if form.is_valid() else start
    chosen = queries.Filter(whose=asked.get("whose") or start["whose"], which=asked.get("which") or "due")
    page = Paginator(queries.listing(by=by, today=today, chosen=chosen), PAGE).get_page(request.GET.get("page"))
    rows = [(row, row.state == "planned" and is_late(row.due_on, today)) for row in page]
    return render(
        request,
        "visits/list.html",
        {"form": form, "page": page, "rows": rows, "chosen": chosen, "may_answer": by.may(ANSWER)},
    )


@door(SEE)
def concerns(request):
    """Concerns that wait for an answer, those in danger first. Initials and numbers only."""
    by = request.identity
    page = Paginator(queries.concerns(by), PAGE).get_page(request.GET.get("page"))
    rows = [(row, queries.kind_label(row)) for row in page]
    return render(request, "visits/concerns.html", {"page": page, "rows": rows, "may_answer": by.may(ANSWER)})


@door(SEE)
def see(request, pk):
    """One visit: what was seen, what the child said, what comes next, and concerns with their answers."""
    by, at = request.identity, clock.now()
    visit = visit_of(request, pk)
    concerns = queries.concerns_of(visit)
    return render(
        request,
        "visits/see.html",
        {
            "visit": visit,
            "is_late": visit.state == "planned" and is_late(visit.due_on, local_day(at, by.zone)),
            "missed": label("not_seen", visit.missed_kind) if visit.missed_kind else "",
            "concerns": [(concern, queries.kind_label(concern)) for concern in concerns],
            "names": names_of([visit.by_user, *(concern.answered_by for concern in concerns)]),
            "can": VISIT.allowed(visit, by=by, at=at)
            | {
                "raise": visit.state in ("done", "missed") and by.may("visits.record"),
                "answer": by.may(ANSWER),
                "placement": by.may("placements.see"),
            },
        },
    )
