"""Texts for the tests: a protocol between the Turkish ministry and the Azerbaijani committee, written in two languages by both desks."""

from django.db import transaction

from tests.cooperation.factories import make_accord
from umay.cooperation.accords.actions import base, texts
from umay.cooperation.accords.actions.texts import shown_digest
from umay.cooperation.accords.models import Article, Document, Edition, LanguageText
from umay.cooperation.accords.queries import texts as queries
from umay.cooperation.accords.queries.base import standing
from umay.cooperation.accords.words import AccordKind
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now

WORDS = {
    "tr": ("Amaç", "Koruyucu ailelerin desteklenmesi için iş birliği yapılır."),
    "az": ("Məqsəd", "Himayədar ailələrin dəstəklənməsi üçün əməkdaşlıq edilir."),
}


def begun(coop, languages=("tr", "az"), *, kind=AccordKind.PROTOCOL) -> Document:
    accord = make_accord(coop, kind=kind)
    with acting(coop.tr_desk), transaction.atomic():
        return texts.begin(accord=accord, languages=languages, by=coop.tr_desk, at=now())


def edition_of(document: Document) -> Edition:
    return queries.editions(document)[0]


def text_of(document: Document, code: str) -> LanguageText:
    return LanguageText.objects.get(edition=edition_of(document), language=code)


def say(document: Document, by, number: str, said: dict) -> None:
    """Write an article from a page that shows what stands there now."""
    with acting(by), transaction.atomic():
        edition = edition_of(document)
        rows = {
            row.text.language: row for row in Article.objects.filter(text__edition=edition, number=number, is_out=False)
        }
        shown = {code: shown_digest(rows.get(code)) for code in said}
        texts.write(edition=edition, number=number, said=said, shown=shown, by=by, at=now())


def moved(document: Document, code: str, verb: str, by) -> LanguageText:
    with acting(by), transaction.atomic():
        getattr(texts, verb)(text=text_of(document, code), by=by, at=now())
        return text_of(document, code)


def verified(coop, *, articles=2) -> Document:
    """Written, handed on by each desk and read by the other one."""
    document = begun(coop)
    for number in range(1, articles + 1):
        say(document, coop.tr_desk, str(number), WORDS)
    for code, writer, reader in (("tr", coop.tr_desk, coop.sc_desk), ("az", coop.sc_desk, coop.tr_desk)):
        moved(document, code, "hand", writer)
        moved(document, code, "verify", reader)
    return document


def approved(document: Document, *people) -> None:
    for person in people:
        with acting(person), transaction.atomic():
            edition = edition_of(document)
            base.approve(thing=edition, sha256=standing(edition).sha256, by=person, at=now())


def authentic(coop, **more) -> Document:
    document = verified(coop, **more)
    approved(document, coop.tr_lead, coop.sc_lead)
    for code, lead in (("tr", coop.tr_lead), ("az", coop.sc_lead)):
        moved(document, code, "authenticate", lead)
    return document


def released(coop, document: Document) -> None:
    for lead in (coop.tr_lead, coop.sc_lead):
        with acting(lead), transaction.atomic():
            accord = document.accord
            from umay.cooperation.accords.queries.base import public_hash_of

            base.release(accord=accord, sha256=public_hash_of(accord), by=lead, at=now())
