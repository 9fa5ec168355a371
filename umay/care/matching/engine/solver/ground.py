"""Families packed by where they live, so that a group meets only those within reach; and profiles of what they take.

The earth is cut into bands of latitude; in a band families stand by longitude. Reach is a few runs of neighbours, found
by halving. Nothing is ever made for every pair.
"""

import math
from collections import namedtuple

import numpy as np

from ..exact import EARTH_RADIUS_KM, metres_between

RADIUS = EARTH_RADIUS_KM * 1000
MARGIN = 1e-9
"""Radians (6 mm) by which reach is drawn too wide; the exact distance decides."""

BANDS_IN_REACH = 12
MOST_BANDS = 4096
NEAR_HALF = 1e-6
"""Metres around a half within which a distance is worked out again by `exact.metres_between`. The fast formula is
off by less than 2e-8 m up to WIDE; both roundings then agree."""

WIDE = 0.81
"""Square of half the chord from which the fast formula is not trusted (14,000 km and more)."""

Ground = namedtuple("Ground", "band_start band_low band_high row family lon x y z profile in_home is_skilled")
"""Families in packed order. band_start int64[B+1]; band_low, band_high float64[B] (radians); row int64[F]: where a
family stands; family int32[F]: who stands there; lon, x, y, z float64[F]; profile int32[F]; in_home int64[F];
is_skilled bool[F]."""

Profiles = namedtuple(
    "Profiles", "count country available care is_only_kin holds_kin places max_siblings age_from age_to rooms skills"
)
"""Families that no rule before distance can tell apart are one profile; `count` int64 says how many they are."""

_IN_PROFILE = Profiles._fields[1:]


def profiles_of(families):
    """(Profiles, int32[F] the profile of each family)."""
    label = np.zeros(len(families), dtype=np.int64)
    for name in _IN_PROFILE:
        column = np.asarray(getattr(families, name), dtype=np.int64)
        for values in np.atleast_2d(column.T):
            codes = np.unique(values, return_inverse=True)[1].ravel()
            label = np.unique(label * (len(families) + 1) + codes, return_inverse=True)[1].ravel()
    _, first, count = np.unique(label, return_index=True, return_counts=True)
    chosen = {name: np.ascontiguousarray(getattr(families, name)[first]) for name in _IN_PROFILE}
    return Profiles(count=count.astype(np.int64), **chosen), label.astype(np.int32)


def unit_vectors(lat, lon):
    """x, y, z on the unit sphere of points in degrees."""
    phi, turn = np.radians(lat), np.radians(lon)
    return np.cos(phi) * np.cos(turn), np.cos(phi) * np.sin(turn), np.sin(phi)


def ground_of(families, longest, most_in_home, profile):
    """The Ground of families for a reach of `longest` metres."""
    height = max(longest / RADIUS / BANDS_IN_REACH, math.pi / MOST_BANDS)
    bands = max(1, math.ceil(math.pi / height))
    phi, turn = np.radians(families.lat), np.radians(families.lon)
    band = np.clip(((phi + math.pi / 2) / (math.pi / bands)).astype(np.int64), 0, bands - 1)
    order = np.lexsort((np.arange(len(families)), turn, band))
    start = np.searchsorted(band[order], np.arange(bands + 1)).astype(np.int64)
    # Edges a little too wide: a point may fall into either of two bands by rounding.
    low = np.arange(bands) * (math.pi / bands) - math.pi / 2 - MARGIN
    row = np.empty(len(families), dtype=np.int64)
    row[order] = np.arange(len(families))
    x, y, z = (np.ascontiguousarray(axis[order]) for axis in unit_vectors(families.lat, families.lon))
    return Ground(
        band_start=start,
        band_low=low,
        band_high=low + math.pi / bands + 2 * MARGIN,
        row=row,
        family=order.astype(np.int32),
        lon=np.ascontiguousarray(turn[order]),
        x=x,
        y=y,
        z=z,
        profile=np.ascontiguousarray(profile[order]),
        in_home=np.minimum(families.in_home, most_in_home)[order],
        is_skilled=families.is_behaviour_skilled[order],
    )


def metres_of(problem, group, family):
    """The distance of one pair in whole metres, by the engine's own formula."""
    groups, families = problem.groups, problem.families
    return metres_between(
        float(groups.lat[group]), float(groups.lon[group]), float(families.lat[family]), float(families.lon[family])
    )
