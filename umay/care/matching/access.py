"""Permission names of the matching room, and whose matches a person sees. The database narrows the rows to those of the open cases."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from umay.care.matching.models import Candidate, Match
from umay.care.matching.words import MatchState
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, NotAllowed

SEE = "matches.see"
OPEN = "matches.open"
SHORTLIST = "matches.shortlist"
PROPOSE = "matches.propose"
DECIDE = "matches.decide"


def visible(by: Identity) -> QuerySet[Match]:
    """The matches of the cases this person may see."""
    return Match.objects.filter(country=by.country)


def visible_candidates(by: Identity) -> QuerySet[Candidate]:
    return Candidate.objects.filter(country=by.country).select_related("match")


def require(by: Identity, permission: str) -> None:
    """Raise NotAllowed where the post does not carry the permission."""
    if not by.may(permission):
        raise NotAllowed()


def held(row, *, version: int | None = None):
    """A match or candidate fresh under a lock. Raises Conflict where it is gone, or `version` (what the page showed) is old."""
    fresh = type(row).objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if fresh is None:
        raise Conflict(_("This is not open to you any more. Nothing was changed."), code="gone")
    if version is not None and fresh.version != version:
        raise Conflict()
    return fresh


def held_open(match: Match) -> Match:
    """The match fresh under a lock, while families can still be put on its list."""
    fresh = held(match)
    if fresh.state != MatchState.OPEN:
        raise Conflict(
            _("The shortlist is closed now: a family is proposed, or this search has ended. Nothing was changed."),
            code="not_open",
        )
    return fresh
