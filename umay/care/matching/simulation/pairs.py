"""Which family could ever take which group, by the engine's hard rules, with the value and the luck of each pair.

Worked out once for a seed and shared by all policies. Ages count as on the day a group comes.
"""

from dataclasses import dataclass

import numpy as np

from umay.care.matching.engine import STARTING_WEIGHTS, Weights
from umay.care.matching.engine.exact import EARTH_RADIUS_KM

from .chance import ANSWER, uniform
from .figures import Rates
from .people import BEHAVIOUR, Families, Groups

TEEN = 12


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs in order of groups: those of group g stand at start[g]..start[g+1].

    `lost` is what distance and unprepared behaviour take from the value (points); `says_yes` is the answer the family
    would give if asked; `log_hazard` leaves out children already in the home.
    """

    start: np.ndarray
    family: np.ndarray
    km: np.ndarray
    lost: np.ndarray
    says_yes: np.ndarray
    log_hazard: np.ndarray

    def of(self, groups):
        """Positions of all pairs of some groups, and for each the place of its group in `groups`."""
        first, count = self.start[groups], self.start[np.asarray(groups) + 1] - self.start[groups]
        rows = np.repeat(np.arange(len(count)), count)
        begin = np.cumsum(count) - count
        return np.arange(len(rows)) - begin[rows] + first[rows], rows

    def only(self, groups):
        """The pairs of some groups, which are numbered anew in their order."""
        positions, _ = self.of(groups)
        count = self.start[groups + 1] - self.start[groups]
        kept = {name: getattr(self, name)[positions] for name in Pairs.__slots__ if name != "start"}
        return Pairs(start=np.concatenate([[0], np.cumsum(count)]), **kept)


def find_pairs(groups: Groups, families: Families, rates: Rates, seed: int, weights: Weights = STARTING_WEIGHTS):
    """All pairs that could meet within the widest radius. Kin groups have pairs too: their home with kin may break."""
    widest = max(km for _, km in rates.radius.value)
    chords = _Chords(families)
    found, distances = [], []
    for group in range(len(groups)):
        fits = np.flatnonzero(_fits(groups, families, group))
        km = chords.km(groups.lat[group], groups.lon[group], fits)
        near = km <= widest
        found.append(fits[near])
        distances.append(km[near])
    count = np.array([len(part) for part in found], np.int64)
    start = np.concatenate([[0], np.cumsum(count)])
    family = np.concatenate(found) if found else np.zeros(0, np.int64)
    km = np.concatenate(distances) if distances else np.zeros(0)
    group = np.repeat(np.arange(len(groups)), count)
    skilled = (families.skills[family] & BEHAVIOUR) > 0
    unskilled = np.where(skilled, 0, groups.behaviour[group])
    return Pairs(
        start=start,
        family=family.astype(np.int32),
        km=km,
        lost=groups.size[group] * weights.per_km * km + unskilled * weights.behaviour_unskilled,
        says_yes=_answers(groups, families, rates, seed, group, family, skilled),
        log_hazard=_log_hazards(groups, rates, group, km, skilled),
    )


def _fits(groups, families, group):
    """The hard rules but distance, for one group and all families; both must be there at the same time."""
    size = groups.size[group]
    return (
        ((families.care_types >> groups.care_type[group]) & 1 == 1)
        & (families.places >= size)
        & (families.age_from <= groups.youngest[group])
        & (families.age_to >= groups.oldest[group])
        & (families.rooms & groups.sexes[group] == groups.sexes[group])
        & (families.skills & groups.needs[group] == groups.needs[group])
        & (families.opens < groups.leaves[group])
        & (families.stops > groups.comes[group])
    )


class _Chords:
    """Great-circle kilometres, to three decimals as the engine counts them."""

    def __init__(self, families):
        self.phi, self.lam = np.radians(families.lat), np.radians(families.lon)
        self.cos = np.cos(self.phi)

    def km(self, lat, lon, rows):
        phi, lam = np.radians(lat), np.radians(lon)
        half = (
            np.sin((self.phi[rows] - phi) / 2) ** 2
            + np.cos(phi) * self.cos[rows] * np.sin((self.lam[rows] - lam) / 2) ** 2
        )
        return np.round(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1, half))), 3)


def _answers(groups, families, rates, seed, group, family, skilled):
    share = (
        rates.yes.value
        - rates.yes_less_teen.value * (groups.oldest[group] >= TEEN)
        - rates.yes_less_behaviour.value * ((groups.behaviour[group] > 0) & ~skilled)
        - rates.yes_less_three.value * (groups.size[group] >= 3)
    )
    return uniform(seed, ANSWER, groups.key[group], families.key[family]) < share


def _log_hazards(groups, rates, group, km, skilled):
    difficult = groups.behaviour[group] > 0
    own = np.log(rates.breakdown.value) + rates.breakdown_age.value * (groups.mean_age[group] - 8)
    own = own + rates.breakdown_behaviour.value * difficult
    home = rates.breakdown_skilled.value * (difficult & skilled) + rates.breakdown_km.value * km
    return own + rates.strength.value * home
