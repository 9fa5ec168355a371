"""Every code that the house can write into the journal has words in three languages: codes are found in the source, not listed by hand."""

import ast
import re
from pathlib import Path

import pytest
from django.utils.translation import override

from tests.architecture.test_doors_generated import ROUTES
from umay.care.persons.words import UploadState
from umay.front.bulk.sheets import SHEETS
from umay.ground.journal.deeds import DEEDS
from umay.ground.journal.words import CODES, code_words, kind_words
from umay.kit.kernel.lifecycle import Lifecycle

UMAY = Path(__file__).resolve().parents[3] / "umay"
WRITERS = {"record", "record_many", "write_line", "_note", "reads", "loaded"}
PUT_TOGETHER = {
    "bulk.{state}": [f"bulk.{state}" for state in (UploadState.DONE, UploadState.FAILED, UploadState.DROPPED)],
    "matching.weights_{state}": ["matching.weights_approved", "matching.weights_refused"],
    "placements.{verb}": ["placements.ratify", "placements.refuse_ratification"],
    "{kind}.import": [f"{kind}.import" for kind in SHEETS],
    "{kind}.export": [f"{kind}.export" for kind in SHEETS],
    "refused.{refusal.code}": ["refused.not_allowed"],
    "refused.{code}": ["refused.hidden"],
    "{self.thing.split('.')[0]}.{name}": [],  # the moves, found by themselves below
}
"""Codes that a name is put into; one that is not here fails the test."""
IN_SQL = {"families.": {"families.hold_places", "families.take_places", "families.block_places"},
          "matching.": {"matching.run", "matching.replay"}, "row.": {"row.update"}}  # fmt: skip


def sources():
    """Of child protection. The house of cooperation is still being built and says its own deeds (docs/open.md)."""
    houses = [UMAY / house for house in ("care", "front", "ground", "kit")]
    return [path for house in houses for path in sorted(house.rglob("*.py")) if "migrations" not in path.parts]


def calls(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in WRITERS:
                yield node
        elif isinstance(node, ast.FunctionDef):
            for argument, value in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True):
                if argument.arg == "code" and isinstance(value, ast.Constant) and node.name in WRITERS:
                    yield value


def codes_in(node) -> set[str]:
    """The codes of one expression; a code passed on by its caller is found at the caller."""
    if isinstance(node, ast.Constant):
        return (
            {node.value} if isinstance(node.value, str) and re.fullmatch(r"[a-z_]+(\.[a-z_]+)?", node.value) else set()
        )
    if isinstance(node, ast.IfExp):
        return codes_in(node.body) | codes_in(node.orelse)
    if isinstance(node, ast.Subscript):
        return codes_in(node.value)
    if isinstance(node, ast.JoinedStr):
        return set(PUT_TOGETHER[ast.unparse(node)[2:-1]])
    return set()


def written_codes() -> set[str]:
    found = set()
    for path in sources():
        for node in calls(path):
            if isinstance(node, ast.Constant):
                found |= codes_in(node)
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if name in ("reads", "loaded"):
                values = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            else:
                values = node.args[:1]
            for value in values:
                found |= codes_in(value)
        for code in re.findall(r"journal_(?:add|record)\(\s*'([a-z_.]+)'", path.read_text(encoding="utf-8")):
            found |= IN_SQL.get(code, {code})
    return {code for code in found if "." in code or code in ("read", "export")}


def moves() -> set[str]:
    """The codes of every move of every lifecycle of the care rooms."""
    from importlib import import_module

    found = set()
    for path in sorted((UMAY / "care").glob("*/lifecycle.py")):
        module = import_module(f"umay.care.{path.parent.name}.lifecycle")
        for one in vars(module).values():
            if isinstance(one, Lifecycle):
                found |= {f"{one.thing.split('.')[0]}.{move.name}" for move in one.moves}
    return found


def test_the_search_finds_what_is_known_to_be_written():
    assert {
        "cases.note", "placements.sign_contract", "session.sign_in", "glass.break", "matching.stop", "read", "read.papers", "export",
        "families.approve_limits", "families.take_places", "bulk.dropped", "children.import", "matching.weights_refused",
    } <= written_codes()  # fmt: skip
    assert {"matching.decide", "visits.answer_concern", "families.suspend"} <= moves()


@pytest.mark.parametrize("language", ["en", "tr", "az"])
def test_every_code_has_words(language):
    with override(language):
        bare = [code for code in sorted(written_codes() | moves()) if str(code_words(code)) == code]
    assert bare == []


@pytest.mark.parametrize("language", ["tr", "az"])
def test_the_words_are_in_the_readers_language(language):
    with override("en"):
        english = {code: str(words) for code, words in (CODES | DEEDS).items()}
    with override(language):
        same = [code for code, words in (CODES | DEEDS).items() if str(words) == english[code]]
    assert same == []


def test_no_words_are_kept_for_a_deed_that_nobody_does():
    assert sorted(set(DEEDS) - written_codes() - moves()) == []


def test_a_refusal_at_any_page_says_what_it_was_about():
    """doors.py keeps a refusal under the room and the view; each has a word, so that an auditor reads no name of a program."""
    rooms, views = set(), [ROUTES[name].callback for name in ROUTES if hasattr(ROUTES[name].callback, "door")]
    for view in views:
        room = view.__module__.partition(".views")[0].split(".")[-1]
        rooms |= {f"{room}.{view.__name__}"} if room not in ("health", "ui") else set()
    assert len(rooms) > 150
    assert [kind for kind in sorted(rooms) if str(kind_words(kind)) == kind] == []
