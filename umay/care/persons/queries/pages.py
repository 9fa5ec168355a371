"""What the pages of the persons room show, and short forms of people for the lists of later rooms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from umay.care.persons.access import visible
from umay.care.persons.models import Erasure, Name, Paper, Person, Tie
from umay.care.persons.rules import INVERSE
from umay.care.persons.words import INVERSE_WORDS, TieKind
from umay.ground.offices import keys
from umay.ground.offices.packs.calendar import completed_years
from umay.kit.kernel.acting import Identity


@dataclass(frozen=True)
class Relative:
    """A tie seen from one person: `other` is their `word` (mother, child ...); `kind` as stored, `is_back` where stored the other way."""

    tie: Tie
    other: Person
    kind: str
    word: str
    is_back: bool


def person(*, pk: UUID, by: Identity) -> QuerySet[Person]:
    """One person's row for a page (use get_object_or_404)."""
    return visible(by).filter(pk=pk).select_related("office", "worker", "joined_into")


def standing_names(person: Person) -> list[Name]:
    """Names beside the written one."""
    return list(person.names.filter(ended_at__isnull=True).exclude(kind="written").order_by("recorded_at", "id"))


def papers_of(person: Person) -> list[Paper]:
    keys.warm([person.pk])
    return list(person.papers.filter(ended_at__isnull=True).order_by("kind", "id"))


def relatives(person: Person, *, by: Identity) -> list[Relative]:
    """Standing ties both ways; people the asker can't see are left out. Two statements."""
    ties = list(
        (Tie.objects.filter(person=person) | Tie.objects.filter(other=person))
        .filter(ended_on__isnull=True)
        .order_by("kind", "recorded_at", "id")
    )
    ids = {tie.other_id if tie.person_id == person.pk else tie.person_id for tie in ties}
    people = {row.pk: row for row in visible(by).filter(pk__in=ids, erased_at__isnull=True)}
    found = []
    for tie in ties:
        is_back = tie.person_id != person.pk
        other = people.get(tie.person_id if is_back else tie.other_id)
        if other is None:
            continue
        inverse = INVERSE.get(tie.kind) if is_back else None
        word = INVERSE_WORDS[inverse] if inverse else TieKind(tie.kind).label
        found.append(Relative(tie, other, inverse or tie.kind, word, is_back))
    return found


def sibling_ties(case) -> list[tuple[UUID, UUID, str]]:
    """(person, other, kind) of the sibling ties that stand in a file (a case, a report)."""
    return list(
        Tie.objects.filter(file_id=case.file_id, kind__in=("sibling", "half_sibling"), ended_on__isnull=True)
        .order_by("recorded_at", "id")
        .values_list("person_id", "other_id", "kind")
    )


def age_on(person: Person, on: date) -> int | None:
    """Completed years, None where the birth is not known."""
    return completed_years(person.born_on, on) if person.born_on and person.born_on <= on else None


def initials_of(ids: Iterable[UUID], *, by: Identity) -> dict[UUID, Person]:
    """People for a list that shows initials and ages: one statement, only what such a list may show."""
    return {
        row.pk: row
        for row in visible(by)
        .filter(pk__in=list(ids))
        .only(
            "id",
            "given",
            "surname",
            "born_on",
            "born_precision",
            "sex",
            "file_kind",
            "file_id",
            "joined_into_id",
            "erased_at",
        )
    }


def open_erasure(person: Person) -> Erasure | None:
    return person.erasures.filter(confirmed_at__isnull=True, dropped_at__isnull=True).first()


def asked_erasures(by: Identity) -> QuerySet[Erasure]:
    """Erasures that wait for a second person, of the asker's scope, the asker's own left out."""
    return (
        Erasure.objects.filter(confirmed_at__isnull=True, dropped_at__isnull=True)
        .exclude(asked_by=by.user_id)
        .order_by("asked_at", "id")
    )


def values_of(person: Person) -> dict:
    """What is known of a person, in the shape of `actions.add`, to look for doubles of somebody already written."""
    return {
        "given": person.given,
        "surname": person.surname,
        "sex": person.sex,
        "born_on": person.born_on,
        "born_precision": person.born_precision,
        "place": person.place,
        "other_names": [name.text for name in standing_names(person)],
        "parents": [
            f"{tie.other.given} {tie.other.surname}".strip()
            for tie in person.ties.filter(kind__in=("mother", "father"), ended_on__isnull=True).select_related("other")
        ],
    }
