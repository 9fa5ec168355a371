"""Asking: the family's office where it is another one, then the family itself, while its places are kept."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from umay.care.families import actions as families
from umay.care.families.access import ANSWER
from umay.care.families.queries import asks_of
from umay.care.matching import queries
from umay.care.matching.access import SHORTLIST, held, held_open, require
from umay.care.matching.actions.keeping import _keep_places, _let_go
from umay.care.matching.actions.listing import _listed
from umay.care.matching.lifecycle import CANDIDATE
from umay.care.matching.models import Candidate, Match
from umay.care.matching.rules import hold_until
from umay.care.matching.words import SAID_NO, AnswerBy, CandidateState
from umay.ground.journal.actions import once
from umay.ground.offices.actions import open_file
from umay.ground.offices.packs.calendar import completed_years, local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal

OPEN_FOR = timedelta(days=60)  # as long as an agreed ask keeps a family's file open to the asking office


class BeingTelephoned(Refusal):
    """Somebody else is on the telephone with this family, until then at the latest: not who, and not for whom."""

    def __init__(self, until: datetime):
        super().__init__(
            _(
                "Somebody else is telephoning this family now, until %(until)s at the latest. Nothing was changed. Look at the next family, or wait for their answer."
            )
            % {"until": timezone.localtime(until).strftime("%H:%M")},
            code="telephoned",
        )


def ask_office(*, candidate: Candidate, by: Identity, at: datetime, key: UUID | None = None) -> Candidate:
    """Ask the office of the family whether these children may be proposed to it: ages and number, never who.

    Somebody who may answer for that office themselves agrees in the same step.
    """
    require(by, SHORTLIST)
    with transaction.atomic(), once(key, by=by, at=at, kind="matching.candidate") as made:
        match = held_open(candidate.match)
        fresh = held(candidate)
        if not queries.needs_office(fresh, match):
            raise Refusal(
                _("This family belongs to the office of the case: you can ask the family itself."), code="own_office"
            )
        CANDIDATE.check(fresh, "ask_office", by=by, at=at)
        if fresh.family_office_id in (by.office_id, *by.offices) and by.may(ANSWER):
            _insist_on_word(match, fresh, by, at)
            open_file(
                kind="family",
                file=fresh.family_id,
                grant="shared",
                office=match.office,
                reason=f"match {fresh.pk}",
                until=at + OPEN_FOR,
                by=by,
                at=at,
            )
            fresh = CANDIDATE.apply(fresh, "hear_yes", by=by, at=at, why="own_office")
        else:
            families.ask_office(
                family_id=fresh.family_id,
                by_thing=fresh.pk,
                children=len(match.children),
                ages=_ages(match, by, at),
                is_urgent=match.is_urgent,
                by=by,
                at=at,
            )
            fresh = CANDIDATE.apply(fresh, "ask_office", by=by, at=at)
        made(fresh.pk)
    return fresh


def _insist_on_word(match: Match, candidate: Candidate, by: Identity, at: datetime) -> None:
    """Who agrees for the family's office agrees with a family that was asked."""
    standing, _verdict = queries.ranking_of_one(match, candidate.family_id, by, at)
    if refusal := queries.not_asked(standing, candidate.family_id):
        raise refusal


def _ages(match: Match, by: Identity, at: datetime) -> list[int]:
    on = local_day(at, by.zone)
    born = [child.person.born_on for child in queries.children_in(match)]
    return sorted(completed_years(day, on) for day in born if day and day <= on)


def hear_office(*, candidate: Candidate, by: Identity, at: datetime) -> Candidate:
    """Write the office's answer into the list, where there is one. Done by itself before every next step."""
    fresh = held(candidate)
    if fresh.state != CandidateState.OFFICE_ASKED:
        return fresh
    now = queries.state_now(fresh, asks_of([fresh.pk]).get(fresh.pk))
    if now == CandidateState.OFFICE_AGREED:
        return CANDIDATE.apply(fresh, "hear_yes", by=by, at=at)
    if now == CandidateState.OFFICE_REFUSED:
        return CANDIDATE.apply(fresh, "hear_no", by=by, at=at)
    return fresh


def ask_family(*, candidate: Candidate, by: Identity, at: datetime, key: UUID | None = None) -> Candidate:
    """Keep the family's places and ask it. Asked again, the places are kept anew. Refused when somebody else was quicker."""
    require(by, SHORTLIST)
    with transaction.atomic(), once(key, by=by, at=at, kind="matching.candidate") as made:
        match = held_open(candidate.match)
        until = hold_until(urgent=match.is_urgent, at=at, times=pack(match.country, local_day(at, by.zone)))
        fresh = _asked(match, candidate, until=until, by=by, at=at)
        made(fresh.pk)
    return fresh


def telephone(*, match: Match, family_id: UUID, by: Identity, at: datetime, key: UUID | None = None) -> Candidate:
    """I am telephoning this family now: it is put on the list if need be, and its places are kept for the time of a call.

    Whoever comes second is told that the family is being telephoned, and can't have the same place. The hold ends with the answer,
    or by itself.
    """
    require(by, SHORTLIST)
    with transaction.atomic(), once(key, by=by, at=at, kind="matching.candidate") as made:
        fresh = held_open(match)
        try:
            asked = _called(fresh, family_id, by, at)
        except Refusal as refusal:
            raise _first_call(family_id, refusal, at) from refusal
        made(asked.pk)
    return asked


def _called(match: Match, family_id: UUID, by: Identity, at: datetime) -> Candidate:
    listed = match.candidates.filter(family_id=family_id).first()
    if listed and _is_called_by_another(listed, by, at):
        raise BeingTelephoned(listed.called_until)
    if listed is None or listed.state in (CandidateState.DROPPED, *SAID_NO):
        listed = _listed(match, family_id, is_being_asked=True, by=by, at=at)
    until = at + timedelta(minutes=pack(match.country, local_day(at, by.zone)).get("matching.telephone_minutes"))
    kept = listed.held_until if listed.state == CandidateState.FAMILY_ASKED and listed.held_until else until
    return _asked(match, listed, until=max(until, kept), by=by, at=at, called_by=by.user_id, called_until=until)


def _is_called_by_another(candidate: Candidate, by: Identity, at: datetime) -> bool:
    """A colleague telephones this family now for the same children: the place is theirs too, the second call is not needed."""
    is_running = candidate.called_until is not None and candidate.called_until > at
    return candidate.state == CandidateState.FAMILY_ASKED and is_running and candidate.called_by != by.user_id


def _first_call(family_id: UUID, refusal: Refusal, at: datetime) -> Refusal:
    """Who has no place because somebody else is telephoning hears that, and not for whom."""
    until = queries.telephoned(at).get(family_id) if refusal.code in ("full", "left_out_places") else None
    return BeingTelephoned(until) if until else refusal


def _asked(match: Match, candidate: Candidate, *, until: datetime, by: Identity, at: datetime, **call) -> Candidate:
    fresh = hear_office(candidate=candidate, by=by, at=at)
    if fresh.state == CandidateState.SHORTLISTED and queries.needs_office(fresh, match):
        raise Refusal(
            _("This family belongs to another office. Ask that office first. Nothing was changed."),
            code="ask_office",
        )
    CANDIDATE.check(fresh, "ask_family", by=by, at=at)
    standing, verdict = queries.ranking_of_one(match, fresh.family_id, by, at)
    if verdict is None or not verdict.feasible:
        queries.ranked_or_refused(standing, fresh.family_id)
    if refusal := queries.may_be_met(match.case, fresh.family_id, by):  # before the telephone rings in that house
        raise refusal
    line = _keep_places(match, fresh, until=until, by=by, at=at)
    fresh = CANDIDATE.apply(fresh, "ask_family", by=by, at=at, asked_at=at, held_until=until, hold_id=line, **call)
    if match.asked_at is None:
        match.asked_at = at
        match.save(update_fields=["asked_at"])
    return fresh


def answer_family(
    *,
    candidate: Candidate,
    says_yes: bool,
    said_by: str,
    how: str,
    said_at: datetime,
    decline: str = "",
    pause_until: date | None = None,
    note: str = "",
    by: Identity,
    at: datetime,
    key: UUID | None = None,
) -> Candidate:
    """Write what the family answered: who said it, how and when. A no frees the places at once.

    how: a code of AnswerBy; decline: a code of matching.decline_reasons, needed with a no. A yes to these children is also the family's word
    of that day that it can be asked; a no renews nothing, and with `pause_until` nobody asks the family again before.
    """
    require(by, SHORTLIST)
    with transaction.atomic(), once(key, by=by, at=at, kind="matching.candidate") as made:
        match = held_open(candidate.match)
        fresh = held(candidate)
        _check_answer(match, says_yes, said_by, how, said_at, decline, by, at)
        columns = {
            "answered_at": said_at,
            "answered_by": said_by.strip()[:120],
            "answered_how": how,
            "decline_kind": "" if says_yes else decline,
            "answer_note": note.strip() or None,
        }
        if fresh.called_until:
            columns |= {"called_by": None, "called_until": None}
        if says_yes:
            columns |= _kept_on(match, fresh, by, at)
            fresh = CANDIDATE.apply(fresh, "say_yes", by=by, at=at, **columns)
        else:
            fresh = CANDIDATE.apply(fresh, "say_no", by=by, at=at, held_until=None, hold_id=None, **columns)
        _hear(fresh, says_yes, pause_until, by, at)  # before the office's answer is closed, which opens the family
        if not says_yes:
            _let_go(match, fresh, by=by, at=at)
        made(fresh.pk)
    return fresh


def _hear(candidate: Candidate, says_yes: bool, pause_until: date | None, by: Identity, at: datetime) -> None:
    """What the answer says in general: a yes is the family's word of that day; a no with a day is a pause until then."""
    if says_yes or pause_until:
        families.hear_word(
            family_id=candidate.family_id,
            is_willing=says_yes,
            said_on=local_day(candidate.answered_at, by.zone),
            said_by=candidate.answered_by,
            until=pause_until,
            why=candidate.decline_kind,
            by=by,
            at=at,
        )


def _kept_on(match: Match, candidate: Candidate, by: Identity, at: datetime) -> dict:
    """A yes on the telephone: the places of the call are kept on as for any family that was asked, so that they don't run out first."""
    if candidate.called_until is None:
        return {}
    until = hold_until(urgent=match.is_urgent, at=at, times=pack(match.country, local_day(at, by.zone)))
    until = max(until, candidate.held_until or until)
    return {"held_until": until, "hold_id": _keep_places(match, candidate, until=until, by=by, at=at)}


def _check_answer(match, says_yes, said_by, how, said_at, decline, by, at) -> None:
    if not said_by.strip():
        raise Refusal(_("Write who in the family said it."), code="said_by", field="said_by")
    if how not in AnswerBy.values:
        raise Refusal(_("Choose how the answer reached you."), code="how", field="how")
    if said_at > at:
        raise Refusal(_("Give a time that is not in the future."), code="said_at", field="said_at")
    if said_at < match.opened_at.replace(second=0, microsecond=0):  # a form knows minutes only
        raise Refusal(
            _("Give a time after this search began: an earlier yes was not about these children."),
            code="said_at",
            field="said_at",
        )
    if not says_yes and decline not in pack(match.country, local_day(at, by.zone)).get("matching.decline_reasons"):
        raise Refusal(_("Choose why the family said no."), code="decline", field="decline")
