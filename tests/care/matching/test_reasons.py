"""Every code of the engine has a sentence, and every sentence has its translations."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils import translation

from umay.care.matching import reasons
from umay.care.matching.engine import RULES, WEIGHT_OF_TERM, Remark, Sensitivity, sensitivity
from umay.care.matching.engine.attention import Attention
from umay.care.matching.engine.ranking import candidates

from .engine.made import AT, QUESTION, child, family, group, several

ROOT = Path(reasons.__file__).parents[2]
PLACEHOLDER = re.compile(r"%\(\w+\)[ds]")


def texts_in_source():
    """The English sentences of reasons.py, singular and plural together, as the catalogue names them."""
    from babel.messages.extract import extract_from_file

    keywords = {"_": None, "ngettext_lazy": (1, 2)}
    found = extract_from_file("python", reasons.__file__, keywords=keywords)
    return {message if isinstance(message, str) else tuple(message[:2]) for _, message, _, _ in found}


@pytest.mark.parametrize("language", ["tr", "az"])
def test_every_sentence_is_translated_with_the_same_placeholders(language):
    with (ROOT / "locale" / "parts" / f"matching.{language}.po").open("rb") as file:
        catalogue = {message.id: message.string for message in read_po(file) if message.id}
    asked = texts_in_source()
    assert len(asked) > 40
    assert asked <= set(catalogue)
    for source in asked:
        singular, translated = (source[-1] if isinstance(source, tuple) else source), catalogue[source]
        for text in translated if isinstance(translated, tuple) else (translated,):
            assert text
            assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(singular))


def test_every_rule_and_every_term_has_its_words():
    assert tuple(reasons.LEFT_OUT) == tuple(reasons.RULE_NAMES) == RULES
    assert tuple(reasons.TERM_NAMES) == tuple(WEIGHT_OF_TERM)


def answers():
    """Rankings that between them raise every remark the engine knows."""
    needy = group(child("c1", needs=("a",), behaviour_need=True), kin=("aunt",), not_with_families=("enemy",))
    homes = [
        family("aunt", 300, skills=("a",), places=1, children_in_home=1),
        family("good", 1, skills=("a", "behaviour"), age_to=10),
        family("far", 80, skills=("a",)),
        family("abroad", country="AZ"),
        family("closed", available=False),
        family("other-care", care_types=("temporary",)),
        family("enemy"),
        family("no-place", places=0),
        family("small", age_to=3),
        family("boys", rooms_for=("m",)),
        family("unskilled"),
        family("too-far", 121, skills=("a",)),
        family("full-house", 1, skills=("a",), children_in_home=50),
    ]
    yield candidates(needy, homes, **QUESTION, confirmed_on={"good": AT.replace(month=1)})
    pair = [family("fits"), family("one", places=1), family("one-sibling", max_siblings=1), family("ages", age_to=11)]
    yield candidates(several(2), pair, **QUESTION, attention=Attention(age_limit_days=10_000))


def test_every_remark_the_engine_makes_becomes_a_sentence_without_a_gap():
    seen = {"strengths": set(), "weaknesses": set(), "left_out": set()}
    with translation.override("en"):
        for ranking in answers():
            for candidate in ranking.candidates:
                sentences = [reasons.strength(remark) for remark in candidate.strengths]
                sentences += [reasons.weakness(remark) for remark in candidate.weaknesses]
                assert not any("%" in str(sentence) for sentence in sentences)
                seen["strengths"] |= {remark.code for remark in candidate.strengths}
                seen["weaknesses"] |= {remark.code for remark in candidate.weaknesses}
            for left in ranking.left_out:
                assert "%" not in str(reasons.why_left_out(left.remark))
                seen["left_out"].add(left.reason)
    assert seen == {
        "strengths": set(reasons.STRENGTHS),
        "weaknesses": set(reasons.WEAKNESSES),
        "left_out": set(RULES),
    }


@pytest.mark.parametrize(
    ("remark", "sentence"),
    [
        (Remark("places", {"number": 0, "size": 2}), "No free place now."),
        (Remark("places", {"number": 1, "size": 2}), "1 free place; 2 are needed."),
        (
            Remark("age", {"age_from": 0, "age_to": 6, "youngest": 9, "oldest": 9}),
            "Approved for ages 0 to 6; the age asked for is 9.",
        ),
        (
            Remark("age", {"age_from": 0, "age_to": 6, "youngest": 4, "oldest": 9}),
            "Approved for ages 0 to 6; the children are 4 to 9.",
        ),
        (
            Remark("distance", {"metres": 129_700, "longest_metres": 120_000}),
            "Lives 130 km away; the limit is 120 km.",
        ),
    ],
)
def test_a_reason_reads_plainly(remark, sentence):
    with translation.override("en"):
        assert reasons.why_left_out(remark) == sentence


@pytest.mark.parametrize(
    ("language", "metres", "shown"),
    [
        ("en", 4_260, "4.3"),
        ("tr", 4_260, "4,3"),
        ("az", 4_260, "4,3"),
        ("en", 12_999, "13"),
        ("en", 9_950, "10"),
        ("en", 0, "0"),
    ],
)
def test_kilometres_are_written_the_readers_way(language, metres, shown):
    with translation.override(language):
        assert f" {shown} km" in f" {reasons.strength(Remark('near', {'metres': metres}))}"


def test_the_firmness_of_the_first_place_is_told():
    with translation.override("en"):
        assert reasons.firmness(Sensitivity(())) == (reasons.FIRM,)
        close = candidates(group(), (family("near", children_in_home=2), family("quiet", 45)), **QUESTION)
        told = [str(sentence) for sentence in reasons.firmness(sensitivity(close, QUESTION["weights"]))]
    assert len(told) == 2
    assert "“Distance from the own neighbourhood”" in told[0]
    assert "“Other children in the home”" in told[1]


def test_the_page_of_rules_lists_them_in_the_engines_order_with_the_starting_weights():
    page = (ROOT.parent / "docs" / "reference" / "matching-rules.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^\| \d+ \| `(\w+)`", page, re.MULTILINE)) == RULES
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` (\d+) \|", page, re.MULTILINE)
    weights = QUESTION["weights"]
    assert rows == [(term, name, str(getattr(weights, name))) for term, name in WEIGHT_OF_TERM.items()]
