"""The public register: what anybody may know when they check a file. Asked in nobody's name."""

from dataclasses import dataclass

from umay.cooperation.accords.models import Declaration, Proof
from umay.cooperation.accords.proving import Known, Place
from umay.cooperation.accords.proving.known import sha256
from umay.cooperation.accords.proving.verdict import Verdict


@dataclass(frozen=True)
class Found:
    """The sealed text to which a file belongs, and what the register holds of it."""

    declaration: Declaration
    known: Known


def found_in(data: bytes) -> Found | None:
    """The declaration, accession or copy whose sealed file is the beginning of this one. Two statements."""
    seals = Proof.objects.filter(position=0, instrument__isnull=False).exclude(size=None)
    for seal in seals.select_related("accord").order_by("-at"):
        if seal.size <= len(data) and sha256(data[: seal.size]) == seal.sha256 and seal.verdict:
            declaration = Declaration.objects.select_related("accord").filter(accord=seal.accord).first()
            return Found(declaration, _known(seal)) if declaration else None
    return None


def _known(seal: Proof) -> Known:
    """From the verdicts of the released links of the chain: the cards with which was signed, and since when each signature is held."""
    first = Verdict.from_json(seal.verdict)
    cards, held = {}, {}
    for link in Proof.objects.filter(instrument_id=seal.instrument_id, position__isnull=False).order_by("position"):
        held[link.sha256] = link.at
        for one in Verdict.from_json(link.verdict).findings:
            if one.revision == link.sha256:
                cards.setdefault(one.field, set()).add(one.certificate)
    places = tuple(
        Place(field, party, country, certificates=frozenset(cards.get(field, ())))
        for field, party, country in first.places
    )
    return Known(first.kind, first.of, seal.size, seal.sha256, places, held)
