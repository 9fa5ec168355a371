"""Invented children and families of one seed, as arrays: who comes when, who lives where, who leaves when.

Nothing here depends on a policy. A family added for a question ("fifty more for teenagers") stands after all others and
has luck of its own, so everybody else stays as they were.
"""

from dataclasses import dataclass

import numpy as np

from .chance import stream
from .figures import Rates
from .worlds import World

TERM, TEMPORARY, SPECIALISED = 0, 1, 2
HEALTH, COMMUNICATION, BEHAVIOUR = 1, 2, 4
GIRLS, BOYS = 1, 2
_BANDS = ((0, 3), (4, 5), (6, 9), (10, 14), (15, 17))
_GROUPS, _FAMILIES, _STOCK, _ADDED = 1, 2, 3, 4
_KM_PER_DEGREE = 111.195
TRIED = 2
"""Residents drawn for each one wanted: some suit none of the families drawn."""


@dataclass(frozen=True, slots=True)
class Groups:
    """One row for each group, ordered by the day it comes. `key` is whom its luck belongs to, whoever else is there."""

    comes: np.ndarray
    leaves: np.ndarray
    town: np.ndarray
    lat: np.ndarray
    lon: np.ndarray
    size: np.ndarray
    youngest: np.ndarray
    oldest: np.ndarray
    mean_age: np.ndarray
    sexes: np.ndarray
    needs: np.ndarray
    behaviour: np.ndarray
    care_type: np.ndarray
    urgent: np.ndarray
    kin: np.ndarray
    resident: np.ndarray
    key: np.ndarray

    def __len__(self):
        return len(self.comes)

    def only(self, rows):
        """Some of the rows, in the same order."""
        return Groups(**{name: getattr(self, name)[rows] for name in Groups.__slots__})


@dataclass(frozen=True, slots=True)
class Families:
    """One row for each family. It takes children from the day `opens` and stops on the day `stops`."""

    opens: np.ndarray
    stops: np.ndarray
    town: np.ndarray
    lat: np.ndarray
    lon: np.ndarray
    places: np.ndarray
    care_types: np.ndarray
    age_from: np.ndarray
    age_to: np.ndarray
    rooms: np.ndarray
    skills: np.ndarray
    key: np.ndarray

    def __len__(self):
        return len(self.opens)


@dataclass(frozen=True, slots=True)
class Addition:
    """Families more than today, of one kind, newly approved when the days begin to count (the second day at the earliest)."""

    count: int
    kind: str = "any"


KINDS_OF_FAMILY = ("any", "teenagers", "specialised", "three_places", "temporary")


def draw_groups(world: World, days: int, seed: int):
    """The groups that come in `days` days, after those who may live in families on the first day."""
    rates = world.rates
    chance = stream(seed, _GROUPS)
    per_day = chance.poisson(rates.groups_per_day.value, days)
    comes = np.repeat(np.arange(days), per_day)
    kin = chance.random(len(comes)) < rates.kin.value
    fresh = _groups(world, chance, comes, kin, resident=False)
    return _joined(_residents(world, seed), fresh) if rates.stock_children.value else fresh


def _residents(world, seed):
    """More than enough children who may live in families: which of them do, `days.settled` finds out."""
    chance = stream(seed, _STOCK)
    count = TRIED * round(world.rates.stock_children.value)
    return _groups(world, chance, np.zeros(count, np.int64), np.zeros(count, bool), resident=True)


def _joined(first, second):
    both = {name: np.concatenate([getattr(first, name), getattr(second, name)]) for name in Groups.__slots__}
    return Groups(**both | {"key": np.arange(len(first) + len(second))})


def _groups(world, chance, comes, kin, *, resident):
    rates, count = world.rates, len(comes)
    town, lat, lon = _homes(world, chance, count)
    size = 1 + _choice(chance, rates.sizes.value, count)
    ages = _ages(rates, chance, size)
    rows = np.repeat(np.arange(count), size)
    youngest, oldest = np.full(count, 99), np.zeros(count, np.int64)
    np.minimum.at(youngest, rows, ages)
    np.maximum.at(oldest, rows, ages)
    needs, behaviour = _needs(rates, chance, rows, count)
    urgent = chance.random(count) < rates.urgent.value
    temporary = chance.random(count) < rates.temporary.value
    specialised = chance.random(count) < rates.specialised.value
    care_type = np.where(urgent & temporary, TEMPORARY, np.where((needs > 0) & specialised, SPECIALISED, TERM))
    stay = np.minimum(_stays(rates, chance, count, resident), np.maximum(1, (18 - youngest) * 365))
    sexes = np.zeros(count, np.int64)
    np.bitwise_or.at(sexes, rows, np.where(chance.random(len(rows)) < 0.5, GIRLS, BOYS))
    return Groups(
        comes=comes,
        leaves=comes + stay,
        town=town,
        lat=lat,
        lon=lon,
        size=size,
        youngest=youngest,
        oldest=oldest,
        mean_age=np.bincount(rows, ages, count) / size,
        sexes=sexes,
        needs=needs,
        behaviour=behaviour,
        care_type=care_type,
        urgent=urgent,
        kin=kin,
        resident=np.full(count, resident),
        key=np.arange(count),
    )


def _homes(world, chance, count):
    town = _choice(chance, [town.share for town in world.towns], count)
    deviation = world.rates.spread_km.value / _KM_PER_DEGREE
    lat = np.array([town.lat for town in world.towns])[town] + chance.normal(0, deviation, count)
    wider = deviation / np.maximum(0.2, np.cos(np.radians(lat)))
    lon = np.array([town.lon for town in world.towns])[town] + chance.normal(0, 1, count) * wider
    return town, lat, lon


def _choice(chance, shares, count):
    edges = np.cumsum(shares)
    return np.minimum(np.searchsorted(edges / edges[-1], chance.random(count), side="right"), len(edges) - 1)


def _ages(rates, chance, size):
    """Completed years of every child; brothers and sisters are within five years of the first."""
    bands = np.array(_BANDS)[_choice(chance, rates.ages.value, len(size))]
    first = bands[:, 0] + (chance.random(len(size)) * (bands[:, 1] - bands[:, 0] + 1)).astype(np.int64)
    ages = np.repeat(first, size)
    is_first = np.concatenate([[0], np.cumsum(size)[:-1]]).astype(np.int64)[: len(size)]
    apart = chance.integers(-5, 6, len(ages))
    apart[is_first] = 0
    return np.clip(ages + apart, 0, 17)


def _needs(rates, chance, rows, count):
    has = chance.random(len(rows)) < rates.special_need.value
    kind = np.where(chance.random(len(rows)) < rates.need_kinds.value[0], HEALTH, COMMUNICATION)
    needs = np.zeros(count, np.int64)
    np.bitwise_or.at(needs, rows, np.where(has, kind, 0))
    difficult = chance.random(len(rows)) < rates.behaviour_need.value
    return needs, np.bincount(rows, difficult, count).astype(np.int64)


def _stays(rates: Rates, chance, count, resident):
    """Whole days. Residents are met in the middle of a stay: long stays are met more often, at any point of them."""
    median, mean = rates.stay_median.value, rates.stay_mean.value
    square = 2 * np.log(mean / median)
    drift = square if resident else 0.0
    stay = np.exp(np.log(median) + drift + np.sqrt(square) * chance.normal(0, 1, count))
    if resident:
        stay = stay * chance.random(count)
    return np.maximum(1, np.rint(stay)).astype(np.int64)


def draw_families(world: World, days: int, seed: int, addition: Addition | None = None):
    """The families of the first day, those approved later, and an addition where one is asked about."""
    rates = world.rates
    chance = stream(seed, _FAMILIES)
    first = round(rates.families.value)
    later = chance.poisson(rates.new_families.value * first * days / 365)
    opens = np.concatenate([np.zeros(first, np.int64), np.sort(chance.integers(1, max(2, days), later))])
    found = _families(world, chance, opens, np.arange(first + later))
    if addition is None or not addition.count:
        return found
    extra = stream(seed, _ADDED)
    opens = np.full(addition.count, max(1, world.warm_days))
    more = _of_kind(_families(world, extra, opens, 1_000_000 + np.arange(addition.count)), addition.kind)
    return Families(
        **{name: np.concatenate([getattr(found, name), getattr(more, name)]) for name in Families.__slots__}
    )


def _families(world, chance, opens, key):
    rates, count = world.rates, len(opens)
    town, lat, lon = _homes(world, chance, count)
    terms = rates.age_terms.value
    term = _choice(chance, [share for _, _, share in terms], count)
    lasts = chance.exponential(365 / max(rates.leaving_families.value, 1e-9), count)
    return Families(
        opens=opens,
        stops=opens + np.maximum(1, np.rint(np.minimum(lasts, 1e6))).astype(np.int64),
        town=town,
        lat=lat,
        lon=lon,
        places=1 + _choice(chance, rates.places.value, count),
        care_types=_bits(chance, rates.care_types.value, count),
        age_from=np.array([low for low, _, _ in terms])[term],
        age_to=np.array([high for _, high, _ in terms])[term],
        rooms=np.array([GIRLS | BOYS, GIRLS, BOYS])[_choice(chance, rates.rooms.value, count)],
        skills=_bits(chance, rates.skills.value, count),
        key=key,
    )


def _bits(chance, shares, count):
    """Independent yes or no for each of a few things, as the bits of one number."""
    drawn = chance.random((len(shares), count)) < np.array(shares)[:, None]
    return (drawn << np.arange(len(shares))[:, None]).sum(axis=0)


def _of_kind(families, kind):
    """The same families, approved for what is asked about; everything else as it was drawn."""
    if kind == "teenagers":
        families.age_from[:], families.age_to[:] = 10, 17
    elif kind == "specialised":
        families.care_types[:] |= 1 << SPECIALISED
        families.skills[:] |= HEALTH
    elif kind == "three_places":
        families.places[:] = np.maximum(families.places, 3)
    elif kind == "temporary":
        families.care_types[:] |= 1 << TEMPORARY
    elif kind != "any":
        raise ValueError(f"the kind of family is one of: {', '.join(KINDS_OF_FAMILY)}")
    return families
