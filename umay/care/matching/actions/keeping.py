"""Places that a search keeps in a family, and what it lets go. The ledger is the family room's; the database counts under locks."""

from datetime import datetime
from uuid import UUID

from umay.care.families import actions as families
from umay.care.families.models import Place
from umay.care.families.words import PlaceState
from umay.care.matching.models import Candidate, Match
from umay.care.matching.words import ON_THE_LIST
from umay.kit.kernel.acting import Identity


def _keep_places(match: Match, candidate: Candidate, *, until: datetime, by: Identity, at: datetime) -> UUID:
    """Hold the places for the match itself; a placement later takes them from this hold."""
    return families.hold_places(
        family_id=candidate.family_id, count=len(match.children), by_thing=match.pk, until_at=until, by=by, at=at
    )


def _let_go(match: Match, candidate: Candidate, *, by: Identity, at: datetime) -> None:
    """Free what this match keeps in the family, and close what was asked of its office."""
    families.free_places(family_id=candidate.family_id, by_thing=match.pk, by=by, at=at)
    families.close_asks(by_thing=candidate.pk, by=by, at=at)


def _take_what_is_left(match: Match, chosen: Candidate, *, by: Identity, at: datetime) -> None:
    """Places that no placement has taken out of the hold are taken by the match, so that a decision never runs out."""
    held_now = Place.objects.filter(
        family_id=chosen.family_id, by_thing=match.pk, state=PlaceState.HELD, freed_at__isnull=True
    ).first()
    if held_now is not None:
        families.take_places(
            family_id=chosen.family_id,
            count=held_now.count,
            by_thing=match.pk,
            from_thing=match.pk,
            by=by,
            at=at,
        )


def _let_others_go(match: Match, chosen: Candidate | None, *, by: Identity, at: datetime) -> None:
    """The other families are free again: their places, and the questions to their offices."""
    others = match.candidates.filter(state__in=ON_THE_LIST).order_by("family_id")
    for other in others:
        if chosen is None or other.pk != chosen.pk:
            _let_go(match, other, by=by, at=at)
