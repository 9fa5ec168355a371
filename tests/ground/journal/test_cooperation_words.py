"""Every deed of the cooperation house that stands in the journal is said in words, as far as its nouns have theirs (deeds_cooperation.py)."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.utils.translation import override

from umay.ground.journal.deeds_cooperation import COOPERATION
from umay.ground.journal.words import code_words
from umay.kit.kernel.lifecycle import Lifecycle

HOUSE = Path(__file__).resolve().parents[3] / "umay" / "cooperation"
NOUNS = {code.partition(".")[0] for code in COOPERATION}
SOURCES = [path for path in sorted(HOUSE.rglob("*.py")) if "migrations" not in path.parts]
_CODE = re.compile(r"[a-z]+\.[a-z_]+")
APPROVED = {
    f"{noun}.{verb}"
    for noun in ("plans", "protocols", "declarations", "meetings", "texts")
    for verb in ("approve", "take_back")
}
"""Put together from the kind of what is approved (accords/actions/base.py)."""


def written() -> set[str]:
    """Every code of these nouns that stands as the first word of `record(...)`, or is handed on to it."""
    found = set(APPROVED)
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in ("record", "_set_lock"):
                words = [one.value for part in node.args for one in ast.walk(part) if isinstance(one, ast.Constant)]
                found |= {one for one in words if isinstance(one, str) and _CODE.fullmatch(one)}
            elif name == "_done":
                found.add(f"parties.{node.args[0].value}")
    return {code for code in found if code.partition(".")[0] in NOUNS}


def moves() -> set[str]:
    found = set()
    for path in sorted((HOUSE / "accords" / "lifecycle").glob("*.py")):
        module = import_module(f"umay.cooperation.accords.lifecycle.{path.stem}")
        for one in vars(module).values():
            if isinstance(one, Lifecycle):
                found |= {f"{one.thing.split('.')[0]}.{move.name}" for move in one.moves}
    return {code for code in found if code.partition(".")[0] in NOUNS}


def test_every_deed_has_words_and_no_words_are_kept_for_nothing():
    assert sorted(set(COOPERATION) ^ (written() | moves())) == []


@pytest.mark.parametrize("language", ["tr", "az"])
def test_the_words_are_in_the_readers_language(language):
    with override(language):
        assert [code for code, words in COOPERATION.items() if str(code_words(code)) == code] == []
        said = {code: str(words) for code, words in COOPERATION.items()}
    with override("en"):
        assert [code for code, words in COOPERATION.items() if str(words) == said[code]] == []
