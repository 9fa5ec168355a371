"""A kept answer read again: its rounds, each with the questions it was made from."""

import json
from dataclasses import dataclass
from functools import cached_property

from umay.care.matching.engine import Instance, parse
from umay.care.matching.rounds import first
from umay.care.matching.rounds.questions import URGENT, others_kin, part, where, who, worse_than_waiting


@dataclass(frozen=True)
class File:
    """A question and the text of its result file, as `umay match --check` takes them. `number` of the questions asked."""

    instance: Instance
    text: str

    @cached_property
    def result(self) -> dict:
        """The fields of the file."""
        return json.loads(self.text)


@dataclass(frozen=True)
class Round:
    """One round. `country`: all that the run read. `instance`: the round as it is. `who` and `where`: its two questions, None where they weren't asked or nobody waits;
    `where` also where its answer did not stand. `funnel`: {group: counts over all families of the country}. `others`: the families
    closed for others' kin, `opened`: those of them that had to be opened.
    """

    name: str
    country: Instance
    instance: Instance
    who: File | None
    where: File | None
    funnel: dict[str, dict]
    others: tuple[str, ...]
    opened: tuple[str, ...]
    is_whole: bool

    @property
    def is_stopped(self) -> bool:
        return bool(self.instance.groups) and not self.is_whole

    @property
    def files(self) -> tuple[File, ...]:
        return tuple(one for one in (self.who, self.where) if one)

    @cached_property
    def placements(self) -> dict[str, dict]:
        """{group id: its family, children, kin and km}; splitting is off, so there is one at most. Values stand in the files."""
        stands = self.where or self.who
        if stands is None:
            return {}
        keys = ("group", "family", "children", "kin", "km")
        return {one["group"]: {key: one[key] for key in keys} for one in stands.result["placements"]}


def rounds_of(raw: bytes, answer: bytes) -> list[Round]:
    """The rounds of a kept answer, each with the instances it was solved from."""
    told = json.loads(answer)
    if told["format"] == first.FORMAT:
        country = parse(raw)
        return [_of_first(country, *one) for one in first.rounds_of(country, told)]
    instance, taken, found = parse(raw), frozenset(), []
    for one in told["rounds"]:
        found.append(_read(instance, one, taken, told["funnel"]))
        taken |= {placement["family"] for placement in found[-1].placements.values()}
    return found


def _read(instance: Instance, kept: dict, taken: frozenset[str], funnel: dict) -> Round:
    name = kept["name"]
    asked = part(instance, name, taken)
    others = others_kin(instance) if name == URGENT else ()
    claim = homes = None
    if kept["who"]:
        worse = worse_than_waiting(asked)
        claim = File(who(asked, worse), kept["who"])
        if kept["where"]:
            placed = {one["group"] for one in claim.result["placements"]}
            homes = File(where(asked, worse, placed, set(others) - set(kept["opened"])), kept["where"])
    return Round(
        name=name,
        country=instance,
        instance=asked,
        who=claim,
        where=homes,
        funnel={group.id: funnel[group.id] for group in asked.groups},
        others=others,
        opened=tuple(kept["opened"]),
        is_whole=kept["is_whole"],
    )


def _of_first(country: Instance, name: str, asked: Instance, result: dict | None) -> Round:
    """A round of the first form, which asked one question."""
    return Round(
        name=name,
        country=country,
        instance=asked,
        who=File(asked, json.dumps(result)) if result else None,
        where=None,
        funnel=result["funnel"] if result else {},
        others=(),
        opened=(),
        is_whole=bool(result) and result["status"] != "stopped",
    )


def is_stopped(rounds: list[Round]) -> bool:
    return any(one.is_stopped for one in rounds)
