"""Keys that names are put in order by, made anew when the library that makes them has changed.

A key compares only with keys of the same version (umay/kit/kernel/text/order.py): after an upgrade of ICU new names would stand in the wrong place among old
ones. `umay migrate` calls this at its end, as the database's owner. Every key is worked out again and written only where it differs, two thousand rows in
a transaction, so that it may be cut off and begun again. People's and families' rows are changed in the keeper's name: their policies bind the owner too.
Each changed row of care gets its line in the journal and its next version, as any other change.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction

from umay.kit.kernel.postgres.roles import KEEPER
from umay.kit.kernel.text import SORT_VERSION, sort_key

AT_ONCE = 2_000


@dataclass(frozen=True)
class Sorted:
    """A table with a key: `text` and `language` are SQL of the row, `version` the column that says which version made the key, where there is one."""

    table: str
    key: str
    text: str
    language: str
    version: str = ""
    is_care: bool = False


TABLES = (
    Sorted("offices_office", "name_sort", "name", "lower(country)"),
    Sorted("offices_user", "name_sort", "name", "coalesce(nullif(language, ''), lower(country))"),
    Sorted("families_family", "label_sort", "label", "lower(country)", is_care=True),
    Sorted(
        "persons_person", "name_sort", "trim(given || ' ' || surname)", "coalesce(nullif(language, ''), lower(country))", "sort_version", is_care=True,
    ),
)  # fmt: skip


def rebuild(tell: Callable[[str, int], None] = lambda table, done: None) -> dict[str, int]:
    """Bring every key to the present version. Returns how many rows of each table were changed; a second call changes none.

    Needs the owner's connection. `tell(table, rows looked at)` is called after each transaction.
    """
    return {one.table: _rebuild(one, tell) for one in TABLES}


def _rebuild(one: Sorted, tell: Callable[[str, int], None]) -> int:
    last, looked, changed = None, 0, 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            if one.is_care:
                cursor.execute(f"set local role {KEEPER}")
            rows = _next(cursor, one, last)
            changed += _write(cursor, one, rows)
        if not rows:
            return changed
        last, looked = rows[-1][0], looked + len(rows)
        tell(one.table, looked)


def _next(cursor, one: Sorted, last) -> list[tuple]:
    """Rows after `last` whose key may be old: (id, text, language, key, version)."""
    version = one.version or "''"
    old = f"{one.version} <> %(version)s" if one.version else "true"
    cursor.execute(
        f"select id, {one.text}, {one.language}, {one.key}, {version} from {one.table}"  # noqa: S608 - names stand above
        f" where {old} and (%(last)s::uuid is null or id > %(last)s::uuid) order by id limit %(most)s for update",
        {"version": SORT_VERSION, "last": last, "most": AT_ONCE},
    )
    return cursor.fetchall()


def _write(cursor, one: Sorted, rows: list[tuple]) -> int:
    fresh = [(pk, key) for pk, text, language, stood, version in rows if (key := sort_key(text, language)) != bytes(stood) or (one.version and version != SORT_VERSION)]  # fmt: skip
    if not fresh:
        return 0
    also = f", {one.version} = %(version)s" if one.version else ""
    cursor.execute(
        f"update {one.table} t set {one.key} = made.key{also}"  # noqa: S608 - names stand above
        " from unnest(%(ids)s::uuid[], %(keys)s::bytea[]) as made(id, key) where t.id = made.id",
        {"ids": [pk for pk, _key in fresh], "keys": [key for _pk, key in fresh], "version": SORT_VERSION},
    )
    if cursor.rowcount != len(fresh):
        raise RuntimeError(f"{one.table}: {cursor.rowcount} of {len(fresh)} keys were written")
    return len(fresh)
