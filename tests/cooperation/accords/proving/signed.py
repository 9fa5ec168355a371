"""A declaration as the tests sign it: sealed by the depositary, signed by invented states."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from io import BytesIO

import typst
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.cooperation.accords.proving.authority import Signer, authority
from umay.cooperation.accords.proving import Known, Place, begin, finish, laid_out, prepare
from umay.cooperation.accords.proving.known import sha256

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
STATES = ("XA", "XB", "XC")

_TEXT = b"""
#set document(title: "Invented declaration")
#set text(lang: "en")
#let said = json(bytes(sys.inputs.at("said")))
= #said.title
#for one in said.articles [
  + #one
]
#pagebreak()
Signatures
"""


@lru_cache
def text(title: str = "Invented declaration on nothing at all", articles: int = 3) -> bytes:
    said = json.dumps({"title": title, "articles": [f"Article {number} says nothing." for number in range(articles)]})
    return typst.compile(_TEXT, sys_inputs={"said": said}, pdf_standards=["ua-1"], timestamp=1_790_000_000)


def put(pdf: bytes, place: str, signer: Signer, at: datetime = NOW, **options) -> bytes:
    """As on the day: the file is made ready, the card answers, the answer is put in."""
    pending = begin(pdf, field=place, certificate=signer.der, at=at, **options)
    return finish(pending, signature=signer.sign(pending.attributes))


@dataclass
class Declaration:
    """A sealed file with a field for each invented state and one spare."""

    frozen: bytes
    sealed: bytes
    places: list[Place]
    ministers: dict[str, Signer] = field(repr=False)
    seal: Signer = field(repr=False)

    @classmethod
    def make(cls, frozen: bytes | None = None) -> "Declaration":
        frozen = frozen or text()
        ministers = {state: authority(state).issue(f"Invented Minister of {state}") for state in STATES}
        seal = authority("XA").issue("Invented Secretariat")
        places = [
            Place(state.lower(), f"party-{state}", state, f"Ministry of {state}", -1, None, frozenset({one.sha256}))
            for state, one in ministers.items()
        ]
        places = laid_out([*places, Place("spare1")], first_page=1)
        own = Place("seal", "depositary", "XA", certificates=frozenset({seal.sha256}))
        prepared = prepare(frozen, kind="declaration", places=places, seal=own)
        sealed = put(prepared, "seal", seal, certify=True)
        return cls(frozen, sealed, [own, *places], ministers, seal)

    def signed(self, *states: str, at: datetime = NOW) -> bytes:
        found = self.sealed
        for state in states:
            found = put(found, state.lower(), self.ministers[state], at)
        return found

    @property
    def known(self) -> Known:
        return Known("declaration", sha256(self.frozen), len(self.sealed), sha256(self.sealed), tuple(self.places))


def trust(at: datetime = NOW, states=STATES, **options):
    """Each state's list, with its list of withdrawn certificates of the day before."""
    return tuple(authority(state).list(at - timedelta(days=1), **options) for state in states)


def page_replaced(pdf: bytes) -> bytes:
    """An appended update that draws another text on the first page: every signature stays mathematically right."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page, _ = writer.find_page_for_modification(0)
    other = generic.StreamObject(stream_data=b"BT /F1 12 Tf 72 700 Td (Another text) Tj ET")
    page.get_object()["/Contents"] = writer.add_object(other)
    writer.mark_update(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
