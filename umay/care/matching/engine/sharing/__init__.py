"""Families that take several groups, and groups that may go in parts, for a whole country (docs/decisions/0042-sharing.md)."""

from .asking import may_part
from .share import Packing, packing, share

__all__ = ["Packing", "may_part", "packing", "share"]
