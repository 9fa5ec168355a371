"""Results to check: an engine's own, and ones put together from given placements with the right numbers."""

import hashlib
import json
from functools import cache

from tests.care.matching.engine.made import drawn_instance
from umay.care.matching.engine import candidates_in, judge, parse
from umay.care.matching.engine.generating import generate
from umay.care.matching.engine.solver import dump, solve

__all__ = ["drawn_instance", "raw_of", "solved", "told"]


def raw_of(file):
    return json.dumps(file).encode()


@cache
def solved(name="S", seed=1):
    """(bytes of the instance, bytes of the engine's result)."""
    raw = generate(name, seed)
    return raw, dump(solve(parse(raw), raw_sha256=hashlib.sha256(raw).hexdigest()))


def told(file, placements, **given):
    """A result, "stopped", that says nothing wrong but what the placements [(group, family, children)] do."""
    raw = raw_of(file)
    instance = parse(raw)
    groups, families = {one.id: one for one in instance.groups}, {one.id: one for one in instance.families}
    lines, kin_children = [], 0
    for group_id, family_id, children in sorted(placements):
        group = groups[group_id]
        part = type(group)(
            **{name: getattr(group, name) for name in group.__slots__ if name != "children"},
            children=tuple(child for child in group.children if child.id in children),
        )
        is_part = len(part.children) < len(group.children)
        loose = type(instance.rules)(100_000, True, True, 60, 0)
        verdict = judge(part, families[family_id], loose, instance.weights, instance.at, is_part=is_part)
        terms = {name: getattr(verdict.terms, name) / 1e6 for name in verdict.terms.__slots__} if verdict.terms else {}
        kin_children += 0 if is_part or not verdict.kin else len(part.children)
        lines.append(
            {
                "group": group_id,
                "family": family_id,
                "children": sorted(children),
                "kin": verdict.kin,
                "value": verdict.points or 0.0,
                "km": verdict.km,
                "terms": terms
                or dict.fromkeys(("placed", "urgent", "wait", "distance", "behaviour", "in_home", "split"), 0.0),
            }
        )
    objective = round(sum(line["value"] for line in lines), 6)
    placed = {group_id for group_id, _, _ in placements}
    funnels = {one: candidates_in(instance, one).funnel for one in groups}
    bound = sum(1e6 for _ in groups) if groups else 0.0
    result = {
        "format": "umay-match-result/1",
        "input_sha256": hashlib.sha256(raw).hexdigest(),
        "status": "stopped",
        "proof": "none",
        "kin_children": kin_children,
        "kin_bound": sum(len(group.children) for group in instance.groups if group.kin),
        "objective": objective,
        "bound": bound,
        "gap": (bound - objective) / max(1, abs(bound)),
        "work": 0,
        "seconds": 0.0,
        "engine": "by hand",
        "placements": lines,
        "unplaced": sorted(one for one in groups if one not in placed),
        "funnel": {one: {"feasible": funnel.feasible, **funnel.left_out} for one, funnel in funnels.items()},
        "prices": dict.fromkeys(families, 0.0),
        "group_prices": dict.fromkeys(groups, 1e6),
    }
    return raw, raw_of(result | given)
