"""What can be approved and released, and the exact words that are. Each noun registers its kinds when the room starts.

A hash is SHA-256 over canonical JSON: keys in order, no spaces, UTF-8, text in NFC with line feeds, days and moments in ISO 8601. Two desks
that see the same words see the same hash, and any change to a word changes it.
"""

import hashlib
import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Approvable:
    """A kind of thing that sides say yes to: "plans.plan".

    content(thing): everything the yes is about, as plain values. accord(thing): the accord whose sides are asked. url, title: for "My work".
    waiting(by): the things of this kind that are up for approval now, as a queryset. agreed(thing, by, at): runs in the transaction of the last yes.
    sides(sides): which of the accord's sides must say yes (all that write what is joint, where it is not given). needed: how many of them;
    None is all.
    """

    kind: str
    content: Callable[[Any], Any]
    accord: Callable[[Any], Any]
    url: Callable[[Any], str]
    title: Callable[[Any], str]
    waiting: Callable[[Any], Any] | None = None
    agreed: Callable[..., None] | None = None
    sides: Callable[[list], list] | None = None
    needed: Callable[[Any], int] | None = None


_approvables: dict[type, Approvable] = {}
_released: dict[str, Callable[[Any], Any]] = {}
_also: list[Callable[[Any], Any]] = []


def approvable(model: type, **given) -> None:
    """Register a model whose rows sides approve. The keywords are those of Approvable."""
    _approvables[model] = Approvable(**given)


def releasable(accord_kind: str, content: Callable[[Any], Any]) -> None:
    """Register what everybody reads of an accord of this kind: content(accord) -> plain values."""
    _released[accord_kind] = content


def also_released(content: Callable[[Any], Any]) -> None:
    """Register what everybody reads of an accord of any kind beside that; None where it has nothing of it."""
    if content not in _also:
        _also.append(content)


def approvable_of(thing) -> Approvable:
    return _approvables[type(thing)]


def approvables() -> dict[type, Approvable]:
    """Every kind that sides approve, by its model."""
    return dict(_approvables)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (UUID, Decimal)):
        return str(value)
    if value is None or isinstance(value, (bool, int)):
        return value
    raise TypeError(f"{type(value).__name__} has no canonical form")


def hash_of(content: Any) -> str:
    """The hash of plain values: 64 hexadecimal digits. A float raises TypeError: it has no one way of being written."""
    canonical = json.dumps(_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def thing_hash(thing) -> str:
    """The hash of what a yes to this thing would be about, as it is now."""
    found = approvable_of(thing)
    return hash_of({"kind": found.kind, "id": thing.pk, "content": found.content(thing)})


def public_hash(accord, sides) -> str:
    """The hash of what everybody would read of this accord, as it is now."""
    more = _released[accord.kind](accord) if accord.kind in _released else None
    named = sorted((str(side.member_id), side.role, side.left_on is None) for side in sides)
    words = {"code": accord.code, "kind": accord.kind, "titles": accord.titles, "sides": named, "more": more}
    beside = [found for content in _also if (found := content(accord)) is not None]
    return hash_of(words | {"beside": beside} if beside else words)
