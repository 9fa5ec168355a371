"""The guide shows the columns as they are."""

from pathlib import Path

import pytest

from umay.front.bulk.headings import COLUMNS

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guides" / "import.md"


@pytest.mark.parametrize("kind", list(COLUMNS))
def test_every_column_stands_in_the_guide(kind):
    lines = GUIDE.read_text(encoding="utf-8").splitlines()
    for column in COLUMNS[kind]:
        needed = " (needed)" if column.is_needed else ""
        assert f"| `{column.code}`{needed} | {column.tr} | {column.az} | {column.en} | {column.example} |" in lines
