"""The province page's map and charts, each with its table."""

from datetime import date
from functools import cache

from babel.dates import format_skeleton
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from umay.front.figures.queries import FEW, Figures, Month
from umay.front.figures.rules import on_time_share
from umay.ground.offices import places
from umay.kit.ui.drawings import charts, maps
from umay.kit.ui.format import locale_of

MEASURES = {
    "waiting": gettext_lazy("Children waiting for a family"),
    "places_free": gettext_lazy("Free places in families"),
    "visits_late": gettext_lazy("Visits that are late"),
    "median_hours": gettext_lazy("Hours from report to first contact, median"),
}


def value_of(row: Figures, measure: str):
    """The figure, or None where it is hidden or there is none."""
    value = getattr(row, measure)
    return None if value is None or value == FEW else round(value, 1) if measure == "median_hours" else value


@cache
def _land(country: str, language: str) -> maps.Land:
    return maps.project(places.collection(country, language))


def month_words(first_on: date) -> str:
    """ "Kas 2026" in the reader's language."""
    return format_skeleton("yMMM", first_on, locale=locale_of(get_language() or "en"))


def map_of(rows: list[Figures], *, country: str, measure: str, language: str):
    """The country's places coloured by one figure."""
    label = str(MEASURES[measure])
    names = {place.code: place.name(language) for place in places.provinces(country)}
    return maps.areas(
        title=label,
        desc=_("A map of the country. The table under it says the same in numbers."),
        what=_("Place"),
        measure=label,
        land=_land(country, language),
        values={row.part: value_of(row, measure) for row in rows},
        names=names,
    )


def bars_of(rows: list[Figures], *, measure: str):
    """Offices side by side in one figure, the highest first."""
    label = str(MEASURES[measure])
    ordered = sorted(rows, key=lambda row: (-(value_of(row, measure) or 0), row.name))
    return charts.bars(
        title=label,
        desc=_("Bars, one for each office. The table under them says the same in numbers."),
        what=_("Office"),
        measure=label,
        items=[charts.Bar(row.name, value_of(row, measure)) for row in ordered],
    )


def lines_of(months: list[Month]) -> list:
    """The two lines over twelve months, each where there is anything to show."""
    hours = [None if month.median_hours is None else round(month.median_hours, 1) for month in months]
    shares = [on_time_share(month.on_time, month.reports) for month in months]
    found = (
        (MEASURES["median_hours"], _("Hours, median"), hours),
        (_("First contacts in time, per cent"), _("In time, per cent"), shares),
    )
    return [
        charts.lines(
            title=str(title),
            desc=_("A line over twelve months. The table under it says the same in numbers."),
            what=_("Month"),
            places=[month_words(month.first_on) for month in months],
            series=[charts.Series(label, values)],
        )
        for title, label, values in found
        if any(value is not None for value in values)
    ]
