"""A question for a whole country as arrays: one row for each group and each family, ordered by the draw of ties.

Everything a rule may ask, and nothing else: the rows are made from the engine's own types, so what has no field there
has none here. Weights and values are whole millionths of a point, distances whole metres.
"""

from dataclasses import dataclass, field, fields, replace
from datetime import date

import numpy as np

from ..exact import micros, tie_key, whole_metres
from ..inputs import BEHAVIOUR, KIN, Rules, Weights
from ..judging import LONGEST_WAIT_DAYS, Asking
from ..reading import BadInput, Fault

BITS = 62
"""Codes in one word of a mask. 62 and not 64, so that a word is always a plain positive int64."""

HIGHEST_COUNT = 2**31 - 1
HALF_ROUND = 20_040_000
"""Metres that no two points on earth are apart."""

LARGEST = 2**62
"""No sum of one group may reach this: above it int64 could turn over."""

GIRLS, BOYS = 1, 2
_ROOM_BIT = {"f": GIRLS, "m": BOYS}


class Codes:
    """Numbers for texts such as skills, in the order of first sight. Number 0 is kept for texts that nobody has."""

    def __init__(self, texts=()):
        self.number = {}
        for text in texts:
            self.number.setdefault(text, len(self.number) + 1)

    @property
    def words(self):
        """How many words a mask of these codes takes: at least one."""
        return len(self.number) // BITS + 1

    def of(self, text):
        return self.number.get(text, 0)

    def mask(self, texts):
        """The texts as a tuple of words."""
        words = [0] * self.words
        for text in texts:
            code = self.of(text)
            words[code // BITS] |= 1 << code % BITS
        return tuple(words)

    def masks(self, sets):
        """int64[n, words]: a row for each set of texts."""
        known = {}
        rows = [known.get(texts) or known.setdefault(texts, self.mask(texts)) for texts in sets]
        return np.array(rows, dtype=np.int64).reshape(len(rows), self.words)


@dataclass(frozen=True, slots=True, eq=False)
class Families:
    """F families, ordered by tie key. Counts are clipped where a larger one could not change any answer."""

    ids: tuple[str, ...]
    number: dict[str, int]
    countries: Codes
    care_types: Codes
    skill_codes: Codes
    country: np.ndarray  # int64[F]
    available: np.ndarray  # bool[F]
    care: np.ndarray  # int64[F, words]
    is_only_kin: np.ndarray  # bool[F]
    holds_kin: np.ndarray  # bool[F]
    places: np.ndarray  # int64[F], as the next four
    places_mixed: np.ndarray
    max_siblings: np.ndarray
    age_from: np.ndarray
    age_to: np.ndarray
    rooms: np.ndarray  # int64[F]: GIRLS | BOYS
    skills: np.ndarray  # int64[F, words]
    is_behaviour_skilled: np.ndarray  # bool[F]
    in_home: np.ndarray  # int64[F]
    lat: np.ndarray  # float64[F], degrees
    lon: np.ndarray  # float64[F], degrees

    def __len__(self):
        return len(self.ids)


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """G groups, ordered by tie key. Weights are in millionths, for the whole group."""

    ids: tuple[str, ...]
    number: dict[str, int]
    country: np.ndarray  # int64[G]
    care: np.ndarray  # int64[G], the number of the care type
    size: np.ndarray  # int64[G]
    youngest: np.ndarray  # int64[G], completed years
    oldest: np.ndarray
    sexes: np.ndarray  # int64[G]: GIRLS | BOYS
    needs: np.ndarray  # int64[G, words]
    urgent: np.ndarray  # bool[G]
    lat: np.ndarray  # float64[G], degrees
    lon: np.ndarray
    base: np.ndarray  # int64[G]: placed + urgent + wait (+ split, which is negative)
    distance_weight: np.ndarray  # int64[G]: size * per_km
    unskilled: np.ndarray  # int64[G]: what a family without the behaviour skill takes away
    per_child_in_home: np.ndarray  # int64[G]: size * child_in_home
    kin_start: np.ndarray  # int64[G + 1]
    kin_family: np.ndarray  # int32[K], ascending for each group
    conflict_start: np.ndarray  # int64[G + 1]
    conflict_family: np.ndarray  # int32[C], ascending for each group

    def __len__(self):
        return len(self.ids)

    def kin(self, group):
        return self.kin_family[self.kin_start[group] : self.kin_start[group + 1]]

    def conflicts(self, group):
        return self.conflict_family[self.conflict_start[group] : self.conflict_start[group + 1]]


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """The whole question. `longest` is the distance rule in whole metres, at most half way round the earth."""

    at: date
    rules: Rules
    weights: Weights
    longest: int
    groups: Groups
    families: Families
    cache: dict = field(default_factory=dict, repr=False)
    """What is worked out from the families alone (the packed ground) and may serve other groups too."""

    def for_groups(self, groups, *, is_part=False):
        """The same families asked for other groups: an emergency, a part. Cheap: nothing about families is done again."""
        groups = arrays_of_groups(groups, self.families, self.rules, self.weights, self.at, is_part=is_part)
        return replace(self, groups=groups)


def problem(instance):
    """The Problem of an Instance. Raises BadInput where weights and sizes are beyond what int64 can add up."""
    return problem_of(instance.groups, instance.families, instance.rules, instance.weights, instance.at)


def problem_of(groups, families, rules, weights, at, *, is_part=False):
    """The Problem of groups and families: iterables of the engine's types, or Families already made into arrays.

    `is_part` takes `split` off each child. Raises BadInput as `problem` does.
    """
    rows = families if isinstance(families, Families) else arrays_of_families(families, at)
    return Problem(
        at=at,
        rules=rules,
        weights=weights,
        longest=min(whole_metres(rules.max_km), HALF_ROUND),
        groups=arrays_of_groups(groups, rows, rules, weights, at, is_part=is_part),
        families=rows,
    )


def _ordered(entities, at):
    return sorted(entities, key=lambda entity: tie_key(at, entity.id))


def _counts(numbers):
    return np.array([min(number, HIGHEST_COUNT) for number in numbers], dtype=np.int64)


def _flags(flags):
    return np.array(list(flags), dtype=bool)


def _floats(numbers):
    return np.array(list(numbers), dtype=np.float64)


def _rooms(sexes):
    return sum(_ROOM_BIT[sex] for sex in sexes)


def arrays_of_families(families, at):
    """Families ordered by the draw of the day `at`."""
    rows = _ordered(families, at)
    ids = tuple(family.id for family in rows)
    countries = Codes(sorted({family.country for family in rows}))
    care_types = Codes(sorted(frozenset().union(*{family.care_types for family in rows})))
    skills = Codes(sorted(frozenset().union(*{family.skills for family in rows})))
    return Families(
        ids=ids,
        number={entity_id: number for number, entity_id in enumerate(ids)},
        countries=countries,
        care_types=care_types,
        skill_codes=skills,
        country=np.array([countries.of(family.country) for family in rows], dtype=np.int64),
        available=_flags(family.available for family in rows),
        care=care_types.masks([family.care_types for family in rows]),
        is_only_kin=_flags(family.care_types == {KIN} for family in rows),
        holds_kin=_flags(KIN in family.care_types for family in rows),
        **{
            name: _counts(getattr(family, name) for family in rows)
            for name in ("places", "places_mixed", "max_siblings", "age_from", "age_to")
        },
        rooms=np.array([_rooms(family.rooms_for) for family in rows], dtype=np.int64),
        skills=skills.masks([family.skills for family in rows]),
        is_behaviour_skilled=_flags(BEHAVIOUR in family.skills for family in rows),
        in_home=_counts(family.children_in_home for family in rows),
        lat=_floats(family.lat for family in rows),
        lon=_floats(family.lon for family in rows),
    )


def arrays_of_groups(groups, families, rules, weights, at, *, is_part=False):
    """Groups ordered by the draw, in the codes of `families`."""
    askings = [Asking(group, rules, weights, at, is_part=is_part) for group in _ordered(groups, at)]
    rows = [asking.group for asking in askings]
    ids = tuple(group.id for group in rows)
    weigh = {name: micros(getattr(weights, name)) for name in weights.__slots__}
    _check_sums(askings, weigh)
    bases = [_base(asking) for asking in askings]
    kin_start, kin_family = _lists((group.kin for group in rows), families.number)
    conflict_start, conflict_family = _lists((group.not_with_families for group in rows), families.number)
    sizes = np.array([asking.size for asking in askings], dtype=np.int64)
    behaviour = np.array([asking.behaviour for asking in askings], dtype=np.int64)
    return Groups(
        ids=ids,
        number={entity_id: number for number, entity_id in enumerate(ids)},
        country=np.array([families.countries.of(group.country) for group in rows], dtype=np.int64),
        care=np.array([families.care_types.of(group.care_type) for group in rows], dtype=np.int64),
        size=sizes,
        youngest=_counts(asking.youngest for asking in askings),
        oldest=_counts(asking.oldest for asking in askings),
        sexes=np.array([_rooms(asking.sexes) for asking in askings], dtype=np.int64),
        needs=families.skill_codes.masks([asking.needs for asking in askings]),
        urgent=_flags(group.urgent for group in rows),
        lat=_floats(group.lat for group in rows),
        lon=_floats(group.lon for group in rows),
        base=np.array(bases, dtype=np.int64),
        distance_weight=sizes * weigh["per_km"],
        unskilled=behaviour * weigh["behaviour_unskilled"],
        per_child_in_home=sizes * weigh["child_in_home"],
        kin_start=kin_start,
        kin_family=kin_family,
        conflict_start=conflict_start,
        conflict_family=conflict_family,
    )


def _base(asking):
    """What does not depend on the family: placed, urgent, wait and, for a part, split."""
    weigh = asking.weights
    each = weigh["placed"] + weigh["wait_per_day"] * asking.waited
    each += weigh["urgent"] if asking.group.urgent else 0
    each -= weigh["split"] if asking.is_part else 0
    return asking.size * each


def most_in_home(weights):
    """Children already in a home above which every value is negative: a larger count changes nothing.

    Keeps `children_in_home` times the weight far from the end of int64, whatever the file says.
    """
    weigh = {name: micros(getattr(weights, name)) for name in weights.__slots__}
    most = weigh["placed"] + weigh["urgent"] + weigh["wait_per_day"] * LONGEST_WAIT_DAYS
    return min(most // weigh["child_in_home"] + 1, HIGHEST_COUNT) if weigh["child_in_home"] else 0


def _check_sums(askings, weigh):
    """Refuse what int64 could not add up: hundreds of children in one group under the largest weights."""
    each = weigh["placed"] + weigh["urgent"] + weigh["wait_per_day"] * LONGEST_WAIT_DAYS
    each += weigh["behaviour_unskilled"] + weigh["child_in_home"] + weigh["split"]
    each = 2 * each + weigh["per_km"] * HALF_ROUND // 1000
    faults = [
        Fault("$.groups", "a group has too many children for weights as large as these")
        for asking in askings
        if asking.size * each >= LARGEST
    ]
    if faults:
        raise BadInput(faults[:1])


def _lists(sets, number):
    """Ids as a CSR pair (start, family): numbers ascending; ids that are no family of the question fall away."""
    rows = [sorted(number[entity_id] for entity_id in entity_ids if entity_id in number) for entity_ids in sets]
    start = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in rows], out=start[1:])
    return start, np.array([family for row in rows for family in row], dtype=np.int32)


def is_same(one, other):
    """Do two structs of arrays hold the same? For tests and replays."""
    return all(
        np.array_equal(getattr(one, item.name), getattr(other, item.name))
        if isinstance(getattr(one, item.name), np.ndarray)
        else getattr(one, item.name) == getattr(other, item.name)
        for item in fields(one)
        if item.name not in {"countries", "care_types", "skill_codes", "number"}
    )
