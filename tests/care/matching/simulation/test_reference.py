from pathlib import Path

from umay.care.matching.simulation import CODES, KINDS_OF_FAMILY
from umay.care.matching.simulation.reference import with_table

PAGE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "matching-simulation.md"


def test_the_page_lists_every_rate_as_it_is_today():
    text = PAGE.read_text(encoding="utf-8")
    assert with_table(text) == text


def test_the_page_names_every_way_of_choosing_and_every_kind_of_family():
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"`{code}`" in text for code in (*CODES, *KINDS_OF_FAMILY))
