"""How alike two names are, and which words agree or differ.

A weighted edit distance over sounds: letters that alphabets write for each other (q g k, x h, ə a e, c j) cost
little, a slip of the finger costs something, another vowel at the beginning of a short name costs much.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, permutations
from math import fsum

from umay.care.persons.names.parts import SCHWA, VOWELS, Word, join, words

Words = tuple[Word, ...]
Table = tuple[tuple[float, ...], ...]
Aligned = tuple[float, Words, Words, tuple[int, ...], Table]

# From this value two names are shown as likely the same. Chosen on the tune part of the pairs
# (docs/reference/names.md).
LIKELY = 0.87

_PAIR_COSTS = {
    0.05: ("kq", "qg", "hx", "cj", f"{SCHWA}a", f"{SCHWA}e"),
    0.15: ("hg", "yi"),
    0.25: ("bp", "dt", "zs", "kg", "xk", "xg", "iu"),
    0.35: ("ou",),
    0.45: ("jz", f"{SCHWA}o", f"{SCHWA}i", "eu", "vf", "uy"),
    0.55: ("ao", "ae", "ie"),
    0.75: ("mn", "ai", "eo", "jy"),
}
_SUBSTITUTION = {pair: cost for cost, pairs in _PAIR_COSTS.items() for a, b in pairs for pair in ((a, b), (b, a))}
_OTHER_VOWEL = 0.8
_OTHER_LETTER = 1.0
_SWAPPED = 0.6
_FIRST_LETTER = 1.5
# A last vowel makes a woman's name of a man's (Emin, Emine; Samir, Samirə).
_LAST_VOWEL = 1.4
_ENDING_COST = {
    frozenset({"ov", "li"}): 0.95,
    frozenset({"ov", "zade"}): 0.95,
    frozenset({"li", "zade"}): 0.95,
    frozenset({"ov", ""}): 0.92,
    frozenset({"ov", "oglu"}): 0.92,
    frozenset({"uly", "ov"}): 0.92,
}
_ENDING_OTHER = 0.85
_UNVOWELLED = 0.94  # Arabic script writes few vowels, so only consonants can agree
_LEFT_OUT = 0.06  # a second name or a second surname that only one side has
_FATHER_LEFT_OUT = 0.02
_OTHER_WORD = 0.33
_SAME_WORD = 0.93
_CLOSE_WORD = 0.78


@dataclass(frozen=True, slots=True)
class Reason:
    """What was found about one word: `code` is same, spelling, close, initial, part, left_out or differs."""

    code: str
    a: str
    b: str
    value: float


@dataclass(frozen=True, slots=True)
class Score:
    """`value` from 0 (nothing alike) to 1 (the same letters); `reasons` word by word, strongest first."""

    value: float
    reasons: tuple[Reason, ...]

    @property
    def is_likely(self) -> bool:
        return self.value >= LIKELY


def score(a: str, b: str, *, is_part: bool = False) -> Score:
    """Compare two names in any script, order and case. With `is_part`, a word of `a` of three letters or more may be
    the beginning of a word of `b`, as in a search box."""
    value, left, right, chosen, table = _best(words(a), words(b), is_part)
    return Score(value, _reasons(left, right, chosen, table))


def likeness(a: str, b: str, *, is_part: bool = False) -> float:
    """The value of `score` alone: for putting hundreds of names in order."""
    return _best(words(a), words(b), is_part)[0]


def _best(left: Words, right: Words, is_part: bool) -> Aligned:
    best = _aligned(left, right, is_part)
    if len(left) != len(right) and best[0] < 0.999 and left and right:
        for one, other in _joinings(left, right):
            joined = _aligned(one, other, is_part)
            if joined[0] > best[0] + _LEFT_OUT / 2:
                best = joined
    return best


def _joinings(left: Words, right: Words) -> Iterator[tuple[Words, Words]]:
    is_left_longer = len(left) > len(right)
    longer = left if is_left_longer else right
    for place, (a, b) in enumerate(pairwise(longer)):
        if a.is_patronymic or b.is_patronymic or a.is_initial or b.is_initial:
            continue
        joined = join(a, b)
        if not any(abs(len(joined.sounds) - len(word.sounds)) < 3 for word in (right if is_left_longer else left)):
            continue
        made = (*longer[:place], joined, *longer[place + 2 :])
        yield (made, right) if is_left_longer else (left, made)


def _aligned(left: Words, right: Words, is_part: bool) -> Aligned:
    """The value with, for each word of `left`, the place of its word in `right` (-1: none), and the table of values."""
    if not left or not right:
        return 0.0, left, right, (), ()
    table = tuple(tuple(_pair_value(a, b, is_part) for b in right) for a in left)
    if len(left) <= len(right):
        chosen = _assignment(table, len(right))
    else:
        turned = _assignment(tuple(zip(*table, strict=True)), len(left))
        chosen = tuple(turned.index(row) if row in turned else -1 for row in range(len(left)))
    values = [table[row][column] for row, column in enumerate(chosen) if column >= 0]
    value = 0.65 * min(values) + 0.35 * fsum(values) / len(values)
    missing = _left_over(left, right, chosen)
    value -= fsum(_FATHER_LEFT_OUT if word.is_patronymic or is_part else _LEFT_OUT for word in missing)
    return max(0.0, min(1.0, round(value, 4))), left, right, chosen, table


def _left_over(left: Words, right: Words, chosen: tuple[int, ...]) -> list[Word]:
    if len(left) == len(right):
        return []
    alone = [word for word, column in zip(left, chosen, strict=True) if column < 0]
    return alone + [word for column, word in enumerate(right) if column not in chosen]


def _assignment(table: Table, columns: int) -> tuple[int, ...]:
    """For each row a column of its own so that the sum, and then the least value, is greatest.

    At most 6 x 6 words; mostly 2 x 2.
    """

    def worth(chosen: tuple[int, ...]) -> tuple[float, float]:
        values = [table[row][column] for row, column in enumerate(chosen)]
        return round(fsum(values), 9), min(values)

    if len(table) == columns == 1:
        return (0,)
    return max(permutations(range(columns), len(table)), key=worth)


def _pair_value(a: Word, b: Word, is_part: bool) -> float:
    if a.is_patronymic != b.is_patronymic:
        # A father's name may only have been written without its "oğlu".
        return 0.75 * _word_value(a.sounds, b.sounds)
    if a.is_initial or b.is_initial:
        if a.folded == b.folded:
            return 1.0
        return 0.9 if a.sounds[:1] == b.sounds[:1] else 0.0
    if a.sounds == b.sounds:
        return 1.0
    value = _stems_value(a, b)
    if is_part and value < 0.95 and len(a.folded) >= 3 and _begins(a, b):
        return 0.95
    return value


def _begins(a: Word, b: Word) -> bool:
    return b.folded.startswith(a.folded) or b.sounds.startswith(a.sounds)


def _stems_value(a: Word, b: Word) -> float:
    if a.is_unvowelled or b.is_unvowelled:
        return _UNVOWELLED * _word_value(_consonants(a.sounds), _consonants(b.sounds))
    if not a.ending and not b.ending:
        return _word_value(a.sounds, b.sounds)
    if a.ending == b.ending:  # a shared ending says nothing: Həsənov and Hüseynov are as alike as Həsən and Hüseyn
        return _word_value(a.stem, b.stem)
    factor = _ENDING_COST.get(frozenset({a.ending, b.ending}), _ENDING_OTHER)
    return max(_word_value(a.stem, b.stem) * factor, _word_value(a.sounds, b.sounds))


def _consonants(sounds: str) -> str:
    return "".join(sound for sound in sounds if sound not in VOWELS and sound != "y")


def _reasons(left: Words, right: Words, chosen: tuple[int, ...], table: Table) -> tuple[Reason, ...]:
    made = [_reason(left[row], right[column], table[row][column]) for row, column in enumerate(chosen) if column >= 0]
    made += [Reason("left_out", word.folded, "", 0.0) for word, at in zip(left, chosen, strict=False) if at < 0]
    if chosen:
        unmet = (word for column, word in enumerate(right) if column not in chosen)
        made += [Reason("left_out", "", word.folded, 0.0) for word in unmet]
    return tuple(sorted(made, key=lambda reason: -reason.value))


def _reason(a: Word, b: Word, value: float) -> Reason:
    if a.folded == b.folded:
        code = "same"
    elif a.is_initial or b.is_initial:
        code = "initial" if value else "differs"
    elif value >= _SAME_WORD:
        code = "part" if len(a.folded) != len(b.folded) and b.folded.startswith(a.folded) else "spelling"
    else:
        code = "close" if value >= _CLOSE_WORD else "differs"
    return Reason(code, a.folded, b.folded, round(value, 3))


@lru_cache(maxsize=131_072)
def _word_value(a: str, b: str) -> float:
    """1 for equal sounds, falling with the cost of turning one into the other per letter."""
    if a == b:
        return 1.0
    length = (len(a) + len(b)) / 2
    if abs(len(a) - len(b)) > length / 2:
        return _OTHER_WORD
    length = max(length, 3.0)
    # Below a third it is another word, and how far below changes nothing.
    return max(_OTHER_WORD, round(1.0 - _distance(a, b, length * (1 - _OTHER_WORD)) / length, 6))


def _distance(a: str, b: str, most: float) -> float:
    """The least cost of turning `a` into `b`; from `most` on, some value not below it."""
    outs_a, outs_b = _outs(a), _outs(b)
    before: list[float] = []
    last = [0.0]
    for out in outs_b:
        last.append(last[-1] + out)
    previous = ""
    for row, letter in enumerate(a):
        costs, out = _INSTEAD[letter], outs_a[row]
        line = [last[0] + out]
        left, other_before = line[0], ""
        for column, other in enumerate(b):
            # A weighted distance for every pair of people found: written out flat, because calls cost more than sums.
            cost = last[column] + (costs[other] if row or column else _first(costs[other]))
            if last[column + 1] + out < cost:
                cost = last[column + 1] + out
            if left + outs_b[column] < cost:
                cost = left + outs_b[column]
            if letter == other_before and previous == other and letter != other:
                cost = min(cost, before[column - 1] + _SWAPPED)
            line.append(cost)
            left, other_before = cost, other
        if min(line) >= most and (not before or min(last) >= most):
            return most
        before, last, previous = last, line, letter
    return last[-1]


def _first(cost: float) -> float:
    return cost * _FIRST_LETTER if cost > 0.3 else cost


def _instead(a: str, b: str) -> float:
    if a == b:
        return 0.0
    other = _OTHER_VOWEL if a in VOWELS and b in VOWELS else _OTHER_LETTER
    return _SUBSTITUTION.get((a, b), other)


_LETTERS = "abcdefghijklmnopqrstuvwxyz" + SCHWA
_INSTEAD = {a: {b: _instead(a, b) for b in _LETTERS} for a in _LETTERS}


@lru_cache(maxsize=65_536)
def _outs(word: str) -> tuple[float, ...]:
    """The cost of leaving out each letter."""
    return tuple(_left_out(word, place) for place in range(len(word)))


def _left_out(word: str, place: int) -> float:
    letter = word[place]
    if place and letter == word[place - 1]:
        return 0.1
    if letter == "y":
        return 0.15
    if letter in VOWELS:
        if place == len(word) - 1 and place > 2:
            return _LAST_VOWEL
        near = word[max(0, place - 1) : place + 2]
        return 0.2 if "y" in near and letter == "i" else 0.55
    cost = 0.7 if letter in "hg" else 0.9
    return cost if place else cost * _FIRST_LETTER
