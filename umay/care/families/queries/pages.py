"""Rows of the families room under the asker's own eyes: the list, the ledger, the household, the asks."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest

from umay.care.families import rules
from umay.care.families.models import Ask, Check, Family, Member, Place, Willingness
from umay.care.families.words import AskState, FamilyState, PlaceState
from umay.care.persons.models import Person
from umay.kit.kernel.acting import Identity


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


def numbers(ids: Iterable[UUID]) -> dict[UUID, str]:
    """{family id: number} of the families among `ids` that the asker may read."""
    return dict(Family.objects.filter(pk__in=list(ids)).values_list("pk", "number"))


def asked_on(ids: Iterable[UUID]) -> dict[UUID, date | None]:
    """{family id: the day on which it last said that it can be asked} of the approved families among `ids`, as the country's cards say it."""
    with connection.cursor() as cursor:
        cursor.execute("select family_id, said_on from families_asked_on(%s)", [list(ids)])
        return dict(cursor.fetchall())


def page_of(by: Identity) -> QuerySet[Family]:
    """For a family's own page: with its office and worker."""
    return visible(by).select_related("office", "worker")


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

    def of(*states: str):
        lines = Place.objects.filter(_open_lines(at), family=OuterRef("pk"), state__in=states).order_by()
        return Coalesce(Subquery(lines.values("family").annotate(sum=Sum("count")).values("sum")), 0)

    return families.annotate(used=of(PlaceState.TAKEN, PlaceState.HELD), blocked_now=of(PlaceState.BLOCKED)).annotate(
        free_now=Case(
            When(~Q(state=FamilyState.APPROVED), then=Value(0)),
            When(used=0, then=Greatest(F("places") - F("blocked_now"), 0)),
            default=Greatest(Coalesce(F("places_mixed"), F("places")) - F("used") - F("blocked_now"), 0),
            output_field=IntegerField(),
        )
    )


def members(family: Family) -> list[Member]:
    """The household, carers first. `seen` is the person, None where the record is kept in a file that isn't open to the asker."""
    order = {"carer": 0, "adult": 1, "child": 2}
    found = sorted(
        family.members.filter(left_on__isnull=True).order_by("recorded_at", "id"), key=lambda member: order[member.role]
    )
    people = Person.objects.in_bulk([member.person_id for member in found])
    for member in found:
        member.seen = people.get(member.person_id)
    return found


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
    return families.filter(is_silent(on, days), state=FamilyState.APPROVED)


def is_silent(on: date, days: int) -> Q:
    """A family's word is older than `days`, or it was never asked."""
    return Q(willing_confirmed_on__lt=on - timedelta(days=days)) | Q(willing_confirmed_on__isnull=True)


def said(family: Family, *, most: int = 12) -> list[Willingness]:
    """What the family said, newest first."""
    return list(family.said.order_by("-said_on", "-recorded_at", "id")[:most])
