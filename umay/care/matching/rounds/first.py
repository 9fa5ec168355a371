"""Answers of the first form, `umay-run/1`: one question a round. None is made any more; those that were kept are read and repeated."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace

from umay.care.matching.engine import Instance, dump, parse
from umay.care.matching.rounds.questions import ROUNDS, URGENT, part

FORMAT = "umay-run/1"


def solved(raw: bytes, *, solve: Callable, before: bytes, progress=None, stop=None) -> bytes:
    """A kept run of this form made again: the same bytes."""
    instance = parse(raw)
    earlier = {one["name"]: one for one in json.loads(before)["rounds"]}
    rounds, taken, is_over = [], frozenset(), False
    for name in ROUNDS:
        asked, kept = _part(instance, name, taken), earlier[name]
        is_over = is_over or not kept["begun"]
        result = None if is_over or not asked.groups else _solved(asked, name, solve, kept, progress, stop)
        rounds.append({"name": name, "begun": not is_over, "result": result})
        if result is not None:
            taken |= {one["family"] for one in result["placements"]}
            is_over = result["status"] == "stopped"
    whole = {"format": FORMAT, "input_sha256": hashlib.sha256(raw).hexdigest(), "rounds": rounds}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _part(instance: Instance, name: str, taken: frozenset[str]) -> Instance:
    """As this form derived it: where nothing was taken before, lists still name groups of the other round."""
    if taken:
        return part(instance, name, taken)
    return replace(instance, groups=tuple(group for group in instance.groups if group.urgent == (name == URGENT)))


def _solved(asked: Instance, name: str, solve: Callable, kept: dict, progress, stop) -> dict:
    work = kept["result"]["work"] if kept["result"] and kept["result"]["status"] == "stopped" else None
    told = None if progress is None else lambda stage, done, total: progress(name, stage, done, total)
    result = solve(asked, raw_sha256=hashlib.sha256(dump(asked)).hexdigest(), progress=told, stop=stop, work=work)
    return json.loads(result) | {"seconds": 0.0}


def rounds_of(instance: Instance, told: dict) -> Iterator[tuple[str, Instance, dict | None]]:
    """(name, the round as it is, the fields of its result) of each round."""
    taken = frozenset()
    for one in told["rounds"]:
        yield one["name"], _part(instance, one["name"], taken), one["result"]
        if one["result"]:
            taken |= {placement["family"] for placement in one["result"]["placements"]}
