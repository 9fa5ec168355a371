"""The search fold: one plain ASCII form for every way of writing the same letters.

It does not depend on a language, so a column of folded names can be `COLLATE "C"` and compared by equality and
prefix. It says which letters were typed, not how a name is spoken: spellings that differ in a letter (x and h,
q and g) stay different here and meet in the keys of `umay.care.persons.names`.
"""

import re
import unicodedata

from umay.kit.kernel.text.repair import tidy

_LATIN = {
    "ı": "i", "ə": "e", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l",
    "ħ": "h", "ŋ": "n", "ɵ": "o", "ʼ": "",
}  # fmt: skip
# Azerbaijani, Kazakh, Kyrgyz, Tatar, Uzbek, Russian and Ukrainian letters in one table; where a letter is spoken
# differently (г, ж, х) the most common Latin letter of Turkish is taken.
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "ґ": "g", "ҝ": "g", "д": "d", "е": "e", "ё": "e", "є": "e",
    "ә": "e", "ж": "j", "җ": "c", "ҹ": "c", "з": "z", "и": "i", "і": "i", "ї": "i", "й": "y", "ј": "y", "к": "k",
    "қ": "q", "ҡ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "ҥ": "n", "о": "o", "ө": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ү": "u", "ұ": "u", "ў": "u", "ф": "f", "х": "h", "ҳ": "h", "һ": "h", "ц": "ts",
    "ч": "c", "ш": "s", "щ": "s", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
# Arabic script writes few vowels: good for keys of consonants, weak for prefixes.
_ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ب": "b", "پ": "p", "ت": "t", "ث": "s", "ج": "c", "چ": "c",
    "ح": "h", "خ": "h", "د": "d", "ذ": "z", "ر": "r", "ز": "z", "ژ": "j", "س": "s", "ش": "s", "ص": "s", "ض": "z",
    "ط": "t", "ظ": "z", "ع": "a", "غ": "g", "ف": "f", "ق": "k", "ك": "k", "ک": "k", "گ": "g", "ل": "l", "م": "m",
    "ن": "n", "و": "u", "ؤ": "u", "ه": "h", "ة": "e", "ي": "i", "ی": "i", "ئ": "", "ى": "a", "ء": "",
}  # fmt: skip
_GEORGIAN = dict(zip("აბგდევზთიკლმნოპჟრსტუფქღყშჩ", "abgdevztiklmnopjrstupkgksc", strict=True)) | {
    "ც": "ts", "ძ": "dz", "წ": "ts", "ჭ": "c", "ხ": "h", "ჯ": "c", "ჰ": "h",
}  # fmt: skip
_TABLE = str.maketrans(_LATIN | _CYRILLIC | _ARABIC | _GEORGIAN | {"'": ""})
_GAPS = re.compile(r"[^a-z0-9]+")


def fold(s: str) -> str:
    """Fold to lower-case ASCII letters, digits and single spaces; ı i I İ become one letter, ə becomes e.

    Diacritics, apostrophes and case go; Cyrillic, Arabic and Georgian become Latin; hyphens and other signs become
    a space. A letter of a script not known here is kept as its code number, so that equal names stay equal.
    `fold(fold(s)) == fold(s)`.
    """
    s = tidy(s)
    if not s.isascii():
        s = s.replace("İ", "i").lower().translate(_TABLE)
        if not s.isascii():
            s = "".join(c for c in unicodedata.normalize("NFKD", s) if unicodedata.category(c)[0] != "M")
            s = "".join(map(_known_or_number, s.lower().translate(_TABLE)))
    return _GAPS.sub(" ", s.lower().replace("'", "").replace("`", "")).strip()


def equal_names(a: str, b: str) -> bool:
    """Whether two names have the same letters once case, marks, spacing and the kind of i are put aside."""
    folded = fold(a)
    return bool(folded) and folded == fold(b)


def _known_or_number(c: str) -> str:
    if c.isascii():
        return c
    return f"u{ord(c):04x}" if c.isalnum() else " "
