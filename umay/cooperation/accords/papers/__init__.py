"""The papers of a declaration as PDF: the text with its frames for signatures, an instrument of accession, what a signed field shows. Pure:
words in, bytes out; the same bytes for the same words. Typst sets the page with the fonts of its own wheel; no network, no system library."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import typst

from umay.cooperation.accords.proving.fields import COLUMNS, PAGE, ROWS, Place, laid_out

_HERE = Path(__file__).parent
NAMES = {"tr": "Türkçe", "az": "Azərbaycanca", "en": "English", "kk": "Қазақша", "ky": "Кыргызча", "uz": "Oʻzbekcha", "tk": "Türkmençe", "hu": "Magyar"}  # fmt: skip
_ARTICLE = {"tr": "Madde {}", "az": "Maddə {}", "en": "Article {}", "kk": "{}-бап", "ky": "{}-берене", "uz": "{}-modda", "tk": "Madda {}", "hu": "{}. cikk"}  # fmt: skip
_SIGNATURES = {"tr": "İmzalar", "az": "İmzalar", "en": "Signatures", "kk": "Қолтаңбалар", "ky": "Колдор", "uz": "Imzolar", "tk": "Gollar", "hu": "Aláírások"}  # fmt: skip
MOST_LANGUAGES = 3


@dataclass(frozen=True)
class DeclarationPaper:
    """`titles`: by language, in the order of the columns; `articles`: number and words by language; `digest`: of the frozen words."""

    titles: dict[str, str]
    articles: tuple[tuple[int, dict[str, str]], ...]
    digest: str
    footer: str
    notice: str = ""


@dataclass(frozen=True)
class LetterPaper:
    """Words by language (title, text) about the text with this digest; `pictures` (media type, bytes, what it shows) follow, one a page."""

    words: dict[str, tuple[str, str]]
    digest: str
    footer: str
    notice: str = ""
    pictures: tuple[tuple[str, bytes, str], ...] = field(default=())


def declaration(paper: DeclarationPaper, places: list[Place]) -> tuple[bytes, list[Place]]:
    """The frozen text, and the places with their page and rectangle. Raises ValueError for no language or more than three."""
    codes = list(paper.titles)
    if not 1 <= len(codes) <= MOST_LANGUAGES:
        raise ValueError(f"one to {MOST_LANGUAGES} languages stand side by side, not {len(codes)}")
    placed, sheets = _sheets(places)
    found = {
        "title": paper.titles[codes[0]],
        "notice": paper.notice,
        "digest": paper.digest,
        "footer": paper.footer,
        "languages": [
            {
                "code": code,
                "name": NAMES.get(code, code),
                "title": paper.titles[code],
                "signatures": _SIGNATURES.get(code, _SIGNATURES["en"]),
            }
            for code in codes
        ],
        "articles": [[_cell(code, number, words) for code in codes] for number, words in paper.articles],
        "sheets": sheets,
    }
    return _made("declaration.typ", found), placed


def letter(paper: LetterPaper, places: list[Place]) -> tuple[bytes, list[Place]]:
    """An instrument of accession or a certified copy, and its places."""
    placed, sheets = _sheets(places)
    found = {
        "title": next(iter(paper.words.values()))[0],
        "notice": paper.notice,
        "digest": paper.digest,
        "footer": paper.footer,
        "languages": [{"code": code, "title": title, "words": words} for code, (title, words) in paper.words.items()],
        "pages": [
            {"bytes": list(content), "format": _FORMATS[kind], "alt": alt} for kind, content, alt in paper.pictures
        ],
        "sheets": sheets,
    }
    return _made("accession.typ", found), placed


_FORMATS = {"image/png": "png", "image/jpeg": "jpg"}


def stamp(*, name: str, title: str, party: str, at: datetime) -> bytes:
    """What the signed field shows. It proves nothing; the signature does."""
    return _made("stamp.typ", {"name": name, "title": title, "party": party, "at": f"{at:%Y-%m-%d %H:%M} UTC"}, ())


def _cell(code: str, number: int, words: dict[str, str]) -> dict:
    return {"language": code, "label": _ARTICLE.get(code, "{}").format(number), "words": words.get(code, "–")}


def _sheets(places: list[Place]) -> tuple[list[Place], list[list[dict]]]:
    """Places on the last pages (counted from the back), and the frames to draw there."""
    size = COLUMNS * ROWS
    count = -(-len(places) // size)
    placed = laid_out(places, first_page=-count)
    frames = [[_frame(one) for one in placed[start : start + size]] for start in range(0, len(placed), size)]
    return placed, frames


def _frame(place: Place) -> dict:
    left, bottom, right, top = place.box
    return {"left": left, "top": PAGE[1] - top, "wide": right - left, "high": top - bottom, "label": place.label}


def _made(template: str, found: dict, standards=("ua-1",)) -> bytes:
    return typst.compile(
        _HERE / template,
        root=_HERE,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(found, ensure_ascii=False)},
        pdf_standards=list(standards),
        timestamp=0,
    )
