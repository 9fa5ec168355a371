"""The rules of docs/reference/matching-rules.md written a second time, from the page and not from the engine.

Reads the plain file (dicts and lists), uses exact fractions, tries every family. Imports nothing of the engine.
"""

import hashlib
import math
from datetime import date
from fractions import Fraction


def age_on(day, born):
    """Years counted birthday by birthday."""
    years = 0
    while True:
        year = born.year + years + 1
        is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        next_one = date(year, 3, 1) if (born.month, born.day) == (2, 29) and not is_leap else born.replace(year=year)
        if next_one > day:
            return years
        years += 1


def kilometres(a, b):
    """Great circle by the atan2 form, as an exact fraction of three decimals."""
    lat_a, lat_b = math.radians(a["lat"]), math.radians(b["lat"])
    turn = math.radians(b["lon"] - a["lon"])
    across = math.hypot(
        math.cos(lat_b) * math.sin(turn),
        math.cos(lat_a) * math.sin(lat_b) - math.sin(lat_a) * math.cos(lat_b) * math.cos(turn),
    )
    along = math.sin(lat_a) * math.sin(lat_b) + math.cos(lat_a) * math.cos(lat_b) * math.cos(turn)
    return Fraction(str(round(6371.0088 * math.atan2(across, along), 3)))


def value_of(file, group, family, km):
    weigh = {name: Fraction(str(number)) for name, number in file["weights"].items()}
    waited = (date.fromisoformat(file["at"]) - date.fromisoformat(group["waiting_since"])).days
    value = Fraction(0)
    for child in group["children"]:
        value += weigh["placed"]
        if group["urgent"]:
            value += weigh["urgent"]
        value += weigh["wait_per_day"] * (365 if waited > 365 else waited)
        if child["behaviour_need"] and "behaviour" not in family["skills"]:
            value -= weigh["behaviour_unskilled"]
        value -= weigh["child_in_home"] * family["children_in_home"]
    # Only the distance can have more than six decimals; that term is rounded by itself, half to even.
    far = weigh["per_km"] * km * len(group["children"])
    return value - Fraction(round(far * 1_000_000), 1_000_000)


def fails(file, group, family, km):
    """The first rule that fails, None if the family is feasible."""
    day, children, kin = date.fromisoformat(file["at"]), group["children"], family["id"] in group["kin"]
    if group["country"] != family["country"]:
        return "country"
    if family["available"] is False:
        return "unavailable"
    holds_type = group["care_type"] in family["care_types"] and (kin or set(family["care_types"]) != {"kin"})
    if not holds_type and not (kin and "kin" in family["care_types"]):
        return "licence"
    if family["id"] in group["not_with_families"]:
        return "conflict"
    if len(children) > family["places"]:
        return "places"
    if len(children) > 1 and len(children) > family["max_siblings"]:
        return "siblings"
    ages = [age_on(day, date.fromisoformat(child["born_on"])) for child in children]
    if not all(family["age_from"] <= age <= family["age_to"] for age in ages):
        return "age"
    if not all(child["sex"] in family["rooms_for"] for child in children):
        return "room"
    if not all(need in family["skills"] for child in children for need in child["needs"]):
        return "skill"
    if not kin and km > Fraction(str(file["rules"]["max_km"])):
        return "distance"
    return "value" if value_of(file, group, family, km) < 0 else None


def answer(file, group):
    """({family id: reason or None}, [(family id, value, km) in order])."""
    reasons, order = {}, []
    for family in file["families"]:
        km = kilometres(group, family)
        reasons[family["id"]] = fails(file, group, family, km)
        if reasons[family["id"]] is None:
            draw = hashlib.sha256((file["at"] + "\n" + family["id"]).encode()).hexdigest()
            is_kin = family["id"] in group["kin"]
            order.append((0 if is_kin else 1, -value_of(file, group, family, km), draw, family["id"], km))
    return reasons, [(family_id, -value, km) for _, value, _, family_id, km in sorted(order)]
