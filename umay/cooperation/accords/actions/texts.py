"""A text is begun in its languages, written article by article, handed on, read by a second person, made authentic, and amended by a new version."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from umay.cooperation.accords import aligning
from umay.cooperation.accords.access import APPROVE, CHANGE
from umay.cooperation.accords.actions.holding import own_side, require
from umay.cooperation.accords.lifecycle.texts import TEXT
from umay.cooperation.accords.models import Accord, Article, Document, Edition, LanguageText
from umay.cooperation.accords.queries import base
from umay.cooperation.accords.queries import texts as queries
from umay.cooperation.accords.text_faults import in_words
from umay.cooperation.accords.text_words import LANGUAGES, TextState
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ports import record

KIND, OF_LANGUAGE = "texts.document", "texts.text"
_NUMBER = re.compile(r"\d{1,3}[a-z]{0,8}")
NO_WORDS = ("", "")


def begin(*, accord: Accord, languages: Sequence[str], by: Identity, at: datetime) -> Document:
    """Begin the text of an accord in these languages, with its first version."""
    require(by, CHANGE)
    own_side(accord, by)
    codes = [code for code in LANGUAGES if code in languages]
    if not codes:
        raise Refusal(_("Choose one language at least."), code="languages", field="languages")
    if queries.of_accord(accord) is not None:
        raise Refusal(_("This has a text already. Nothing was changed."), code="has_text")
    with transaction.atomic():
        return _begun(accord, codes, by, at)[0]


def _begun(accord: Accord, codes: list[str], by: Identity, at: datetime) -> tuple[Document, Edition]:
    written = {"accord": accord, "recorded_by": by.user_id, "recorded_at": at}
    document = Document(languages=codes, **written)
    document.save(force_insert=True)
    edition = Edition(document=document, number=1, **written)
    edition.save(force_insert=True)
    _languages(edition, codes, by, at)
    record("texts.begin", kind=KIND, thing=document.pk, fields=["languages"])
    return document, edition


def _languages(edition: Edition, codes: list[str], by: Identity, at: datetime) -> dict[str, LanguageText]:
    made = {}
    for code in codes:
        made[code] = LanguageText(
            accord=edition.accord, edition=edition, language=code, recorded_by=by.user_id, recorded_at=at
        )
        made[code].save(force_insert=True)
    return made


def shown_digest(article) -> str:
    """The hash of one article as a page showed it; of nothing where there was none."""
    heading, body = (article.heading, article.body) if article else NO_WORDS
    return aligning.digest((aligning.Article("", heading, body),))


def _said_digest(words: tuple[str, str]) -> str:
    return aligning.digest((aligning.Article("", *words),))


def write(
    *,
    edition: Edition,
    number: str,
    said: Mapping[str, tuple[str, str]],
    shown: Mapping[str, str],
    by: Identity,
    at: datetime,
) -> Edition:
    """Write one article. said: {language: (heading, body)}; shown: {language: shown_digest of what the page had}.

    A language that was left as it was shown is not touched, so two desks write two languages of one article at the same time. What somebody
    else changed meanwhile is refused as a conflict, for the whole article.
    """
    require(by, CHANGE)
    own_side(edition.accord, by)
    if not _NUMBER.fullmatch(number):
        raise Refusal(
            _("The number of an article is a figure, perhaps with letters after it: 12 or 12bis."),
            code="number",
            field="number",
        )
    with transaction.atomic():
        texts = _held(edition)
        rows = {row.text.language: row for row in _rows(edition, number)}
        for code, words in said.items():
            if _said_digest(words) != shown[code]:
                _write_one(texts[code], rows.get(code), number, words, shown[code], by, at)
    return edition


def _held(edition: Edition) -> dict[str, LanguageText]:
    """The languages of the version under a lock."""
    rows = LanguageText.objects.select_for_update(of=("self",)).filter(edition=edition).order_by("pk")
    return {row.language: row for row in rows}


def _rows(edition: Edition, number: str):
    return Article.objects.filter(text__edition=edition, number=number).select_related("text")


def _write_one(text, row, number: str, words: tuple[str, str], shown: str, by: Identity, at: datetime) -> None:
    _must_be_draft(text)
    present = shown_digest(row if row and not row.is_out else None)
    if present == _said_digest(words):
        return
    if present != shown:
        raise Conflict(
            _("Somebody else wrote in this article meanwhile. What they wrote and what you wrote are both below; nothing is lost. Put them together, then save."),
            code="article_changed",
        )  # fmt: skip
    if row is None:
        row = Article(accord=text.accord, text=text, number=number, recorded_by=by.user_id, recorded_at=at)
        row.heading, row.body = words
        row.save(force_insert=True)
    else:
        row.heading, row.body, row.is_out = *words, False
        row.save(update_fields=["heading", "body", "is_out"])
    record("texts.write", kind=OF_LANGUAGE, thing=text.pk, fields=["articles"])


def _must_be_draft(text: LanguageText) -> None:
    if text.state == TextState.AUTHENTIC:
        raise Refusal(
            _("These words are authentic: they never change. Make a new version and write the amendment there. Nothing was changed."),
            code="frozen",
        )  # fmt: skip
    if text.state != TextState.DRAFT:
        raise Refusal(
            _("This language was handed on as written in full. Take it back to its draft first. Nothing was changed."),
            code="handed_on",
        )


def take_out(*, edition: Edition, number: str, by: Identity, at: datetime) -> Edition:
    """Take an article out of every language of a version that is being written. Its words stay in the record."""
    require(by, CHANGE)
    own_side(edition.accord, by)
    with transaction.atomic():
        texts = _held(edition)
        for row in _rows(edition, number).filter(is_out=False):
            text = texts[row.text.language]
            _must_be_draft(text)
            row.is_out = True
            row.save(update_fields=["is_out"])
            record("texts.take_out", kind=OF_LANGUAGE, thing=text.pk, fields=["articles"], why=number)
    return edition


def hand(*, text: LanguageText, by: Identity, at: datetime) -> LanguageText:
    """Say that this language is written in full. A text without articles, or with an empty one, is refused."""
    own_side(text.accord, by)
    wrong = [one for one in queries.faults_of(text) if one.code in (aligning.articles.EMPTY, aligning.articles.BLANK)]
    if wrong:
        raise Refusal(
            _("This is not written in full yet. %(why)s Nothing was changed.") % {"why": in_words(wrong)},
            code="not_full",
        )
    return TEXT.apply(text, "hand", by=by, at=at, handed_by=by.user_id)


def verify(*, text: LanguageText, by: Identity, at: datetime) -> LanguageText:
    """A second person has read it against the other languages."""
    own_side(text.accord, by)
    if text.handed_by == by.user_id:
        raise NotAllowed(
            _("You handed this language on yourself. Somebody else reads it. Nothing was changed."), code="same_person"
        )
    return TEXT.apply(text, "verify", by=by, at=at)


def reopen(*, text: LanguageText, by: Identity, at: datetime) -> LanguageText:
    """Back to the draft, to write on. Approvals of the words before don't hold for other words."""
    own_side(text.accord, by)
    if text.state == TextState.AUTHENTIC:
        _must_be_draft(text)
    return TEXT.apply(text, "reopen", by=by, at=at, handed_by=None)


def authenticate(*, text: LanguageText, by: Identity, at: datetime) -> LanguageText:
    """Freeze this language as authentic. Refused while its articles differ from those of another language, and until every side has approved
    exactly these words."""
    require(by, APPROVE)
    own_side(text.accord, by)
    with transaction.atomic():
        fresh = _held(text.edition)[text.language]
        wrong = queries.faults_of(fresh)
        if wrong:
            raise Refusal(
                _("This language can't be authentic yet. %(why)s Nothing was changed.") % {"why": in_words(wrong)},
                code="articles_differ",
            )
        if fresh.state == TextState.VERIFIED and not base.standing(fresh.edition).is_agreed:
            raise Refusal(_("Not every side has approved these words yet. Nothing was changed."), code="not_agreed")
        return TEXT.apply(fresh, "authenticate", by=by, at=at, **_frozen(fresh, at))


def _frozen(text: LanguageText, at: datetime) -> dict:
    articles = queries.articles_of([text])[text.language]
    return {
        "title": queries.title_of(text.accord, text),
        "sha256": aligning.digest(articles),
        "authentic_at": at,
    }


def amend(*, document: Document, why: str, by: Identity, at: datetime) -> Edition:
    """A new version with the words of the last one, as a draft in every language. Only one is written at a time."""
    require(by, CHANGE)
    own_side(document.accord, by)
    with transaction.atomic():
        Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
        last = queries.editions(document)[0]
        texts = queries.texts_of(last, document.languages)
        if any(text.state != TextState.AUTHENTIC for text in texts):
            raise Refusal(
                _("The last version is still being written. Change it there; no new one was made."), code="still_open"
            )
        written = {"accord": document.accord, "recorded_by": by.user_id, "recorded_at": at}
        edition = Edition(document=document, number=last.number + 1, why=why, **written)
        edition.save(force_insert=True)
        made = _languages(edition, document.languages, by, at)
        _copy(queries.articles_of(texts), made, by, at)
        record("texts.amend", kind=KIND, thing=document.pk, fields=["editions"], why=why)
    return edition


def _copy(articles: Mapping[str, Sequence[aligning.Article]], made: Mapping[str, LanguageText], by, at) -> None:
    rows = [
        Article(
            accord=made[code].accord, text=made[code], number=one.number, heading=one.heading, body=one.body,
            recorded_by=by.user_id, recorded_at=at
        )
        for code, found in articles.items()
        for one in found
    ]  # fmt: skip
    Article.objects.bulk_create(rows)


def keep_sealed(
    *, accord: Accord, titles: Mapping[str, str], articles: Mapping[str, Sequence[aligning.Article]], sha256: str,
    by: Identity, at
) -> Document:  # fmt: skip
    """The text of a declaration at the moment it is frozen, authentic in each of its languages at once. Its sides have approved these words there,
    so each language carries that one hash."""
    with transaction.atomic():
        document, edition = _begun(accord, list(articles), by, at)
        made = _held(edition)
        _copy(articles, made, by, at)
        for code, text in made.items():
            text.title, text.sha256, text.authentic_at = titles[code], sha256, at
            text.state = TextState.AUTHENTIC
            text.save(update_fields=["title", "sha256", "authentic_at", "state"])
            record("texts.authenticate", kind=OF_LANGUAGE, thing=text.pk, fields=["state"])
    return document
