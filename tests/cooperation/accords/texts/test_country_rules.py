"""The page that compares two countries' foster-care rules says what the packs say, with source and how sure it is."""

import html
from datetime import date

import pytest
from django.utils import translation

from umay.cooperation.accords.country_rules import COUNTRIES, GROUPS, compared
from umay.ground.offices.packs import ABSENT, KEYS, Pack

DAY = date(2026, 11, 22)


def every_line(lang="en") -> dict:
    with translation.override(lang):
        return {line.name: line for _group, lines in compared(DAY, lang) for line in lines}


def test_every_rule_about_families_stands_on_the_page_once():
    shown = [name for names in GROUPS.values() for name in names]
    assert len(shown) == len(set(shown)) and set(shown) <= set(KEYS)
    left_out = {name for name in KEYS if name.startswith("families.")} - set(shown)
    assert left_out == {"families.end_reasons", "families.willing_confirm_days"}


def test_each_value_is_the_packs_own_and_no_value_of_a_demonstration():
    for name, line in every_line().items():
        for country, cell in zip(COUNTRIES, line.cells, strict=True):
            value = Pack(country).at(DAY).value(name)
            assert cell.entry.from_pack is value
            assert cell.is_known == (value.value is not ABSENT)
            assert cell.is_sourced == (value.status == "sourced")


def test_a_rule_that_one_country_lacks_is_neither_same_nor_different():
    lines = every_line().values()
    unknown = [line for line in lines if not line.is_known]
    assert unknown and not any(line.is_same for line in unknown)
    same = [line for line in lines if line.is_same]
    different = [line for line in lines if line.is_known and not line.is_same]
    assert same and different
    for line in same:
        assert sorted(line.cells[0].words) == sorted(line.cells[1].words)


@pytest.mark.django_db
@pytest.mark.parametrize("lang", ["tr", "az", "en"])
def test_everybody_reads_it_in_three_languages_without_signing_in(client, lang, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        answer = client.get(f"/public/{lang}/foster-care-rules/")
    assert answer.status_code == 200 and "max-age" in answer["Cache-Control"]
    page = html.unescape(answer.content.decode())
    for line in every_line(lang).values():
        assert str(line.label)
        for cell in line.cells:
            for word in cell.words:
                assert word in page, (line.name, cell.country)
            with translation.override(lang):
                assert all(words in page for words in (cell.entry.note, *cell.entry.from_pack.read_in))
