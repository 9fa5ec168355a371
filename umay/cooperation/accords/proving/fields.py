"""What a file to sign is, whose its fields are and where they stand on paper: known without opening any file."""

from dataclasses import dataclass, replace

DECLARATION, ACCESSION, COPY = "declaration", "accession", "copy"
SEAL = "seal"

# A4 in points; the page of signatures is drawn by the typesetter with the same numbers.
PAGE = (595.28, 841.89)
COLUMNS, ROWS = 2, 5
_LEFT, _TOP, _WIDE, _HIGH, _GAP = 56.69, 190.0, 230.0, 84.0, 21.0


@dataclass(frozen=True)
class Place:
    """A field for one signature. `country` names the list its certificate must be trusted by; "" is a spare. `certificates` are SHA-256
    of those who hold full powers; known to the depositary, never written into the file."""

    field: str
    party: str = ""
    country: str = ""
    label: str = ""
    page: int = -1
    box: tuple[float, float, float, float] | None = None
    certificates: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Marks:
    """What the file says of itself."""

    kind: str = ""
    of: str = ""
    size: int = 0  # of the frozen text at its beginning; 0 where the text is another file
    places: tuple[Place, ...] = ()


def box(number: int) -> tuple[int, tuple[float, float, float, float]]:
    """Which page of signatures (0 is the first) and which rectangle the field with this number has."""
    page, within = divmod(number, COLUMNS * ROWS)
    row, column = divmod(within, COLUMNS)
    left = _LEFT + column * (_WIDE + _GAP)
    top = PAGE[1] - _TOP - row * (_HIGH + _GAP)
    return page, (round(left, 2), round(top - _HIGH, 2), round(left + _WIDE, 2), round(top, 2))


def laid_out(places: list[Place], *, first_page: int) -> list[Place]:
    """The same places with page and rectangle, in order, from the page with this number (0 is the first) on."""
    found = []
    for number, place in enumerate(places):
        page, rectangle = box(number)
        found.append(replace(place, page=first_page + page, box=rectangle))
    return found
