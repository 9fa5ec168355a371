"""Permission names of the matching room, and whose matches a person sees. The database narrows the rows to those of the open cases."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from umay.care.matching.models import Advice, Candidate, Match, Run
from umay.care.matching.words import MatchState
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import NATIONAL, NO_ROWS, Identity
from umay.kit.kernel.errors import Conflict, NotAllowed

SEE = "matches.see"
OPEN = "matches.open"
SHORTLIST = "matches.shortlist"
PROPOSE = "matches.propose"
DECIDE = "matches.decide"
RUNS = "matches.runs"  # see that a run was made, and what it says in numbers
RUN = "matches.run"  # begin and stop one
REPLAY = "matches.replay"  # repeat one, to see that the same comes out
WEIGHTS = "matches.weights"  # read the documents of weights
PREPARE_WEIGHTS = "matches.weights_prepare"
VOTE_WEIGHTS = "matches.weights_vote"
RECRUIT = "matches.recruit"  # see which kind of family would help where
NOBODY = UUID(int=0)


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


def visible_runs(by: Identity) -> QuerySet[Run]:
    """The runs for the person's country; how much other children need each family is read by itself (queries/runs.py)."""
    return Run.objects.filter(country=by.country).defer("sought")


def visible_advice(by: Identity) -> QuerySet[Advice]:
    """What was suggested for the cases this person may see."""
    return Advice.objects.filter(country=by.country)


def national(country: str, at: datetime) -> Identity:
    """The job that compares a whole country: no person, no office, no page. The database lets it read what the engine asks, and nothing else."""
    return Identity(
        user_id=NOBODY,
        name="",
        post_id=None,
        role="national",
        country=country,
        level=NO_ROWS,
        permissions=frozenset({NATIONAL}),
        zone=pack(country, at.date()).zone,
    )
