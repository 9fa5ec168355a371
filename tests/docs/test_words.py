"""One word for one thing: what docs/words.md chose is what the pages say, in every room."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

PARTS = Path(__file__).resolve().parents[2] / "umay" / "locale" / "parts"

# language: (wrong word, the word that was chosen, the English sentences that are about this thing)
FORBIDDEN = [
    ("tr", r"endişe", "kaygı", r""),
    ("tr", r"kuruluş", "birim", r"\byour offices?\b|\bthis office\b|\banother office\b"),
    ("tr", r"müdürlükler?\b", "birim", r""),
    ("tr", r"kurumda|kurumlar", "birim", r"\boffices?\b"),
    ("az", r"ziyarət", "baş çəkmə", r""),
    ("az", r"bildiriş", "müraciət", r"\breports?\b"),
    ("az", r"məlumat", "müraciət", r"^reports?$|\bthe report\b|\bthis report\b"),
]


def sentences(language: str):
    for path in sorted(PARTS.glob(f"*.{language}.po")):
        with path.open("rb") as source:
            for message in read_po(source, locale=language):
                if message.id:
                    english = message.id if isinstance(message.id, str) else message.id[0]
                    said = message.string if isinstance(message.string, str) else " ".join(message.string)
                    yield path.name, english, said, message.context or ""


@pytest.mark.parametrize(("language", "wrong", "chosen", "about"), FORBIDDEN)
def test_a_word_that_was_not_chosen_is_said_nowhere(language, wrong, chosen, about):
    found = [
        (part, english, said)
        for part, english, said, _context in sentences(language)
        if re.search(about, english, re.IGNORECASE) and re.search(wrong, said, re.IGNORECASE)
    ]
    assert not found, f"say {chosen}"


@pytest.mark.parametrize(
    ("language", "english", "word"),
    [("tr", "concern", "kaygı"), ("az", "visit", "baş çək"), ("az", "report", "müraciət")],
)
def test_the_chosen_word_is_the_one_that_is_said(language, english, word):
    # A word with a context is another thing: what a desk reports of a plan's line is no report of a child in danger.
    said = [
        words.lower()
        for _part, source, words, context in sentences(language)
        if source.lower() == english and not context
    ]
    assert said
    assert all(word in one for one in said)
