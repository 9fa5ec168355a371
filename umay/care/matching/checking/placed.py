"""The placements of a result, one by one: known ids, every rule, every number, and who may live with whom."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from .distances import may_be, metres
from .people import first_failing, terms
from .shapes import TERMS


@dataclass
class Placed:
    """What the placements add up to, computed anew."""

    faults: list = field(default_factory=list)
    value: int = 0  # millionths
    kin_children: int = 0
    homes: dict = field(default_factory=lambda: defaultdict(list))  # family id -> [(group or part, kin and whole)]
    family_of: dict = field(default_factory=dict)  # id of a group that stays whole -> family id


def is_millionths(printed, exact):
    """Does a printed number of points say `exact` millionths, to the millionth or as well as the number can?"""
    exact = Fraction(exact, 1_000_000)
    return abs(Fraction(printed) - exact) <= max(Fraction(1, 2_000_001), abs(exact) / 2**52)


def check_placements(result, setting, groups, families):
    """Placed, with a fault for everything that is wrong in `placements` and `unplaced`."""
    placed = Placed()
    parts = defaultdict(list)
    for number, given in enumerate(result["placements"]):
        path = f"$.placements[{number}]"
        if given["group"] not in groups or given["family"] not in families:
            placed.faults.append(f"{path}: names a group or family that does not exist")
            continue
        group = groups[given["group"]]
        if not group.children.issuperset(given["children"]):
            placed.faults.append(f"{path}.children: holds a child of no such group")
            continue
        parts[group.id].append((path, given))
        _check_one(placed, path, given, setting, group, families[given["family"]])
    _check_order(placed, result)
    _check_wholeness(placed, result, setting, groups, parts)
    _check_homes(placed, setting, families)
    return placed


def _check_one(placed, path, given, setting, group, family):
    if given["children"] != sorted(set(given["children"])):
        placed.faults.append(f"{path}.children: is not sorted, each once")
    part = group if set(given["children"]) == group.children else group.part(given["children"], setting)
    kin = family.id in group.kin
    if given["kin"] != kin:
        placed.faults.append(f"{path}.kin: is not what the group's list says")
    far = _far(placed, path, given, group, family)
    reason = first_failing(setting, part, family, far)
    if reason:
        placed.faults.append(f"{path}: breaks the rule {reason}")
    right = terms(setting, part, family, far)
    for name in TERMS:
        if not is_millionths(given["terms"][name], right[name]):
            placed.faults.append(f"{path}.terms.{name}: is not the right number")
    value = sum(right.values())
    if not is_millionths(given["value"], value):
        placed.faults.append(f"{path}.value: is not the right number")
    placed.value += value
    placed.homes[family.id].append(part)
    if not part.is_part:
        placed.family_of[group.id] = family.id
        placed.kin_children += group.size if kin else 0


def _far(placed, path, given, group, family):
    """Whole metres: the claimed ones where they are right, else the right ones, with a fault."""
    claimed = Decimal(str(given["km"])) * 1000
    if claimed == claimed.to_integral_value() and may_be(group.spot, family.spot, int(claimed)):
        return int(claimed)
    placed.faults.append(f"{path}.km: is not the right distance")
    return metres(group.spot, family.spot)


def _check_order(placed, result):
    keys = [(given["group"], given["family"]) for given in result["placements"]]
    if keys != sorted(keys):
        placed.faults.append("$.placements: is not sorted by group, then family")
    if result["unplaced"] != sorted(result["unplaced"]):
        placed.faults.append("$.unplaced: is not sorted")


def _check_wholeness(placed, result, setting, groups, parts):
    for group_id, found in parts.items():
        path = found[0][0]
        together = Counter(child for _, given in found for child in set(given["children"]))
        if set(together) != groups[group_id].children or max(together.values()) > 1:
            placed.faults.append(f"{path}: the group is not placed with every child once")
        if len(found) > 1:
            if not setting.is_splitting:
                placed.faults.append(f"{path}: the group is in parts, and splitting is off")
            if len({given["family"] for _, given in found}) < len(found):
                placed.faults.append(f"{path}: two parts of the group are with one family")
    for number, group_id in enumerate(result["unplaced"]):
        if group_id not in groups:
            placed.faults.append(f"$.unplaced[{number}]: does not exist")
    if Counter(result["unplaced"]) != Counter(group_id for group_id in groups if group_id not in parts):
        placed.faults.append("$.unplaced: is not every group without a placement, each once")


def _check_homes(placed, setting, families):
    for family_id, parts in placed.homes.items():
        if len(parts) < 2:
            continue
        if not setting.is_sharing:
            placed.faults.append("$.placements: a family has more than one group, and sharing is off")
            continue
        if sum(part.size for part in parts) > families[family_id].mixed:
            placed.faults.append("$.placements: a family has more children of several groups than places_mixed")
        for number, one in enumerate(parts):
            if any(are_apart(one, other) for other in parts[number + 1 :]):
                placed.faults.append("$.placements: two groups that may not live together share a family")


def are_apart(one, other):
    """May these two not live together? It binds if either names the other."""
    return other.id in one.not_with or one.id in other.not_with
