"""Signatures of states in a PDF: prepared, signed outside, verified. Pure: bytes in, bytes or a frozen verdict out; no database, no clock, no network."""

from .apart import verify_apart
from .checking import Known, verify
from .lists import Card, TrustList, card, withdrawn_list
from .places import ACCESSION, COPY, DECLARATION, SEAL, Marks, Place, box, laid_out, prepare
from .reading import MOST_BYTES, check_size
from .reasons import OPEN, Reason, Unproved
from .signing import Pending, begin, finish, follows, keep_evidence
from .verdict import FAILED, OPEN_QUESTION, PROVEN, Finding, Verdict

__all__ = [
    "ACCESSION",
    "COPY",
    "DECLARATION",
    "FAILED",
    "MOST_BYTES",
    "OPEN",
    "OPEN_QUESTION",
    "PROVEN",
    "SEAL",
    "Card",
    "Finding",
    "Known",
    "Marks",
    "Pending",
    "Place",
    "Reason",
    "TrustList",
    "Unproved",
    "Verdict",
    "begin",
    "box",
    "card",
    "check_size",
    "finish",
    "follows",
    "keep_evidence",
    "laid_out",
    "prepare",
    "verify",
    "verify_apart",
    "withdrawn_list",
]
