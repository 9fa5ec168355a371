"""The cards matching needs of the whole country: facts of each approved family, and of others' families nothing that names them."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from umay.care.families import rules
from umay.care.families.words import FamilyState
from umay.ground.offices import places as gazetteer
from umay.ground.offices.models import Office
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel.acting import Identity


class Card(NamedTuple):
    """An approved family as matching needs it. Not visible: no label, and (lat, lon) is the middle of its district."""

    id: UUID
    number: str
    state: str
    country: str
    office_id: UUID
    office_name: str
    place: str
    is_visible: bool
    label: str
    lat: float
    lon: float
    is_available: bool  # approved, not paused, approval not run out
    unavailable_until: date | None
    care_types: frozenset[str]
    places: int  # approved
    places_free: int  # for one group now
    places_mixed: int  # free for children of several groups
    max_siblings: int
    age_from: int
    age_to: int
    rooms_for: frozenset[str]
    skills: frozenset[str]
    languages: frozenset[str]
    children_in_home: int  # own and foster children
    takes_emergencies: bool
    willing_confirmed_on: date | None


@lru_cache(maxsize=4096)
def _split(text: str) -> frozenset[str]:
    return frozenset(text.split(",")) if text else frozenset()


def _offices(country: str) -> dict[UUID, tuple[str, str, float, float]]:
    rows = Office.objects.filter(country=country).values_list("pk", "name", "place", "lat", "lon")
    return {pk: (name, place, lat, lon) for pk, name, place, lat, lon in rows}


def _middle(place: str, office: tuple[str, str, float, float]) -> tuple[float, float]:
    """Where a family that isn't open to the asker is drawn: its office's district, or the middle of its own place."""
    if office[1] == place:
        return office[2], office[3]
    try:
        return gazetteer.centre(place)
    except gazetteer.UnknownPlace:
        return office[2], office[3]


def _card(row: tuple, country: str, offices: dict, on: date) -> Card:
    (
        family_id, number, state, office_id, place, is_visible, label, lat, lon, is_available, unavailable_until, approved_until,
        care_types, places, mixed, max_siblings, age_from, age_to, rooms_for, skills, languages, own_children, takes_emergencies,
        willing_on, taken, held, blocked,
    ) = row  # fmt: skip
    office = offices[office_id]
    if not is_visible:
        lat, lon = _middle(place, office)
    is_approved = state == FamilyState.APPROVED
    free = rules.free_places(places=places, mixed=mixed, taken=taken, held=held, blocked=blocked) if is_approved else 0
    return Card(
        family_id, number, state, country, office_id, office[0], place, is_visible, label, lat, lon,
        is_approved
        and rules.is_open(
            is_available=is_available, unavailable_until=unavailable_until, approved_until=approved_until, on=on
        ),
        unavailable_until, _split(care_types), places, free, min(free, max(0, mixed - taken - held - blocked)), max_siblings,
        age_from, age_to, _split(rooms_for), _split(skills), _split(languages), own_children + taken, takes_emergencies, willing_on,
    )  # fmt: skip


def _cards(family_id: UUID | None, by: Identity, at: datetime) -> list[Card]:
    with connection.cursor() as cursor:
        cursor.execute("select * from families_cards(%s, %s)", [family_id, at])
        return cards_of(cursor.fetchall(), by=by, at=at)


def cards_of(rows: Iterable[tuple], *, by: Identity, at: datetime) -> list[Card]:
    """Cards of rows in the columns of `families_cards`: for a function of a later room that asks for others."""
    on, offices = local_day(at, by.zone), _offices(by.country)
    return [_card(row, by.country, offices, on) for row in rows]


def middles(cards: Iterable[Card], *, by: Identity) -> dict[UUID, tuple[float, float]]:
    """Where each family is drawn for those it isn't open to, as (lat, lon): the middle of its district or place."""
    offices = _offices(by.country)
    return {card.id: _middle(card.place, offices[card.office_id]) for card in cards}


def cards(*, by: Identity, at: datetime) -> list[Card]:
    """All approved families of the asker's country, by id. Families the asker can't read come without label and coarse."""
    return _cards(None, by, at)


def card(family_id: UUID, *, by: Identity, at: datetime) -> Card | None:
    """One family's card, also while it is suspended; None where there is no such family for the asker."""
    found = _cards(family_id, by, at)
    return found[0] if found else None
