"""Several bounded questions as one statement, where each asks little and the way to the database is what costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.expressions import BaseExpression, Combinable


@dataclass(frozen=True)
class Question:
    """Rows of one kind. `rows` is in the order in which the first `most` are taken; `columns` are expressions (F(...), Value(...)),
    of the same number and types in every question that is asked together."""

    name: str
    rows: QuerySet
    columns: tuple[BaseExpression | Combinable, ...]
    most: int


def together(questions: Iterable[Question]) -> list[tuple[Any, ...]]:
    """[(the question's name, its columns...)] of all questions by one statement (UNION ALL); none where nothing is asked.

    Each question's bound holds for itself. The order of what comes back is not promised: who shows it sorts it.
    """
    parts = [
        one.rows.values_list(Value(one.name, output_field=CharField()), *one.columns)[: one.most] for one in questions
    ]
    if not parts:
        return []
    first, *others = parts
    return list(first.union(*others, all=True)) if others else list(first)
