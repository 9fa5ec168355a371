"""The moves of a case, and that the picture in the README is the table's own."""

from pathlib import Path

from umay.care.cases.lifecycle import LIFECYCLE
from umay.care.cases.words import CaseState


def test_every_state_is_reached_and_every_move_leads_somewhere():
    assert LIFECYCLE.reachable() == set(CaseState.values)


def test_asking_and_closing_are_different_permissions():
    assert LIFECYCLE.move("ask_close").permission != LIFECYCLE.move("close").permission


def test_the_readme_shows_the_table_as_it_is():
    readme = Path(__file__).parents[3] / "umay/care/cases/README.md"
    assert LIFECYCLE.diagram() in readme.read_text(encoding="utf-8")
