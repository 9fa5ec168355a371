"""Reads of the persons room."""

from umay.care.persons.access import visible
from umay.care.persons.queries.doubles import Double, Doubles, alike, doubles
from umay.care.persons.queries.drafts import draft
from umay.care.persons.queries.pages import (
    Relative,
    age_on,
    asked_erasures,
    initials_of,
    open_erasure,
    papers_of,
    person,
    relatives,
    sibling_ties,
    standing_names,
    values_of,
)
from umay.care.persons.queries.searching import Hit, search

__all__ = [
    "Double",
    "Doubles",
    "Hit",
    "Relative",
    "age_on",
    "alike",
    "asked_erasures",
    "doubles",
    "draft",
    "initials_of",
    "open_erasure",
    "papers_of",
    "person",
    "relatives",
    "search",
    "sibling_ties",
    "standing_names",
    "values_of",
    "visible",
]
