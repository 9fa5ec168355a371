"""The flip test on the living database: the question of a run, read twice from a copy of the country's rows, the second time with every column
changed that may not count. The bytes must be the same. The copies are made and thrown away in one transaction; no row of care is written or locked.

Why copies and not the rows themselves: a worker who saves a family meanwhile would wait, and a fault could be kept. Why not the exported rows:
what the database's functions read could then not be seen. The functions are copied by their own text as it stands in the database.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.apps import apps
from django.db import connection, transaction

from umay.care.matching import queries
from umay.care.matching.engine import dump
from umay.care.matching.queries.country import BOTH_ROOMS
from umay.ground.offices.models import Scoped
from umay.kit.kernel.acting import Identity

STRUCTURE = frozenset(field.name for field in Scoped._meta.get_fields()) | {"version"}
"""Whose file a row is and who wrote it: it says where a row belongs and nothing about anybody."""

COUNTS = {
    "persons_person": {"born_on", "sex", "joined_into"},  # sex for bedrooms alone
    "cases_case": {"care_type", "needs_family_since", "is_urgent", "lat", "lon", "state", "closed_at"},
    "cases_child": {"case", "person", "needs", "behaviour_need", "languages", "left_on"},
    "cases_kin": {"case", "family_id", "answer"},
    "cases_contact": {"case", "person", "kind"},
    "matching_match": {"case", "state", "care_type", "is_urgent", "children", "split_of", "opened_at"},
    "matching_candidate": {"match", "state", "held_until"},
    "families_family": {
        "care_types", "places", "places_mixed", "max_siblings", "age_from", "age_to", "rooms_for", "skills", "languages", "own_children",
        "lat", "lon", "state", "is_available", "unavailable_until", "approved_until",
    },
    "families_member": {"family", "person", "left_on"},  # who lives there: a decision of no contact
    "families_place": {"family", "count", "state", "until_at", "freed_at"},
    "placements_placement": {"child", "family_id", "end_reason"},  # a home in which a child was not safe
}  # fmt: skip
"""All that a match may be made of, by table. Whoever adds a column here changes what is fair: docs/decisions/0040-matching.md."""

SEX = {"persons_person": ["sex"]}
CONTROL = {"persons_person": ["born_on"]}
"""A column that counts: changed, it must show, or the test is blind."""


@dataclass(frozen=True)
class Outcome:
    """What the test found. `reached`: tables of which some column came through, of those that may not count."""

    sha256: str
    flipped_sha256: str
    groups: int
    tables: int
    columns: int
    is_copy_true: bool  # the copies say what the living tables say
    is_same: bool
    is_sex_for_rooms: bool
    is_noticed: bool  # the control came through
    reached: tuple[str, ...] = ()

    @property
    def is_passed(self) -> bool:
        return self.is_copy_true and self.is_same and self.is_sex_for_rooms and self.is_noticed


class _Undone(Exception):
    def __init__(self, found):
        super().__init__("taken back")
        self.found = found


def tried(*, by: Identity, at: datetime) -> Outcome:
    """Make the test for the country of the job. Raises Unconfirmed where nobody confirmed the weights."""
    try:
        with transaction.atomic():
            raise _Undone(_outcome(by, at))
    except _Undone as undone:
        return undone.found


def _outcome(by: Identity, at: datetime) -> Outcome:
    living = _exported(by, at)
    _copy()
    before, columns = _exported(by, at), protected_columns()
    after = _with_flipped(columns, by, at)
    other_sex = _with_flipped(SEX, by, at)
    return Outcome(
        sha256=sha256(before).hexdigest(),
        flipped_sha256=sha256(after).hexdigest(),
        groups=len(json.loads(before)["groups"]),
        tables=len(columns),
        columns=sum(map(len, columns.values())),
        is_copy_true=living == before,
        is_same=after == before,
        is_sex_for_rooms=_without_sex(other_sex) == _without_sex(before)
        and (other_sex != before) == _is_any_sex_known(before),
        is_noticed=_with_flipped(CONTROL, by, at) != before,
        reached=() if after == before else tuple(_reached(columns, before, by, at)),
    )


def _exported(by: Identity, at: datetime) -> bytes:
    return dump(queries.gathered(by=by, at=at).instance)


def _copy() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select fairness_flip_copy()")
        cursor.execute("set local search_path to umay_flip, public")


def protected_columns() -> dict[str, list[str]]:
    """{copied table: its columns that may not count}: each one that is not on the list above, so a column of tomorrow is in it too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relnamespace = 'umay_flip'::regnamespace and relkind = 'r' and relname <> 'never' order by 1"
        )
        tables = [row[0] for row in cursor.fetchall()]
    models = {model._meta.db_table: model for model in apps.get_models()}
    return {
        table: [
            field.column
            for field in models[table]._meta.concrete_fields
            if not field.is_relation and field.name not in STRUCTURE | COUNTS[table]
        ]
        for table in tables
    }


@contextmanager
def _flipped(columns: dict[str, list[str]]) -> Iterator[None]:
    """The copies with these columns changed, as long as it lasts."""
    mark = transaction.savepoint()
    with connection.cursor() as cursor:
        for table, names in columns.items():
            if names:
                cursor.execute("select fairness_flip_columns(%s, %s)", [table, names])
    yield
    transaction.savepoint_rollback(mark)


def _with_flipped(columns: dict[str, list[str]], by: Identity, at: datetime) -> bytes:
    with _flipped(columns):
        return _exported(by, at)


def _reached(columns: dict, before: bytes, by: Identity, at: datetime) -> Iterator[str]:
    for table, names in columns.items():
        if _with_flipped({table: names}, by, at) != before:
            yield table


def _is_any_sex_known(raw: bytes) -> bool:
    """Whether there is a child whose sex the changed copies must show: one not yet known has no other."""
    return any(BOTH_ROOMS not in child["needs"] for group in json.loads(raw)["groups"] for child in group["children"])


def _without_sex(raw: bytes) -> dict:
    """The question without the children's sex."""
    found = json.loads(raw)
    for group in found["groups"]:
        for child in group["children"]:
            del child["sex"]
    return found
