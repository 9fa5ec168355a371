"""A name as written, cut into words with their sounds."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from umay.kit.kernel.text import fold, tidy

_LONGEST_SKELETON = 12
MOST_WORDS = 6  # more than this is a sentence typed into the wrong box

# "son of", "daughter of" in Turkish, Azerbaijani, Russian, Kazakh and Kyrgyz writing, folded.
_CHILD_OF = frozenset(
    ("oglu", "ogli", "ogly", "qizi", "kizi", "gizi", "kyzy", "gyzy", "qyzy", "kyzi", "uly", "uulu", "uli")
)
_CHILD_OF_SHORT = frozenset({"o", "q", "og", "qz"})
# The schwa is kept apart from e and a: it is written as either by people who have no such letter.
SCHWA = "0"
VOWELS = frozenset("aeiou" + SCHWA)
_TO_SCHWA = str.maketrans("əәæä", SCHWA * 4)
_TWO_LETTERS = (
    ("dzh", "c"),
    ("dj", "c"),
    ("sch", "s"),
    ("ch", "c"),
    ("sh", "s"),
    ("zh", "j"),
    ("kh", "x"),
    ("gh", "g"),
    ("ph", "f"),
    ("w", "v"),
)
# Endings of surnames, longest first, with the fewest sounds that must stay before them.
_ENDINGS = (
    ("oglu", re.compile(r"(.{3,})(?:ogl[uiy]|q[iy]z[iy]|k[iy]z[iy]|g[iy]z[iy])$")),
    ("zade", re.compile(rf"(.{{3,}})zad[ea{SCHWA}]$")),
    ("ov", re.compile(rf"(.{{3,}}?)(?:y?ev|ov)[a{SCHWA}]?$")),
    ("uly", re.compile(r"(.{4,})u?ul[yi]$")),
    ("li", re.compile(r"(.{4,})l[iu]$")),
)
# Consonants that one alphabet or another writes for each other share a class; only the first vowel counts.
_CLASSES = str.maketrans("bpdtkqgxhcjszvfmnlr", "PPTTKKKKKCCSSVFMNLR", "aeiouy" + SCHWA)

SKELETON_ALPHABET = "APTKCSVFMNLR"
_REPEATS = re.compile(r"(.)\1+")
_NASAL = re.compile(r"n(?=[bp])")
_BREAKS = re.compile(r"[\s\-.,;/()]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name.

    `folded` has plain letters; `sounds` are those with two-letter signs as one and the schwa as "0"; `stem` and
    `ending` ("" when none) part a surname; `skeleton` is the consonants of the stem. `is_patronymic`: the father's
    name; `is_unvowelled`: its script leaves vowels out (Arabic).
    """

    folded: str
    sounds: str
    stem: str
    ending: str
    skeleton: str
    is_patronymic: bool = False
    is_unvowelled: bool = False

    @property
    def is_initial(self) -> bool:
        return len(self.folded) == 1


@lru_cache(maxsize=65_536)
def word(written: str) -> Word | None:
    """The sounds of one word; `None` when it holds no letter of a name (digits, signs)."""
    folded = fold(written).replace(" ", "")
    if not folded or not folded.isalpha():
        return None
    sounds = fold(tidy(written).replace("İ", "i").lower().translate(_TO_SCHWA)).replace(" ", "")
    for letters, sound in _TWO_LETTERS:
        sounds = sounds.replace(letters, sound)
    sounds = _NASAL.sub("m", sounds)
    stem, ending = _stem(sounds)
    return Word(folded, sounds, stem, ending, _skeleton(stem), is_unvowelled="\u0600" <= written[0] <= "\u06ff")


@lru_cache(maxsize=8_192)
def words(name: str) -> tuple[Word, ...]:
    """The words of a name in their order; the word before "oğlu" or "qızı" is marked as the father's name."""
    found: list[Word] = []
    for written in _BREAKS.split(tidy(name)):
        made = word(written)
        if made is None:
            continue
        if _says_child_of(made.folded, len(found)):
            found[-1] = _as_patronymic(found[-1])
        else:
            found.append(made)
    return tuple(found[:MOST_WORDS])


@lru_cache(maxsize=65_536)
def join(a: Word, b: Word) -> Word:
    """Two neighbouring words as if written together: Ayşe Nur, Ayşenur."""
    sounds = a.sounds + b.sounds
    stem, ending = _stem(sounds)
    return Word(a.folded + b.folded, sounds, stem, ending, _skeleton(stem))


def _says_child_of(folded: str, place: int) -> bool:
    return place > 0 and (folded in _CHILD_OF or (place > 2 and folded in _CHILD_OF_SHORT))


def _as_patronymic(word: Word) -> Word:
    return replace(word, is_patronymic=True)


def _stem(sounds: str) -> tuple[str, str]:
    for ending, pattern in _ENDINGS:
        match = pattern.match(sounds)
        if match:
            return match[1], ending
    return sounds, ""


def _skeleton(sounds: str) -> str:
    first = "" if sounds[:1].upper() and sounds[:1] not in VOWELS and sounds[:1] != "y" else "A"
    return (first + _REPEATS.sub(r"\1", sounds.translate(_CLASSES)))[:_LONGEST_SKELETON]
