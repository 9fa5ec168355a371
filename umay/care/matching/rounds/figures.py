"""The numbers of a run: how many and how far, never who."""

import json

from umay.care.matching.rounds.reading import File, Round

BANDS_KM = (10, 25, 50, 120)
_PROOF = ("status", "proof", "objective", "bound", "gap", "work", "kin_children", "kin_bound")


def work_of(answer: bytes) -> int:
    """The steps of work of all results that are kept; a question that was asked on the way is not counted."""
    told = json.loads(answer)["rounds"]
    kept = [one.get("result") for one in told]
    kept += [json.loads(one[name]) for one in told for name in ("who", "where") if one.get(name)]
    return sum(result["work"] for result in kept if result)


def figures_of(rounds: list[Round]) -> dict:
    """How many groups and children wait and have a family suggested, and how sure the answer is; never who."""
    found = {
        "groups": 0, "children": 0, "suggested_groups": 0, "suggested_children": 0, "kin_children": 0, "no_family": 0, "families": 0, "rounds": [],
    }  # fmt: skip
    for one in rounds:
        placed = one.placements.values()
        found["families"] = max(found["families"], len(one.instance.families))
        found["groups"] += len(one.instance.groups)
        found["children"] += sum(len(group.children) for group in one.instance.groups)
        found["suggested_groups"] += len(placed)
        found["suggested_children"] += sum(len(placement["children"]) for placement in placed)
        found["kin_children"] += sum(len(placement["children"]) for placement in placed if placement["kin"])
        found["no_family"] += sum(1 for counts in one.funnel.values() if not counts["feasible"])
        if one.who:
            found["rounds"].append(_told(one))
    found["km"] = _distances(rounds)
    return found


def _told(one: Round) -> dict:
    """What the first question came to, as the form before told it; `where` beside it: the second."""
    told = {"name": one.name, "groups": len(one.instance.groups), "suggested": len(one.placements)} | _proof(one.who)
    return told | {"where": _proof(one.where) if one.where else None, "opened": len(one.opened)}


def _proof(file: File) -> dict:
    return {key: file.result[key] for key in _PROOF}


def _distances(rounds: list[Round]) -> list[list]:
    """[[up to km, groups]] in bands; the last has no end."""
    km = [placement["km"] for one in rounds for placement in one.placements.values()]
    edges = (0, *BANDS_KM)
    found = [
        [upper, sum(1 for one in km if (one >= lower if lower == 0 else one > lower) and one <= upper)]
        for lower, upper in zip(edges, BANDS_KM, strict=False)
    ]
    return [*found, [None, sum(1 for one in km if one > BANDS_KM[-1])]]
