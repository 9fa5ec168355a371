"""Reads of the partners room."""

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import F, Prefetch, QuerySet

from umay.cooperation.partners.access import described_parties, own_parties
from umay.cooperation.partners.models import (
    Delegate,
    Delegation,
    Mandate,
    Official,
    Paper,
    Party,
    PartyName,
    Source,
    SourceSentence,
    State,
)
from umay.kit.kernel.acting import Identity

_FALLBACK = ("en", "tr", "az")


def in_language(words: dict, lang: str) -> tuple[str, str]:
    """(words, the language they are in): those of `lang` where they exist, else English, Turkish, Azerbaijani, else any."""
    for code in (lang, *_FALLBACK, *sorted(words)):
        if words.get(code):
            return words[code], code
    return "", lang


def parties_of(by: Identity) -> list[Party]:
    """The institutions this person acts for, the present one first."""
    return list(own_parties(by).select_related("state"))


def party_of(by: Identity) -> Party | None:
    """The institution this person acts for now."""
    return next(iter(parties_of(by)), None)


def states() -> QuerySet[State]:
    return State.objects.order_by("code")


def parties() -> QuerySet[Party]:
    return Party.objects.select_related("state").order_by("state__code", "code")


def may_describe(party: Party, by: Identity) -> bool:
    """Whether this person writes the page of this institution."""
    return described_parties(by).filter(pk=party.pk).exists()


def names_of(party_ids: Iterable, lang: str, *, on: date | None = None) -> dict:
    """Each institution's name by id, in `lang` where it has one, else in the nearest other language; the latest on that day. One query."""
    found: dict = {}
    order = {code: place for place, code in enumerate((lang, *(one for one in _FALLBACK if one != lang)))}
    rows = PartyName.objects.filter(party_id__in=set(party_ids)).order_by("party_id", "valid_from", "id")
    for row in rows:
        if on and ((row.valid_from and row.valid_from > on) or (row.valid_to and row.valid_to < on)):
            continue
        before = found.get(row.party_id)
        if before is None or _rank(row, order, on) > _rank(before, order, on):
            found[row.party_id] = row
    return found


def _rank(row: PartyName, order: dict, on: date | None) -> tuple:
    """What is preferred: the language, a name still in use, then the later one."""
    language = -order.get(row.lang, len(order))
    return (language, row.valid_to is None, row.valid_from or date.min)


def mandates_of(party: Party) -> QuerySet[Mandate]:
    return Mandate.objects.filter(party=party).select_related("official", "full_powers", "sentence__source")


def valid_mandates(party: Party, on: date) -> list[Mandate]:
    """Who may speak for the institution on that day."""
    return [mandate for mandate in mandates_of(party) if mandate.is_valid(on)]


def source(code: str) -> Source | None:
    return Source.objects.filter(code=code).first()


def all_names(lang: str) -> dict:
    """Every institution's present name by id. Asked once in a transaction: there are some dozens."""
    if not connection.in_atomic_block:
        return names_of(Party.objects.values_list("pk", flat=True), lang)
    key = ("party names", lang)
    if key not in connection.kept:
        connection.kept[key] = names_of(list(Party.objects.values_list("pk", flat=True)), lang)
    return connection.kept[key]


def names_over_time(party: Party) -> QuerySet[PartyName]:
    return PartyName.objects.filter(party=party).select_related("sentence__source").order_by("lang", "valid_from", "id")


def delegations_of(party: Party) -> QuerySet[Delegation]:
    delegates = Delegate.objects.filter(left_at__isnull=True).select_related("official").order_by("recorded_at", "id")
    return (
        Delegation.objects.filter(party=party)
        .prefetch_related(Prefetch("delegates", queryset=delegates, to_attr="people"))
        .order_by(F("begins_on").desc(nulls_last=True), "id")
    )


def officials_of(party: Party) -> QuerySet[Official]:
    return Official.objects.filter(party=party).order_by("name", "id")


def papers_of(party: Party) -> QuerySet[Paper]:
    return Paper.objects.filter(party=party).defer("content").order_by("-recorded_at", "id")


def sources() -> QuerySet[Source]:
    return Source.objects.order_by(F("published_on").desc(nulls_last=True), "code").defer("text")


def sentences_of(source: Source) -> list[SourceSentence]:
    """The numbered sentences of a source; none where its text is not known."""
    return list(SourceSentence.objects.filter(source=source, number__gt=0).order_by("number"))


def all_mandates() -> QuerySet[Mandate]:
    return Mandate.objects.select_related("party__state", "official")


def all_delegations() -> QuerySet[Delegation]:
    return Delegation.objects.select_related("party__state")


def papers() -> QuerySet[Paper]:
    return Paper.objects.select_related("party__state")
