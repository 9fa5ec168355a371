"""Files that are right and awkward: what an engine meets seldom, and must answer as well as the rest."""

from datetime import timedelta

from .chance import Chance
from .country import AT


def nobody_suits(file):
    """Every family is approved for kin alone and is nobody's kin."""
    for family in file["families"]:
        family["care_types"] = ["kin"]
    for group in file["groups"]:
        group["kin"] = []
    return file


def all_ties(file):
    """One spot, one kind of family, one kind of child: only the draw tells them apart."""
    first = {"lat": 41.0, "lon": 29.0, "country": "TR"}
    for number, group in enumerate(file["groups"]):
        child = {"born_on": "2018-05-04", "sex": "f", "needs": [], "behaviour_need": False}
        group |= first | {"care_type": "term", "urgent": False, "waiting_since": "2026-10-01", "kin": []}
        group |= {"not_with_families": [], "not_with_groups": [], "children": [{"id": f"c{number + 1}"} | child]}
        file["groups"][number] = group
    for family in file["families"]:
        family |= first | {"available": True, "care_types": ["term"], "places": 1, "places_mixed": 1, "max_siblings": 1}
        family |= {"age_from": 0, "age_to": 17, "rooms_for": ["f", "m"], "skills": [], "children_in_home": 0}
    return file


def many_conflicts(file):
    """Every group may not live with the two before it, and not with one of the families."""
    groups, families = file["groups"], file["families"]
    for number, group in enumerate(groups):
        group["not_with_groups"] = [groups[other]["id"] for other in (number - 2, number - 1) if other >= 0]
        group["not_with_families"] = [families[number % len(families)]["id"]]
    return file


def many_kin(file):
    """The first group has 200 kin, half of them in homes approved for kin; the next three share twenty of them."""
    families = file["families"][:200]
    for number, family in enumerate(families):
        family["care_types"] = ["kin"] if number % 2 else family["care_types"]
        family |= {"available": True, "places": 2, "age_from": 0, "age_to": 17, "rooms_for": ["f", "m"]}
        family["country"] = file["groups"][0]["country"]
    ids = [family["id"] for family in families]
    file["groups"][0] |= {"kin": ids, "not_with_families": []}
    for group in file["groups"][1:4]:
        group |= {"kin": ids[:20], "country": file["groups"][0]["country"]}
    return file


def group_of_twelve(file):
    """Twelve brothers and sisters, one home that takes them all, one with a place too few, one approved for eleven siblings."""
    chance = Chance("group of twelve")
    group = file["groups"][0]
    group["children"] = [
        {
            "id": f"{group['id']}c{number + 1}",
            "born_on": (AT - timedelta(days=400 * number + 30)).isoformat(),
            "sex": chance.one_of("fm"),
            "needs": [],
            "behaviour_need": number == 3,
        }
        for number in range(12)
    ]
    wide = {"country": group["country"], "lat": group["lat"], "lon": group["lon"], "available": True, "age_from": 0}
    wide |= {"age_to": 17, "rooms_for": ["f", "m"], "care_types": [group["care_type"]]}
    for family, places, siblings in zip(file["families"], (12, 11, 12), (12, 12, 11), strict=False):
        family |= wide | {"places": places, "places_mixed": places, "max_siblings": siblings}
    return file


def under_a_metre(file):
    """Families on the spot of a group, or a hand's breadth from it."""
    for group, family in zip(file["groups"], file["families"], strict=False):
        family |= {"lat": group["lat"], "lon": round(group["lon"] + 0.000004, 6)}
    return file


def contradictory(file):
    """Kin who are also barred, groups that name themselves, ages that end before they begin, more mixed places than places."""
    for group in file["groups"]:
        group["not_with_families"] = group["kin"][:1] or group["not_with_families"]
        group["not_with_groups"] = [group["id"]]
    for number, family in enumerate(file["families"]):
        if number % 10 == 0:
            family |= {"age_from": 12, "age_to": 6}
        if number % 10 == 1:
            family["places_mixed"] = family["places"] + 3
        if number % 10 == 2:
            family |= {"max_siblings": 0, "rooms_for": []}
    return file


def scarce_alike(file):
    """Two kinds of single child, every home for one of them, half as many homes as children: long chains of ties."""
    all_ties(file)
    for number, group in enumerate(file["groups"]):
        group["children"][0]["sex"] = "fm"[number % 2]
    file["families"] = file["families"][: len(file["groups"]) // 2]
    for number, family in enumerate(file["families"]):
        family["rooms_for"] = (["f"], ["m"], ["f", "m"])[number % 3]
    return file


def far_kin(file):
    """Kin with low values against strangers with high ones: placing with kin first costs points every time."""
    for group, family in zip(file["groups"], file["families"], strict=False):
        group["kin"] = [family["id"]]
        family |= {
            "country": group["country"],
            "available": True,
            "care_types": ["kin"],
            "places": 5,
            "max_siblings": 5,
        }
        family |= {"age_from": 0, "age_to": 17, "rooms_for": ["f", "m"], "children_in_home": 9}
    return file


def nothing(file):
    """No group and no family."""
    return file | {"groups": [], "families": []}


def no_family(file):
    """Groups, and no family at all."""
    for group in file["groups"]:
        group |= {"kin": [], "not_with_families": []}
    return file | {"families": []}
