"""What the engine may know: groups of children, families, rules and weights.

These types are the fairness rule. There is no field for appearance, origin, religion, wealth or diagnosis, so none of
them can reach a value; `sex` is read by the `room` rule alone. A field is added here only with a decision record
(docs/decisions/0040-matching.md). The same shapes, as a file, are a public contract (docs/reference/matching-rules.md).
"""

import math
from dataclasses import dataclass
from datetime import date

KIN = "kin"
"""The care type of a family approved only for children it is related to or already knew."""

BEHAVIOUR = "behaviour"
"""The skill that answers a child's `behaviour_need`."""

SEXES = ("f", "m")
HIGHEST_WEIGHT = 1_000_000


def is_number(value, low=-math.inf, high=math.inf):
    """Is it a finite int or float (not a bool) within low..high, both included?"""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value) and low <= value <= high
    except OverflowError:  # an int too long for a float
        return False


def is_count(value):
    """Is it an int of nought or more (not a bool)?"""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _insist(is_so, sentence):
    if not is_so:
        raise ValueError(sentence)


@dataclass(frozen=True, slots=True)
class Child:
    """One child of a group. `needs` are skills a family must have; `behaviour_need` wishes for one and never bars."""

    id: str
    born_on: date
    sex: str
    needs: frozenset[str]
    behaviour_need: bool

    def __post_init__(self):
        _insist(self.sex in SEXES, "sex is f or m")


@dataclass(frozen=True, slots=True)
class Group:
    """Children who go together: one child, or brothers and sisters. `lat`, `lon` (degrees) are their school or home."""

    id: str
    country: str
    lat: float
    lon: float
    care_type: str
    urgent: bool
    waiting_since: date
    kin: frozenset[str]
    not_with_families: frozenset[str]
    not_with_groups: frozenset[str]
    children: tuple[Child, ...]

    def __post_init__(self):
        _insist(self.children, "a group has at least one child")
        _insist(len({child.id for child in self.children}) == len(self.children), "a child is in a group once")
        _insist(is_number(self.lat, -90, 90) and is_number(self.lon, -180, 180), "lat is -90..90 and lon -180..180")


@dataclass(frozen=True, slots=True)
class Family:
    """An approved family as it stands today. `places` are free now, `children_in_home` already counted out of them."""

    id: str
    country: str
    lat: float
    lon: float
    available: bool
    care_types: frozenset[str]
    places: int
    places_mixed: int
    max_siblings: int
    age_from: int
    age_to: int
    rooms_for: frozenset[str]
    skills: frozenset[str]
    children_in_home: int

    def __post_init__(self):
        counts = (self.places, self.places_mixed, self.max_siblings, self.age_from, self.age_to, self.children_in_home)
        _insist(all(map(is_count, counts)), "places, limits, ages and children in the home are whole numbers from 0")
        _insist(is_number(self.lat, -90, 90) and is_number(self.lon, -180, 180), "lat is -90..90 and lon -180..180")


@dataclass(frozen=True, slots=True)
class Rules:
    """`max_km` binds all but kin. The other four steer only the run for a whole country."""

    max_km: float
    sharing: bool
    splitting: bool
    time_limit_s: float
    gap: float

    def __post_init__(self):
        numbers = (self.max_km, self.time_limit_s, self.gap)
        _insist(all(is_number(number, 0) for number in numbers), "max_km, time_limit_s and gap are numbers from 0")


@dataclass(frozen=True, slots=True)
class Weights:
    """Points per child, each 0..1,000,000 and read in millionths; a name says what it adds or takes away."""

    placed: float
    urgent: float
    wait_per_day: float
    per_km: float
    behaviour_unskilled: float
    child_in_home: float
    split: float

    def __post_init__(self):
        for name in self.__slots__:
            _insist(is_number(getattr(self, name), 0, HIGHEST_WEIGHT), f"weight {name} is a number from 0 to 1,000,000")


@dataclass(frozen=True, slots=True)
class Instance:
    """All that one question needs: a day, the rules, the weights, the groups and the families."""

    at: date
    rules: Rules
    weights: Weights
    groups: tuple[Group, ...]
    families: tuple[Family, ...]

    def group(self, group_id):
        """The group of that id; KeyError if there is none."""
        for group in self.groups:
            if group.id == group_id:
                return group
        raise KeyError(group_id)


STARTING_RULES = Rules(max_km=120, sharing=False, splitting=False, time_limit_s=60, gap=0.0003)
STARTING_WEIGHTS = Weights(
    placed=1000, urgent=500, wait_per_day=1, per_km=1, behaviour_unskilled=150, child_in_home=25, split=2000
)
"""Where a board starts from. Evidence and assumptions: docs/reference/matching-rules.md."""
