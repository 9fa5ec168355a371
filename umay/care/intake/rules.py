"""Pure rules of a report: who the youngest is, when a reason is needed, when it may be closed. No database, no clock."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

YES, NO, UNSURE = "yes", "no", "unsure"
SHORTEST_REASON = 10  # characters
MOST_CHILDREN = 8


def youngest_age(births: Iterable[date | None], on: date) -> int | None:
    """Completed years of the youngest child on a day. None where any birth is not known: that child may be the youngest."""
    ages = []
    for born_on in births:
        if born_on is None or born_on > on:
            return None
        ages.append(on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day)))
    return min(ages, default=None)


def unanswered(questions: Collection[str], answers: Mapping[str, str]) -> list[str]:
    """Questions without yes, no or not known, in their order."""
    return [code for code in questions if answers.get(code) not in (YES, NO, UNSURE)]


def sorted_answers(questions: Collection[str], answers: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """(answered yes, not known), in the order of the questions."""
    return [code for code in questions if answers[code] == YES], [code for code in questions if answers[code] == UNSURE]


def needs_reason(by_rule: str, chosen: str) -> bool:
    """Another level than the rule's, higher or lower, needs a reason."""
    return by_rule != chosen


def is_reason(text: str) -> bool:
    return len(text.strip()) >= SHORTEST_REASON


def may_close_unseen(risk: str, is_supervisor: bool) -> bool:
    """A report of high risk is closed without anybody having seen the child by a supervisor only."""
    return risk != "high" or is_supervisor
