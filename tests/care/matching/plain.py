"""A plain engine for a country, for tests of what stands around the real one: the best value first, one group a family; proves nothing."""

import json

from umay.care.matching.engine import RULES, candidates

ENGINE = "plain 1"


def solve(instance, *, raw_sha256, progress=None, stop=None, work=None) -> bytes:
    found, funnel, done, status = [], {}, 0, "optimal"
    for group in instance.groups:
        ranking = candidates(group, instance.families, rules=instance.rules, weights=instance.weights, at=instance.at)
        funnel[group.id] = {"feasible": ranking.funnel.feasible} | {
            rule: ranking.funnel.left_out[rule] for rule in RULES
        }
        found += [(not one.verdict.kin, -one.verdict.value, group, one.verdict) for one in ranking.candidates]
    taken, placed, placements = set(), set(), []
    for _kin, _value, group, verdict in sorted(found, key=lambda one: (one[0], one[1], one[2].id, one[3].family_id)):
        if group.id in placed or verdict.family_id in taken:
            continue
        if (work is not None and done >= work) or (work is None and stop and stop()):
            status = "stopped"
            break
        done += 1
        if progress:
            progress("placing", done, len(instance.groups))
        taken.add(verdict.family_id)
        placed.add(group.id)
        placements.append(
            {"group": group.id, "family": verdict.family_id, "children": sorted(child.id for child in group.children),
             "kin": verdict.kin, "value": verdict.value / 1e6, "km": verdict.km,
             "terms": {name: getattr(verdict.terms, name) / 1e6 for name in verdict.terms.__slots__}}
        )  # fmt: skip
    total = sum(one["value"] for one in placements)
    kin = sum(len(one["children"]) for one in placements if one["kin"])
    return json.dumps(
        {"format": "umay-match-result/1", "input_sha256": raw_sha256, "status": status, "proof": "none", "kin_children": kin, "kin_bound": kin,
         "objective": total, "bound": total, "gap": 0.0, "work": done, "seconds": 1.0, "engine": ENGINE,
         "placements": sorted(placements, key=lambda one: one["group"]),
         "unplaced": sorted(group.id for group in instance.groups if group.id not in placed), "funnel": funnel,
         "prices": dict.fromkeys(sorted(taken), 10.0), "group_prices": {}}
    ).encode()  # fmt: skip
