"""The shortlist: a family is put on it with the order and the reasons as they stand, and taken off with a reason."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.matching import queries
from umay.care.matching.access import SHORTLIST, held_open, require
from umay.care.matching.actions.keeping import _let_go
from umay.care.matching.lifecycle import CANDIDATE
from umay.care.matching.models import Candidate, Match
from umay.care.matching.words import SAID_NO, CandidateState
from umay.ground.journal.actions import once
from umay.ground.offices.models import follow
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.ports import record


def shortlist(*, match: Match, family_id: UUID, by: Identity, at: datetime, key: UUID | None = None) -> Candidate:
    """Put a family on the list. A family that a rule leaves out can't be put there; one that nobody has asked for too long is asked first."""
    require(by, SHORTLIST)
    with transaction.atomic(), once(key, by=by, at=at, kind="matching.candidate") as made:
        candidate = _listed(match, family_id, by=by, at=at)
        made(candidate.pk)
    return candidate


def _listed(match: Match, family_id: UUID, *, is_being_asked: bool = False, by: Identity, at: datetime) -> Candidate:
    """The family's line on the list. `is_being_asked`: the same step asks it, or its office, so that an old word is in nobody's way."""
    fresh = held_open(match)
    standing = queries.ranking(fresh, by, at)
    ranked = queries.ranked_or_refused(standing, family_id)
    before = fresh.candidates.select_for_update(of=("self",)).filter(family_id=family_id).first()
    is_to_be_put_back = before is not None and before.state in (CandidateState.DROPPED, *SAID_NO)
    if before is not None and not is_to_be_put_back:
        return before
    if refusal := queries.may_be_met(fresh.case, family_id, by, is_unseen_allowed=True):
        raise refusal
    if not is_being_asked and (refusal := queries.not_asked(standing, family_id)):
        raise refusal
    if before is None:
        return _added(fresh, standing, ranked, by)
    return CANDIDATE.apply(
        before, "shortlist_again", by=by, at=at, **queries.as_it_stands(standing, ranked), **_UNASKED
    )


_UNASKED = {
    "asked_at": None,
    "held_until": None,
    "hold_id": None,
    "called_by": None,
    "called_until": None,
    "answered_at": None,
    "answered_by": "",
    "answered_how": "",
    "decline_kind": "",
}


def _added(match: Match, standing, ranked, by: Identity) -> Candidate:
    card = standing.cards[ranked.family_id]
    candidate = Candidate.objects.create(
        **follow(match),
        recorded_by=by.user_id,
        match=match,
        family_id=card.id,
        family_office_id=card.office_id,
        family_number=card.number,
        **queries.as_it_stands(standing, ranked),
    )
    record(
        "matching.shortlist",
        kind="matching.candidate",
        thing=candidate.pk,
        file=match.file_id,
        fields=["state", "rank"],
    )
    return candidate


def drop(*, candidate: Candidate, reason: str, by: Identity, at: datetime) -> Candidate:
    """Take a family off the list, with a reason; its places are free again and its office's answer is no longer needed."""
    require(by, SHORTLIST)
    if not reason.strip():
        raise Refusal(_("Write in a sentence why this family is taken off the list."), code="reason", field="reason")
    with transaction.atomic():
        match = held_open(candidate.match)
        fresh = CANDIDATE.apply(
            candidate, "drop", by=by, at=at, dropped_reason=reason.strip(), held_until=None, hold_id=None
        )
        _let_go(match, fresh, by=by, at=at)
    return fresh
