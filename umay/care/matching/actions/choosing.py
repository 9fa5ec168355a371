"""The choice: one person proposes, a second decides. The decision takes the places under locks; nothing of it can be lost."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.cases.access import held_open as held_open_case
from umay.care.matching import queries, rules
from umay.care.matching.access import DECIDE, PROPOSE, held, held_open, require
from umay.care.matching.actions.keeping import _keep_places, _let_others_go, _take_what_is_left
from umay.care.matching.lifecycle import CANDIDATE, MATCH
from umay.care.matching.models import Candidate, Match
from umay.care.matching.words import CandidateState
from umay.ground.journal.actions import once
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, Refusal


def propose(
    *,
    match: Match,
    candidate: Candidate,
    reason: str = "",
    words: str = "",
    by: Identity,
    at: datetime,
    key: UUID | None = None,
) -> Match:
    """Propose a family that said yes. Where the choice passes over families that could still take the children, it says why.

    reason: a code of matching.depart_reasons; words: the same in a sentence. What the choice was based on is kept for replay.
    """
    require(by, PROPOSE)
    with transaction.atomic(), once(key, by=by, at=at, kind="matching.match") as made:
        fresh = held_open(match)
        chosen = held(candidate)
        if chosen.match_id != fresh.pk:
            raise Conflict()
        CANDIDATE.check(chosen, "put_forward", by=by, at=at)
        if refusal := queries.children_changed(fresh):
            raise refusal
        standing = queries.ranking(fresh, by, at)
        ranked = queries.ranked_or_refused(standing, chosen.family_id)
        if refusal := queries.not_asked(standing, chosen.family_id):  # its yes is as old as its word
            raise refusal
        if refusal := queries.may_be_met(fresh.case, chosen.family_id, by):
            raise refusal
        _check_departure(fresh, standing, ranked, reason, words)
        until = rules.hold_until(urgent=False, at=at, times=standing.settings)
        line = _keep_places(fresh, chosen, until=until, by=by, at=at)
        CANDIDATE.apply(
            chosen,
            "put_forward",
            by=by,
            at=at,
            held_until=until,
            hold_id=line,
            **queries.as_it_stands(standing, ranked),
        )
        kept, hashed = queries.sealed_input(standing.instance)
        fresh = MATCH.apply(
            fresh,
            "propose",
            by=by,
            at=at,
            proposed_by=by.user_id,
            proposed_at=at,
            departs_kind=reason,
            departs_reason=words.strip() or None,
            returned_by=None,
            returned_at=None,
            returned_reason=None,
            input=kept,
            input_hash=hashed,
            engine=queries.ENGINE,
            weights_number=queries.weights_number(standing.settings),
        )
        made(fresh.pk)
    return fresh


def _check_departure(match: Match, standing, ranked, reason: str, words: str) -> None:
    passed = queries.passed_over(match, standing, ranked.family_id)
    if reason and reason not in standing.settings.get("matching.depart_reasons"):
        raise Refusal(_("Choose one of the reasons shown."), code="reason", field="reason")
    if not passed:
        return
    if not reason:
        raise Refusal(
            _("This choice departs from the order. Choose the reason; a second person reads it."),
            code="departs",
            field="reason",
        )
    is_past_kin = not ranked.verdict.kin and any(one.verdict.kin for one in passed)
    if (reason == "other" or is_past_kin) and not words.strip():
        raise Refusal(
            _("Write in a sentence why kin are passed over.") if is_past_kin else _("Write the reason in a sentence."),
            code="words",
            field="words",
        )


def decide(*, match: Match, reason: str = "", by: Identity, at: datetime, key: UUID | None = None) -> Match:
    """The second person decides for the proposed family. Its places are taken in the same transaction, or nothing happens.

    Later rooms prepare the placements in "matching.match.decide"; they take the places from the hold of the match.
    """
    require(by, DECIDE)
    with transaction.atomic(), once(key, by=by, at=at, kind="matching.match") as made:
        # The case first, then the match, then the family: everybody locks in this order.
        case = held_open_case(match.case)
        fresh = held(match)
        MATCH.check(fresh, "decide", by=by, at=at)
        for refusal in queries.promises(case, at):
            raise refusal
        if refusal := queries.children_changed(fresh):
            raise refusal
        chosen = held(fresh.candidates.get(state=CandidateState.PROPOSED))
        standing, verdict = queries.ranking_of_one(fresh, chosen.family_id, by, at)
        if verdict is None or not verdict.feasible:
            queries.ranked_or_refused(standing, chosen.family_id)
        # Written since the proposal. A household that whoever decides can't read was read by whoever proposed.
        if refusal := queries.may_be_met(case, chosen.family_id, by, is_unseen_allowed=True):
            raise refusal
        until = rules.hold_until(urgent=False, at=at, times=pack(fresh.country, local_day(at, by.zone)))
        line = _keep_places(fresh, chosen, until=until, by=by, at=at)
        CANDIDATE.apply(chosen, "choose", by=by, at=at, held_until=until, hold_id=line)
        fresh = MATCH.apply(
            fresh, "decide", by=by, at=at, decided_by=by.user_id, decided_at=at, decision_reason=reason.strip() or None
        )
        _take_what_is_left(fresh, chosen, by=by, at=at)
        _let_others_go(fresh, chosen, by=by, at=at)
        made(fresh.pk)
    return fresh


def send_back(*, match: Match, reason: str, by: Identity, at: datetime) -> Match:
    """The second person asks to look again, and says why. The family's yes and its places stay."""
    require(by, DECIDE)
    if not reason.strip():
        raise Refusal(_("Write in a sentence what should be looked at again."), code="reason", field="reason")
    with transaction.atomic():
        fresh = MATCH.apply(
            match, "send_back", by=by, at=at, returned_by=by.user_id, returned_at=at, returned_reason=reason.strip()
        )
        _step_back(fresh, by=by, at=at)
    return fresh


def take_back(*, match: Match, by: Identity, at: datetime) -> Match:
    """Take a proposal back before it is decided: the family has changed its mind, or something new is known."""
    require(by, PROPOSE)
    with transaction.atomic():
        fresh = MATCH.apply(match, "take_back", by=by, at=at)
        _step_back(fresh, by=by, at=at)
    return fresh


def _step_back(match: Match, *, by: Identity, at: datetime) -> None:
    for candidate in match.candidates.filter(state=CandidateState.PROPOSED).order_by("id"):
        CANDIDATE.apply(candidate, "step_back", by=by, at=at)
