"""Reads of declarations: what stands in them, how far each institution is, the chain of signed files, whom each state trusts."""

from .chain import chain, files_known, instruments, known, latest_file, verdicts
from .lists import pinned_by, states_to_pin, to_confirm, trust_entries, trust_lists
from .pages import articles, declarations, head, is_complete, notices, of_accord, statements
from .register import Found, found_in
from .standing import Row, rows, signatures
from .things import (
    absent,
    answers_seen,
    begun,
    instruments_seen,
    officials_of,
    papers_of,
    scans_seen,
    signatures_seen,
    signings_seen,
    statements_of_others,
    uninvited,
)

__all__ = [
    "Found",
    "Row",
    "absent",
    "answers_seen",
    "articles",
    "begun",
    "chain",
    "declarations",
    "files_known",
    "found_in",
    "head",
    "instruments",
    "instruments_seen",
    "is_complete",
    "known",
    "latest_file",
    "notices",
    "of_accord",
    "officials_of",
    "papers_of",
    "pinned_by",
    "rows",
    "scans_seen",
    "signatures",
    "signatures_seen",
    "signings_seen",
    "statements",
    "statements_of_others",
    "states_to_pin",
    "to_confirm",
    "trust_entries",
    "trust_lists",
    "uninvited",
    "verdicts",
]
