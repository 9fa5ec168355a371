"""Which families are missing, as a map and tables. Numbers from one to four are shown as such to those who don't read the country."""

import functools
from dataclasses import dataclass

from django.utils.translation import gettext as _

from umay.care.matching.recruiting.words import KINDS
from umay.care.matching.rules import protected
from umay.ground.offices import places
from umay.kit.ui import drawings

NUMBERS = (1, 10)
MOST = 10


@dataclass(frozen=True)
class Help:
    """What families of one kind in one place would do. `one`, `many`: children more with one such family and with ten; None: one to four."""

    kind: str
    words: object
    where: str
    one: int | None
    many: int | None


@functools.lru_cache(maxsize=8)
def _land(country: str, language: str):
    return drawings.maps.project(places.collection(country, language))


def shown(number: int, *, is_countrywide: bool) -> int | None:
    number = max(number, 0)
    return number if is_countrywide else protected(number)


def first(figures: dict, language: str, *, is_countrywide: bool) -> list[Help]:
    """Where ten families of a kind would help most, the first ten of all kinds and places."""
    found = [
        (many, one, kind, code)
        for kind in KINDS
        for code, (one, many) in figures["kinds"].get(kind, {}).items()
    ]  # fmt: skip
    ordered = sorted(found, key=lambda row: (-row[0], -row[1], list(KINDS).index(row[2]), row[3]))
    return [
        Help(
            kind,
            KINDS[kind][0],
            places.place(code).name(language),
            shown(one, is_countrywide=is_countrywide),
            shown(many, is_countrywide=is_countrywide),
        )
        for many, one, kind, code in ordered[:MOST]
    ]


def rows_of(figures: dict, kind: str, language: str, *, is_countrywide: bool) -> list[Help]:
    """Every place where families of the kind would help, the most first."""
    found = figures["kinds"].get(kind, {})
    ordered = sorted(found.items(), key=lambda item: (-item[1][1], -item[1][0], item[0]))
    return [
        Help(
            kind,
            KINDS[kind][0],
            places.place(code).name(language),
            shown(one, is_countrywide=is_countrywide),
            shown(many, is_countrywide=is_countrywide),
        )
        for code, (one, many) in ordered
    ]


def map_of(figures: dict, kind: str, *, country: str, language: str, is_countrywide: bool):
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
        values={
            place.code: shown(found.get(place.code, (0, 0))[1], is_countrywide=is_countrywide)
            for place in places.provinces(country)
        },
    )
