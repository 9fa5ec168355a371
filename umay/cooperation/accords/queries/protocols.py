"""Protocols as a person sees them, with their text, and everything that a yes to one is about."""

from django.db.models import QuerySet

from umay.cooperation.accords import aligning
from umay.cooperation.accords.models import Accord, Edition, LanguageText, Protocol
from umay.cooperation.accords.queries import texts
from umay.cooperation.accords.queries.base import visible
from umay.cooperation.accords.text_words import TextState
from umay.kit.kernel.acting import Identity


def protocols(by: Identity) -> QuerySet[Protocol]:
    """Protocols of accords in which the person's country stands."""
    found = Protocol.objects.filter(accord__in=visible(by).values("pk"))
    return found.select_related("accord", "sentence__source")


def languages_of(accord: Accord) -> list[LanguageText]:
    """The languages of the latest version of the accord's text; none where it has no text here."""
    document = texts.of_accord(accord)
    return texts.texts_of(texts.editions(document)[0], document.languages) if document else []


def versions_of(accord: Accord) -> list[tuple[Edition, list[LanguageText]]]:
    """The last version of its text with its languages, and the last authentic one where that is another."""
    document = texts.of_accord(accord)
    if document is None:
        return []
    found = [(edition, texts.texts_of(edition, document.languages)) for edition in texts.editions(document)[:2]]
    last = found[:1]
    return last if all(text.state == TextState.AUTHENTIC for text in last[0][1]) else found


def is_written(accord: Accord) -> bool:
    """Whether every language of its text is authentic, or it has no text here at all."""
    return all(text.state == TextState.AUTHENTIC for text in languages_of(accord))


def content(protocol: Protocol) -> dict:
    """Everything that a yes to a protocol is about: titles, term, and the words of each language of its text by their hash."""
    accord = Accord.objects.get(pk=protocol.accord_id)
    found = languages_of(accord)
    articles = texts.articles_of(found) if found else {}
    return {
        "titles": accord.titles,
        "term": [protocol.begins_on, protocol.ends_on, protocol.renews_itself, protocol.notice_days],
        "text": {code: aligning.digest(rows) for code, rows in articles.items()},
    }


def public_content(accord: Accord) -> dict:
    """What everybody would read of a protocol beside its text."""
    found = Protocol.objects.filter(accord=accord).first()
    if found is None:
        return {}
    return {
        "state": found.state,
        "signed": [found.signed_on, found.place, found.sha256],
        "term": [found.begins_on, found.ends_on, found.renews_itself, found.notice_days],
        "announced": [found.announced_on, found.sentence_id, found.notes],
    }


def public_protocol(accord: Accord) -> Protocol | None:
    """The protocol of an accord, as far as the asker may read it."""
    return Protocol.objects.filter(accord=accord).select_related("sentence__source").first()
