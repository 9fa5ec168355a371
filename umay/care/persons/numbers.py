"""National numbers: one way of writing them, and what is wrong with one. Never required of a child.

Türkiye: 11 digits with two check digits; foreigners' numbers begin with 99 and follow the same sum. Azerbaijan: the
FIN, 7 letters and digits without I and O, no check digit. Sources: python-stdnum `stdnum.tr.tckimlik`; the FIN printed
on identity cards.
"""

import re
import unicodedata

from stdnum.exceptions import ValidationError
from stdnum.tr import tckimlik

_FIN = re.compile(r"[0-9A-HJ-NP-Z]{7}")
_PASSPORT = re.compile(r"[A-Z0-9]{5,15}")
_GAPS = re.compile(r"[\s\-–./·]+")
# Keyboards of both countries make I of i and of ı; digits may come in Arabic signs from a scanned paper.
_LETTERS = str.maketrans("ıİi", "III")


def normal(kind: str, text: str) -> str:
    """The number without spaces, dashes and dots, in large Latin letters and plain digits."""
    # Taking a sign out can bring two others together, so it is done until nothing changes.
    while (written := _written(text)) != text:
        text = written
    return text


def problem(kind: str, text: str, *, demo: bool = False) -> str | None:
    """A code for what is wrong, or `None`: "empty", "letters", "length", "leading_zero", "check", "not_foreign".

    `kind` is "tckn", "foreign" (a Turkish number of a foreigner), "fin" or "passport". With `demo`, a Turkish number
    may begin with 0, which no real one does; without it such a number is refused.
    """
    number = normal(kind, text)
    if not number:
        return "empty"
    if kind in ("tckn", "foreign"):
        return _turkish_problem(number, is_foreign=kind == "foreign", demo=demo)
    if kind == "fin":
        return _format_problem(number, _FIN, 7, 7)
    if kind == "passport":
        return _format_problem(number, _PASSPORT, 5, 15)
    raise ValueError(f"no such kind of number: {kind}")


def is_synthetic(kind: str, text: str) -> bool:
    """Whether a Turkish number can't belong to anybody, because it begins with 0."""
    return kind in ("tckn", "foreign") and normal(kind, text).startswith("0")


def check_digits(nine: str) -> str:
    """The two check digits of a Turkish number's first nine digits."""
    return tckimlik.calc_check_digits(nine)


def _written(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).translate(_LETTERS).upper()
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text if c.isprintable())
    return _GAPS.sub("", text)


def _turkish_problem(number: str, *, is_foreign: bool, demo: bool) -> str | None:
    if not number.isdecimal():
        return "letters"
    if len(number) != 11:
        return "length"
    if number.startswith("0"):
        if not demo:
            return "leading_zero"
        return None if number[9:] == check_digits(number[:9]) else "check"
    try:
        tckimlik.validate(number)
    except ValidationError:
        return "check"
    return "not_foreign" if is_foreign and not number.startswith("99") else None


def _format_problem(number: str, pattern: re.Pattern[str], shortest: int, longest: int) -> str | None:
    if not shortest <= len(number) <= longest:
        return "length"
    return None if pattern.fullmatch(number) else "letters"
