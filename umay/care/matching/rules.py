"""What a person may decide about a match, and what it means for the order. Sums of the engine's answers, nothing else.

A recommendation is not a decision, so departing from the order is always open and always explained. Why the order is what
it is: docs/decisions/0040-matching.md.
"""

from dataclasses import dataclass
from datetime import timedelta

from .engine import NO_HOME_FOR_ALL, SAFETY, judge, order_of_groups

TEMPORARY = "temporary"
HOLD_OF_URGENT = timedelta(minutes=45)
HOLD_WORKING_DAYS = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """What choosing this family rather than the first means for these children.

    `value_less` is in millionths of a point and `metres_more` in metres, both against the first in the order. Either
    may be negative: kin stand first even where another value is higher. `is_past_kin`: kin stand before it, not chosen.
    """

    place: int
    value_less: int
    metres_more: int
    is_past_kin: bool

    @property
    def is_departure(self):
        """Does the choice depart from the order, so that a reason must be given?"""
        return self.place > 1


def choice(ranking, family_id):
    """The Choice of that family. ValueError where it is not a candidate."""
    candidate = ranking.candidate(family_id)
    if candidate is None:
        raise ValueError("a family that a rule leaves out cannot be chosen")
    first = ranking.first.verdict
    return Choice(
        place=candidate.place,
        value_less=first.value - candidate.verdict.value,
        metres_more=candidate.verdict.metres - first.metres,
        is_past_kin=first.kin and not candidate.verdict.kin,
    )


def passed_over(ranking, family_id):
    """The candidates that stand before this family, in order."""
    return ranking.candidates[: choice(ranking, family_id).place - 1]


def groups_with_earlier_claim(group, family, groups, *, rules, weights, at):
    """The groups that come before this one in the order and that this family suits too: look at them first.

    `groups` are all who wait; whether this one is among them makes no difference. A page that may not show the others
    says how many there are.
    """
    others = [other for other in groups if other.id != group.id]
    order = order_of_groups([*others, group], at)
    earlier = order[: order.index(group)]
    return tuple(other for other in earlier if judge(other, family, rules, weights, at).feasible)


def is_second_person(*, proposed_by, decided_by):
    """Is the decision taken by somebody other than the one who proposed it? Both are ids of staff."""
    return proposed_by != decided_by


def must_ask_again(*, confirmed_on, at, days):
    """Must the family be asked once more? Yes if nobody asked it, or its yes is more than `days` old."""
    return confirmed_on is None or (at - confirmed_on).days > days


def may_place_alone(*, group, family, verdict):
    """May the duty officer place tonight alone? Only an urgent group, with an approved temporary family that suits."""
    return group.urgent and TEMPORARY in family.care_types and verdict.feasible and verdict.family_id == family.id


def hold_until(*, urgent, at, times):
    """Until when places are kept while a family is asked: 45 minutes for an urgent group, else three working days.

    `times` are the country's settings. A hold that nobody renews ends by itself, so that no home stands empty for a forgotten call.
    """
    return at + HOLD_OF_URGENT if urgent else times.deadline(at, HOLD_WORKING_DAYS, "working_days")


def split_kind_of(reason):
    """The engine's kind for a country's reason: no home takes them all, or a reason in the children's own safety and good."""
    return NO_HOME_FOR_ALL if reason == "no_home" else SAFETY


def rooms_known_for(rooms, *, is_sex_unknown):
    """The bedrooms a family offers to a group. Where a child's sex isn't known yet, only a home with rooms for both is sure to suit."""
    return rooms if not is_sex_unknown or rooms >= {"f", "m"} else frozenset()


def protected(number):
    """A number as it is shown to those who can't see the rows behind it: one to four is None, others are rounded to five.

    The same rule as the figures of the offices (`offices_shown`), so that no difference of two numbers tells a hidden one.
    """
    if number == 0:
        return 0
    return None if number < 5 else 5 * round(number / 5)
