"""Reads of the concordance."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from umay.cooperation.accords.models import Concept, Match, Term
from umay.cooperation.accords.text_words import MatchKind
from umay.cooperation.partners.models import State
from umay.cooperation.partners.queries import parties_of
from umay.kit.kernel.acting import Identity


def concepts() -> QuerySet[Concept]:
    return Concept.objects.prefetch_related("terms__state").order_by("code")


def all_terms() -> QuerySet[Term]:
    return Term.objects.select_related("state", "concept").order_by("language", "word")


def words_in(codes: list[str]) -> dict[str, list[tuple[str, object]]]:
    """{language: [(word, concept id)]}, the longest first. One statement."""
    found: dict = {}
    for language, word, concept in Term.objects.filter(language__in=codes).values_list(
        "language", "word", "concept_id"
    ):
        found.setdefault(language, []).append((word, concept))
    return {language: sorted(rows, key=lambda row: -len(row[0])) for language, rows in found.items()}


@dataclass(frozen=True)
class Nearness:
    """How one of a concept's terms stands to another term, said from this one. `is_turned`: the match was written from the other side."""

    term: Term
    other: Term
    match: Match
    is_turned: bool

    @property
    def is_false_friend(self) -> bool:
        return self.match.kind == MatchKind.FALSE_FRIEND

    @property
    def is_narrower(self) -> bool:
        return self.is_turned and self.match.kind == MatchKind.BROADER


def matches_of(concept: Concept) -> list[Nearness]:
    """Every match of the concept's terms, the warnings first. One statement."""
    rows = Match.objects.filter(Q(first__concept=concept) | Q(second__concept=concept)).select_related(
        "first__concept", "first__state", "second__concept", "second__state"
    )
    found = []
    for row in rows:
        is_turned = row.first.concept_id != concept.pk
        term, other = (row.second, row.first) if is_turned else (row.first, row.second)
        found.append(Nearness(term, other, row, is_turned))
    return sorted(found, key=lambda one: (not one.is_false_friend, one.term.word, one.other.word))


def own_states(by: Identity) -> QuerySet[State]:
    """The states whose words this person writes: one's own, and those that nobody here represents."""
    own = [party.state_id for party in parties_of(by) if party.state_id]
    spoken = State.objects.filter(parties__office__isnull=False).values("pk")
    return State.objects.filter(Q(pk__in=own) | ~Q(pk__in=spoken)).order_by("code")


def own_terms(by: Identity) -> QuerySet[Term]:
    return all_terms().filter(state__in=own_states(by).order_by().values("pk"))
