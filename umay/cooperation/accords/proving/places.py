"""A frozen text becomes a file to sign: one field for the secretariat's seal, one for each invited party, and spares.

What the file is (`kind`), which text it is or belongs to (`of`, a SHA-256) and whose each field is are written into the catalogue's PieceInfo,
before the seal, so the seal covers them. The frozen text's own bytes stay the beginning of every later file.
"""

from dataclasses import dataclass, replace
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from .reading import opened, sha256
from .reasons import Reason, Unproved

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


def prepare(pdf: bytes, *, kind: str, places: list[Place], of: str = "", seal: Place | None = None) -> bytes:
    """The file with its empty fields and its marks. `of` is asked for an accession or a copy; a declaration is its own text."""
    reader = opened(pdf)
    if any(True for _ in reader.embedded_signatures):
        raise Unproved(Reason.CERTIFIED_LATE)
    fields = [seal or Place(field=SEAL), *places]
    if len({one.field for one in fields}) != len(fields):
        raise ValueError("two fields with one name")
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    for one in fields:
        append_signature_field(
            writer,
            SigFieldSpec(one.field, on_page=one.page, box=one.box, readable_field_name=one.label or one.field),
        )
    is_own = kind == DECLARATION
    marks = Marks(kind, sha256(pdf) if is_own else of, len(pdf) if is_own else 0, tuple(fields))
    writer.root["/PieceInfo"] = generic.DictionaryObject({pdf_name("/Umay"): _piece(marks)})
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _piece(marks: Marks) -> generic.DictionaryObject:
    places = generic.ArrayObject(
        generic.DictionaryObject(
            {
                pdf_name("/Field"): pdf_string(one.field),
                pdf_name("/Party"): pdf_string(one.party),
                pdf_name("/Country"): pdf_string(one.country),
            }
        )
        for one in marks.places
    )
    private = {
        pdf_name("/Kind"): pdf_string(marks.kind),
        pdf_name("/Of"): pdf_string(marks.of),
        pdf_name("/Length"): generic.NumberObject(marks.size),
        pdf_name("/Places"): places,
    }
    return generic.DictionaryObject({pdf_name("/Private"): generic.DictionaryObject(private)})


def marks(reader) -> Marks:
    """What a file says of itself; nothing where it was not prepared here. Read from the first signed revision, never from a later one."""
    try:
        private = reader.root["/PieceInfo"]["/Umay"]["/Private"]
        places = tuple(
            Place(field=str(one["/Field"]), party=str(one["/Party"]), country=str(one["/Country"]))
            for one in private["/Places"]
        )
        return Marks(str(private["/Kind"]), str(private["/Of"]), int(private["/Length"]), places)
    except (KeyError, TypeError, ValueError):
        return Marks()
