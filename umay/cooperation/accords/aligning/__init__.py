"""One text in several languages, article by article: side by side, what stands between them, what two versions changed. Pure."""

from .articles import Article, Fault, Row, canonical, digest, faults, side_by_side
from .differences import Change, Piece, differences

__all__ = [
    "Article",
    "Change",
    "Fault",
    "Piece",
    "Row",
    "canonical",
    "differences",
    "digest",
    "faults",
    "side_by_side",
]
