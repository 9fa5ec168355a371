"""Reads of the placements room."""

from umay.care.placements.access import visible
from umay.care.placements.queries.lists import ALL, MINE, Filter, listing, refused_and_living, waiting_to_be_ratified
from umay.care.placements.queries.nights import Night, TonightsFamily, night
from umay.care.placements.queries.pages import PlacementPage, Step, calls_before, family_of, group_of, page, ready_homes
from umay.care.placements.queries.readiness import obstacles, readiness
from umay.care.placements.queries.stays import (
    LivingThere,
    Stay,
    living_in,
    of_case,
    of_match,
    parts_siblings,
    stays_of,
    timeline,
)

__all__ = [
    "ALL",
    "MINE",
    "Filter",
    "LivingThere",
    "Night",
    "PlacementPage",
    "Stay",
    "Step",
    "TonightsFamily",
    "calls_before",
    "family_of",
    "group_of",
    "listing",
    "living_in",
    "night",
    "obstacles",
    "of_case",
    "of_match",
    "page",
    "parts_siblings",
    "readiness",
    "ready_homes",
    "refused_and_living",
    "stays_of",
    "timeline",
    "visible",
    "waiting_to_be_ratified",
]
