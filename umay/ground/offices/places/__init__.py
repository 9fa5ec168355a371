"""Provinces of Türkiye and districts of Azerbaijan: names, centres, outlines and distances. See README.md."""

from .figures import NATIONAL, PUBLISHED, Stock
from .gazetteer import (
    COUNTRIES,
    Drawing,
    Place,
    UnknownPlace,
    centre,
    country_of,
    districts,
    drawing,
    nearest,
    outline,
    place,
    place_at,
    provinces,
    sorted_provinces,
)
from .geometry import EARTH_RADIUS_KM, Point, distance_km

__all__ = [
    "COUNTRIES",
    "EARTH_RADIUS_KM",
    "NATIONAL",
    "PUBLISHED",
    "Drawing",
    "Place",
    "Point",
    "Stock",
    "UnknownPlace",
    "centre",
    "country_of",
    "distance_km",
    "districts",
    "drawing",
    "nearest",
    "outline",
    "place",
    "place_at",
    "provinces",
    "sorted_provinces",
]
