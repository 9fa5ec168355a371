"""The three sheets by name."""

from umay.front.bulk.sheets.base import Row, Run
from umay.front.bulk.sheets.children import ChildrenSheet
from umay.front.bulk.sheets.families import FamiliesSheet
from umay.front.bulk.sheets.placements import PlacementsSheet

SHEETS = {sheet.kind: sheet for sheet in (FamiliesSheet(), ChildrenSheet(), PlacementsSheet())}

__all__ = ["SHEETS", "Row", "Run"]
