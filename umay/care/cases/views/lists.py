"""The list of cases."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from umay.care.cases import queries
from umay.care.cases.access import OPEN, SEE, carries_cases
from umay.care.cases.forms import ListForm
from umay.care.cases.queries.lists import ALL, MINE, TEAM, Filter
from umay.care.cases.queries.parts import age_of
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door
from umay.kit.ui.asked import typed

PER_PAGE = 25


@typed("number")
@door(SEE)
def listing(request):
    """Cases one may see: initials, ages and numbers only."""
    identity, at = request.identity, clock.now()
    whose = (
        [(MINE, pgettext("case", "Mine"))]
        + ([(TEAM, _("My team's"))] if identity.team_id else [])
        + [(ALL, _("All I may see"))]
    )
    form = ListForm({"state": "active", "whose": _usual(identity), **_asked(request)}, whose=whose)
    chosen = _chosen(form, identity)
    page = Paginator(queries.listing(by=identity, at=at, chosen=chosen), PER_PAGE).get_page(request.GET.get("page"))
    today = local_day(at, identity.zone)
    for case in page.object_list:
        case.short_list = [(child.person.short, age_of(child.person.born_on, today)) for child in case.present]
        case.due_words = queries.deadline_words(case.next_rule, case.next_kind)
    return render(
        request,
        "cases/list.html",
        {"page": page, "filter_form": form, "at": at, "may_open": identity.may(OPEN)},
    )


def _asked(request) -> dict:
    sent = request.asked
    asked = {name: sent[name] for name in ("number", "whose", "state") if name in sent}
    return asked | ({"only": sent.getlist("only")} if "only" in sent else {})


def _usual(identity) -> str:
    return MINE if carries_cases(identity) else ALL


def _chosen(form: ListForm, identity) -> Filter:
    """A filter that makes no sense is left out, never an error page."""
    form.is_valid()
    found = form.cleaned_data
    only = found.get("only") or []
    state = found.get("state") or "active"
    return Filter(
        whose=found.get("whose") or _usual(identity),
        state="" if state == "all" else state,
        waiting="waiting" in only,
        urgent="urgent" in only,
        overdue="overdue" in only,
        unassigned="unassigned" in only,
        number=found.get("number") or "",
    )
