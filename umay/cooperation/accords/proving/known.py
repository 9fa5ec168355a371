"""What is known before a file is opened: how large it may be, its fingerprint, what the depositary holds of it, whom countries trust."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from .fields import Place
from .reasons import Reason, Unproved

MOST_BYTES = 10 * 1024 * 1024


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def check_size(size: int) -> None:
    """Raise too_large. Asked with the announced size before a byte is read, and again with the true one."""
    if size > MOST_BYTES:
        raise Unproved(Reason.TOO_LARGE)


@dataclass(frozen=True)
class Known:
    """What the depositary knows of this file: the text it must be or belong to, how it was sealed, whose each field is, and since when each
    signature is held (SHA-256 of the file up to it)."""

    kind: str
    of: str
    sealed_size: int = 0
    sealed_sha256: str = ""
    places: tuple[Place, ...] = ()
    held: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class TrustList:
    """One country's list; all entries are DER. `needs_revocation=False` only where the country publishes no list of withdrawn certificates."""

    country: str
    roots: tuple[bytes, ...]
    others: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    stamps: tuple[bytes, ...] = ()
    needs_revocation: bool = True
