"""How meetings and decisions are numbered, and what a new version of the minutes changed. Pure."""

import difflib
import re

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
KEPT, OUT, IN = "kept", "out", "in"


def roman(number: int) -> str:
    """The number of a meeting as ministers write it: 2 -> II."""
    found = "L" * (number // 50)
    rest = number % 50
    if rest >= 40:
        found, rest = found + "XL", rest - 40
    for value, letters in _ROMAN:
        while rest >= value:
            found, rest = found + letters, rest - value
    return found


def decision_code(year: int, meeting: int, number: int) -> str:
    """By what a decision is known: 2025/II-4."""
    return f"{year}/{roman(meeting)}-{number}"


def pieces(before: str, after: str) -> list[tuple[str, str]]:
    """Both texts as one, word by word: (kept | out | in, words), in reading order."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    found: list[tuple[str, str]] = []
    for what, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append((KEPT, "".join(old[i:j])))
            continue
        found += [(OUT, "".join(old[i:j]))] if j > i else []
        found += [(IN, "".join(new[k:m]))] if m > k else []
    return found
