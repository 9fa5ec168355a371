"""Search: keys first (equality, so the index works under row-level security), then the names of few people are compared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef

from umay.care.persons import names, numbers
from umay.care.persons.access import visible
from umay.care.persons.models import Name, Paper, Person
from umay.care.persons.words import PaperKind
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.vault import blind


@dataclass(frozen=True)
class Hit:
    """A person found. `score` from 0 to 1; `reasons` word by word (`names.Reason`); `is_number` where a number was typed."""

    person: Person
    score: float
    reasons: tuple[names.Reason, ...]
    is_number: bool = False


def search(*, text: str, by: Identity, limit: int = 20) -> list[Hit]:
    """People of the asker's own scope for what was typed, the most alike first: a name or part of one in any spelling, an
    identity number, the number of a report, case or family. At most two statements for each step of the plan."""
    people: dict[UUID, Person] = {}
    by_number: set[UUID] = set()

    def ask(step: names.Step) -> Iterable[UUID]:
        found = _ask(step, by)
        if step.name == "number":
            found = [*found, *holders(hashes_of(text, by.country))]
            by_number.update(found)
        return found

    def read(ids: Sequence[UUID]) -> Mapping[UUID, Sequence[str]]:
        fresh = {row.pk: row for row in _named(ids, by)}
        people.update(fresh)
        return {pk: written(row) for pk, row in fresh.items()}

    found = names.search(text, ask=ask, read=read)
    return [
        Hit(people[pk], score.value, score.reasons, pk in by_number)
        for pk, score in found[:limit]
        if pk in by_number or score.value >= WORTH_SHOWING
    ]


WORTH_SHOWING = 0.6
"""Below this two names share hardly more than a letter or two; showing them would tire the reader."""


def _ask(step: names.Step, by: Identity) -> list[UUID]:
    offices = None if by.is_countrywide else (by.offices or ((by.office_id,) if by.office_id else ()))
    sql, values = step.statement(offices)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]


def _named(ids: Sequence[UUID], by: Identity):
    """The people behind keys, each with all its names that stand, in one statement."""
    others = Name.objects.filter(person=OuterRef("pk"), ended_at__isnull=True).order_by("id").values("text")
    return (
        visible(by)
        .filter(pk__in=ids, joined_into__isnull=True, erased_at__isnull=True)
        .annotate(other_names=ArraySubquery(others))
    )


def written(person: Person) -> list[str]:
    """Every written form of a person's name; `person` comes from `_named`."""
    return [text for text in dict.fromkeys([person.name, *person.other_names]) if text]


def hashes_of(text: str, country: str) -> list[bytes]:
    """The keyed hashes under which a typed number may be stored, whatever kind it is."""
    hashes = []
    for kind, issuers in (
        (PaperKind.TCKN, ("TR",)),
        (PaperKind.FOREIGN, ("TR",)),
        (PaperKind.FIN, ("AZ",)),
        (PaperKind.PASSPORT, dict.fromkeys((country, "TR", "AZ"))),
    ):
        if numbers.problem(kind, text, demo=True) is None:
            hashes += [blind(numbers.normal(kind, text), country=issuer, kind=kind) for issuer in issuers]
    return hashes


def holders(hashes: Sequence[bytes]) -> list[UUID]:
    """People of the asker's scope who hold one of these numbers."""
    if not hashes:
        return []
    return list(
        Paper.objects.filter(number_hash__in=hashes, ended_at__isnull=True)
        .order_by("person_id")
        .values_list("person_id", flat=True)
        .distinct()
    )
