"""How a case is called beside its people."""

from collections.abc import Iterable
from uuid import UUID

from umay.care.cases.models import Case


def numbers(ids: Iterable[UUID]) -> dict[UUID, str]:
    """{case id: number} of those the asker sees (for `persons.files`)."""
    return dict(Case.objects.filter(pk__in=list(ids)).values_list("pk", "number"))
