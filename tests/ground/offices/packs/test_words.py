"""Every label exists in three languages, with the same named gaps, and each is used."""

import re
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils import translation

from umay.ground.offices.packs import ABSENT, COUNTRIES, KEYS, Pack, choices, kind_of_care, kinds_of_care, label
from umay.ground.offices.packs.display import lines
from umay.ground.offices.packs.kinds import Code, Codes, Map, Table
from umay.ground.offices.packs.words import KEY_LABELS, VOCABULARIES
from umay.ground.offices.packs.words.notes import NOTES

ROOT = Path(__file__).resolve().parents[4]
GAPS = re.compile(r"%\([a-z]+\)s")
EVERY_LABEL = {
    (vocabulary, code): text
    for vocabulary, words in {**VOCABULARIES, "key": KEY_LABELS}.items()
    for code, text in words.items()
}


def catalogue(language):
    with (ROOT / f"umay/locale/parts/packs.{language}.po").open("rb") as file:
        return {(message.context, message.id): message for message in read_po(file, locale=language) if message.id}


@pytest.mark.parametrize("language", ["tr", "az"])
def test_every_label_is_translated_with_the_same_gaps(language):
    found = catalogue(language)
    used = set()
    with translation.override(None):
        for (vocabulary, _code), text in EVERY_LABEL.items():
            message = found[vocabulary, str(text)]
            used.add((vocabulary, str(text)))
            assert message.string and not message.fuzzy
            assert GAPS.findall(message.string) == GAPS.findall(str(text))
    assert set(found) - {("note", text) for text in NOTES} == used, "texts that no label uses"


def test_every_setting_has_a_plain_name():
    assert set(KEY_LABELS) == set(KEYS)
    for key in KEYS.values():
        assert key.group in VOCABULARIES["group"]
        assert not key.unit or key.unit in VOCABULARIES["unit"]


def test_labels_of_one_vocabulary_differ_from_one_another():
    for language in ("tr", "az"):
        found = catalogue(language)
        for vocabulary, words in VOCABULARIES.items():
            with translation.override(None):
                shown = [found[vocabulary, str(text)].string for text in words.values()]
            assert len(set(shown)) == len(shown), (language, vocabulary)


def test_every_code_is_used_by_a_pack_or_by_the_pages_of_settings():
    of_pages = {"status", "unit", "group", "yes_no", "refusal", "risk_level", "answer", "language", "authority"}
    used = {vocabulary: set() for vocabulary in VOCABULARIES}
    for country in COUNTRIES:
        for name, key in KEYS.items():
            for value in Pack(country).history(name):
                for held in (value.value, value.demo):
                    _collect(key.kind, held, used)
    unused = {
        vocabulary: sorted(set(words) - used[vocabulary])
        for vocabulary, words in VOCABULARIES.items()
        if vocabulary not in of_pages and set(words) - used[vocabulary]
    }
    assert unused == {"education": ["high", "higher", "literate", "middle"], "requirement_when": ["placement"]}


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_value_can_be_said_in_plain_words(country):
    with translation.override("en"):
        for entry in Pack(country).at(date(2026, 11, 22), demo=True).listing():
            said = lines(entry.key, entry.value, country.lower())
            assert said and all(line and "%(" not in line and "Words(" not in line for line in said)


def test_a_form_field_gets_codes_with_labels_in_the_packs_order():
    with translation.override("en"):
        assert [(code, str(text)) for code, text in choices("need", ("behaviour", "autism"))] == [
            ("behaviour", "Challenging behaviour"),
            ("autism", "Autism"),
        ]
    with pytest.raises(KeyError):
        label("need", "blue_eyes")


def _collect(kind, held, used):
    if isinstance(kind, Codes) and isinstance(held, tuple):
        used[kind.vocabulary].update(held)
    elif isinstance(kind, Code) and isinstance(held, str):
        used[kind.vocabulary].add(held)
    elif isinstance(kind, Map) and hasattr(held, "items"):
        used[kind.vocabulary].update(held)
        for part in held.values():
            _collect(kind.of, part, used)
    elif isinstance(kind, Table) and isinstance(held, tuple):
        for column, vocabulary in kind.vocabularies:
            for row in held:
                cell = getattr(row, column)
                used[vocabulary].update(cell if isinstance(cell, tuple) else (cell,))


def test_nothing_is_said_in_words_that_fit_what_is_missing():
    with translation.override("en"):
        assert lines(KEYS["families.max_children_two_parents"], None, "tr") == ["no limit of this kind"]
        assert lines(KEYS["families.kin_may_waive"], (), "tr") == ["none"]
        assert lines(KEYS["country.hotline"], None, "tr") == ["none"]
        assert lines(KEYS["privacy.registration"], ABSENT, "tr") == ["not set yet"]
        assert lines(KEYS["families.siblings_exempt"], False, "tr") == ["no"]
        assert lines(KEYS["risk.first_contact_hours"], {"high": 24}, "tr") == ["High risk: 24 hours"]


def test_every_note_of_a_value_is_said_in_the_readers_language():
    """All dated values of both packs, also those that no longer hold: each sentence has its Turkish and Azerbaijani, and none is left over."""
    said = {
        value.source
        for country in COUNTRIES
        for values in Pack(country)._values.values()
        for value in (values if isinstance(values, (list, tuple)) else [values])
    }
    assert said == set(NOTES)
    for language in ("tr", "az"):
        written = catalogue(language)
        assert all(written["note", text].string for text in said)
        assert {text for context, text in written if context == "note"} == said


def test_the_page_of_settings_says_the_note_and_leaves_the_names_of_sources():
    on = date(2026, 11, 22)
    with translation.override("en"):
        english = Pack("TR").at(on)._entry(KEYS["country.language"]).source
    with translation.override("tr"):
        turkish = Pack("TR").at(on)._entry(KEYS["country.language"]).source
    assert english.startswith("The language of its laws and regulations.")
    assert turkish.startswith("Yasa ve yönetmeliklerinin dili.")
    assert english.partition("[")[2] == turkish.partition("[")[2] != ""


def test_a_kind_of_care_is_said_with_the_countrys_own_name_where_that_is_another():
    on = date(2026, 11, 22)
    turkish, azerbaijani = (Pack(country).at(on, demo=True) for country in ("TR", "AZ"))
    with translation.override("az"):
        assert kind_of_care("temporary", azerbaijani) == "Müvəqqəti (Qısamüddətli)"
        assert kinds_of_care(azerbaijani)[0] == ("kin", "Qohum və ya yaxın çevrə (Qohum)")
    with translation.override("tr"):
        assert kind_of_care("kin", turkish) == "Akraba veya yakın çevre"  # the same word but for its capitals
    with pytest.raises(KeyError):
        kind_of_care("hotel", turkish)
