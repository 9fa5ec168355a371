"""National numbers: tidying and checking. A number is never required: unregistered and foreign children exist."""

import re

from .rows import NumberKind

_SPACING = re.compile(r"[\s.\-]+")


def tidy(text: str) -> str:
    """Without spaces, dots and hyphens, in capitals (ASCII letters only, so no Turkish i is at stake)."""
    return _SPACING.sub("", text).translate({small: small - 32 for small in range(ord("a"), ord("z") + 1)})


def is_tckn(text: str, *, is_demo: bool = False) -> bool:
    """Whether the text is a Turkish identity number: 11 digits, the last two computed from the others.

    A leading 0 is impossible for a real person. Only such numbers pass where `is_demo`; none of them passes otherwise.
    """
    if not re.fullmatch(r"[0-9]{11}", text) or (text[0] == "0") != is_demo:
        return False
    digits = [int(digit) for digit in text]
    tenth = (sum(digits[0:9:2]) * 7 - sum(digits[1:8:2])) % 10
    return digits[9] == tenth and digits[10] == sum(digits[:10]) % 10


CHECKS = {"tckn": is_tckn}


def is_well_formed(kind: NumberKind, text: str, *, is_demo: bool = False) -> bool:
    """Whether a tidied number fits its kind: the pattern, then the check digits where there are any."""
    if not re.fullmatch(kind.pattern, text):
        return False
    return not kind.check or CHECKS[kind.check](text, is_demo=is_demo)
