"""Provinces of Türkiye and districts of Azerbaijan: names, centres, outlines and distances. See README.md."""

from .figures import NATIONAL, PUBLISHED, Stock
from .gazetteer import (
    COUNTRIES,
    Place,
    UnknownPlace,
    centre,
    collection,
    country_of,
    districts,
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
    "Place",
    "Point",
    "Stock",
    "UnknownPlace",
    "centre",
    "collection",
    "country_of",
    "distance_km",
    "districts",
    "nearest",
    "outline",
    "place",
    "place_at",
    "provinces",
    "sorted_provinces",
]
