"""Protect tables and attack the result: what the attack breaks never gets out of here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from umay.ground.figures.attacking.audit import Paper, Rule, Verdict, audit
from umay.ground.figures.attacking.outsider import Page
from umay.ground.figures.protecting.least import Effort
from umay.ground.figures.protecting.policy import Policy
from umay.ground.figures.protecting.release import Release, protect
from umay.ground.figures.protecting.shape import Cell, Codes, Table
from umay.ground.figures.protecting.system import Earlier

_TRIES = 4


@dataclass(frozen=True)
class Safe:
    """A release that its audit found safe."""

    release: Release
    verdict: Verdict


class Unsafe(Exception):
    """The audit broke the release; nothing of it may go out. `verdict` says what was broken."""

    def __init__(self, verdict: Verdict):
        super().__init__(f"{len(verdict.faults)} faults")
        self.verdict = verdict


def safe_release(
    tables: Sequence[Table],
    policy: Policy,
    *,
    known: Mapping[Cell, int] | None = None,
    earlier: Sequence[Earlier] = (),
    effort: Effort | None = None,
) -> Safe:
    """Protected and audited tables. Raises BadTable for bad input and Unsafe where no safe release was found.

    Possible parts of people are not possible people: where the audit finds no whole table for an end, the cell is given more room
    and all is protected anew, some times.
    """
    wider: dict[Cell, int] = {}
    for _try in range(_TRIES):
        release = protect(tables, policy, known=known, earlier=earlier, effort=effort, wider=wider)
        verdict = attack(tables, policy, release.numbers, known=known, earlier=earlier)
        if verdict.is_safe:
            return Safe(release, verdict)
        narrow = [group for code, group in verdict.faults if code == "narrow"]
        if len(narrow) < len(verdict.faults):
            break
        wider |= {group: wider.get(group, 0) + policy.width for group in narrow}
    raise Unsafe(verdict)


def attack(
    tables: Sequence[Table],
    policy: Policy,
    numbers: Sequence[Mapping[Codes, int | None]],
    *,
    known: Mapping[Cell, int] | None = None,
    earlier: Sequence[Earlier] = (),
) -> Verdict:
    """The audit's verdict on numbers that would be shown of these tables."""
    papers = [
        Paper(
            tuple(dimension.name for dimension in table.dimensions),
            tuple(dict(dimension.parts) for dimension in table.dimensions),
            table.counts,
            table.contributors,
            told,
        )
        for table, told in zip(tables, numbers, strict=True)
    ]
    rule = Rule(
        policy.threshold, policy.width, policy.rounding, policy.zeros == "hidden", policy.tiny, policy.contributors
    )
    pages = [
        Page(
            tuple(dimension.name for dimension in one.dimensions),
            tuple(dict(dimension.parts) for dimension in one.dimensions),
            dict(one.shown),
        )
        for one in earlier
    ]
    return audit(papers, rule, known=dict(known or {}), earlier=pages)
