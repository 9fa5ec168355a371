"""The generated pages are fresh, what the guides quote is what the pages say, and no link leads nowhere."""

import re

import pytest

from tests.docs.reference import DOCS, PAGES, ROOT, catalogue, guide

GUIDES = sorted((DOCS / "guides").glob("*.md"))
WRITTEN = [path for path in [*ROOT.glob("*.md"), *DOCS.rglob("*.md")] if "packs" not in path.parts]
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_fresh(name):
    assert (DOCS / "reference" / name).read_text(encoding="utf-8") == PAGES[name](), "python -m tests.docs.reference"


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_the_words_of_a_guide_are_those_of_the_pages(path):
    text = path.read_text(encoding="utf-8")
    assert text == guide(text), "python -m tests.docs.reference"


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path):
    missing = [link for link in _LINK.findall(path.read_text(encoding="utf-8")) if not (path.parent / link).exists()]
    assert not missing


def test_every_role_has_a_guide():
    from umay.front.roles import ROLES

    text = "\n".join(path.read_text(encoding="utf-8") for path in GUIDES)
    assert [code for code in ROLES if f"`{code}`" not in text] == []


def test_the_words_stand_in_three_languages():
    rows = [
        line.strip("| ").split(" | ")
        for line in (DOCS / "words.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| ")
    ]
    rows = [row for row in rows if row[0] not in {"English", "---"}]
    assert len(rows) >= 60
    assert [row for row in rows if len(row) != 4 or not all(cell.strip() for cell in row)] == []


def test_the_catalogues_are_read():
    assert catalogue("tr")["My work"] == "İşlerim"
    assert catalogue("az")["My work"] == "İşlərim"
