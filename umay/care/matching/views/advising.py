"""What the runs suggest for one's own children, and the answer with its reason."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umay.care.families.queries import asked_on, card
from umay.care.matching import actions, queries
from umay.care.matching.access import OPEN, RUNS, SEE, SHORTLIST
from umay.care.matching.forms import HeedForm
from umay.care.matching.rules import must_ask_again
from umay.care.matching.views.common import back_to, is_done, settings_of, short_names, uuid_of
from umay.care.matching.words import Heed
from umay.care.persons.drafting import keeps_draft
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door, reads
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.ids import new_id
from umay.kit.ui.forms import answer_form

ROWS = 25


@door(SEE)
def list_advice(request):
    """What the newest run suggests for the children of one's own cases, urgent first."""
    identity, at = request.identity, clock.now()
    run = queries.latest_run(identity)
    page = None
    if run is not None:
        page = Paginator(queries.suggestions(identity, run), ROWS).get_page(request.GET.get("page"))
        own = queries.numbers_of_open_families(page.object_list)
        gone = queries.gone_today(page.object_list)
        last = asked_on(row.family_id for row in page.object_list if row.family_id)
        days = settings_of(request, at).get("families.willing_confirm_days")
        for row in page.object_list:
            row.is_gone = row.group_id in gone
            row.asked_on = last.get(row.family_id)
            row.must_ask = row.family_id in last and must_ask_again(
                confirmed_on=row.asked_on, at=local_day(at, identity.zone), days=days
            )
            row.number = own.get(row.family_id, "")  # of another office's family the list says no number
            row.short_list = short_names(queries.children_of_advice(row))
            row.is_searched = row.group_id != row.case_id
            row.heed_label = row.get_heed_display() if row.heed else ""
    context = {
        "run": run,
        "page": page,
        "today": local_day(at, identity.zone),
        "may_open": identity.may(OPEN),
        "may_see_runs": identity.may(RUNS),
    }
    return render(request, "matching/list_advice.html", context)


_TITLES = {
    Heed.ACCEPTED: gettext_lazy("Take the suggestion up"),
    Heed.OTHER: gettext_lazy("Choose another family"),
    Heed.NONE: gettext_lazy("None of these families"),
}


@door(SHORTLIST, writes=True)
@keeps_draft
def heed(request, pk, says):
    """Take it up, choose another family, or none: each with a reason. ?family=… names a family that was asked on the way."""
    identity, at = request.identity, clock.now()
    advice = get_object_or_404(
        queries.visible_advice(identity).select_related("case", "run").defer("run__sought"), pk=pk
    )
    reads(request, advice, kind="matching.advice")
    if says not in Heed.values or (says == Heed.ACCEPTED and advice.family_id is None):
        raise Http404
    match = queries.match_of_advice(advice)
    if match is None:
        return redirect("matching:open", pk=advice.case_id)
    initial = {"number": _number(request, at)} if says == Heed.OTHER else {}
    form = HeedForm(request.POST or None, says=says, settings=settings_of(request, at), initial=initial)
    way = {}
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data

        def act():
            family_id = queries.family_of_number(values.get("number", ""), identity, at)
            try:
                actions.heed(
                    advice=advice,
                    says=says,
                    reason=values["reason"],
                    words=values["words"],
                    family_id=family_id,
                    by=identity,
                    at=at,
                    key=values["idempotency_key"],
                )
            except Refusal as refusal:
                way.update(_way_on(refusal.code, family_id or advice.family_id, match, identity, at))
                raise

        if is_done(form, act):
            words = _("Written down.") if says == Heed.NONE else _("The family is on the shortlist.")
            return back_to(request, match, words, "shortlist")
    return answer_form(
        request,
        "matching/heed.html",
        form,
        advice=advice,
        match=match,
        says=says,
        title=str(_TITLES[Heed(says)]),
        **way,
    )


def _number(request, at) -> str:
    """The number of the family that ?family= names, where the asker knows its card."""
    asked = uuid_of(request.GET.get("family", ""))
    found = card(asked, by=request.identity, at=at) if asked else None
    return found.number if found else ""


def _way_on(code: str, family_id, match, identity, at) -> dict:
    """What the page offers beside a refusal: to ask a family whose word is old and come back, or to check who lives there."""
    if code == "ask_first":
        return {"ask": card(family_id, by=identity, at=at), "ask_key": new_id()}
    if code == "may_be_met":
        found = queries.alike_in(match.case, [family_id], by=identity).get(family_id)
        return {"alike": found, "alike_family": family_id}
    return {}
