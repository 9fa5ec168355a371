"""The texts a person sees, their versions, their articles side by side, and what stands between a language and being authentic."""

import re
from dataclasses import dataclass

from django.db.models import QuerySet

from umay.cooperation.accords import aligning
from umay.cooperation.accords.models import Accord, Article, Declaration, Document, Edition, LanguageText
from umay.cooperation.accords.queries import base
from umay.cooperation.accords.text_words import MOST_COLUMNS, TextState
from umay.kit.kernel.acting import Identity

_NUMBER = re.compile(r"(\d+)(.*)")


def in_order(number: str) -> tuple[int, str]:
    """Articles by their number: 2 before 12, 12 before 12bis."""
    found = _NUMBER.fullmatch(number)
    return (int(found[1]), found[2]) if found else (10_000, number)


def documents(by: Identity | None) -> QuerySet[Document]:
    """Those of the person's country; for nobody in particular, those that everybody may read."""
    found = base.visible(by) if by else base.public()
    return (
        Document.objects.filter(accord__in=found.order_by().values("pk"))
        .select_related("accord")
        .order_by("-recorded_at", "pk")
    )


def of_accord(accord: Accord) -> Document | None:
    return Document.objects.select_related("accord").filter(accord=accord).first()


def without_text(by: Identity) -> QuerySet[Accord]:
    """Accords of the person's country that have no text yet. A declaration gets its text when it is frozen."""
    return (
        base.visible(by).exclude(kind__in=["declaration", "series"]).exclude(pk__in=Document.objects.values("accord"))
    )


def editions(document: Document) -> list[Edition]:
    """The versions, the latest first."""
    return list(document.editions.order_by("-number"))


def all_texts(by: Identity) -> QuerySet[LanguageText]:
    return LanguageText.objects.filter(edition__document__in=documents(by).order_by().values("pk")).select_related(
        "edition__document__accord"
    )


def texts_of(edition: Edition, languages: list[str]) -> list[LanguageText]:
    """The languages of a version in the order of the document."""
    found = {text.language: text for text in edition.texts.all()}
    return [found[code] for code in languages if code in found]


def all_of(documents_shown: list[Document]) -> dict:
    """The languages of the latest version of each document, by its id. Two statements."""
    latest: dict = {}
    for edition in Edition.objects.filter(document__in=[one.pk for one in documents_shown]).order_by("number"):
        latest[edition.document_id] = edition
    rows = LanguageText.objects.filter(edition__in=[one.pk for one in latest.values()])
    by_edition: dict = {}
    for row in rows:
        by_edition.setdefault(row.edition_id, {})[row.language] = row
    return {
        one.pk: (latest[one.pk], [by_edition.get(latest[one.pk].pk, {}).get(code) for code in one.languages])
        for one in documents_shown
        if one.pk in latest
    }


def articles_of(texts: list[LanguageText]) -> dict[str, tuple[aligning.Article, ...]]:
    """Each language's articles in the order of their numbers. One statement."""
    found: dict = {text.language: [] for text in texts}
    codes = {text.pk: text.language for text in texts}
    for row in Article.objects.filter(text__in=list(codes), is_out=False):
        found[codes[row.text_id]].append(aligning.Article(row.number, row.heading, row.body))
    return {code: tuple(sorted(rows, key=lambda one: in_order(one.number))) for code, rows in found.items()}


@dataclass(frozen=True)
class Language:
    """One language of a version, the hash of its words as they are, and what keeps it from being authentic."""

    text: LanguageText
    sha256: str
    faults: tuple[aligning.Fault, ...]

    @property
    def code(self) -> str:
        return self.text.language

    @property
    def is_authentic(self) -> bool:
        return self.text.state == TextState.AUTHENTIC


def languages(texts: list[LanguageText], articles: dict) -> list[Language]:
    wrong = aligning.faults(articles)
    return [
        Language(
            text, aligning.digest(articles[text.language]), tuple(one for one in wrong if one.language == text.language)
        )
        for text in texts
    ]


def faults_of(text: LanguageText) -> tuple[aligning.Fault, ...]:
    """What keeps this language from being authentic, from all languages of its version."""
    texts = list(LanguageText.objects.filter(edition=text.edition_id).order_by("language"))
    return tuple(one for one in aligning.faults(articles_of(texts)) if one.language == text.language)


def content(edition: Edition) -> dict:
    """What sides say yes to: the words of each language that was read by a second person, by their hash, with the titles."""
    texts = [text for text in edition.texts.all() if text.state in (TextState.VERIFIED, TextState.AUTHENTIC)]
    articles = articles_of(texts)
    return {
        "edition": edition.number,
        "why": edition.why,
        "titles": {text.language: title_of(edition.accord, text) for text in texts},
        "languages": {text.language: aligning.digest(articles[text.language]) for text in texts},
    }


def title_of(accord: Accord, text: LanguageText) -> str:
    """The frozen title, else the accord's in that language; in another one where it has none."""
    return text.title or accord.titles.get(text.language) or next(iter(accord.titles.values()), accord.code)


def up_for_approval(by: Identity) -> QuerySet[Edition]:
    """Versions with a language that waits to become authentic."""
    return (
        Edition.objects.filter(texts__state=TextState.VERIFIED, document__in=documents(by).order_by().values("pk"))
        .exclude(accord__in=Declaration.objects.values("accord"))
        .select_related("accord", "document")
        .distinct()
        .order_by("recorded_at", "pk")
    )


def chosen(document: Document, asked: list[str], texts: list[LanguageText]) -> list[LanguageText]:
    """The languages that stand side by side: those asked for, else the first three."""
    here = [text.language for text in texts]
    codes = [code for code in here if code in asked] or here
    return [text for text in texts if text.language in codes[:MOST_COLUMNS]]


def public_edition(document: Document) -> Edition | None:
    """The latest version that has authentic words, as far as the asker may read it."""
    return (
        Edition.objects.filter(document=document, texts__state=TextState.AUTHENTIC)
        .distinct()
        .order_by("-number")
        .first()
    )


def authentic(edition: Edition, codes: list[str]) -> list[LanguageText]:
    return [text for text in texts_of(edition, codes) if text.state == TextState.AUTHENTIC]


def public_content(accord: Accord) -> dict | None:
    """What everybody would read of an accord's text; None where it has no authentic one."""
    document = of_accord(accord)
    edition = public_edition(document) if document else None
    if edition is None:
        return None
    return {
        "edition": edition.number,
        "texts": {one.language: one.sha256 for one in authentic(edition, document.languages)},
    }
