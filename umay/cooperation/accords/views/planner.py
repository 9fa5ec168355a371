"""The planner's proposal for a year, and the calendar of a year over the countries' holidays."""

import json
from datetime import date

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umay.cooperation.accords.access import CHANGE, SEE
from umay.cooperation.accords.actions import proposals
from umay.cooperation.accords.forms.plans import PlannerForm, TakeDatesForm
from umay.cooperation.accords.plan_words import PlanState
from umay.cooperation.accords.queries import calendar_year, planner
from umay.cooperation.accords.queries import plans as queries
from umay.cooperation.accords.scheduling import GaveUp
from umay.cooperation.accords.views.common import written
from umay.cooperation.accords.views.plan_common import can, plan_of, today
from umay.cooperation.accords.views.plan_drawing import countries_named, year_drawing
from umay.kit.kernel.doors import door
from umay.kit.kernel.errors import Refusal


@door(CHANGE, writes=True)
def propose(request, pk):
    """Dates for every line of a year that has none, to be proposed to the other side together; or why there are none."""
    plan = plan_of(request, pk)
    years = planner.years_of(plan, today(request))
    asked = PlannerForm(request.GET or None, years=years, initial={"year": years[0] if years else ""})
    found = None
    if plan.state == PlanState.SIGNED and years and request.GET and asked.is_valid():
        found = _found(request, plan, asked)
    if found and found.lines and request.method == "GET":
        shown = {str(line.number): [day.isoformat() for day in days] for line, days in found.lines}
        form = TakeDatesForm(initial={"dates": json.dumps(shown)})
    else:
        form = TakeDatesForm(request.POST or None)

    def write(sent, at):
        return proposals.set_dates(plan=plan, dates=_dates(sent["dates"]), why=sent["why"], by=request.identity, at=at)

    context = {
        "plan": plan, "accord": plan.accord, "title": queries.words(plan.accord.titles), "asked": asked, "found": found,
        "years": years, "can": can(request, plan.accord), "is_signed": plan.state == PlanState.SIGNED, "words": queries.words,
    }  # fmt: skip
    return written(request, "accords/plans/propose.html", form, context, write, reverse("plans:see", args=[plan.pk]))


def _found(request, plan, asked):
    sent = asked.cleaned_data
    away = (sent["away_from"], sent["away_until"]) if sent.get("away_from") and sent.get("away_until") else None
    try:
        return planner.find(plan, int(sent["year"]), today(request), away=away)
    except GaveUp:
        asked.add_error(
            None, _("No dates were found in the time that was given. Ask for fewer lines, or set some dates by hand.")
        )
        return None


def _dates(text: str) -> dict[int, tuple[date, date]]:
    """What the page carried: {"3": ["2027-05-04", "2027-05-05"]}."""
    try:
        given = json.loads(text)
        return {
            int(number): (date.fromisoformat(first), date.fromisoformat(last))
            for number, (first, last) in given.items()
        }
    except (ValueError, TypeError, AttributeError) as fault:
        raise Refusal(_("These dates could not be read. Ask the planner again."), code="unreadable") from fault


@door(SEE)
def calendar(request, year):
    """A year: holidays of each country, dates of lines, activities; month by month and as a drawing."""
    if not 2000 <= year <= 2099:
        raise Http404
    found = calendar_year.year_of(request.identity, year)
    context = {
        "year": year,
        "months": found.months,
        "drawing": year_drawing(year, found.lines, found.sides) if found.lines else None,
        "countries": [name for _code, name in countries_named(found.sides)],
    }
    return render(request, "accords/plans/calendar.html", context)
