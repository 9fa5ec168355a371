"""What a new version changed: which articles, and which words of them."""

import difflib
import re
from dataclasses import dataclass

from .articles import Article, digest

SAME, CHANGED, ADDED, REMOVED, RENUMBERED = "same", "changed", "added", "removed", "renumbered"
KEPT, OUT, IN = "kept", "out", "in"

_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
MANY_WORDS = 6_000  # above, an article is compared by lines: the word comparison grows with the square


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text that both versions have (`kept`), only the earlier (`out`), or only the later (`in`)."""

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One article of the two versions. `heading` and `body` are pieces in reading order; `before` and `after` the articles, None where absent."""

    kind: str
    number: str
    before: Article | None
    after: Article | None
    heading: tuple[Piece, ...] = ()
    body: tuple[Piece, ...] = ()


def differences(before: tuple[Article, ...], after: tuple[Article, ...]) -> list[Change]:
    """Each article of either version once, in the order of the later one; a removed one stands where it stood.

    An article whose words stayed and whose number changed is `renumbered`, not removed and added.
    """
    earlier = {one.number: one for one in before}
    later = {one.number: one for one in after}
    renumbered = _renumbered(
        [one for one in before if one.number not in later], [one for one in after if one.number not in earlier]
    )
    gone = {old.number for old in renumbered.values()}
    found = [_change(earlier.get(one.number), one, renumbered.get(one.number)) for one in after]
    for place, one in enumerate(before):
        if one.number not in later and one.number not in gone:
            found.insert(_place(found, before[:place]), Change(REMOVED, one.number, one, None, *_all(one, OUT)))
    return found


def _renumbered(gone: list[Article], new: list[Article]) -> dict[str, Article]:
    """{new number: the earlier article with the same words}; each earlier one is used once."""
    waiting: dict[str, list[Article]] = {}
    for one in gone:
        waiting.setdefault(_words(one), []).append(one)
    return {one.number: waiting[_words(one)].pop(0) for one in new if waiting.get(_words(one))}


def _words(article: Article) -> str:
    return digest((Article("", article.heading, article.body),))


def _change(before: Article | None, after: Article, moved: Article | None) -> Change:
    if before is None:
        if moved is not None:
            return Change(RENUMBERED, after.number, moved, after, *_all(after, KEPT))
        return Change(ADDED, after.number, None, after, *_all(after, IN))
    if digest((before,)) == digest((after,)):
        return Change(SAME, after.number, before, after, *_all(after, KEPT))
    return Change(
        CHANGED, after.number, before, after, _pieces(before.heading, after.heading), _pieces(before.body, after.body)
    )


def _place(found: list[Change], earlier: tuple[Article, ...]) -> int:
    """Behind the nearest earlier article that is still listed, wherever it went."""
    for one in reversed(earlier):
        for place, change in enumerate(found):
            if change.before is not None and change.before.number == one.number:
                return place + 1
    return 0


def _all(article: Article, what: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    return tuple((Piece(what, text),) if text else () for text in (article.heading, article.body))


def _pieces(before: str, after: str) -> tuple[Piece, ...]:
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    if len(old) + len(new) > MANY_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found = []
    for step, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            found.append(Piece(KEPT, "".join(new[c:d])))
            continue
        found += [Piece(what, text) for what, text in ((OUT, "".join(old[a:b])), (IN, "".join(new[c:d]))) if text]
    return tuple(found)
