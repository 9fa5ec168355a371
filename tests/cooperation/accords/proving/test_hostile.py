"""Files that somebody spoiled on purpose or by accident: any byte, any cut, any tail. A verdict always comes, and never "proven"."""

from random import Random

import pytest

from tests.cooperation.accords.proving.signed import LATER, Declaration, trust
from umay.cooperation.accords.proving import keep_evidence, verify


@pytest.fixture(scope="module")
def declaration() -> Declaration:
    return Declaration.make()


def _outside_signatures(data: bytes) -> list[tuple[int, int]]:
    """The parts of the file that signatures cover: all but the places of the signatures themselves."""
    found, start = [], 0
    while (at := data.find(b"/Contents <", start)) >= 0:
        end = data.index(b">", at)
        found.append((start, at))
        start = end + 1
    return [*found, (start, len(data))]


def test_a_byte_changed_anywhere_a_signature_covers_is_never_proven(declaration):
    signed, random = declaration.signed("XA"), Random(2026)
    covered = [place for start, end in _outside_signatures(signed) for place in range(start, end)]
    believed = []
    for place in random.sample(covered, 60):
        spoiled = bytearray(signed)
        spoiled[place] ^= random.randrange(1, 256)
        if verify(bytes(spoiled), trust_lists=trust(), at=LATER, known=declaration.known).outcome != "failed":
            believed.append(place)

    assert believed == []


def test_a_file_cut_anywhere_or_with_a_tail_is_never_proven(declaration):
    signed, random = declaration.signed("XA"), Random(4)
    spoiled = [signed[: random.randrange(len(declaration.sealed), len(signed))] for _ in range(12)]
    kept = keep_evidence(signed, crls=trust()[0].crls)
    tails = (b"\n%%EOF\n", b"x", signed[-400:], declaration.frozen, b"9 0 obj << /Type /Page >> endobj\n")
    spoiled += [one + tail for one in (signed, kept) for tail in tails]

    found = [verify(one, trust_lists=trust(), at=LATER, known=declaration.known) for one in spoiled]

    assert [one.outcome for one in found if one.is_proven and len(one.findings) > 1] == []
    for whole in (signed, kept, kept + b"\n"):
        assert verify(whole, trust_lists=trust(), at=LATER, known=declaration.known).is_proven
