"""A frozen text becomes a file to sign: one field for the secretariat's seal, one for each invited party, and spares.

What the file is (`kind`), which text it is or belongs to (`of`, a SHA-256) and whose each field is are written into the catalogue's PieceInfo,
before the seal, so the seal covers them. The frozen text's own bytes stay the beginning of every later file.
"""

from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from .fields import DECLARATION, SEAL, Marks, Place
from .known import sha256
from .reading import opened
from .reasons import Reason, Unproved


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
