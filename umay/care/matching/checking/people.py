"""Groups and families of an instance, read for asking rules: whole years, whole millionths, sets."""

from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from .distances import metres


def micros(number):
    """A number of points as whole millionths, half to even, read as it is written."""
    return int((Decimal(str(number)) * 1_000_000).to_integral_value(rounding=ROUND_HALF_EVEN))


def years(born_on, at):
    """Completed years; born on 29 February, a year is completed on 1 March of a common year."""
    return (at.year - born_on.year) - (1 if (born_on.month, born_on.day) > (at.month, at.day) else 0)


class Setting:
    """The rules and weights of the file."""

    def __init__(self, file):
        self.at = date.fromisoformat(file["at"])
        rules = file["rules"]
        self.is_sharing, self.is_splitting, self.gap = rules["sharing"], rules["splitting"], rules["gap"]
        # No two points are 20,040 km apart; beyond that a limit binds nobody.
        max_km = Decimal(repr(min(rules["max_km"], 20_040)))
        self.longest = int((max_km * 1000).to_integral_value(rounding=ROUND_FLOOR))
        self.weight = {name: micros(number) for name, number in file["weights"].items()}


class Household:
    """A family of the file."""

    def __init__(self, given):
        self.id, self.country, self.spot = given["id"], given["country"], (given["lat"], given["lon"])
        self.is_available = given["available"]
        self.care_types = frozenset(given["care_types"])
        self.places, self.mixed, self.siblings = given["places"], given["places_mixed"], given["max_siblings"]
        self.youngest, self.oldest = given["age_from"], given["age_to"]
        self.rooms, self.skills = frozenset(given["rooms_for"]), frozenset(given["skills"])
        self.at_home = given["children_in_home"]


class Waiting:
    """A group of the file, or a part of one (`only`: the ids of its children)."""

    def __init__(self, given, setting, only=None):
        self.id, self.country, self.spot = given["id"], given["country"], (given["lat"], given["lon"])
        self.given = given
        self.care_type, self.is_urgent = given["care_type"], given["urgent"]
        self.kin, self.barred = frozenset(given["kin"]), frozenset(given["not_with_families"])
        self.not_with = frozenset(given["not_with_groups"])
        self.is_part = only is not None and len(only) < len(given["children"])
        children = [child for child in given["children"] if only is None or child["id"] in only]
        self.children = frozenset(child["id"] for child in children)
        self.size = len(children)
        ages = [years(date.fromisoformat(child["born_on"]), setting.at) for child in children]
        self.youngest, self.oldest = min(ages), max(ages)
        self.sexes = frozenset(child["sex"] for child in children)
        self.needs = frozenset(need for child in children for need in child["needs"])
        self.behaviour = sum(1 for child in children if child["behaviour_need"])
        self.days = min(365, (setting.at - date.fromisoformat(given["waiting_since"])).days)

    def part(self, only, setting):
        return Waiting(self.given, setting, frozenset(only))


def can_parts_gain(setting, group):
    """Could a part of this group be worth more than nothing anywhere? Where `split` takes all a child brings, it cannot."""
    weight = setting.weight
    each = weight["placed"] + (weight["urgent"] if group.is_urgent else 0) + weight["wait_per_day"] * group.days
    return group.size > 1 and each > weight["split"]


def terms(setting, group, family, far):
    """The seven terms of placing these children `far` metres away with this family, in millionths."""
    weight, size = setting.weight, group.size
    unskilled = 0 if "behaviour" in family.skills else group.behaviour
    return {
        "placed": size * weight["placed"],
        "urgent": size * weight["urgent"] if group.is_urgent else 0,
        "wait": size * weight["wait_per_day"] * group.days,
        "distance": -half_even_thousandth(size * weight["per_km"] * far),
        "behaviour": -unskilled * weight["behaviour_unskilled"],
        "in_home": -size * weight["child_in_home"] * family.at_home,
        "split": -size * weight["split"] if group.is_part else 0,
    }


def half_even_thousandth(number):
    """number / 1000 as a whole number, half to even; not negative."""
    whole, rest = number // 1000, number % 1000
    return whole + 1 if rest > 500 or (rest == 500 and whole & 1) else whole


def first_failing(setting, group, family, far):
    """The first rule that fails, None where the family may take these children."""
    kin = family.id in group.kin
    if group.country != family.country:
        return "country"
    if not family.is_available:
        return "unavailable"
    if kin:
        is_licensed = group.care_type in family.care_types or "kin" in family.care_types
    else:
        is_licensed = group.care_type in family.care_types and family.care_types != {"kin"}
    if not is_licensed:
        return "licence"
    if family.id in group.barred:
        return "conflict"
    if group.size > family.places:
        return "places"
    if group.size > 1 and group.size > family.siblings:
        return "siblings"
    if group.youngest < family.youngest or group.oldest > family.oldest:
        return "age"
    if group.sexes - family.rooms:
        return "room"
    if group.needs - family.skills:
        return "skill"
    if not kin and far > setting.longest:
        return "distance"
    return "value" if sum(terms(setting, group, family, far).values()) < 0 else None


def value_with(setting, group, family):
    """(may the family take them, the value in millionths). The value is None where it may not."""
    far = metres(group.spot, family.spot)
    if first_failing(setting, group, family, far):
        return False, None
    return True, sum(terms(setting, group, family, far).values())
