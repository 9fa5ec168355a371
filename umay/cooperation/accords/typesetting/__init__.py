"""PDF of a text in two or three languages in parallel columns, tagged for screen readers, the same bytes for the same text. Pure."""

from .columns import Sheet, columns

__all__ = ["Sheet", "columns"]
