"""When a document is decided."""

from umay.care.matching.weighing.words import DocumentState, Vote


def outcome(said: list[str], *, quorum: int) -> str:
    """More than half of the whole board and at least the quorum must agree; refused once that can't be reached any more."""
    yes, no, everybody = said.count(Vote.YES), said.count(Vote.NO), len(said)
    if yes >= quorum and 2 * yes > everybody:
        return DocumentState.APPROVED
    still = everybody - no
    return DocumentState.REFUSED if still < quorum or 2 * still <= everybody else DocumentState.ASKED
