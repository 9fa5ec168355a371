"""How many foster children each province gets: the published figures where there are some, the rest of the published total spread.

Published order of the largest provinces: İstanbul, İzmir, Ankara, Kayseri, Adana (domain S89b); only İstanbul's figure is published, so
the other four are set above the largest published one. What is spread is made up and says so in docs/reference/demo.md.
"""

from random import Random

from umay.ground.offices import places

_ORDER = {"TR-35": 800, "TR-06": 700, "TR-38": 420, "TR-01": 400}
_SMALL = 25


def children_by_place(country: str, scale: str) -> dict[str, int]:
    """Children in foster care by place, in published proportions: all of them, or a twenty-fifth of Türkiye's (at least one a province)."""
    known = {code: stock.children for code, stock in places.PUBLISHED.items() if code.startswith(country)}
    if country == "AZ":
        return known
    known |= _ORDER
    rest = places.NATIONAL[country].children - sum(known.values())
    others = sorted(place.code for place in places.provinces(country) if place.code not in known)
    random = Random("spread")
    weights = [random.uniform(0.6, 1.4) for _ in others]
    spread = [int(rest * weight / sum(weights)) for weight in weights]
    spread[0] += rest - sum(spread)
    known |= dict(zip(others, spread, strict=True))
    if scale == "national":
        return known
    return {code: max(1, round(children / _SMALL)) for code, children in known.items()}
