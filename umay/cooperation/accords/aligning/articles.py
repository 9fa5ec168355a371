"""Articles are aligned by their number, which is the same in every language; a heading or a place in the list is not."""

import hashlib
import json
import unicodedata
from dataclasses import dataclass

EMPTY, MISSING, BLANK, DOUBLE, ORDER = "empty", "missing", "blank", "double", "order"


@dataclass(frozen=True, slots=True)
class Article:
    """One numbered article in one language. `number` as it is printed ("1", "12bis"); "0" is the preamble."""

    number: str
    heading: str
    body: str


@dataclass(frozen=True, slots=True)
class Row:
    """One number, with the article of each language; None where that language has none."""

    number: str
    cells: dict[str, Article | None]

    @property
    def is_whole(self) -> bool:
        return all(article is not None for article in self.cells.values())


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Why the texts don't say the same articles: one of the codes above, the language at fault, the number ("" for the text as a whole)."""

    code: str
    language: str
    number: str = ""


def _clean(text: str) -> str:
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def canonical(articles: tuple[Article, ...]) -> bytes:
    """The bytes that are frozen: Unicode NFC, line feeds, no spaces at line ends; JSON of [number, heading, body] in the order of the text.

    Two texts that look alike on paper have the same bytes, whatever keyboard or system they were typed on.
    """
    rows = [[_clean(one.number), _clean(one.heading), _clean(one.body)] for one in articles]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def digest(articles: tuple[Article, ...]) -> str:
    """SHA-256 of `canonical`, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(articles)).hexdigest()


def _numbers(articles) -> list[str]:
    return [article.number for article in articles]


def side_by_side(texts: dict[str, tuple[Article, ...]]) -> list[Row]:
    """Rows in the order of the first language; a number that only another language has stands after the one it follows there.

    `texts`: {language: its articles}. Of a number that stands twice in a language the first is shown; `faults` names the other.
    """
    order: list[str] = []
    for articles in texts.values():
        before = None
        for number in dict.fromkeys(_numbers(articles)):
            if number not in order:
                order.insert(order.index(before) + 1 if before is not None else 0, number)
            before = number
    found = {language: {} for language in texts}
    for language, articles in texts.items():
        for article in articles:
            found[language].setdefault(article.number, article)
    return [Row(number, {language: found[language].get(number) for language in texts}) for number in order]


def faults(texts: dict[str, tuple[Article, ...]]) -> list[Fault]:
    """All that keeps these languages from being equally authentic; empty where they have the same articles, none of them blank.

    A number counts as missing where it stands in any other language. With fewer than two languages nothing can be missing.
    """
    found = []
    numbers = {language: _numbers(articles) for language, articles in texts.items()}
    everywhere = list(dict.fromkeys(number for one in numbers.values() for number in one))
    for language, articles in texts.items():
        if not articles:
            found.append(Fault(EMPTY, language))
            continue
        own = numbers[language]
        found += [Fault(DOUBLE, language, number) for number in dict.fromkeys(own) if own.count(number) > 1]
        found += [Fault(BLANK, language, one.number) for one in articles if not _clean(one.body).strip()]
        found += [Fault(MISSING, language, number) for number in everywhere if number not in own]
    return found + _disorder(numbers)


def _disorder(numbers: dict[str, list[str]]) -> list[Fault]:
    """The first article of each further language that stands in another place than in the first one that has articles."""
    filled = [(language, list(dict.fromkeys(own))) for language, own in numbers.items() if own]
    if not filled:
        return []
    first = filled[0][1]
    found = []
    for language, own in filled[1:]:
        shared, theirs = [one for one in first if one in own], [one for one in own if one in first]
        found += [Fault(ORDER, language, b) for a, b in zip(shared, theirs, strict=True) if a != b][:1]
    return found
