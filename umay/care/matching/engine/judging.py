"""Does this family suit these children? The hard rules in their order, then the value, term by term."""

from dataclasses import dataclass

from .exact import MILLION, completed_years, divided, metres_between, micros, whole_metres
from .inputs import BEHAVIOUR, KIN, Family, Group

LONGEST_WAIT_DAYS = 365

RULES = (
    "country",
    "unavailable",
    "licence",
    "conflict",
    "places",
    "siblings",
    "age",
    "room",
    "skill",
    "distance",
    "value",
)
"""Every reason to leave a family out, in the order in which they are asked. The first that fails is the reason."""

WEIGHT_OF_TERM = {
    "placed": "placed",
    "urgent": "urgent",
    "wait": "wait_per_day",
    "distance": "per_km",
    "behaviour": "behaviour_unskilled",
    "in_home": "child_in_home",
    "split": "split",
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What the value is made of, in millionths of a point: the first three add, the others take away."""

    placed: int
    urgent: int
    wait: int
    distance: int
    behaviour: int
    in_home: int
    split: int

    @property
    def total(self):
        return self.placed + self.urgent + self.wait + self.distance + self.behaviour + self.in_home + self.split


@dataclass(frozen=True, slots=True)
class Verdict:
    """One family judged for one group.

    `reason` is None where the family is feasible, else one of RULES. `value` and `terms` (millionths) are given where
    every rule before `value` passes. `metres` is always given.
    """

    family_id: str
    feasible: bool
    reason: str | None
    kin: bool
    metres: int
    value: int | None
    terms: Terms | None

    @property
    def km(self):
        return self.metres / 1000

    @property
    def points(self):
        """The value in points, for showing; compare and add `value`."""
        return None if self.value is None else self.value / MILLION


class Asking:
    """A group read once, so that thousands of families can be judged quickly: all a rule may ask about the children.

    `is_part` says that the group is part of a larger one that is to be split; each child then costs the weight `split`.
    Raises ValueError for a birth or a wait that begins after `at`.
    """

    __slots__ = (
        "at",
        "behaviour",
        "group",
        "is_part",
        "longest",
        "needs",
        "oldest",
        "sexes",
        "size",
        "waited",
        "weights",
        "youngest",
    )

    def __init__(self, group: Group, rules, weights, at, *, is_part=False):
        if group.waiting_since > at or any(child.born_on > at for child in group.children):
            raise ValueError("a birth or a wait cannot begin after the day of the question")
        ages = [completed_years(child.born_on, at) for child in group.children]
        self.group, self.at, self.is_part = group, at, is_part
        self.size, self.youngest, self.oldest = len(ages), min(ages), max(ages)
        self.sexes = frozenset(child.sex for child in group.children)
        self.needs = frozenset().union(*(child.needs for child in group.children))
        self.behaviour = sum(child.behaviour_need for child in group.children)
        self.waited = min((at - group.waiting_since).days, LONGEST_WAIT_DAYS)
        self.longest = whole_metres(rules.max_km)
        self.weights = {name: micros(getattr(weights, name)) for name in weights.__slots__}

    def metres_to(self, family: Family):
        return metres_between(self.group.lat, self.group.lon, family.lat, family.lon)

    def is_kin(self, family: Family):
        return family.id in self.group.kin

    def terms_with(self, family: Family, metres):
        """The terms of placing the whole group there, whatever the rules say."""
        size, weight = self.size, self.weights
        unskilled = 0 if BEHAVIOUR in family.skills else self.behaviour
        return Terms(
            placed=size * weight["placed"],
            urgent=size * weight["urgent"] if self.group.urgent else 0,
            wait=size * weight["wait_per_day"] * self.waited,
            distance=-divided(size * weight["per_km"] * metres, 1000),
            behaviour=-unskilled * weight["behaviour_unskilled"],
            in_home=-size * weight["child_in_home"] * family.children_in_home,
            split=-size * weight["split"] if self.is_part else 0,
        )


def _is_licensed(asking, family):
    if asking.is_kin(family):
        return asking.group.care_type in family.care_types or KIN in family.care_types
    return asking.group.care_type in family.care_types and family.care_types != {KIN}


# Each hard rule but `value`, which needs the terms: (asking, family, metres) -> does it pass?
_PASSES = {
    "country": lambda asking, family, metres: asking.group.country == family.country,
    "unavailable": lambda asking, family, metres: family.available,
    "licence": lambda asking, family, metres: _is_licensed(asking, family),
    "conflict": lambda asking, family, metres: family.id not in asking.group.not_with_families,
    "places": lambda asking, family, metres: asking.size <= family.places,
    "siblings": lambda asking, family, metres: asking.size == 1 or asking.size <= family.max_siblings,
    "age": lambda asking, family, metres: family.age_from <= asking.youngest and asking.oldest <= family.age_to,
    "room": lambda asking, family, metres: asking.sexes <= family.rooms_for,
    "skill": lambda asking, family, metres: asking.needs <= family.skills,
    "distance": lambda asking, family, metres: metres <= asking.longest or asking.is_kin(family),
}
_IN_ORDER = tuple((rule, _PASSES[rule]) for rule in RULES[:-1])


def verdict(asking: Asking, family: Family):
    """The Verdict on one family for a group already read."""
    metres, kin = asking.metres_to(family), asking.is_kin(family)
    for rule, passes in _IN_ORDER:
        if not passes(asking, family, metres):
            return Verdict(family.id, False, rule, kin, metres, None, None)
    terms = asking.terms_with(family, metres)
    value = terms.total
    feasible = value >= 0
    return Verdict(family.id, feasible, None if feasible else "value", kin, metres, value, terms)


def judge(group: Group, family: Family, rules, weights, at, *, is_part=False):
    """The Verdict on one family for one group on the day `at`. The same question always has the same answer."""
    return verdict(Asking(group, rules, weights, at, is_part=is_part), family)


def failing_rules(group: Group, family: Family, rules, weights, at, *, is_part=False):
    """Every rule that fails, in order, where `judge` names the first: all that would have to change for this family."""
    asking = Asking(group, rules, weights, at, is_part=is_part)
    metres = asking.metres_to(family)
    failing = [rule for rule, passes in _IN_ORDER if not passes(asking, family, metres)]
    return tuple(failing) + (("value",) if asking.terms_with(family, metres).total < 0 else ())
