"""The whole check: the instance, the result, and what they say about each other."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from . import programme, small
from .bounds import OneEach, Prices, Several
from .kin import most_kin_children
from .pairs import Row
from .people import Household, Setting, Waiting, can_parts_gain
from .placed import check_placements, is_millionths
from .shapes import INSTANCE, RESULT, Wrong, at_name, read


@dataclass
class Verdict:
    """`faults` is empty where the result is right. `notes` say what was not asked anew, and why."""

    faults: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    feasible_pairs: int = 0
    placed_children: int = 0
    is_bound_proven: bool = False
    is_believed_to_a_hundredth: bool = False  # proven by another programme for HiGHS, to a hundredth of a point

    @property
    def is_right(self):
        return not self.faults


def check(instance: bytes, result: bytes, *, tell=None):
    """The Verdict on the bytes of a result for the bytes of an instance. `tell(done, total)` hears of the groups."""
    verdict = Verdict()
    file = _read(verdict, instance, INSTANCE, "instance")
    claimed = _read(verdict, result, RESULT, "result", is_result=True)
    if file is not None:
        verdict.faults += [f"instance {fault}" for fault in _contradictions(file)]
    if verdict.faults:
        return verdict
    if claimed["input_sha256"] != hashlib.sha256(instance).hexdigest():
        verdict.faults.append("$.input_sha256: is that of another file")
    setting = Setting(file)
    groups = {given["id"]: Waiting(given, setting) for given in file["groups"]}
    households = {given["id"]: Household(given) for given in file["families"]}
    placed = check_placements(claimed, setting, groups, households)
    verdict.faults += placed.faults
    verdict.placed_children = sum(part.size for parts in placed.homes.values() for part in parts)
    row = Row(setting, households.values())
    prices = Prices(claimed, groups, row)
    gathered = Several(prices, row) if setting.is_sharing else OneEach(prices)
    kin_homes = _look(verdict, claimed, groups, row, gathered, tell)
    _check_kin(verdict, claimed, placed, setting, groups, kin_homes, row)
    _check_numbers(verdict, claimed, placed, setting)
    _check_bound(verdict, claimed, placed, setting, groups, prices, gathered, row)
    _check_small(verdict, claimed, placed, setting, groups, households)
    return verdict


def _read(verdict, raw, shape, name, **options):
    try:
        file, faults = read(raw, shape, **options)
    except Wrong as wrong:
        file, faults = None, [str(wrong)]
    verdict.faults += [f"{name} {fault}" for fault in faults]
    return file


def _contradictions(file):
    """What the shape of an instance cannot say: ids that are not unique or not there, days to come."""
    groups, families = file["groups"], file["families"]
    at = date.fromisoformat(file["at"])
    group_ids, family_ids = {group["id"] for group in groups}, {family["id"] for family in families}
    children = Counter(child["id"] for group in groups for child in group["children"])
    if len(group_ids) < len(groups) or len(family_ids) < len(families) or max(children.values(), default=1) > 1:
        yield "$: an id is there twice"
    for number, group in enumerate(groups):
        path = f"$.groups[{number}]"
        if date.fromisoformat(group["waiting_since"]) > at:
            yield f"{path}.waiting_since: is after the day of the file"
        if any(date.fromisoformat(child["born_on"]) > at for child in group["children"]):
            yield f"{path}.children: a birth is after the day of the file"
        if not family_ids.issuperset((*group["kin"], *group["not_with_families"])):
            yield f"{path}: names a family that does not exist"
        if not group_ids.issuperset(group["not_with_groups"]):
            yield f"{path}: names a group that does not exist"


def _look(verdict, claimed, groups, row, gathered, tell):
    """Every group's funnel compared; returns the places of feasible kin by group."""
    if set(claimed["funnel"]) != set(groups):
        verdict.faults.append("$.funnel: is not one for every group")
    kin_homes = {}
    for number, group in enumerate(groups.values(), start=1):
        looked = row.look(group)
        funnel = claimed["funnel"].get(group.id)
        if funnel is not None:
            for name, count in looked.funnel.items():
                if funnel[name] != count:
                    verdict.faults.append(f"{at_name('$.funnel', group.id)}.{name}: is not the right count")
        verdict.feasible_pairs += looked.funnel["feasible"]
        if looked.kin:
            kin_homes[group.id] = [place for place, _ in looked.kin]
        gathered.see(group, looked)
        if tell and (number % 50 == 0 or number == len(groups)):
            tell(number, len(groups))
    return kin_homes


def _check_kin(verdict, claimed, placed, setting, groups, kin_homes, row):
    if claimed["kin_children"] != placed.kin_children:
        verdict.faults.append("$.kin_children: is not the right count")
    most, is_exact = most_kin_children(setting, groups.values(), kin_homes, row.households)
    if claimed["kin_bound"] < max(most, placed.kin_children):
        verdict.faults.append("$.kin_bound: more children can be placed with kin")
    if not is_exact:
        verdict.notes.append("that kin_bound is high enough was not asked anew: too many ways to share homes of kin")
    if claimed["status"] != "stopped" and claimed["kin_children"] != claimed["kin_bound"]:
        verdict.faults.append("$.status: the first level is not proven, so the run can only have stopped")


def _check_numbers(verdict, claimed, placed, setting):
    if not is_millionths(claimed["objective"], placed.value):
        verdict.faults.append("$.objective: is not the sum of the values")
    objective, bound = Fraction(claimed["objective"]), Fraction(claimed["bound"])
    if bound < objective:
        verdict.faults.append("$.bound: is below the objective")
    gap = (bound - objective) / max(1, abs(bound))
    if abs(Fraction(claimed["gap"]) - gap) > Fraction(1, 10**9) * max(1, gap) or (claimed["gap"] == 0) != (gap == 0):
        verdict.faults.append("$.gap: is not (bound - objective) / max(1, |bound|)")
    if claimed["status"] == "optimal" and (gap != 0 or claimed["proof"] == "none"):
        verdict.faults.append("$.status: optimal needs a proof and no gap")
    if claimed["status"] == "within_gap" and gap > Fraction(setting.gap):
        verdict.faults.append("$.status: the gap is wider than the rules allow")


def _check_bound(verdict, claimed, placed, setting, groups, prices, gathered, row):
    if setting.is_splitting and any(can_parts_gain(setting, group) for group in groups.values()):
        return  # the prices speak of whole groups
    proof = gathered.proof(placed.kin_children)
    if claimed["proof"] != "dual":
        # Nothing is promised of these prices; where they do prove the bound, so much the better.
        holds = proof.bound is not None and Fraction(claimed["bound"]) * 1_000_000 >= proof.bound
        verdict.is_bound_proven = holds and not prices.faults
        return
    verdict.faults += [*prices.faults, *proof.faults]
    if not proof.is_checked:
        verdict.notes.append("the bound was not asked anew: too many legal sets in one family")
    elif proof.bound is not None:
        verdict.is_bound_proven = is_millionths(claimed["bound"], proof.bound)
        if not verdict.is_bound_proven:
            verdict.faults.append("$.bound: is not what the printed prices prove")
        spare = 0 if setting.is_sharing else gathered.not_least(placed.family_of, row)
        if spare and claimed["status"] == "optimal":
            verdict.faults.append(f"$.prices: are not the least, {spare} could be lower")


def _check_small(verdict, claimed, placed, setting, groups, families):
    """What only looking at every way can settle: a search, or a bound without prices."""
    if verdict.is_bound_proven:
        return
    if not small.is_small(groups, families):
        _check_large(verdict, claimed, placed, setting, groups, families)
        return
    kin, value = small.best(setting, groups, families)
    if claimed["kin_bound"] < kin:
        verdict.faults.append("$.kin_bound: every way was tried, and more children can be placed with kin")
    if claimed["status"] == "optimal" and (kin, value) != (placed.kin_children, placed.value):
        verdict.faults.append("$.status: every way was tried, and a better one was found")
    if kin == placed.kin_children and Fraction(claimed["bound"]) * 1_000_000 < value - Fraction(1, 2):
        verdict.faults.append("$.bound: every way was tried, and one is above it")
    verdict.is_bound_proven = verdict.is_right


def _check_large(verdict, claimed, placed, setting, groups, families):
    """A file too large to try every way: asked anew as a programme of whole numbers. A fault is exact; a proof is that of HiGHS."""
    if verdict.faults:
        return
    asked = programme.asked(setting, groups, list(families.values()), placed.kin_children)
    if asked is None:
        verdict.notes.append("the bound was not asked anew: no prices prove it, and the file is too large to ask again")
        return
    bound = Fraction(claimed["bound"]) * 1_000_000
    if asked.found is not None and asked.found > bound + Fraction(1, 2):
        verdict.faults.append("$.bound: it was asked anew, and a way above it was found")
    if asked.found is not None and claimed["status"] == "optimal" and asked.found > placed.value:
        verdict.faults.append("$.status: it was asked anew, and a better way was found")
    if asked.upper is not None and asked.upper <= bound + programme.SLACK:
        verdict.is_bound_proven = verdict.is_believed_to_a_hundredth = verdict.is_right
    else:
        verdict.notes.append("the bound was asked anew, and the time was too short for an answer")
