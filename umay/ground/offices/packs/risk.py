"""Screening a report: the level is that of the gravest rule that applies, never a sum that nobody can explain."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from .rows import RiskRule

LEVELS = ("low", "medium", "high")


@dataclass(frozen=True)
class Screening:
    """level: "low", "medium" or "high". rules: codes of all rules that applied, gravest first; empty means low."""

    level: str
    rules: tuple[str, ...]


def screen(
    rules: Iterable[RiskRule], *, yes: Collection[str], unsure: Collection[str], youngest_age: int | None
) -> Screening:
    """Apply the rules to the questions answered yes and to those in doubt; every other question was answered no.

    youngest_age: completed years of the youngest child; None (not known) satisfies every age condition, so that a
    missing birth date never lowers the risk. Raises ValueError where a question is both yes and in doubt.
    """
    if both := set(yes) & set(unsure):
        raise ValueError(f"Answered both yes and not known: {sorted(both)}.")
    found = [rule for rule in rules if _applies(rule, yes, unsure, youngest_age)]
    found.sort(key=lambda rule: -LEVELS.index(rule.level))  # stable: the pack's own order within a level
    return Screening(found[0].level if found else LEVELS[0], tuple(rule.code for rule in found))


def _applies(rule: RiskRule, yes: Collection[str], unsure: Collection[str], youngest_age: int | None) -> bool:
    if rule.under_years is not None and youngest_age is not None and youngest_age >= rule.under_years:
        return False
    return all(code in yes for code in rule.yes) and all(code in unsure for code in rule.unsure)
