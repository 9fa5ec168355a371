"""The team's page and the province's page."""

from django.shortcuts import render
from django.utils.translation import get_language

from umay.front.figures import drawing, queries
from umay.kit.kernel.clock import now
from umay.kit.kernel.doors import door


@door("team.see")
def team(request):
    """Each worker's open cases, late visits and deadlines, concerns, and load."""
    return render(request, "front/team.html", {"team": queries.team(request.identity, at=now())})


@door("figures.see")
def province(request):
    """Vacancies, waiting children, late visits and the time to the first contact."""
    by, at, language = request.identity, now(), get_language() or "en"
    measure = request.GET.get("show", "")
    measure = measure if measure in drawing.MEASURES else "waiting"
    is_country = by.is_countrywide or queries.is_protected(by)
    rows = queries.figures(by, group="place" if is_country else "office", at=at, language=language)
    months = queries.months(by, at=at)
    context = {
        "rows": rows,
        "all": next(iter(queries.figures(by, group="all", at=at, language=language)), None),
        "is_country": is_country,
        "is_protected": queries.is_protected(by),
        "measure": measure,
        "measures": drawing.MEASURES.items(),
        "picture": drawing.map_of(rows, country=by.country, measure=measure, language=language)
        if is_country
        else drawing.bars_of(rows, measure=measure),
        "lines": drawing.lines_of(months),
    }
    return render(request, "front/province.html", context)
