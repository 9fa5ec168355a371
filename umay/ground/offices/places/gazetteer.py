"""The places themselves, read once from the outlines beside this file.

`province` is the level at which a state divides its work: 81 provinces (il) in Türkiye, 77 districts and cities
(rayon, şəhər) in Azerbaijan, keyed by ISO 3166-2. `district` is one level below it: in Azerbaijan the place itself, in
Türkiye numbered sample districts, because no district borders with a cleared licence are shipped.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from . import geometry
from .geometry import Point, Polygon
from .names import CITY, DISTRICT, SAMPLE, names_of

COUNTRIES = ("TR", "AZ")
SAMPLE_DISTRICTS = (
    3  # per Turkish province: enough to see distances inside a province, few enough to be seen as samples
)
_GEO = Path(__file__).parent / "geo"
_NAKHCHIVAN = frozenset({"AZ-NV", "AZ-BAB", "AZ-CUL", "AZ-KAN", "AZ-ORD", "AZ-SAD", "AZ-SAH", "AZ-SAR"})


class UnknownPlace(KeyError):
    """No place has this code."""


@dataclass(frozen=True)
class Place:
    """A province, a district or a sample district.

    code: ISO 3166-2, or that and "-S1" for a sample district. kind: province, city, district or sample. parent: the
    province of a sample district, "AZ-NX" for the parts of Nakhchivan, else the country. names: by language tr, az, en.
    centre: (lat, lon) surely inside the outline; it is where a place is drawn when nothing nearer may be shown.
    """

    code: str
    country: str
    kind: str
    parent: str
    names: Mapping[str, str]
    centre: Point

    def name(self, language: str) -> str:
        """The name in `language` ("tr", "az", "en"; "az-Latn" and the like are read as "az"), else the native one."""
        return self.names.get(language.split("-")[0], self.names[self.country.lower()])

    @property
    def is_sample(self) -> bool:
        """Whether this is an invented district for demonstrations."""
        return self.kind == "sample"


@cache
def _outlines(country: str) -> dict[str, tuple[str, tuple[Polygon, ...]]]:
    if country not in COUNTRIES:
        raise UnknownPlace(country)
    features = json.loads((_GEO / f"{country.lower()}.geojson").read_text(encoding="utf-8"))["features"]
    found = {}
    for feature in features:
        shape = feature["geometry"]
        parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        polygons = tuple(tuple(tuple((lon, lat) for lon, lat in ring) for ring in part) for part in parts)
        found[feature["id"]] = (feature["properties"]["name"], polygons)
    return dict(sorted(found.items()))


def _kind(code: str) -> str:
    if code.startswith("TR-"):
        return "province"
    # ISO 3166-2:AZ gives two letters to cities under the republic and three to districts.
    return "city" if len(code) == len("AZ-XX") else "district"


def _names(code: str, native: str, is_shared: bool) -> dict[str, str]:
    names = names_of(code, native)
    if not is_shared:
        return names
    pattern = CITY if _kind(code) == "city" else DISTRICT
    return {language: pattern[language] % {"name": name} for language, name in names.items()}


@cache
def provinces(country: str) -> tuple[Place, ...]:
    """All places of the first level, in the order of their codes. Raises UnknownPlace for another country."""
    shapes = _outlines(country)
    natives = [native for native, _ in shapes.values()]
    return tuple(
        Place(
            code=code,
            country=country,
            kind=_kind(code),
            parent="AZ-NX" if code in _NAKHCHIVAN else country,
            names=_names(code, native, natives.count(native) > 1),
            centre=geometry.point_inside(geometry.largest(polygons)),
        )
        for code, (native, polygons) in shapes.items()
    )


def sorted_provinces(country: str, language: str, sort_key) -> list[Place]:
    """The provinces in the alphabet of `language`; `sort_key(text, language)` comes from `umay.kit.kernel.text`."""
    return sorted(provinces(country), key=lambda found: (sort_key(found.name(language), language), found.code))


@cache
def _by_code() -> dict[str, Place]:
    return {found.code: found for country in COUNTRIES for found in provinces(country)}


@cache
def districts(code: str) -> tuple[Place, ...]:
    """The districts of a province: Azerbaijan's place itself, Türkiye's numbered samples (`is_sample`)."""
    province = place(code)
    if province.is_sample or province.country == "AZ":
        return (province,)
    mainland = geometry.largest(outline(code))
    spots = geometry.spread_inside(mainland, SAMPLE_DISTRICTS)
    return tuple(
        Place(
            code=f"{code}-S{number}",
            country=province.country,
            kind="sample",
            parent=code,
            names={
                tongue: SAMPLE[tongue] % {"name": name, "number": number} for tongue, name in province.names.items()
            },
            centre=spot,
        )
        for number, spot in enumerate(spots, start=1)
    )


def place(code: str) -> Place:
    """The place of this code, sample districts included. Raises UnknownPlace."""
    if found := _by_code().get(code):
        return found
    province, _, _ = code.rpartition("-S")
    if province in _by_code():
        for district in districts(province):
            if district.code == code:
                return district
    raise UnknownPlace(code)


def country_of(code: str) -> str:
    """ "TR" or "AZ". Raises UnknownPlace."""
    return place(code).country


def centre(code: str) -> Point:
    """(lat, lon) of the place's representative point. Raises UnknownPlace."""
    return place(code).centre


def outline(code: str) -> tuple[Polygon, ...]:
    """Polygons of a province: each a tuple of rings (outer edge first), each ring a closed tuple of (lon, lat)."""
    found = place(code)
    return _outlines(found.country)[found.parent if found.is_sample else code][1]


def place_at(point: Point, country: str) -> Place | None:
    """The province whose outline holds the (lat, lon) point, or None (at sea, abroad, on a simplified border)."""
    for code, (_, polygons) in _outlines(country).items():
        if any(geometry.polygon_contains(polygon, point) for polygon in polygons):
            return place(code)
    return None


def nearest(point: Point, country: str) -> tuple[Place, float]:
    """The province whose centre is nearest to the (lat, lon) point, with the distance in km."""
    code, km = geometry.nearest(point, [(found.code, found.centre) for found in provinces(country)])
    return (place(code), km)


@cache
def collection(country: str, language: str) -> Mapping[str, Any]:
    """The country as a GeoJSON FeatureCollection with names in `language`, as `umay.kit.ui.drawings.maps.project` takes it.

    Each feature has `properties.iso` and `properties.name`. Shared between callers: read it, don't change it.
    """
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": found.code,
                "properties": {"iso": found.code, "name": found.name(language)},
                "geometry": {"type": "MultiPolygon", "coordinates": outline(found.code)},
            }
            for found in provinces(country)
        ],
    }
