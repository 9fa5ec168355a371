"""Families that a later room leaves out for the children of a case, for their safety: ids alone, never why.

A later room says so in its apps.ready(): `bars(function)`, where function(case ids, the country's settings) gives (case id, family id) pairs. They are left out under
the reason `conflict`, on the page of a search and in the run of a country.
"""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from umay.ground.offices.packs import Settings

Barring = Callable[[Sequence[UUID], Settings], Iterable[tuple[UUID, UUID]]]

_functions: list[Barring] = []


def bars(function: Barring) -> Barring:
    if function not in _functions:
        _functions.append(function)
    return function


def barred(case_ids: Sequence[UUID], settings: Settings) -> Iterable[tuple[UUID, UUID]]:
    """(case id, family id) pairs that every later room names."""
    for function in _functions:
        yield from function(case_ids, settings)
