"""Screening a report: the level is that of the gravest rule that applies, never a sum that nobody can explain."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .rows import RiskRule

LEVELS = ("low", "medium", "high")
ANSWERS = ("yes", "no", "unknown")


@dataclass(frozen=True)
class Screening:
    """level: "low", "medium" or "high". rules: codes of all rules that applied, gravest first; empty means low."""

    level: str
    rules: tuple[str, ...]


def screen(rules: Iterable[RiskRule], answers: Mapping[str, str], youngest_age: int | None) -> Screening:
    """Apply the rules to the answers ("yes", "no", "unknown"; a question left out counts as "unknown").

    youngest_age: completed years of the youngest child; None (not known) satisfies every age condition, so that a
    missing birth date never lowers the risk. Raises ValueError for another answer.
    """
    if wrong := {answer for answer in answers.values() if answer not in ANSWERS}:
        raise ValueError(f"Not an answer: {sorted(wrong)}.")
    found = [rule for rule in rules if _applies(rule, answers, youngest_age)]
    found.sort(key=lambda rule: -LEVELS.index(rule.level))  # stable: the pack's own order within a level
    return Screening(found[0].level if found else LEVELS[0], tuple(rule.code for rule in found))


def _applies(rule: RiskRule, answers: Mapping[str, str], youngest_age: int | None) -> bool:
    if rule.under_years is not None and youngest_age is not None and youngest_age >= rule.under_years:
        return False
    return all(answers.get(code) == "yes" for code in rule.yes) and all(
        answers.get(code, "unknown") == "unknown" for code in rule.unknown
    )
