"""Typst sets the page: no system library and no network; fonts are those inside its wheel. Every word reaches it as data, never as markup."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import typst

from umay.cooperation.accords.aligning import Article, digest, side_by_side

TEMPLATE = Path(__file__).parent / "columns.typ"
NAMES = {"tr": "Türkçe", "az": "Azərbaycanca", "en": "English", "kk": "Қазақша", "ky": "Кыргызча", "uz": "Oʻzbekcha", "tk": "Türkmençe", "hu": "Magyar"}  # fmt: skip
ARTICLE = {"tr": "Madde {}", "az": "Maddə {}", "en": "Article {}", "kk": "{}-бап", "ky": "{}-берене", "uz": "{}-modda", "tk": "Madda {}", "hu": "{}. cikk"}  # fmt: skip
MOST_LANGUAGES = 3


@dataclass(frozen=True)
class Sheet:
    """What is printed. `titles`, `texts`, `statuses`: by language, in the order of the columns; `notice` stands in a frame under the titles.

    `signed`: (language, line) at the end. `author` goes into the file's properties.
    """

    titles: dict[str, str]
    texts: dict[str, tuple[Article, ...]]
    statuses: dict[str, str]
    notice: str = ""
    author: str = ""
    signed: tuple[tuple[str, str], ...] = field(default=())


def columns(sheet: Sheet) -> bytes:
    """The PDF (PDF/UA-1: tagged, titled, language of each column marked), with each language's SHA-256 in the footer of every page.

    The same sheet gives the same bytes on every machine with the same version of Typst. Raises ValueError for no language or for more than three.
    """
    if not 1 <= len(sheet.texts) <= MOST_LANGUAGES:
        raise ValueError(f"one to {MOST_LANGUAGES} languages stand side by side, not {len(sheet.texts)}")
    data = json.dumps(_data(sheet), ensure_ascii=False)
    return typst.compile(
        TEMPLATE,
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        pdf_standards=["ua-1"],
        timestamp=0,
    )


def _data(sheet: Sheet) -> dict:
    languages = list(sheet.texts)
    return {
        "title": sheet.titles[languages[0]],
        "author": sheet.author,
        "notice": sheet.notice,
        "languages": [
            {
                "code": code,
                "name": NAMES.get(code, code),
                "title": sheet.titles[code],
                "status": sheet.statuses.get(code, ""),
                "digest": digest(sheet.texts[code]),
            }
            for code in languages
        ],
        "rows": [[_cell(code, row.cells[code]) for code in languages] for row in side_by_side(sheet.texts)],
        "signed": [{"language": code, "text": line} for code, line in sheet.signed],
    }


def _cell(code: str, article: Article | None) -> dict:
    if article is None:
        return {"language": "", "number": "", "label": "", "heading": "", "body": ""}
    label = ARTICLE.get(code, "{}").format(article.number)
    return {
        "language": code,
        "number": article.number,
        "label": label,
        "heading": article.heading,
        "body": article.body,
    }
