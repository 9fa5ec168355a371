"""The pages about the packs are fresh, and the contract names every setting, no more and no fewer."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from umay.ground.offices.packs import COUNTRIES, KEYS
from umay.ground.offices.packs.reference import page, write

ROOT = Path(__file__).resolve().parents[4]
README = (ROOT / "umay/ground/offices/packs/README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_reference_page_is_fresh(country):
    with translation.override(None):
        made = page(country)
    kept = (ROOT / f"docs/reference/packs/{country.lower()}.md").read_text(encoding="utf-8")
    assert made == kept, "run: python -m umay.ground.offices.packs.reference docs/reference/packs"


def test_the_pages_can_be_written_anywhere(tmp_path):
    with translation.override(None):
        write(tmp_path / "packs")
    assert sorted(path.name for path in (tmp_path / "packs").iterdir()) == ["az.md", "tr.md"]


def test_the_contract_explains_every_setting_once():
    assert re.findall(r"^\| `([a-z_.0-9]+)` \|", README, flags=re.M) == list(KEYS)


def test_every_setting_that_the_program_reads_exists():
    reads = re.compile(r"""\.(?:get|has|due|is_verified)\(\s*(?:\w+,\s*)?["']([a-z]+\.[a-z_0-9]+)["']""")
    groups = {key.split(".")[0] for key in KEYS}
    asked = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in (ROOT / "umay").rglob("*.py")
        for name in reads.findall(path.read_text(encoding="utf-8"))
        if name.split(".")[0] in groups
    }
    assert {(path, name) for path, name in asked if name not in KEYS} == set()
