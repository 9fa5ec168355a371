"""What speaks for a feasible family and what a person should look at twice. It never changes the order."""

from dataclasses import dataclass, field
from datetime import date

from .exact import birthday
from .inputs import BEHAVIOUR, Family
from .judging import RULES, Asking, Verdict


@dataclass(frozen=True, slots=True)
class Attention:
    """When something is worth a second look. Choices for a screen, not evidence; an installation may set its own.

    `far_share`: share of `max_km` from which a home is called far.
    `age_limit_days`: how soon a child outgrows the approval. `ask_again_days`: how old a family's yes may be.
    """

    far_share: float = 0.5
    age_limit_days: int = 365
    ask_again_days: int = 30


@dataclass(frozen=True, slots=True)
class Remark:
    """A code with its numbers; `umay.care.matching.reasons` turns it into a sentence."""

    code: str
    numbers: dict[str, int] = field(default_factory=dict)


def strengths(asking: Asking, family: Family, verdict: Verdict, attention: Attention):
    """Remarks that speak for a feasible family, most telling first."""
    remarks = []
    if verdict.kin:
        remarks.append(Remark("kin"))
    if asking.size > 1:
        remarks.append(Remark("siblings_together", {"number": asking.size}))
    if verdict.metres <= asking.longest * attention.far_share:
        remarks.append(Remark("near", {"metres": verdict.metres}))
    if asking.needs:
        remarks.append(Remark("skills_met", {"number": len(asking.needs)}))
    if asking.behaviour and BEHAVIOUR in family.skills:
        remarks.append(Remark("behaviour_skilled"))
    if not family.children_in_home:
        remarks.append(Remark("no_children_in_home"))
    return tuple(remarks)


def weaknesses(asking: Asking, family: Family, verdict: Verdict, attention: Attention, confirmed_on: date | None):
    """Remarks on what weakens a feasible match.

    `confirmed_on` is the day the family last said that it is willing, None where nobody asked: a fact beside the score.
    """
    return (
        *_about_distance(asking, verdict, attention),
        *_about_home(asking, family),
        *_about_limits(asking, family, attention),
        *_about_willingness(asking, attention, confirmed_on),
    )


def _about_distance(asking, verdict, attention):
    if verdict.metres > asking.longest:
        yield Remark("beyond_distance", {"metres": verdict.metres, "longest_metres": asking.longest})
    elif verdict.metres > asking.longest * attention.far_share:
        yield Remark("far", {"metres": verdict.metres})


def _about_home(asking, family):
    if asking.behaviour and BEHAVIOUR not in family.skills:
        yield Remark("behaviour_unskilled", {"number": asking.behaviour})
    if family.children_in_home:
        yield Remark("children_in_home", {"number": family.children_in_home})


def _about_limits(asking, family, attention):
    if family.places == asking.size:
        yield Remark("last_place")
    if asking.size > 1 and family.max_siblings == asking.size:
        yield Remark("sibling_limit", {"number": asking.size})
    eldest = min(child.born_on for child in asking.group.children)
    # A limit of hundreds of years would leave the calendar; nobody outgrows it.
    if eldest.year + family.age_to + 1 <= date.max.year:
        days = (birthday(eldest, family.age_to + 1) - asking.at).days
        if days <= attention.age_limit_days:
            yield Remark("age_limit_near", {"days": days, "age_to": family.age_to})


def _about_willingness(asking, attention, confirmed_on):
    if confirmed_on is None:
        yield Remark("willingness_unknown")
    elif (days := (asking.at - confirmed_on).days) > attention.ask_again_days:
        yield Remark("willingness_old", {"days": days})


_SHORT_OF = {
    "places": lambda asking, family, verdict: {"number": family.places, "size": asking.size},
    "siblings": lambda asking, family, verdict: {"number": family.max_siblings, "size": asking.size},
    "age": lambda asking, family, verdict: {
        "age_from": family.age_from,
        "age_to": family.age_to,
        "youngest": asking.youngest,
        "oldest": asking.oldest,
    },
    "skill": lambda asking, family, verdict: {"number": len(asking.needs - family.skills)},
    "distance": lambda asking, family, verdict: {"metres": verdict.metres, "longest_metres": asking.longest},
}

# Most families are left out without a number; one Remark for each rule saves tens of thousands of objects.
_WITHOUT_NUMBERS = {rule: Remark(rule) for rule in RULES if rule not in _SHORT_OF}


def shortfall(asking: Asking, family: Family, verdict: Verdict):
    """The Remark that tells why a family is left out, with the numbers a person needs.

    `conflict` never carries a detail: a page says only that a safeguarding rule stands in the way.
    """
    numbers = _SHORT_OF.get(verdict.reason)
    return Remark(verdict.reason, numbers(asking, family, verdict)) if numbers else _WITHOUT_NUMBERS[verdict.reason]
