"""Signatures of states in a PDF: prepared, signed outside, verified. Pure: bytes in, bytes or a frozen verdict out; no database, no clock, no network."""

from importlib import import_module

from .apart import verify_apart
from .fields import ACCESSION, COPY, DECLARATION, SEAL, Marks, Place, box, laid_out
from .known import MOST_BYTES, Known, TrustList, check_size, sha256
from .reasons import OPEN, Reason, Unproved
from .verdict import FAILED, OPEN_QUESTION, PROVEN, Finding, Verdict

# What opens files and certificates waits until it is asked for: the library behind it costs every start of a server and of a command 0.6 s.
_OPENS = {
    "Card": "lists",
    "Pending": "signing",
    "begin": "signing",
    "card": "lists",
    "finish": "signing",
    "follows": "signing",
    "keep_evidence": "signing",
    "prepare": "places",
    "verify": "checking",
    "withdrawn_list": "lists",
}


def __getattr__(name: str):
    if name not in _OPENS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_OPENS[name]}", __name__), name)


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
    "sha256",
    "verify",
    "verify_apart",
    "withdrawn_list",
]
