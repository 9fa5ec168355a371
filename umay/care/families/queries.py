"""Reads of the families room: rows under the asker's own eyes, and the cards matching needs of the whole country."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Case, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest

from umay.care.families import rules
from umay.care.families.models import Ask, Check, Family, Member, Place
from umay.care.families.words import AskState, FamilyState, PlaceState
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


class Ledger(NamedTuple):
    """The places of a family at one moment, and the open lines behind the numbers."""

    places: int
    mixed: int
    taken: int
    held: int
    blocked: int
    free: int
    lines: tuple[Place, ...]


def visible(by: Identity) -> QuerySet[Family]:
    """The families the asker may read; the database decides (row-level security)."""
    return Family.objects.filter(country=by.country)


def _open_lines(at: datetime) -> Q:
    return Q(freed_at__isnull=True) & (Q(state=PlaceState.TAKEN) | Q(until_at__isnull=True) | Q(until_at__gt=at))


def ledger(family: Family, at: datetime) -> Ledger:
    lines = tuple(family.ledger.filter(_open_lines(at)).select_related("by_office").order_by("since_at", "id"))
    sums = {
        state: sum(line.count for line in lines if line.state == state)
        for state in (PlaceState.TAKEN, PlaceState.HELD, PlaceState.BLOCKED)
    }
    mixed = family.places if family.places_mixed is None else family.places_mixed
    taken, held, blocked = sums.values()
    free = 0
    if family.state == FamilyState.APPROVED:
        free = rules.free_places(places=family.places, mixed=mixed, taken=taken, held=held, blocked=blocked)
    return Ledger(family.places, mixed, taken, held, blocked, free, lines)


def free_places(family: Family, at: datetime) -> int:
    """How many places one group can have in this family now; 0 unless it is approved."""
    return ledger(family, at).free


def with_free(families: QuerySet[Family], at: datetime) -> QuerySet[Family]:
    """Each family with `used`, `blocked_now` and `free_now`, counted in the same query."""
    lines = Place.objects.filter(_open_lines(at))

    def of(kind: Q):
        return Coalesce(Sum("ledger__count", filter=Q(ledger__in=lines) & kind), 0)

    return families.annotate(
        used=of(Q(ledger__state__in=[PlaceState.TAKEN, PlaceState.HELD])),
        blocked_now=of(Q(ledger__state=PlaceState.BLOCKED)),
    ).annotate(
        free_now=Case(
            When(~Q(state=FamilyState.APPROVED), then=Value(0)),
            When(used=0, then=Greatest(F("places") - F("blocked_now"), 0)),
            default=Greatest(Coalesce(F("places_mixed"), F("places")) - F("used") - F("blocked_now"), 0),
            output_field=IntegerField(),
        )
    )


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
    on, offices = local_day(at, by.zone), _offices(by.country)
    with connection.cursor() as cursor:
        cursor.execute("select * from families_cards(%s, %s)", [family_id, at])
        return [_card(row, by.country, offices, on) for row in cursor.fetchall()]


def cards(*, by: Identity, at: datetime) -> list[Card]:
    """All approved families of the asker's country, by id. Families the asker can't read come without label and coarse."""
    return _cards(None, by, at)


def card(family_id: UUID, *, by: Identity, at: datetime) -> Card | None:
    """One family's card, also while it is suspended; None where there is no such family for the asker."""
    found = _cards(family_id, by, at)
    return found[0] if found else None


def members(family: Family) -> list[Member]:
    """The household, carers first. People whose record isn't open to the asker are left out by the database."""
    order = Case(When(role="carer", then=0), When(role="adult", then=1), default=2, output_field=IntegerField())
    return list(
        family.members.filter(left_on__isnull=True).select_related("person").order_by(order, "recorded_at", "id")
    )


def checks(family: Family) -> list[Check]:
    return list(family.checks.order_by("-done_on", "-recorded_at", "id"))


def household_of(person_id: UUID) -> Family | None:
    """The family, not refused or ended, in whose household this person lives."""
    found = (
        Member.objects.filter(person_id=person_id, left_on__isnull=True)
        .exclude(family__state__in=[FamilyState.REFUSED, FamilyState.ENDED])
        .select_related("family")
        .order_by("-recorded_at", "id")
        .first()
    )
    return found.family if found else None


def asks_of(things: Sequence[UUID]) -> dict[UUID, Ask]:
    """The latest ask for each match candidate, readable by the office that asked and by the family's own."""
    found = Ask.objects.filter(by_thing__in=things).select_related("from_office").order_by("asked_at", "id")
    return {ask.by_thing: ask for ask in found}


def asks_waiting(by: Identity) -> QuerySet[Ask]:
    """Questions of other offices that the asker's own office hasn't answered, urgent first."""
    offices = by.offices or ((by.office_id,) if by.office_id else ())
    return (
        Ask.objects.filter(state=AskState.ASKED, office_id__in=offices)
        .select_related("family", "from_office")
        .order_by("-is_urgent", "asked_at", "id")
    )


def asks(by: Identity) -> QuerySet[Ask]:
    """Questions to the asker's offices, answered ones too, newest first."""
    offices = by.offices or ((by.office_id,) if by.office_id else ())
    return Ask.objects.filter(office_id__in=offices).select_related("family", "from_office").order_by("-asked_at", "id")


def stale(families: QuerySet[Family], *, on: date, days: int) -> QuerySet[Family]:
    """Approved families whose word is older than `days`, or who were never asked."""
    before = on - timedelta(days=days)
    return families.filter(state=FamilyState.APPROVED).filter(
        Q(willing_confirmed_on__lt=before) | Q(willing_confirmed_on__isnull=True)
    )
