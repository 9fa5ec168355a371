"""The data keys under which personal fields are encrypted: made on first use, wrapped, destroyed by a lawful erasure."""

import contextvars
import os
from collections import OrderedDict
from uuid import UUID

from django.db import connection, transaction

from umay.ground.offices.models import Key
from umay.kit.kernel.vault import Erased, unwrap, wrap

# A few unwrapped keys per thread of work; never written anywhere, dropped oldest first.
_cache: contextvars.ContextVar[OrderedDict | None] = contextvars.ContextVar("umay_keys", default=None)
_KEPT = 8192


def _kept() -> OrderedDict:
    found = _cache.get()
    if found is None:
        found = OrderedDict()
        _cache.set(found)
    return found


def forget() -> None:
    """Drop the cached keys (after an erasure, between requests and tests)."""
    _cache.set(None)


def data_key(key_id: UUID, *, make: bool) -> bytes:
    """The key `key_id`, 32 bytes. Raises Erased where it was destroyed or never made and `make` is false."""
    kept = _kept()
    if key_id in kept:
        return kept[key_id]
    row = Key.objects.filter(pk=key_id).values_list("wrapped", "destroyed_at").first()
    if row is None and make:
        fresh = os.urandom(32)
        Key.objects.bulk_create([Key(id=key_id, wrapped=wrap(fresh, key_id))], ignore_conflicts=True)
        row = Key.objects.filter(pk=key_id).values_list("wrapped", "destroyed_at").first()
    if row is None or row[0] is None:
        raise Erased(str(key_id))
    kept[key_id] = unwrap(bytes(row[0]), key_id)
    while len(kept) > _KEPT:
        kept.popitem(last=False)
    return kept[key_id]


def warm(key_ids) -> None:
    """Load many keys in one query, before a page that shows many sealed fields."""
    kept = _kept()
    missing = [key_id for key_id in set(key_ids) if key_id not in kept]
    for row in Key.objects.filter(pk__in=missing, wrapped__isnull=False) if missing else ():
        kept[row.pk] = unwrap(bytes(row.wrapped), row.pk)


def destroy(key_id: UUID, *, why: str, at) -> None:
    """Erase for good what is encrypted under the key. The tombstone stays."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select offices_destroy_key(%s, %s, %s)", [key_id, why, at])
    forget()


def make_many(key_ids) -> None:
    """Make the keys of many new rows in two queries and keep them at hand: for imports and demonstrations."""
    kept = _kept()
    fresh = {key_id: os.urandom(32) for key_id in set(key_ids) if key_id not in kept}
    Key.objects.bulk_create(
        [Key(id=key_id, wrapped=wrap(key, key_id)) for key_id, key in fresh.items()], ignore_conflicts=True
    )
    warm(fresh)
