"""The kinds of family that might be looked for, as the engine's own families. Pure.

Each is a modest example, so that what it would change is not overstated: one home, at the middle of a province, nobody else in it.
"""

from umay.care.matching.engine import Family
from umay.care.matching.engine.inputs import SEXES

TERM, TEMPORARY, SPECIALISED = "term", "temporary", "specialised"
SIGN_LANGUAGE = "sign_language"
HEALTH = ("medical_care", "medicine", "epilepsy", "diabetes", "wheelchair")

_PLAIN = {"care": (TERM,), "places": 1, "ages": (0, 17), "skills": ()}
KINDS: dict[str, dict] = {
    "young": _PLAIN | {"ages": (0, 9)},
    "teenagers": _PLAIN | {"ages": (10, 17)},
    "three_places": _PLAIN | {"places": 3},
    "temporary": _PLAIN | {"care": (TEMPORARY,)},
    "specialised": _PLAIN | {"care": (SPECIALISED, TERM), "skills": HEALTH},
    "sign_language": _PLAIN | {"skills": (SIGN_LANGUAGE,)},
}


def family_of(kind: str, *, family_id: str, country: str, lat: float, lon: float) -> Family:
    """A family of that kind, free, with rooms for girls and boys."""
    shape = KINDS[kind]
    return Family(
        id=family_id,
        country=country,
        lat=lat,
        lon=lon,
        available=True,
        care_types=frozenset(shape["care"]),
        places=shape["places"],
        places_mixed=shape["places"],
        max_siblings=shape["places"],
        age_from=shape["ages"][0],
        age_to=shape["ages"][1],
        rooms_for=frozenset(SEXES),
        skills=frozenset(shape["skills"]),
        children_in_home=0,
    )
