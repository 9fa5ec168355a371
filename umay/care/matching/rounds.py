"""A run for a country in two rounds: urgent groups first and fixed, then all others among the families that are left.

Pure: bytes in, bytes out. The same input gives the same bytes; a run that was stopped is repeated by its count of work. The answer
holds one result file of the public contract for each round, with `seconds` nought, so that nothing of the clock is in it.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from umay.care.matching.engine import Instance, dump, parse

FORMAT = "umay-run/1"
URGENT, REST = "urgent", "rest"
ROUNDS = (URGENT, REST)


@dataclass(frozen=True)
class Round:
    """One round: its own instance, and its result (fields of the public file), None where it wasn't begun or nobody waits in it."""

    name: str
    instance: Instance
    result: dict | None

    @property
    def is_stopped(self) -> bool:
        return bool(self.instance.groups) and (self.result is None or self.result["status"] == "stopped")

    @property
    def placements(self) -> dict[str, dict]:
        """{group id: its placement}; splitting is off, so there is one at most."""
        return {one["group"]: one for one in self.result["placements"]} if self.result else {}


def rules_sha256(instance: Instance) -> str:
    """Which rules and weights were used: SHA-256 of both as they stand in the file."""
    bare = json.loads(dump(replace(instance, groups=(), families=())))
    text = json.dumps({name: bare[name] for name in ("rules", "weights")}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def solved(raw: bytes, *, solve: Callable, before: bytes = b"", progress=None, stop=None) -> bytes:
    """The answer for an instance file. `solve` is the engine's. `before`: the answer of the run that is repeated, for its counts of work.

    progress(round, stage, done, total); stop() -> bool is asked often, and the best result so far is kept.
    """
    instance = parse(raw)
    earlier = {one["name"]: one for one in json.loads(before)["rounds"]} if before else {}
    found: dict[str, dict] = {}
    taken: frozenset[str] = frozenset()
    is_over = False
    for name in ROUNDS:
        part = _part(instance, name, taken)
        kept = earlier.get(name)
        is_over = is_over or (kept is not None and not kept["begun"])
        result = None if is_over or not part.groups else _solved(part, name, solve, kept, progress, stop)
        found[name] = {"name": name, "begun": not is_over, "result": result}
        if result is not None:
            taken |= {one["family"] for one in result["placements"]}
            is_over = result["status"] == "stopped"
    rounds = [found[name] for name in ROUNDS]
    whole = {"format": FORMAT, "input_sha256": hashlib.sha256(raw).hexdigest(), "rounds": rounds}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _part(instance: Instance, name: str, taken: frozenset[str]) -> Instance:
    """The instance of one round: its groups, and the families the round before has left."""
    groups = tuple(group for group in instance.groups if group.urgent == (name == URGENT))
    if not taken:
        return replace(instance, groups=groups)
    families = tuple(family for family in instance.families if family.id not in taken)
    kept = {family.id for family in families}
    known = {group.id for group in groups}
    return replace(
        instance,
        groups=tuple(
            replace(
                group,
                kin=group.kin & kept,
                not_with_families=group.not_with_families & kept,
                not_with_groups=group.not_with_groups & known,
            )
            for group in groups
        ),
        families=families,
    )


def _solved(part: Instance, name: str, solve, kept: dict | None, progress, stop) -> dict:
    work = kept["result"]["work"] if kept and kept["result"] and kept["result"]["status"] == "stopped" else None
    told = None if progress is None else lambda stage, done, total: progress(name, stage, done, total)
    result = solve(part, raw_sha256=hashlib.sha256(dump(part)).hexdigest(), progress=told, stop=stop, work=work)
    return json.loads(result) | {"seconds": 0.0}


def rounds_of(raw: bytes, answer: bytes) -> list[Round]:
    """The rounds of a kept answer, each with the instance it was solved from."""
    instance, taken, found = parse(raw), frozenset(), []
    for one in json.loads(answer)["rounds"]:
        part = _part(instance, one["name"], taken)
        found.append(Round(one["name"], part, one["result"]))
        taken |= {placement["family"] for placement in found[-1].placements.values()}
    return found


def work_of(answer: bytes) -> int:
    return sum(one["result"]["work"] for one in json.loads(answer)["rounds"] if one["result"])


def is_stopped(rounds: list[Round]) -> bool:
    return any(one.is_stopped for one in rounds)


def figures_of(rounds: list[Round]) -> dict:
    """How many groups and children wait and have a family suggested, and how sure the answer is; never who."""
    found = {
        "groups": 0, "children": 0, "suggested_groups": 0, "suggested_children": 0, "kin_children": 0, "no_family": 0, "families": 0, "rounds": [],
    }  # fmt: skip
    for one in rounds:
        placed = one.placements
        found["families"] = max(found["families"], len(one.instance.families))
        found["groups"] += len(one.instance.groups)
        found["children"] += sum(len(group.children) for group in one.instance.groups)
        found["suggested_groups"] += len(placed)
        found["suggested_children"] += sum(len(placement["children"]) for placement in placed.values())
        if one.result:
            found["kin_children"] += one.result["kin_children"]
            found["no_family"] += sum(1 for counts in one.result["funnel"].values() if not counts["feasible"])
            found["rounds"].append(_told(one))
    found["km"] = _distances(rounds)
    return found


def _told(one: Round) -> dict:
    keys = ("status", "proof", "objective", "bound", "gap", "work", "kin_children", "kin_bound")
    return {"name": one.name, "groups": len(one.instance.groups), "suggested": len(one.placements)} | {
        key: one.result[key] for key in keys
    }


BANDS_KM = (10, 25, 50, 120)


def _distances(rounds: list[Round]) -> list[list]:
    """[[up to km, groups]] in bands; the last has no end."""
    km = [placement["km"] for one in rounds for placement in one.placements.values()]
    edges = (0, *BANDS_KM)
    found = [
        [upper, sum(1 for one in km if (one >= lower if lower == 0 else one > lower) and one <= upper)]
        for lower, upper in zip(edges, BANDS_KM, strict=False)
    ]
    return [*found, [None, sum(1 for one in km if one > BANDS_KM[-1])]]
