"""Upper and lower case with the dotted and the dotless i kept apart where the language does."""

import re
import unicodedata

_DOTTED = frozenset({"tr", "az", "crh", "tt", "gag"})
# Words inside an Azerbaijani or Turkish full name that are written small: son of, daughter of.
_SMALL_WORDS = frozenset({"oğlu", "qızı", "kızı"})
_LETTER_RUN = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*(?:['’][^\W\d_]+)*")


def lower(s: str, lang: str) -> str:
    """Lower case by the rules of `lang` ("tr", "az-Latn", "en"...): I becomes ı in tr and az, i elsewhere."""
    s = unicodedata.normalize("NFC", s).replace("İ", "i")
    if has_dotless_i(lang):
        s = s.replace("I", "ı")
    return s.lower()


def upper(s: str, lang: str) -> str:
    """Upper case by the rules of `lang`: i becomes İ in tr and az, I elsewhere."""
    s = unicodedata.normalize("NFC", s)
    if has_dotless_i(lang):
        s = s.replace("i\u0307", "i").replace("i", "İ")
    return s.upper()


def capital(s: str, lang: str) -> str:
    """First letter large, the rest as written: `capital("ilkbahar geldi", "tr") == "İlkbahar geldi"`."""
    return upper(s[:1], lang) + s[1:]


def name_case(s: str, lang: str) -> str:
    """A name written all large or all small, in ordinary writing; a name already in mixed case is returned as it is.

    `name_case("AYŞE IŞIL ÇAĞLAR", "tr") == "Ayşe Işıl Çağlar"`; "oğlu" and "qızı" stay small after the first word.
    """
    if s != upper(s, lang) and s != lower(s, lang):
        return s
    words = _LETTER_RUN.sub(lambda match: capital(lower(match[0], lang), lang), s).split(" ")
    return " ".join(
        lower(word, lang) if place and lower(word, lang) in _SMALL_WORDS else word for place, word in enumerate(words)
    )


def has_dotless_i(lang: str) -> bool:
    """Whether the language writes ı and i as two letters."""
    return lang.replace("_", "-").partition("-")[0] in _DOTTED
