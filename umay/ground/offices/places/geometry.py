"""Flat and round geometry on plain tuples: no projection library, nothing but the standard library.

A point is (lat, lon) in degrees, WGS 84. A ring is a closed tuple of (lon, lat) as GeoJSON writes it; a polygon is a
tuple of rings, the first the outer edge and the rest its holes. Good to some hundred metres at the size of a province.
"""

import itertools
from collections.abc import Iterable, Sequence
from math import asin, cos, floor, hypot, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088  # mean radius of the IUGG; the same number as in the matching file format

Point = tuple[float, float]
Ring = tuple[tuple[float, float], ...]
Polygon = tuple[Ring, ...]


def distance_km(a: Point, b: Point) -> float:
    """Great-circle distance in kilometres between two (lat, lon) points, by the haversine formula."""
    lat_a, lon_a, lat_b, lon_b = radians(a[0]), radians(a[1]), radians(b[0]), radians(b[1])
    half_chord = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half_chord)))


def ring_area(ring: Ring) -> float:
    """Signed area in square degrees; positive when the ring runs against the clock."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring)) / 2


def centroid(ring: Ring) -> Point:
    """Centre of mass of the ring's inside, as (lat, lon). It may lie outside a crooked ring."""
    area = ring_area(ring)
    x = y = 0.0
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        cross = x1 * y2 - x2 * y1
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    return (y / (6 * area), x / (6 * area))


def ring_contains(ring: Ring, point: Point) -> bool:
    """Whether the ring goes round the point (even-odd rule; a point on the edge may fall either way)."""
    lat, lon = point
    inside = False
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def polygon_contains(polygon: Polygon, point: Point) -> bool:
    """Inside the outer ring and outside every hole."""
    return ring_contains(polygon[0], point) and not any(ring_contains(hole, point) for hole in polygon[1:])


def largest(polygons: Iterable[Polygon]) -> Polygon:
    """The polygon with the largest outer ring: the mainland of a province with islands."""
    return max(polygons, key=lambda polygon: abs(ring_area(polygon[0])))


def edge_distance(polygon: Polygon, point: Point) -> float:
    """Distance in degrees of latitude from the point to the nearest edge, longitudes shrunk to the local scale."""
    lat, lon = point
    scale = cos(radians(lat))
    nearest = float("inf")
    for ring in polygon:
        for (x1, y1), (x2, y2) in itertools.pairwise(ring):
            ax, ay, bx, by = (x1 - lon) * scale, y1 - lat, (x2 - lon) * scale, y2 - lat
            length = (bx - ax) ** 2 + (by - ay) ** 2
            along = 0.0 if length == 0 else max(0.0, min(1.0, -(ax * (bx - ax) + ay * (by - ay)) / length))
            nearest = min(nearest, hypot(ax + along * (bx - ax), ay + along * (by - ay)))
    return nearest


def grid_inside(polygon: Polygon, steps: int = 12) -> list[Point]:
    """Points of a regular grid that fall inside, south to north and west to east; never empty (the grid is refined)."""
    lons = [lon for lon, _ in polygon[0]]
    lats = [lat for _, lat in polygon[0]]
    south, west = min(lats), min(lons)
    height, width = max(lats) - south, max(lons) - west
    while True:
        cells = range(steps)
        points = [
            (south + height * (row + 0.5) / steps, west + width * (col + 0.5) / steps) for row in cells for col in cells
        ]
        found = [point for point in points if polygon_contains(polygon, point)]
        if found:
            return found
        steps *= 2


def point_inside(polygon: Polygon) -> Point:
    """A representative (lat, lon) surely inside: the centre of mass, else the inner point farthest from an edge."""
    middle = centroid(polygon[0])
    if polygon_contains(polygon, middle):
        return middle
    return max(grid_inside(polygon), key=lambda point: edge_distance(polygon, point))


def spread_inside(polygon: Polygon, count: int) -> list[Point]:
    """`count` different points inside the polygon, far from one another; the first is the representative point."""
    chosen = [point_inside(polygon)]
    grid = grid_inside(polygon)
    while len(grid) < count * 4:
        grid = grid_inside(polygon, steps=floor(sqrt(len(grid))) * 4 + 12)
    while len(chosen) < count:
        chosen.append(max(grid, key=lambda point: min(distance_km(point, other) for other in chosen)))
    return chosen


def nearest(point: Point, others: Sequence[tuple[str, Point]]) -> tuple[str, float]:
    """The (code, km) of the nearest of the named points; on a tie, the first in the order of codes."""
    km, code = min((distance_km(point, other), code) for code, other in others)
    return (code, km)
