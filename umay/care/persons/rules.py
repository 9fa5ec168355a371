"""Pure sums of the persons room: keys of a name, what is known of a birth, how a number is shown. No database, no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from umay.care.persons.names import compare, tokens
from umay.care.persons.names.keys import LONGEST, pair_token, word_token
from umay.care.persons.names.parts import words

ISSUER = {"tckn": "TR", "foreign": "TR", "fin": "AZ"}
INVERSE = {
    "mother": "child",
    "father": "child",
    "grandparent": "grandchild",
    "aunt_uncle": "niece_nephew",
    "guardian": "ward",
}
"""What the first person is to the second where the tie is not the same both ways."""
ABOVE = ("mother", "father", "grandparent", "aunt_uncle", "guardian")
"""Ties whose other end is drawn in the row above."""


@dataclass(frozen=True)
class Facts:
    """What is compared between two records (`names.PersonLike`). Empty is unknown, never a difference."""

    names: Sequence[str] = ()
    born_on: date | None = None
    born_precision: str = "day"
    sex: str = "u"
    numbers: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    parents: Sequence[str] = ()
    place: str = ""


def keys_of(given: str, surname: str, others: Iterable[str] = (), *, born: int | None = None) -> set[str]:
    """The search keys of a person: the written name and every other one, with the year of birth where it is known."""
    found = tokens(given, surname, born=born) if given and surname else tokens(given or surname, born=born)
    for text in others:
        found |= tokens(text, born=born)
    return {key for key in found if len(key) <= LONGEST}


def pairs_of(given: str, surname: str) -> list[str]:
    """The keys of a given name with a surname, across spellings; empty where one of them is missing."""
    first, last = words(given), words(surname)
    return sorted({pair_token(a, b) for a in first for b in last if not a.is_initial and not b.is_initial})


def plain_words_of(given: str, surname: str) -> list[str]:
    """The keys of the words as written on a plain keyboard."""
    return sorted({word_token(word.folded) for word in (*words(given), *words(surname)) if not word.is_initial})


def year_slack(precision: str) -> int:
    """How many years two records of one birth may differ by."""
    return 2 if precision == "guess" else 1


def born_about(age: int, on: date) -> date:
    """A day for somebody said to be `age` years old on that day: the middle of the year in which the birth must lie."""
    month, year = (on.month - 6, on.year - age) if on.month > 6 else (on.month + 6, on.year - age - 1)
    return date(year, month, min(on.day, 28))


def differences(a: Any, b: Any) -> dict[str, list[str]]:
    """Fields that agree (near ones too), differ and are unknown, in the order of `compare`."""
    sorted_out: dict[str, list[str]] = {"agree": [], "near": [], "differ": [], "unknown": []}
    for line in compare(a, b).agreements:
        sorted_out[line.state].append(line.field)
    return sorted_out


def masked(number: str) -> str:
    """A number with all but its last three signs hidden."""
    return "•" * max(0, len(number) - 3) + number[-3:]
