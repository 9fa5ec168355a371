"""Terms of the concordance in running words, as links. Everything else is escaped."""

import re
from collections.abc import Callable, Iterable

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe


def marked(words: str, terms: Iterable[tuple[str, object]], link: Callable) -> SafeString:
    """`terms`: (word, concept id), the longest first. A term of several words is found with endings too; a single word only as it stands, because
    another word may begin like it."""
    known = dict(terms)
    if not known:
        return conditional_escape(words)
    parts = [rf"(?P<t{place}>{re.escape(word)}{_ENDING if ' ' in word else ''})" for place, word in enumerate(known)]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)
    concepts = list(known.values())
    found, end = [], 0
    for hit in pattern.finditer(words):
        found.append(conditional_escape(words[end : hit.start()]))
        place = int(hit.lastgroup[1:])
        found.append(format_html('<a class="term" href="{}">{}</a>', link(concepts[place]), hit.group()))
        end = hit.end()
    found.append(conditional_escape(words[end:]))
    return mark_safe("".join(found))


_ENDING = r"(?:['’]?\w{0,8})"
