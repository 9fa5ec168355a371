"""What a noun shows on the public page of its accords, and what stands in the list of changes. Asked under nobody's name: only what is public is there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Part:
    """A block of a public page: its heading, its template and what that is given."""

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    order: int = 50


_parts: dict[str, list[Callable]] = {}


def public_part(*kinds: str) -> Callable:
    """Register a block for public pages of these kinds of accords: function(accord, lang) -> Part | None, in a bounded number of statements."""

    def fill(function: Callable) -> Callable:
        for kind in kinds:
            if function not in _parts.setdefault(kind, []):
                _parts[kind].append(function)
        return function

    return fill


def parts_of(accord, lang: str) -> list[Part]:
    found = [part for function in _parts.get(accord.kind, []) if (part := function(accord, lang)) is not None]
    return sorted(found, key=lambda part: (part.order, str(part.title)))
