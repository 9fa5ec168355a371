"""The keys stored for a person and asked for by a search.

All keys are compared by equality, or by range on the plain words: both are leakproof in PostgreSQL, so an index is
used under row-level security. Six kinds, told apart by the first letter:

- `w` + folded word: the word as typed on a plain keyboard; a range gives part of a name;
- `k` + skeleton: one word across alphabets (Qasım, Kasım, Гасым and Gasim are `kKSM`);
- `p` + two skeletons: a given name with a surname, in either order. A common name with a common surname is then one
  short list, and never two long ones to be intersected;
- `y` + year + two skeletons: the same for one year of birth, because a thousand people may share name and surname;
- `x` + two beginnings of three letters: parts of two words ("meh yıl");
- `n` + letters and digits of a number: national number, case number.

A slip of the finger costs no stored key: a skeleton has twelve letters only, so a search asks for every skeleton one
slip away.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise, product

from umay.care.persons.names.parts import SKELETON_ALPHABET, Word, join, words
from umay.kit.kernel.text import fold

LONGEST = 40  # letters of a key
PART = 3  # letters of a word that must be known
_MOST_PAIRS = 10


def tokens(name: str, surname: str | None = None, *, born: int | None = None) -> set[str]:
    """The keys to store for one written form of a person's name; join the sets of all forms (other scripts, before
    marriage).

    `name` holds the given names and `surname` the surnames; without `surname`, `name` is the whole name in an order
    that is not known. `born` is the year of birth. Two words give 7 keys, three about 12. Empty for a name without letters.
    """
    given = _spelled(name)
    family = _spelled(surname) if surname is not None else []
    every = [*given, *family]
    pairs = list(product(given, family)) if family and given else list(combinations(every, 2))
    pairs = _without_fathers(pairs)[:_MOST_PAIRS]
    found = {word_token(word.folded) for word in every} | {"k" + word.skeleton for word in every}
    found |= {pair_token(a, b) for a, b in pairs} | {part_token(a, b) for a, b in pairs}
    found |= set(_joined(given, family))
    return found | {year_token(key, born) for key in found if born and key[0] == "p"}


def number_token(number: str) -> str:
    """The key of a national number or case number, however it is spaced or dashed; "" when it holds nothing."""
    letters = fold(number).replace(" ", "")
    return ("n" + letters)[:LONGEST] if letters else ""


def word_token(folded: str) -> str:
    return ("w" + folded)[:LONGEST]


def pair_token(a: Word, b: Word) -> str:
    return _pair(a.skeleton, b.skeleton)


def year_token(pair: str, year: int) -> str:
    return f"y{year}{pair[1:]}"


def part_token(a: Word, b: Word) -> str:
    return "x" + ".".join(sorted((a.folded[:PART], b.folded[:PART])))


def joined_pair_tokens(found: Iterable[Word]) -> Iterator[str]:
    """Pairs in which two neighbouring words are read as one: "Ayşe Nur Çağlar" asks for Ayşenur with Çağlar."""
    found = list(found)
    for place, (a, b) in enumerate(pairwise(found)):
        for other in (*found[:place], *found[place + 2 :]):
            yield pair_token(join(a, b), other)


def slipped(skeleton: str) -> set[str]:
    """Every skeleton one slip away: a letter left out, added, wrong, or two changed round."""
    cuts = [(skeleton[:place], skeleton[place:]) for place in range(len(skeleton) + 1)]
    out = {head + tail[1:] for head, tail in cuts if tail}
    out |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    out |= {head + letter + tail[1:] for head, tail in cuts if tail for letter in SKELETON_ALPHABET}
    out |= {head + letter + tail for head, tail in cuts for letter in SKELETON_ALPHABET}
    # A stands only at the beginning, and no letter stands twice in a row, so most of these cannot be stored.
    return {made for made in out if _is_skeleton(made)} - {skeleton}


def slipped_pair_tokens(a: Word, b: Word) -> set[str]:
    left = {_pair(made, b.skeleton) for made in slipped(a.skeleton)}
    return left | {_pair(a.skeleton, made) for made in slipped(b.skeleton)}


def _is_skeleton(made: str) -> bool:
    return bool(made) and "A" not in made[1:] and all(a != b for a, b in pairwise(made))


def _pair(a: str, b: str) -> str:
    return "p" + ".".join(sorted((a, b)))


def _spelled(name: str) -> list[Word]:
    return [word for word in words(name) if not word.is_initial]


def _without_fathers(pairs: list[tuple[Word, Word]]) -> list[tuple[Word, Word]]:
    kept = [(a, b) for a, b in pairs if not a.is_patronymic and not b.is_patronymic]
    return kept or pairs


def _joined(given: list[Word], family: list[Word]) -> Iterator[str]:
    if not family:
        yield from joined_pair_tokens(given)
        return
    for a, b in pairwise(given):
        if not b.is_patronymic:
            yield "k" + join(a, b).skeleton
            yield from (pair_token(join(a, b), other) for other in family)
    for a, b in pairwise(family):
        yield from (pair_token(join(a, b), other) for other in given if not other.is_patronymic)
