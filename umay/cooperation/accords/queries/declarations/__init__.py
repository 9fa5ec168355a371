"""Reads of declarations: what stands in them, how far each institution is, the chain of signed files, whom each state trusts."""

from .chain import chain, files_known, instruments, known, latest_file, verdicts
from .lists import pinned_by, states_to_pin, trust_entries, trust_lists
from .pages import articles, declarations, head, is_complete, notices, of_accord, statements
from .register import Found, found_in
from .standing import Row, rows, signatures

__all__ = [
    "Found",
    "Row",
    "articles",
    "chain",
    "declarations",
    "files_known",
    "found_in",
    "head",
    "instruments",
    "is_complete",
    "known",
    "latest_file",
    "notices",
    "of_accord",
    "pinned_by",
    "rows",
    "signatures",
    "statements",
    "states_to_pin",
    "trust_entries",
    "trust_lists",
    "verdicts",
]
