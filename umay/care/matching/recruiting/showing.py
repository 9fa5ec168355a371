"""Which families are missing, as a map and tables. None is a number from one to four, which the database shows to those alone who read the country."""

import functools
from dataclasses import dataclass

from django.utils.translation import gettext as _

from umay.care.matching.recruiting.words import KINDS
from umay.ground.offices import places
from umay.kit.ui import drawings

MOST = 10


@dataclass(frozen=True)
class Help:
    """What families of one kind in one place would do. `one`, `many`: children more with one such family and with ten; None: one to four."""

    kind: str
    words: object
    where: str
    one: int | None
    many: int | None


@dataclass(frozen=True)
class Both:
    """What ten families of each of two kinds in one place would do together, beside what each ten would do alone."""

    words: str
    where: str
    first: int | None
    second: int | None
    together: int | None


@functools.lru_cache(maxsize=8)
def _land(country: str, language: str):
    return drawings.maps.project(places.collection(country, language))


def _least(number: int | None) -> int:
    """For an order: of a number that is not shown no more is known than that it is above nought."""
    return 1 if number is None else number


def first(figures: dict, language: str) -> list[Help]:
    """Where ten families of a kind would help most, the first ten of all kinds and places."""
    found = [
        (many, one, kind, code)
        for kind in KINDS
        for code, (one, many) in figures["kinds"].get(kind, {}).items()
    ]  # fmt: skip
    ordered = sorted(found, key=lambda row: (-_least(row[0]), -_least(row[1]), list(KINDS).index(row[2]), row[3]))
    return [
        Help(kind, KINDS[kind][0], places.place(code).name(language), one, many)
        for many, one, kind, code in ordered[:MOST]
    ]


def rows_of(figures: dict, kind: str, language: str) -> list[Help]:
    """Every place where families of the kind would help, the most first."""
    found = figures["kinds"].get(kind, {})
    ordered = sorted(found.items(), key=lambda item: (-_least(item[1][1]), -_least(item[1][0]), item[0]))
    return [Help(kind, KINDS[kind][0], places.place(code).name(language), one, many) for code, (one, many) in ordered]


def pairs(figures: dict, language: str) -> list[Both]:
    """Where ten families of each of two kinds would help most together, the first ten."""
    found = [
        (both, first, second, pair, code)
        for pair, spots in figures.get("pairs", {}).items()
        for code, (first, second, both) in spots.items()
    ]
    ordered = sorted(found, key=lambda row: (-_least(row[0]), -_least(row[1]), -_least(row[2]), row[3], row[4]))
    return [
        Both(_pair_words(pair), places.place(code).name(language), first, second, both)
        for both, first, second, pair, code in ordered[:MOST]
    ]


def _pair_words(pair: str) -> str:
    first, second = pair.split("+")
    return _("%(first)s and %(second)s") % {"first": KINDS[first][0], "second": KINDS[second][0]}


def map_of(figures: dict, kind: str, *, country: str, language: str):
    """The country, each province coloured by how many children ten families of the kind would help."""
    found = figures["kinds"].get(kind, {})
    return drawings.areas(
        title=_("Children whom ten such families would help"),
        desc=_(
            "A map of the country by province. A dash stands for one to four, which is not shown. The table says the same in numbers."
        ),
        what=_("Province"),
        measure=_("Children more"),
        land=_land(country, language),
        values={place.code: found.get(place.code, (0, 0))[1] for place in places.provinces(country)},
        bare=_("fewer than five"),
    )
