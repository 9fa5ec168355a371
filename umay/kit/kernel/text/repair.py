"""Put typed or imported text into one spelling without changing what a reader sees."""

import re
import unicodedata

# Look-alikes that keyboards and old fonts give for a letter of ours.
_LETTERS = {
    "ǝ": "ə",  # turned e of other alphabets, used where a keyboard has no schwa
    "Ǝ": "Ə",
    "ș": "ş",  # Romanian comma below
    "Ș": "Ş",
    "ț": "ţ",
    "Ț": "Ţ",
    "ǧ": "ğ",  # caron in place of breve
    "Ǧ": "Ğ",
}
_APOSTROPHES = dict.fromkeys("‘’‛ʻʼʽˈʹ′´`＇ꞌ", "'")
_HYPHENS = dict.fromkeys("‐‑‒–—―−﹣－", "-")
# Joiners, marks of direction and the soft hyphen: seen by the computer, not by the reader.
_INVISIBLE = dict.fromkeys([0x00AD, 0x034F, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F)], "")
_INVISIBLE |= dict.fromkeys([*range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0xFEFF], "")
_TABLE = str.maketrans(_LETTERS | _APOSTROPHES | _HYPHENS) | _INVISIBLE

# Cyrillic and Greek letters that look exactly like a Latin one; a word half in each script was typed on the wrong
# layout.
_TWIN_LETTERS = "АВЕКМНОРСТХУІЈаеорсхуіјәӘһҺ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"
_TWINS = str.maketrans(_TWIN_LETTERS, "ABEKMHOPCTXYIJaeopcxyijəƏhH" + "ABEZHIKMNOPTYXo")
_WORD = re.compile(r"[^\W\d_]+")


def tidy(s: str) -> str:
    """Return `s` in composed form with one kind of letter, apostrophe, hyphen and space.

    Repairs letters (ǝ to ə, ș to ş, i with a separate dot to i), joins words typed half in Cyrillic, drops
    invisible and control characters, turns every space into one plain space and trims both ends. Case and
    accents stay as they were. Applying it twice changes nothing more.
    """
    if s.isascii():
        return " ".join(_without_controls(s).split())
    # One repair can make room for another (a letter and its mark come together only once both are Latin).
    while (repaired := _repaired(s)) != s:
        s = repaired
    return s


def _repaired(s: str) -> str:
    s = unicodedata.normalize("NFC", s.translate(_TABLE))
    # "İ".lower() in most languages leaves i followed by a separate dot; a dotless i with a dot is the same letter.
    s = s.replace("i\u0307", "i").replace("ı\u0307", "i")
    s = _WORD.sub(_one_script, s)
    return " ".join(_without_controls(s).split())


def _one_script(match: re.Match[str]) -> str:
    word = match[0]
    foreign = {letter for letter in word if "\u0370" <= letter <= "\u052f"}
    if not foreign or not foreign <= set(_TWIN_LETTERS) or len(word) == sum(letter in foreign for letter in word):
        return word
    return word.translate(_TWINS)


def _without_controls(s: str) -> str:
    if s.isprintable():
        return s
    return "".join(" " if c.isspace() else c for c in s if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs"))
