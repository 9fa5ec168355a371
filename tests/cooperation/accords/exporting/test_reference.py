"""The page about the mapping says what the program does, for each word of ours."""

from pathlib import Path

import pytest

from umay.cooperation.accords.exporting import NAMESPACE, mapping
from umay.cooperation.accords.plan_words import Cost
from umay.cooperation.accords.words import SideRole
from umay.cooperation.partners.words import PartyKind

PAGE = (Path(__file__).parents[4] / "docs" / "reference" / "iati.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("| ")]


def code_beside(words: str) -> str:
    """The code that the page gives for these words of ours."""
    return next(row[1].split()[0] for row in ROWS if words in [one.strip() for one in row[0].split(",")])


@pytest.mark.parametrize("role", sorted(mapping.ROLES))
def test_each_role_has_the_code_that_the_page_says(role):
    assert code_beside(role) == mapping.ROLES[role]


def test_every_role_of_ours_is_mapped_or_left_out_on_purpose():
    assert {*mapping.ROLES, *mapping.LEFT_OUT} == set(SideRole.values)
    assert all(role in next(row[0] for row in ROWS if "not written" in row[1]) for role in mapping.LEFT_OUT)
    assert set(mapping.SHARED_COSTS) == set(Cost.values) - {"not_stated", "other"}
    assert (code_beside("who leads a line on one side"), code_beside("each side")) == (mapping.LEAD, mapping.FUNDING)


@pytest.mark.parametrize("kind", PartyKind)
def test_each_kind_of_institution_has_the_code_that_the_page_says(kind):
    assert code_beside(str(kind.label).casefold()) == mapping.ORGANISATIONS[kind.value]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("before the first day", mapping.PIPELINE),
        ("from the first to the last day", mapping.IMPLEMENTATION),
        ("after the last day", mapping.FINALISATION),
        ("a closed plan and its lines; a line that every side has verified", mapping.CLOSED),
        ("a cancelled line", mapping.CANCELLED),
    ],
)
def test_each_state_has_the_code_that_the_page_says(words, code):
    assert code_beside(words) == code


def test_the_other_codes_stand_on_the_page():
    assert mapping.SOCIAL_SERVICES in PAGE and f"`{NAMESPACE}`" in PAGE and f"category {mapping.WEB_PAGE}" in PAGE
