"""From the bytes of an instance to the bytes of a run's answer `umay-run/2`."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace

from umay.care.matching.engine import Instance, dump, judge, parse
from umay.care.matching.rounds import first
from umay.care.matching.rounds.questions import (
    ROUNDS,
    URGENT,
    Worse,
    fewest_open,
    others_kin,
    part,
    where,
    who,
    worse_than_waiting,
)

FORMAT = "umay-run/2"
_SECONDS = re.compile(r'"seconds": [0-9.e+-]+')


class WrongAnswer(RuntimeError):
    """An answer that breaks a rule or loses a group: a fault of the program, never of the input. Nothing is given out."""


def rules_sha256(instance: Instance) -> str:
    """Which rules and weights were used: SHA-256 of both as they stand in the file."""
    bare = json.loads(dump(replace(instance, groups=(), families=())))
    text = json.dumps({name: bare[name] for name in ("rules", "weights")}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def solved(raw: bytes, *, solve: Callable, before: bytes = b"", progress=None, stop=None) -> bytes:
    """The answer for an instance file. `solve` is the engine's. `before`: the answer of the run that is repeated.

    What is repeated is answered in the form it was made in, a stopped one by its count of work.
    progress(round, stage, done, total); stop() -> bool is asked often, and the best so far is kept. Raises WrongAnswer.
    """
    earlier = json.loads(before) if before else {}
    if earlier.get("format") == first.FORMAT:
        return first.solved(raw, solve=solve, before=before, progress=progress, stop=stop)
    instance, asks = parse(raw), Asks(solve, progress, stop, earlier.get("halted"))
    rounds, taken = [], frozenset()
    for name in ROUNDS:
        asked = part(instance, name, taken)
        rounds.append(_round(name, asked, others_kin(instance) if name == URGENT else (), asks))
        taken |= _taken(rounds[-1])
    whole = {
        "format": FORMAT,
        "input_sha256": hashlib.sha256(raw).hexdigest(),
        "funnel": _funnel(instance, solve),
        "rounds": rounds,
        "halted": asks.halted,
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


class Asks:
    """Asks the engine one question after the other. Where one is stopped, no further one is asked; `halted`: which, at which work."""

    def __init__(self, solve: Callable, progress, stop, repeated: dict | None):
        self._solve, self._progress, self._stop, self._repeated = solve, progress, stop, repeated
        self.number, self.halted, self.round = 0, None, ""

    def ask(self, question: Instance) -> str | None:
        """The text of the result file, with `seconds` nought so that nothing of the clock is in it; None after a stop."""
        if self.halted:
            return None
        is_here = self._repeated is not None and self._repeated["question"] == self.number
        told = None if self._progress is None else self._tell
        found = self._solve(
            question,
            raw_sha256=hashlib.sha256(dump(question)).hexdigest(),
            progress=told,
            stop=self._stop,
            work=self._repeated["work"] if is_here else None,
        )
        text = _SECONDS.sub('"seconds": 0.0', found.decode(), count=1)
        result = json.loads(text)
        if result["status"] == "stopped":
            self.halted = {"question": self.number, "work": result["work"]}
        self.number += 1
        return text

    def _tell(self, stage: str, done: int, total: int) -> None:
        self._progress(self.round, stage, done, total)


def _round(name: str, asked: Instance, others: tuple[str, ...], asks: Asks) -> dict:
    """One round as it is kept. `is_whole`: everything in it was asked to its end."""
    found = {"name": name, "who": None, "where": None, "opened": [], "is_whole": not asks.halted}
    if asks.halted or not asked.groups:
        return found
    asks.round = name
    worse = worse_than_waiting(asked)
    found["who"] = asks.ask(who(asked, worse))
    claim = json.loads(found["who"])
    if not _is_right(asked, claim["placements"]):
        raise WrongAnswer
    if claim["placements"] and not asks.halted:
        second = Second(asked, worse, claim, asks)
        fewest_open(others, second.ask)
        found["where"], found["opened"] = second.text, sorted(set(others) - second.closed) if second.text else []
    return found | {"is_whole": not asks.halted}


class Second:
    """The second question of a round, asked until it stands: the last answer that places everybody whom the first one placed."""

    def __init__(self, asked: Instance, worse: Worse, claim: dict, asks: Asks):
        self.asked, self.worse, self.claim, self.asks = asked, worse, claim, asks
        self.placed = {one["group"] for one in claim["placements"]}
        self.text, self.closed = None, frozenset()

    def ask(self, closed: frozenset[str]) -> str | None:
        """The answer where everybody has a home with these closed, and as many children live with kin; else None."""
        question = where(self.asked, self.worse, self.placed, closed)
        text = self.asks.ask(question)
        if text is None:
            return None
        found = json.loads(text)
        if {one["group"] for one in found["placements"]} != self.placed:
            return None
        if found["kin_children"] < self.claim["kin_children"]:
            return None
        if not _is_right(self.asked, found["placements"]):
            raise WrongAnswer
        if found["status"] == "stopped" and self._sum(found) < self._sum(self.claim):
            return None
        self.text, self.closed = text, closed
        return text

    def _sum(self, found: dict) -> int:
        return sum(one.value for one in _judged(self.asked, found["placements"]))


def _judged(asked: Instance, placements: list[dict]):
    groups = {group.id: group for group in asked.groups}
    families = {family.id: family for family in asked.families}
    for one in placements:
        yield judge(groups[one["group"]], families[one["family"]], asked.rules, asked.weights, asked.at)


def _is_right(asked: Instance, placements: list[dict]) -> bool:
    """Does every placement hold every rule of the round as it is, `value` with the true weights among them, whole groups only?"""
    whole = {group.id: len(group.children) for group in asked.groups}
    return all(len(one["children"]) == whole[one["group"]] for one in placements) and all(
        one.feasible for one in _judged(asked, placements)
    )


def _taken(found: dict) -> frozenset[str]:
    """The families that a kept round gives away."""
    text = found["where"] or found["who"]
    return frozenset(one["family"] for one in json.loads(text)["placements"]) if text else frozenset()


def _funnel(instance: Instance, solve: Callable) -> dict:
    """{group: how many families of the whole country each rule leaves out}: complete in every result, also one of no work."""
    if not instance.groups:
        return {}
    raw = solve(instance, raw_sha256="", progress=None, stop=None, work=0)
    return json.loads(raw)["funnel"]
