"""Which invented files there are, by name, and their bytes."""

import json
from dataclasses import dataclass
from typing import Any

from ..files import parse
from . import odd
from .country import CARE_TYPES, Country, drawn

_SHARING = {"sharing": True, "gap": 0.0003}
_TEENS = {"ages": (12, 17), "sizes": ((1, 80), (2, 20))}
_NO_SPECIALISED = tuple((kinds, share) for kinds, share in CARE_TYPES if "specialised" not in kinds)
_NOTHING_COUNTS = dict.fromkeys(
    ("placed", "urgent", "wait_per_day", "per_km", "behaviour_unskilled", "child_in_home", "split"), 0
)
_MOST = dict.fromkeys(_NOTHING_COUNTS, 1_000_000) | {"split": 0}
_ALL_HELD = tuple((kinds, share) for kinds, share in CARE_TYPES if kinds != ("kin",))


@dataclass(frozen=True)
class Named:
    """What a name stands for; `reshape` changes the drawn file."""

    about: str
    country: Country
    reshape: Any = None


NAMES = {
    "S": Named("a province: 200 groups, 1,500 families", Country(200, 1_500)),
    "N": Named("a national day: 300 groups, 9,000 families", Country(300, 9_000)),
    "M": Named("scarce: 2,000 groups, 2,600 families", Country(2_000, 2_600)),
    "M2": Named("plenty: 2,000 groups, 20,000 families", Country(2_000, 20_000)),
    "L": Named("large and scarce: 10,000 groups, 13,000 families", Country(10_000, 13_000)),
    "XL": Named("large and plenty: 10,000 groups, 100,000 families", Country(10_000, 100_000)),
    "S-shared": Named("S, a family may take several groups", Country(200, 1_500, rules=_SHARING)),
    "M-shared": Named("M, a family may take several groups", Country(2_000, 2_600, rules=_SHARING)),
    "M2-shared": Named("M2, a family may take several groups", Country(2_000, 20_000, rules=_SHARING)),
    "L-shared": Named("L, a family may take several groups", Country(10_000, 13_000, rules=_SHARING)),
    "XL-shared": Named("XL, a family may take several groups", Country(10_000, 100_000, rules=_SHARING)),
    "S-split": Named(
        "S, groups may go in parts and `split` is below `placed`",
        Country(200, 300, rules={"splitting": True, "gap": 0.001}, weights={"split": 600}),
    ),
    "S-shared-split": Named(
        "S-split, and a family may take several groups",
        Country(200, 300, rules={"sharing": True, "splitting": True, "gap": 0.001}, weights={"split": 600}),
    ),
    "all-teens": Named("every child is twelve or older", Country(400, 1_200, **_TEENS)),
    "no-specialised": Named("no home for a tenth of the children", Country(400, 1_200, care_types=_NO_SPECIALISED)),
    "one-city": Named("one giant city", Country(800, 4_000, centres=1)),
    "zero-feasible": Named("no family suits anybody", Country(100, 400), odd.nobody_suits),
    "all-ties": Named("everybody alike on one spot", Country(150, 100), odd.all_ties),
    "scarce-alike": Named("two kinds of child, half as many homes", Country(300, 300), odd.scarce_alike),
    "conflicts": Named("every group barred from others", Country(200, 600, rules=_SHARING), odd.many_conflicts),
    "kin-200": Named("a group with 200 kin", Country(60, 500), odd.many_kin),
    "far-kin": Named("kin first costs points every time", Country(150, 450), odd.far_kin),
    "group-of-12": Named("twelve brothers and sisters", Country(60, 300), odd.group_of_twelve),
    "under-a-metre": Named("families within a metre", Country(120, 400), odd.under_a_metre),
    "contradictory": Named("lists and limits that contradict each other", Country(200, 600), odd.contradictory),
    "zero-weights": Named("every weight is nought", Country(150, 400, weights=_NOTHING_COUNTS)),
    "highest-weights": Named("every weight is a million", Country(150, 400, weights=_MOST)),
    "date-line": Named(
        "a country across the date line",
        Country(150, 500, centres=5, south_west=(-18.0, 179.5), north_east=(-16.0, 180.5)),
    ),
    "pole": Named(
        "a country at a pole", Country(120, 400, centres=5, south_west=(89.0, -180.0), north_east=(90.0, 180.0))
    ),
    "far": Named("no limit of distance", Country(150, 500, care_types=_ALL_HELD, rules={"max_km": 30_000})),
    "no-clock": Named("a clock that runs out at once", Country(200, 1_500, rules={"time_limit_s": 0})),
    "no-family": Named("groups and no family", Country(50, 0), odd.no_family),
    "empty": Named("nobody at all", Country(0, 0), odd.nothing),
}
"""Every name with what it stands for, the sizes first, then the awkward ones."""


def generate(name, seed):
    """The bytes of an instance file. KeyError for an unknown name; `seed` is any whole number.

    A size's `-shared` sister holds the same people with other rules.
    """
    named = NAMES[name]
    file = drawn(named.country, "umay-match/1", name.partition("-shared")[0], int(seed))
    return written(named.reshape(file) if named.reshape else file)


def instance(name, seed):
    """The same as an Instance."""
    return parse(generate(name, seed))


def written(file):
    """A file's dicts as bytes, one entity a line, so that two files can be compared by eye."""
    head = {key: value for key, value in file.items() if key not in ("groups", "families")}
    parts = [json.dumps(head, ensure_ascii=False)[:-1]]
    for key in ("groups", "families"):
        lines = ",\n".join(json.dumps(entity, ensure_ascii=False) for entity in file[key])
        parts.append(f',\n"{key}": [\n{lines}\n]')
    return ("".join(parts) + "}\n").encode()
