"""Prepare a document of weights, look at what it would have changed, ask the board, vote, withdraw. Written as signed deeds (docs/decisions/0008-power.md)."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from umay.care.matching.access import PREPARE_WEIGHTS, VOTE_WEIGHTS, require
from umay.care.matching.engine import Weights
from umay.care.matching.weighing import queries
from umay.care.matching.weighing.models import Effect, Voice, WeightsDocument
from umay.care.matching.weighing.rules import outcome
from umay.care.matching.weighing.words import TERMS, DocumentState, Vote
from umay.care.matching.words import RunState
from umay.ground.journal.actions import once
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import NATIONAL, PREPARING_WEIGHTS, VOTING, Identity, doing
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ports import record

JOB = "matching.compare_weights"
KIND = "matching.weights"
FEWEST_LETTERS = 5


def prepare_weights(
    *,
    weights: dict[str, float],
    reasons: dict[str, str],
    why: str,
    valid_from: date,
    by: Identity,
    at: datetime,
    key: UUID | None = None,
) -> WeightsDocument:
    """Write a new numbered document: points and a reason for each term, why it is changed, and the day from which it would count."""
    require(by, PREPARE_WEIGHTS)
    _check(weights, reasons, why)
    if valid_from <= local_day(at, by.zone):
        raise Refusal(
            _("Weights begin on a day to come, so that nobody's order changes during a day. Choose a later day."),
            code="too_early",
            field="valid_from",
        )
    with once(key, by=by, at=at, kind=KIND) as made, doing(PREPARING_WEIGHTS, by):
        last = WeightsDocument.objects.filter(country=by.country).aggregate(last=Max("number"))["last"] or 0
        document = WeightsDocument(
            country=by.country,
            number=last + 1,
            valid_from=valid_from,
            weights={term: weights[term] for term in TERMS},
            reasons={term: reasons[term].strip() for term in TERMS},
            why=why.strip(),
            prepared_by=by.user_id,
            prepared_at=at,
            recorded_by=by.user_id,
        )
        try:
            with transaction.atomic():
                document.save(force_insert=True)
        except IntegrityError as error:
            raise Conflict(
                _("Somebody prepared another document at the same moment. Send it once more."), code="number"
            ) from error
        record("matching.prepare_weights", kind=KIND, thing=document.pk, file=None, fields=["weights", "valid_from"])
        made(document.pk)
    return document


def _check(weights: dict, reasons: dict, why: str) -> None:
    try:
        Weights(**weights)
    except (TypeError, ValueError) as error:
        raise Refusal(_("Each weight is a number from 0 to 1,000,000."), code="weight") from error
    for term in TERMS:
        if len(reasons.get(term, "").strip()) < FEWEST_LETTERS:
            raise Refusal(_("Write a reason for each weight."), code="reason", field=f"reason_{term}")
    if len(why.strip()) < FEWEST_LETTERS:
        raise Refusal(_("Write why the weights are changed."), code="why", field="why")


def _held(document: WeightsDocument, *states: str) -> WeightsDocument:
    held = WeightsDocument.objects.select_for_update(of=("self",)).filter(pk=document.pk).first()
    if held is None or held.state not in states:
        raise Conflict(_("This document has moved on. Look at it again; nothing was changed."), code="moved_on")
    return held


def compare_weights(*, document: WeightsDocument, by: Identity, at: datetime) -> Effect:
    """Ask what the document would have changed in the last month; a job works it out in the name of whoever asks."""
    require(by, PREPARE_WEIGHTS)
    with doing(PREPARING_WEIGHTS, by):
        held = _held(document, DocumentState.PREPARED, DocumentState.ASKED)
        if held.effects.filter(state__in=queries.AT_WORK).exists():
            raise Refusal(_("This is being worked out already. The page shows how far it is."), code="at_work")
        effect = Effect.objects.create(
            country=by.country, document=held, asked_by=by.user_id, asked_at=at, recorded_by=by.user_id
        )
        record("matching.compare_weights", kind=KIND, thing=held.pk, file=None, fields=["effect"])
        app.configure_task(JOB, queueing_lock=f"{JOB}.{effect.pk}").defer(
            effect=str(effect.pk), user=str(by.user_id), role=by.role
        )
    return effect


def stop_comparing(*, document: WeightsDocument, by: Identity, at: datetime) -> None:
    """Ask the look back that is at work to stop. Half an answer is not kept: the board would read it as a whole one."""
    require(by, PREPARE_WEIGHTS)
    with transaction.atomic():
        effect = document.effects.filter(state__in=queries.AT_WORK).first()
        if effect is None or queries.is_asked_to_stop(effect.pk):
            raise Refusal(_("Nothing is being worked out any more."), code="not_at_work")
        record("matching.stop_comparing", kind=KIND, thing=document.pk, file=None, fields=["effect"])
        transaction.on_commit(lambda: queries.ask_to_stop(effect.pk))


def begin_effect(*, effect_id: UUID, by: Identity, at: datetime) -> Effect | None:
    """The comparison at work, fresh; None where it is over. For the job."""
    _insist(by)
    with transaction.atomic():
        effect = Effect.objects.select_for_update(of=("self",)).select_related("document").get(pk=effect_id)
        if effect.state not in queries.AT_WORK:
            return None
        effect.state = RunState.RUNNING
        effect.save(update_fields=["state"])
        return effect


def finish_effect(
    *, effect_id: UUID, figures: dict | None, by: Identity, at: datetime, is_stopped: bool = False
) -> None:
    """Keep what came out; None: it could not be worked out, or somebody has stopped it."""
    _insist(by)
    with transaction.atomic():
        effect = Effect.objects.select_for_update(of=("self",)).get(pk=effect_id)
        if effect.state in queries.AT_WORK:
            missing = RunState.STOPPED if is_stopped else RunState.FAILED
            effect.state, effect.ended_at = RunState.DONE if figures is not None else missing, at
            effect.figures = figures or {}
            effect.save(update_fields=["state", "ended_at", "figures"])


def _insist(by: Identity) -> None:
    if not by.may(NATIONAL):
        raise NotAllowed()


def ask_board(*, document: WeightsDocument, by: Identity, at: datetime) -> WeightsDocument:
    """Put the document before the board. Its members are named now, each with their post; whoever prepared it is none of them."""
    require(by, PREPARE_WEIGHTS)
    with doing(PREPARING_WEIGHTS, by):
        held = _held(document, DocumentState.PREPARED)
        if held.prepared_by != by.user_id:
            raise NotAllowed()
        on = local_day(at, by.zone)
        if held.valid_from <= on:
            raise Refusal(
                _("The day from which it would count has come. Prepare it anew with a later day."), code="too_late"
            )
        if not queries.is_compared(held):
            raise Refusal(
                _("First look at what it would have changed last month. Then the board can be asked."),
                code="not_compared",
            )
        quorum = pack(by.country, on).get("matching.board_quorum")
        members = queries.board(by.country, on, but=held.prepared_by)
        if len(members) < quorum:
            raise Refusal(
                _(
                    "The board has %(members)s members who may vote on this, and %(quorum)s must agree. An administrator gives the post; a second person confirms it."
                )
                % {"members": len(members), "quorum": quorum},
                code="no_board",
            )
        if WeightsDocument.objects.filter(country=by.country, state=DocumentState.ASKED).exists():
            raise Refusal(_("Another document is before the board. One at a time."), code="board_busy")
        for post in members:
            Voice.objects.create(
                country=by.country,
                document=held,
                user_id=post.user_id,
                name=post.user.name[:150],
                office=post.office.name[:150],
                recorded_by=by.user_id,
            )
        held.state, held.asked_at, held.quorum = DocumentState.ASKED, at, quorum
        held.save(update_fields=["state", "asked_at", "quorum"])
        record("matching.ask_board", kind=KIND, thing=held.pk, file=None, fields=["state", "quorum"])
    return held


def vote(*, document: WeightsDocument, says: str, reason: str, by: Identity, at: datetime) -> WeightsDocument:
    """Say yes or no in one's own name, once, with a reason. The vote that settles it decides the document."""
    require(by, VOTE_WEIGHTS)
    if says not in Vote.values:
        raise Refusal(_("Choose whether you agree."), code="vote", field="says")
    if len(reason.strip()) < FEWEST_LETTERS:
        raise Refusal(_("Write your reason; it is kept with your vote."), code="reason", field="reason")
    with doing(VOTING, by):
        held = _held(document, DocumentState.ASKED)
        own = Voice.objects.select_for_update(of=("self",)).filter(document=held, user_id=by.user_id).first()
        if own is None:
            raise NotAllowed()
        if own.vote:
            raise Refusal(_("You have voted. A vote is not changed."), code="voted")
        own.vote, own.reason, own.voted_at = says, reason.strip(), at
        own.save(update_fields=["vote", "reason", "voted_at"])
        record("matching.vote", kind=KIND, thing=held.pk, file=None, fields=["vote"])
        _settle(held, by, at)
    return held


def _settle(held: WeightsDocument, by: Identity, at: datetime) -> None:
    """Approved or refused as soon as no further vote could turn it. Approved after its day, it would count backwards: it is refused."""
    said = [voice.vote for voice in queries.voices(held)]
    state = outcome(said, quorum=held.quorum)
    if state == DocumentState.APPROVED and held.valid_from <= local_day(at, by.zone):
        raise Refusal(
            _(
                "The day from which it would count has come before the board agreed. Your vote was not kept; the document must be prepared anew with a later day."
            ),
            code="too_late",
        )
    if state != DocumentState.ASKED:
        held.state, held.decided_at = state, at
        held.save(update_fields=["state", "decided_at"])
        record(f"matching.weights_{state}", kind=KIND, thing=held.pk, file=None, fields=["state"])


def withdraw_weights(*, document: WeightsDocument, by: Identity, at: datetime) -> WeightsDocument:
    """Whoever prepared it takes it back; the number and what it said stay."""
    require(by, PREPARE_WEIGHTS)
    with doing(PREPARING_WEIGHTS, by):
        held = _held(document, DocumentState.PREPARED, DocumentState.ASKED)
        if held.prepared_by != by.user_id:
            raise NotAllowed()
        held.state = DocumentState.WITHDRAWN
        held.save(update_fields=["state"])
        record("matching.withdraw_weights", kind=KIND, thing=held.pk, file=None, fields=["state"])
    return held
