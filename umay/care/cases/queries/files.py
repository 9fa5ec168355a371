"""How a case is called beside its people."""

from collections.abc import Iterable
from uuid import UUID

from umay.care.cases.models import Case, CaseChild, KinAsked
from umay.care.cases.words import CaseState


def numbers(ids: Iterable[UUID]) -> dict[UUID, str]:
    """{case id: number} of those the asker sees (for `persons.files`)."""
    return dict(Case.objects.filter(pk__in=list(ids)).values_list("pk", "number"))


def is_in_open_case(person) -> bool:
    """Whether the person is a child of a case that isn't closed, or was asked in one as kin."""
    children = CaseChild.objects.filter(person=person, left_on__isnull=True).exclude(case__state=CaseState.CLOSED)
    return children.exists() or KinAsked.objects.filter(person=person).exclude(case__state=CaseState.CLOSED).exists()
