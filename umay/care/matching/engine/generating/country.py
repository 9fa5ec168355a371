"""One invented country: towns, families around them, and groups of children who wait."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from .chance import Chance

AT = date(2026, 11, 22)

SKILLS = (
    ("behaviour", 18),
    ("developmental", 12),
    ("medical_care", 10),
    ("wheelchair", 8),
    ("language:ku", 12),
    ("sign_language", 5),
)
"""Each skill with how many families of a hundred have it; all but the first are also what a child may need."""

CARE_TYPES = (
    (("term",), 52),
    (("temporary", "term"), 22),
    (("temporary",), 8),
    (("specialised", "term"), 8),
    (("specialised", "temporary", "term"), 2),
    (("kin",), 8),
)
ASKED_CARE = (("term", 64), ("temporary", 24), ("specialised", 12))
PLACES = ((0, 10), (1, 54), (2, 23), (3, 9), (4, 3), (5, 1))
AGES = (
    ((0, 3), 10),
    ((0, 6), 24),
    ((0, 12), 22),
    ((0, 17), 12),
    ((3, 9), 12),
    ((6, 12), 8),
    ((6, 17), 7),
    ((12, 17), 5),
)
ROOMS = ((("f", "m"), 70), (("f",), 15), (("m",), 15))
IN_HOME = ((0, 45), (1, 30), (2, 18), (3, 7))
SIZES = ((1, 71), (2, 18), (3, 7), (4, 3), (5, 1))
WAITED = ((0, 3), (1, 7), (14, 25), (90, 35), (400, 30))
"""The least of days waited with its share; the wait lies between this and the next, the last up to 900."""


@dataclass(frozen=True)
class Country:
    """What is drawn. The defaults are a country of about 1,600 x 600 km with 81 centres, the first the largest."""

    groups: int
    families: int
    centres: int = 81
    south_west: tuple[float, float] = (36.0, 26.0)
    north_east: tuple[float, float] = (42.0, 45.0)
    width: float = 0.18  # degrees: how far people live from their centre
    ages: tuple[int, int] = (0, 17)
    neighbours: int = 2  # of a hundred, who live in another country that the file also holds
    sizes: tuple = SIZES
    care_types: tuple = CARE_TYPES
    asked_care: tuple = ASKED_CARE
    conflicts: int = 2  # of a hundred groups, that may not live with another group
    rules: dict = field(default_factory=dict)
    weights: dict = field(default_factory=dict)


def drawn(country: Country, *name):
    """The file of a Country as dicts and lists. `name` goes into every draw."""
    centres = [_centre(country, Chance(*name, "centre", number)) for number in range(country.centres)]
    steps = _steps(country.centres)
    families, at_centre = [], [[] for _ in centres]
    for number in range(country.families):
        chance = Chance(*name, "family", number)
        centre = _drawn_centre(chance, steps)
        families.append(_family(country, chance, f"f{number + 1}", centres[centre]))
        at_centre[centre].append(families[-1])
    groups, ids_at_centre = [], [[] for _ in centres]
    for number in range(country.groups):
        chance = Chance(*name, "group", number)
        centre = _drawn_centre(chance, steps)
        groups.append(_group(country, chance, f"g{number + 1}", centres[centre]))
        _tie(country, chance, groups[-1], at_centre[centre], ids_at_centre[centre])
        ids_at_centre[centre].append(groups[-1]["id"])
    return {
        "format": "umay-match/1",
        "at": AT.isoformat(),
        "rules": {"max_km": 120, "sharing": False, "splitting": False, "time_limit_s": 60, "gap": 0} | country.rules,
        "weights": {
            "placed": 1000,
            "urgent": 500,
            "wait_per_day": 1,
            "per_km": 1,
            "behaviour_unskilled": 150,
            "child_in_home": 25,
            "split": 2000,
        }
        | country.weights,
        "groups": groups,
        "families": families,
    }


def _centre(country, chance):
    (south, west), (north, east) = country.south_west, country.north_east
    return south + (north - south) * chance.draw() / 2**32, west + (east - west) * chance.draw() / 2**32


def _steps(number):
    """Where each centre's share ends: the n-th has an n-th of the first one's people (whole numbers, so exact)."""
    steps, total = [], 0
    for rank in range(1, number + 1):
        total += 1_000_000 // rank
        steps.append(total)
    return steps


def _drawn_centre(chance, steps):
    at, low, high = chance.below(steps[-1]), 0, len(steps) - 1
    while low < high:
        middle = (low + high) // 2
        if at < steps[middle]:
            high = middle
        else:
            low = middle + 1
    return low


def _place(country, chance, centre):
    lat = round(centre[0] + country.width * chance.around(), 4)
    lon = round(centre[1] + country.width * chance.around() * 1.3, 4)
    return {
        "country": "AZ" if chance.is_so(country.neighbours) else "TR",
        "lat": max(-90.0, min(90.0, lat)),
        "lon": lon - 360 if lon > 180 else lon + 360 if lon < -180 else lon,
    }


def _family(country, chance, family_id, centre):
    age_from, age_to = chance.weighted(AGES)
    places = chance.weighted(PLACES)
    return {
        "id": family_id,
        **_place(country, chance, centre),
        "available": chance.is_so(86),
        "care_types": list(chance.weighted(country.care_types)),
        "places": places,
        "places_mixed": places - 1 if places > 1 and chance.is_so(30) else places,
        "max_siblings": max(1, places + chance.weighted(((0, 60), (1, 25), (-1, 15)))),
        "age_from": age_from,
        "age_to": age_to,
        "rooms_for": list(chance.weighted(ROOMS)),
        "skills": sorted(skill for skill, share in SKILLS if chance.is_so(share)),
        "children_in_home": chance.weighted(IN_HOME),
    }


def _group(country, chance, group_id, centre):
    place = _place(country, chance, centre)
    since = AT - timedelta(days=_waited(chance))
    size = chance.weighted(country.sizes)
    youngest, oldest = country.ages
    eldest = youngest + chance.below(oldest - youngest + 1)
    return {
        "id": group_id,
        **place,
        "care_type": chance.weighted(country.asked_care),
        "urgent": chance.is_so(12),
        "waiting_since": since.isoformat(),
        "kin": [],
        "not_with_families": [],
        "not_with_groups": [],
        "children": [
            _child(chance, f"{group_id}c{number + 1}", max(youngest, eldest - 2 * number)) for number in range(size)
        ],
    }


def _waited(chance):
    least = chance.weighted(WAITED)
    ends = [days for days, _ in WAITED[1:]] + [901]
    most = next(end for end in ends if end > least)
    return least + chance.below(most - least)


def _child(chance, child_id, years):
    born_on = AT - timedelta(days=years * 365 + years // 4 + 1 + chance.below(360))
    needs = [skill for skill, share in SKILLS[1:] if chance.is_so(share / 3)]
    return {
        "id": child_id,
        "born_on": born_on.isoformat(),
        "sex": chance.one_of("fm"),
        "needs": needs,
        "behaviour_need": chance.is_so(20),
    }


def _tie(country, chance, group, families, group_ids):
    """Kin, families and groups not to live with: people of the same centre, kin mostly in a home approved for kin."""
    if families and chance.is_so(15):
        for _ in range(1 + chance.is_so(20)):
            asked = [chance.one_of(families) for _ in range(6)]
            kin = next((family for family in asked if "kin" in family["care_types"]), asked[0])
            group["kin"] = sorted({*group["kin"], kin["id"]})
    if families and chance.is_so(3):
        group["not_with_families"] = [chance.one_of(families)["id"]]
    if group_ids and chance.is_so(country.conflicts):
        group["not_with_groups"] = [chance.one_of(group_ids)]
