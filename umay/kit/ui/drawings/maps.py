"""Maps: areas coloured by value, and points around one place. Coordinates are WGS 84 degrees, (longitude, latitude)."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from umay.kit.ui.drawings.shapes import Drawing, KeyEntry, circle, figure, group, picture, rect, short, text
from umay.kit.ui.tables import Column, Table

WIDTH = 800
STEPS = 5
KM_PER_DEGREE = 6371.0088 * math.pi / 180  # mean radius of the Earth, IUGG
AROUND = 400


@dataclass(frozen=True, slots=True)
class Land:
    """Areas already projected: `paths` code -> SVG path, `names` code -> name, in the order of the file."""

    width: float
    height: float
    paths: Mapping[str, str]
    names: Mapping[str, str]
    rings: Mapping[str, Sequence[Sequence[tuple[float, float]]]]


@lru_cache(maxsize=8)
def load_land(path: str | Path) -> Land:
    """Read and project a GeoJSON FeatureCollection once per process.

    Each feature is a Polygon or MultiPolygon with `properties.iso` (or `id`) and `properties.name`. Equirectangular
    around the middle latitude: true enough in shape for a country, and needs no library.
    """
    return project(json.loads(Path(path).read_text(encoding="utf-8")))


def project(collection: Mapping[str, Any]) -> Land:
    """Project a FeatureCollection given as parsed JSON."""
    rings: dict[str, list[list[tuple[float, float]]]] = {}
    names: dict[str, str] = {}
    for feature in collection["features"]:
        properties, geometry = feature.get("properties", {}), feature["geometry"]
        code = str(properties.get("iso") or feature["id"])
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        rings[code] = [[(point[0], point[1]) for point in ring] for polygon in polygons for ring in polygon]
        names[code] = str(properties.get("name", code))
    longitudes = [lon for parts in rings.values() for ring in parts for lon, _lat in ring]
    latitudes = [lat for parts in rings.values() for ring in parts for _lon, lat in ring]
    west, north, south = min(longitudes), max(latitudes), min(latitudes)
    squeeze = math.cos(math.radians((north + south) / 2))
    scale = WIDTH / ((max(longitudes) - west) * squeeze)
    paths = {
        code: "".join(
            _path([((lon - west) * squeeze * scale, (north - lat) * scale) for lon, lat in ring]) for ring in parts
        )
        for code, parts in rings.items()
    }
    return Land(WIDTH, (north - south) * scale, paths, names, rings)


def _path(spots: Sequence[tuple[float, float]]) -> str:
    """A closed path with half-unit steps; spots that fall together are left out."""
    steps: list[str] = []
    last = None
    for x, y in spots:
        spot = (round(x * 2) / 2, round(y * 2) / 2)
        if spot == last:
            continue
        steps.append(f"{'L' if steps else 'M'}{short(spot[0])} {short(spot[1])}")
        last = spot
    return "".join(steps) + "Z"


def areas(
    *,
    title: str,
    desc: str,
    what: str,
    measure: str,
    land: Land,
    values: Mapping[str, float | None],
    names: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    bounds: Sequence[float] | None = None,
    bare: str = "",
) -> Drawing:
    """Colour each area by its value, in five steps; areas without a value are pale and say so: "not known", or the words of `bare`.

    bounds: the five upper limits of the steps, each included; without them the steps hold about as many areas each.
    """
    names, links = names or land.names, links or {}
    limits = list(bounds) if bounds else even_bounds([value for value in values.values() if value is not None])
    bare, inner = bare or _("not known"), []
    for code, path in land.paths.items():
        value = values.get(code)
        shown = bare if value is None else figure(value)
        css = "s-none" if value is None else f"s{step_of(value, limits)}"
        shape = f'<path class="place {css}" d="{path}"/>'
        inner.append(group(shape, title=f"{names.get(code, code)}: {shown}", href=links.get(code, "")))
    rows = [(names.get(code, code), "–" if values.get(code) is None else figure(values[code])) for code in land.paths]
    table = Table(title, [Column(what), Column(measure, numeric=True)], rows)
    svg = picture(land.width, land.height, title, desc, inner, "map")
    return Drawing(title, svg, table, _steps_key(limits, [values.get(code) for code in land.paths], bare))


def even_bounds(values: Sequence[float]) -> list[float]:
    """Upper limits of at most five steps that hold about as many values each; equal limits fall together."""
    ordered = sorted(value for value in values if value > 0)
    if not ordered:
        return [0]
    limits = [
        ordered[min(len(ordered) - 1, math.ceil(len(ordered) * part / STEPS) - 1)] for part in range(1, STEPS + 1)
    ]
    return sorted(set(limits))


def step_of(value: float, limits: Sequence[float]) -> int:
    """0 for nothing, else 1..5; fewer limits use the darker steps, so that the highest is always darkest."""
    if value <= 0:
        return 0
    place = next((number for number, limit in enumerate(limits) if value <= limit), len(limits) - 1)
    return STEPS - len(limits) + 1 + place


def _steps_key(limits: Sequence[float], values: Sequence[float | None], bare: str) -> list[KeyEntry]:
    known = [value for value in values if value is not None]
    key = [KeyEntry("s0", figure(0))] if any(value <= 0 for value in known) else []
    low = min((value for value in known if value > 0), default=None)
    for number, limit in enumerate(limits):
        if limit <= 0 or low is None:
            continue
        words = figure(limit) if low == limit else f"{figure(low)}–{figure(limit)}"
        key.append(KeyEntry(f"s{STEPS - len(limits) + 1 + number}", words))
        low = min((value for value in known if value > limit), default=limit)
    if len(known) < len(values):
        key.append(KeyEntry("s-none", bare))
    return key


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map. `label` is drawn in its mark (a number in the list beside it); `km` is its distance."""

    label: str
    lon: float
    lat: float
    words: str
    km: float
    mark: int = 1
    href: str = ""


def surroundings(
    *,
    title: str,
    desc: str,
    centre: tuple[float, float],
    centre_words: str,
    points: Sequence[Point],
    rings: Sequence[float] = (10, 50, 100),
    land: Land | None = None,
) -> Drawing:
    """Draw points around a centre with rings of kilometres; points that fall together are fanned out so each is seen."""
    reach = max([point.km for point in points] + [min(rings, default=10)]) * 1.12
    scale = AROUND / 2 / reach
    squeeze = math.cos(math.radians(centre[1]))

    def spot(lon: float, lat: float) -> tuple[float, float]:
        x = (lon - centre[0]) * squeeze * KM_PER_DEGREE * scale
        return AROUND / 2 + x, AROUND / 2 - (lat - centre[1]) * KM_PER_DEGREE * scale

    inner = _land_around(land, spot) if land else [rect("land", 0, 0, AROUND, AROUND, 8)]
    spots = _fanned([spot(point.lon, point.lat) for point in points])
    inner.extend(_ring(ring, scale, spots) for ring in rings if 16 < ring * scale < AROUND / 2 - 4)
    inner.append(group(circle("here", AROUND / 2, AROUND / 2, 11), title=centre_words))
    for point, (x, y) in zip(points, spots, strict=True):
        shapes = circle(f"spot m{point.mark}", x, y, 14) + text(x, y + 5, point.label, "t-on t-mid")
        inner.append(
            group(shapes, title=f"{point.label}. {point.words}, {figure(round(point.km, 1))} km", href=point.href)
        )
    columns = [Column(pgettext("short for number", "No.")), Column(_("Place")), Column("km", numeric=True)]
    rows = [(point.label, point.words, figure(round(point.km, 1))) for point in points]
    key = [KeyEntry("here", centre_words)]
    return Drawing(
        title, picture(AROUND, AROUND, title, desc, inner, "map map-square"), Table(title, columns, rows), key
    )


def _ring(km: float, scale: float, spots: Sequence[tuple[float, float]]) -> str:
    """A ring with its words on the side where they cover no mark."""
    centre, radius = AROUND / 2, km * scale
    sides = [
        (centre, centre - radius - 5),
        (centre, centre + radius + 15),
        (centre + radius, centre),
        (centre - radius, centre),
    ]
    x, y = max(sides, key=lambda side: min((math.dist(side, spot) for spot in spots), default=0))
    x = min(max(x, 26), AROUND - 26)  # the words stay inside the picture
    return circle("ring", centre, centre, radius) + text(x, y, f"{figure(km)} km", "t-soft t-mid t-halo")


def _land_around(land: Land, spot) -> list[str]:
    """The areas that touch the picture, drawn pale beneath."""
    inner = []
    for code, parts in land.rings.items():
        drawn = [[spot(lon, lat) for lon, lat in ring] for ring in parts]
        seen = [ring for ring in drawn if _touches(ring)]
        if seen:
            path = "".join(_path(ring) for ring in seen)
            inner.append(f'<path class="land" d="{path}"><title>{escape(land.names[code])}</title></path>')
    return inner


def _touches(ring: Sequence[tuple[float, float]]) -> bool:
    xs, ys = [x for x, _y in ring], [y for _x, y in ring]
    return min(xs) < AROUND and max(xs) > 0 and min(ys) < AROUND and max(ys) > 0


def _fanned(spots: Sequence[tuple[float, float]], apart: float = 27) -> list[tuple[float, float]]:
    """Move marks that would cover the centre or each other outwards along a spiral; the order given keeps its place."""
    placed: list[tuple[float, float]] = [(AROUND / 2, AROUND / 2)]
    for x, y in spots:
        turn, chosen = 0, (x, y)
        while any(math.dist(chosen, other) < apart for other in placed) and turn < 400:
            turn += 1
            radius, angle = 3.2 * math.sqrt(turn) * 2, turn * 2.39996
            chosen = (x + radius * math.cos(angle), y + radius * math.sin(angle))
        edge = 15
        placed.append((min(max(chosen[0], edge), AROUND - edge), min(max(chosen[1], edge), AROUND - edge)))
    return placed[1:]
