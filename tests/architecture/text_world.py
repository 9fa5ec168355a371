"""Texts in the world: one that is being written, and a concept of the concordance with its word."""

from django.db import transaction

from tests.cooperation.factories import make_party
from umay.cooperation.accords.actions import base, terms, texts
from umay.cooperation.accords.actions.texts import shown_digest
from umay.cooperation.accords.queries import texts as queries
from umay.cooperation.accords.words import AccordKind, SideRole
from umay.cooperation.partners.models import Party, State
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


def fill(world) -> None:
    """Adds `text`, `language_text`, `concept`, `term`, and one more `accord` without a text. Asks coop_world to have been there."""
    by, at = world.cast.desk_lead, now()
    other = make_party("KZ-TEXTS", State.objects.get(code="KZ"))
    with acting(by), transaction.atomic():
        own = Party.objects.get(code="TR-HOME")
        sides = [(own, SideRole.PARTY), (other, SideRole.PARTY)]
        accord = base.open(kind=AccordKind.PROTOCOL, titles={"tr": "Protokol"}, sides=sides, by=by, at=at)
        document = texts.begin(accord=accord, languages=["tr", "kk"], by=by, at=at)
        edition = queries.editions(document)[0]
        said, shown = {"tr": ("", "Bir söz.")}, {"tr": shown_digest(None)}
        texts.write(edition=edition, number="1", said=said, shown=shown, by=by, at=at)
        values = {
            "state": State.objects.get(code="TR"),
            "language": "tr",
            "word": "uydurma",
            "definitions": {},
            "basis": "",
        }
        term = terms.add(concept=None, values=values, by=by, at=at)
        language = queries.texts_of(edition, document.languages)[0]
    world.put("text", document)
    world.put("language_text", language)
    world.put("concept", term.concept)
    world.put("term", term)
    world.part("number", document.pk, "1")
