"""The families around the children's own neighbourhood, as a picture with a table beside it."""

import functools

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from umay.ground.offices import places
from umay.kit.ui import drawings


@functools.lru_cache(maxsize=8)
def _land(country: str, language: str):
    return drawings.maps.project(places.collection(country, language))


def around(match, rows):
    """Numbered points of the candidates shown, rings of kilometres, the neighbourhood in the middle."""
    case = match.case
    return drawings.surroundings(
        title=_("How far the families live"),
        desc=_("The numbers are places in the order. Families of other offices stand in the middle of their district."),
        centre=(case.lon, case.lat),
        centre_words=_("The children's own neighbourhood"),
        points=[
            drawings.Point(
                label=str(row.place),
                lon=row.card.lon,
                lat=row.card.lat,
                words=row.card.number,
                km=row.km,
                mark=2 if row.is_kin else 1,
                href=f"#family-{row.place}",
            )
            for row in rows
        ],
        land=_land(case.country, (get_language() or "tr")[:2]),
    )
