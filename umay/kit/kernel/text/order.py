"""Order of names by the alphabet of a language, and initials."""

import threading
from collections.abc import Callable, Iterable
from typing import TypeVar

import icu

from umay.kit.kernel.text.cases import upper
from umay.kit.kernel.text.repair import tidy

T = TypeVar("T")

# Stored beside saved sort keys: keys made by another version don't compare with these and are rebuilt.
SORT_VERSION = f"icu{icu.ICU_VERSION}-unicode{icu.UNICODE_VERSION}-1"

_SMALL_WORDS = frozenset({"oğlu", "qızı", "kızı"})
_local = threading.local()


def sort_key(s: str, lang: str) -> bytes:
    """Bytes whose order is the order of `s` in the alphabet of `lang` (tr: ... g ğ h ı i; az: e ə, h x ı, k q l).

    For `bytea` columns; about 30 bytes for a full name. Compare only keys of one language and one `SORT_VERSION`.
    """
    return _collator(lang).getSortKey(tidy(s))


def sorted_people(people: Iterable[T], lang: str, name: Callable[[T], str] = str) -> list[T]:
    """`people` ordered by `name(person)` in the alphabet of `lang`; equal names keep their order."""
    return sorted(people, key=lambda person: sort_key(name(person), lang))


def initials(s: str, lang: str = "tr") -> str:
    """`initials("Ayşe Nur Çağlar") == "A. N. Ç."`; a small "oğlu" or "qızı" after the first word is left out."""
    words = [word.strip("'\".,()") for word in tidy(s).replace("-", " ").split()]
    kept = [word for place, word in enumerate(words) if word and not (place and word in _SMALL_WORDS)]
    return " ".join(f"{upper(word[0], lang)}." for word in kept)


def _collator(lang: str) -> icu.Collator:
    # One per thread: making a collator costs a thousand keys, and ICU does not promise sharing between threads.
    made = _local.__dict__.setdefault("collators", {})
    if lang not in made:
        made[lang] = icu.Collator.createInstance(icu.Locale(lang.replace("-", "_")))
    return made[lang]
