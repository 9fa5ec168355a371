"""Writes of the visits room, one function per verb."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.placements.access import held as held_placement
from umay.care.placements.models import Placement
from umay.care.placements.words import PlacementState
from umay.care.visits import queries, rules
from umay.care.visits.access import PLAN, RECORD, held, require
from umay.care.visits.lifecycle import CONCERN, VISIT
from umay.care.visits.models import Concern, Visit
from umay.care.visits.words import ConcernLevel, VisitState, VisitWhere
from umay.ground.journal.actions import once, record_many
from umay.ground.offices.actions import notify
from umay.ground.offices.models import follow
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.ground.offices.words import NoticeKind
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.ports import record as write_line

SOON = timedelta(minutes=5)  # a telephone's clock that runs a little ahead is no future
MISSING = "missing"
_WORDS = ("seen", "child_said", "child_not_heard_why", "carer_said", "next_step")


def plan(*, placement: Placement, by: Identity, at: datetime) -> Visit | None:
    """Plan the next visit of the country's rhythm, unless one is planned already. None where no rhythm is confirmed here.

    Part of the handover and of each recorded visit: who may do those may plan.
    """
    with transaction.atomic():
        if placement.state != PlacementState.ACTIVE or queries.has_next(placement):
            return None
        settings = pack(placement.country, local_day(at, by.zone))
        last_on = queries.last_visit_on(placement, by.zone)
        due = queries.next_of(placement, settings, last_on=last_on, zone=by.zone)
        return _put(placement, due.on, due.rule, by) if due else None


def plan_many(*, placements: Sequence[Placement], by: Identity, at: datetime) -> int:
    """Plan the first visit of each of these placements that were just written: `plan` in four statements. Returns how many visits."""
    with transaction.atomic():
        active = [one for one in placements if one.state == PlacementState.ACTIVE]
        known = queries.with_visits(active)
        settings = pack(by.country, local_day(at, by.zone))
        fresh = []
        for placement in active:
            if placement.pk not in known:
                due = queries.next_of(placement, settings, last_on=None, zone=by.zone)
                fresh += [_planned(placement, due.on, due.rule, by)] if due else []
        Visit.objects.bulk_create(fresh)
        record_many("visits.plan", kind=VISIT.thing, lines=[(one.pk, one.file_id) for one in fresh], fields=["due_on"])
    return len(fresh)


def call_off(*, placement: Placement, by: Identity, at: datetime) -> int:
    """The placement has ended: what was planned is no longer needed. Returns how many. Part of ending it."""
    with transaction.atomic():
        planned = Visit.objects.filter(placement=placement, state=VisitState.PLANNED).order_by("due_on", "id")
        return len([VISIT.apply(visit, "cancel", by=by, at=at) for visit in planned])


def add(*, placement: Placement, due_on: date, by: Identity, at: datetime, key: UUID | None = None) -> Visit:
    """Plan a visit beside the rhythm. It never moves a visit of the rhythm."""
    require(by, PLAN)
    with transaction.atomic(), once(key, by=by, at=at, kind=VISIT.thing) as made:
        fresh = held_placement(placement)
        if fresh.state != PlacementState.ACTIVE:
            raise Refusal(_("The child does not live there any more. Nothing was changed."), code="ended")
        if due_on < local_day(at, by.zone):
            raise Refusal(_("Choose today or a day ahead."), code="past", field="due_on")
        visit = _put(fresh, due_on, "", by)
        made(visit.pk)
    return visit


def record(
    *, visit: Visit, version: int | None = None, values: dict, by: Identity, at: datetime, key: UUID | None = None
) -> Visit:
    """Write down what was seen and what the child said, or why it was not heard; the next visit is planned.

    values: visited_at, where, is_unannounced, saw_child_alone, seen, child_said, child_not_heard_why, carer_said, next_step; and where
    something worries: concern_level, concern_kind, concern (words).
    """
    with transaction.atomic(), once(key, by=by, at=at, kind=VISIT.thing) as made:
        placement = held_placement(Placement(pk=visit.placement_id))
        fresh = held(visit, version=version)
        VISIT.check(fresh, "record", by=by, at=at)
        _check(values, placement, at)
        words = {name: (values.get(name) or "").strip() or None for name in _WORDS}
        # The column `at` is set before the move: the move's own `at` says when it was written down.
        fresh.at = values["visited_at"]
        fresh.save(update_fields=["at"])
        done = VISIT.apply(
            fresh,
            "record",
            by=by,
            at=at,
            by_user=by.user_id,
            where=values["where"],
            is_unannounced=bool(values.get("is_unannounced")),
            saw_child_alone=values["saw_child_alone"],
            **words,
        )
        if values.get("concern_level"):
            raise_concern(
                visit=done,
                level=values["concern_level"],
                kind=values.get("concern_kind") or "",
                text=values.get("concern") or "",
                by=by,
                at=at,
            )
        plan(placement=placement, by=by, at=at)
        made(done.pk)
    return done


def miss(
    *,
    visit: Visit,
    version: int | None = None,
    kind: str,
    why: str,
    new_on: date,
    by: Identity,
    at: datetime,
    key: UUID | None = None,
) -> Visit:
    """The visit did not happen, for a reason of the pack; the next one is planned on `new_on`. Returns that one.

    A child who is missing is a concern of the highest level, raised at once.
    """
    with transaction.atomic(), once(key, by=by, at=at, kind=VISIT.thing) as made:
        placement = held_placement(Placement(pk=visit.placement_id))
        fresh = held(visit, version=version)
        VISIT.check(fresh, "miss", by=by, at=at)
        settings = pack(fresh.country, local_day(at, by.zone))
        if kind not in settings.get("visits.not_seen_reasons"):
            raise Refusal(_("Choose why the child was not seen."), code="kind", field="kind")
        if not why.strip():
            raise Refusal(_("Write in a sentence what happened."), code="why", field="why")
        _check_new_day(placement, new_on, settings, by, at)
        missed = VISIT.apply(fresh, "miss", by=by, at=at, by_user=by.user_id, missed_kind=kind, missed_why=why.strip())
        if kind == MISSING:
            raise_concern(visit=missed, level=ConcernLevel.DANGER, kind="other", text=why, by=by, at=at)
        following = _put(placement, new_on, missed.rule, by)
        made(following.pk)
    return following


def raise_concern(
    *, visit: Visit, level: str, kind: str, text: str, by: Identity, at: datetime, key: UUID | None = None
) -> Concern:
    """Something on a visit that the supervisor must know now. The supervisors are told in the same transaction."""
    require(by, RECORD)
    with transaction.atomic(), once(key, by=by, at=at, kind=CONCERN.thing) as made:
        fresh = held(visit)
        if fresh.state not in (VisitState.DONE, VisitState.MISSED):
            raise Refusal(_("Write the visit down first."), code="state")
        if level not in ConcernLevel.values:
            raise Refusal(_("Choose how grave it is."), code="level", field="concern_level")
        settings = pack(fresh.country, local_day(at, by.zone))
        if kind not in settings.get("visits.concern_kinds"):
            raise Refusal(_("Choose what it is about."), code="kind", field="concern_kind")
        if not text.strip():
            raise Refusal(_("Write what worries you."), code="text", field="concern")
        concern = Concern.objects.create(
            **follow(fresh),
            recorded_by=by.user_id,
            visit=fresh,
            level=level,
            kind=kind,
            text=text.strip(),
            raised_at=at,
        )
        write_line("visits.raise_concern", kind=CONCERN.thing, thing=concern.pk, file=concern.file_id, fields=["level"])
        told = queries.told_of_concern(fresh, on=local_day(at, by.zone))
        notify(kind=NoticeKind.CONCERN, users=told, thing_kind=CONCERN.thing, thing=concern.pk, by=by, at=at)
        made(concern.pk)
    return concern


def answer_concern(*, concern: Concern, version: int | None = None, answer: str, by: Identity, at: datetime) -> Concern:
    """The supervisor says what is done about it. Whoever raised it is told."""
    with transaction.atomic():
        fresh = held(concern, version=version)
        CONCERN.check(fresh, "answer_concern", by=by, at=at)
        if not answer.strip():
            raise Refusal(_("Write what is done about it."), code="answer", field="answer")
        answered = CONCERN.apply(
            fresh, "answer_concern", by=by, at=at, answer=answer.strip(), answered_at=at, answered_by=by.user_id
        )
        notify(
            kind=NoticeKind.CONCERN,
            users=[answered.recorded_by, answered.worker_id],
            thing_kind=CONCERN.thing,
            thing=answered.pk,
            by=by,
            at=at,
        )
    return answered


def _planned(placement: Placement, due_on: date, rule: str, by: Identity) -> Visit:
    return Visit(**follow(placement), recorded_by=by.user_id, placement=placement, due_on=due_on, rule=rule)


def _put(placement: Placement, due_on: date, rule: str, by: Identity) -> Visit:
    visit = _planned(placement, due_on, rule, by)
    visit.save(force_insert=True)
    write_line("visits.plan", kind=VISIT.thing, thing=visit.pk, file=visit.file_id, fields=["due_on"])
    return visit


def _check(values: dict, placement: Placement, at: datetime) -> None:
    visited_at = values["visited_at"]
    # A form says minutes, not seconds: a visit in the very minute of the handover is none before it.
    if not placement.began_at.replace(second=0, microsecond=0) <= visited_at <= at + SOON:
        raise Refusal(
            _("Give a time since the child moved in, and not in the future."), code="visited_at", field="visited_at"
        )
    if placement.ended_at and visited_at > placement.ended_at:
        raise Refusal(_("The child did not live there any more at that time."), code="visited_at", field="visited_at")
    if values["where"] not in VisitWhere.values:
        raise Refusal(_("Choose where you saw the child."), code="where", field="where")
    if not (values.get("seen") or "").strip():
        raise Refusal(_("Write what you saw."), code="seen", field="seen")
    if not (values.get("child_said") or "").strip() and not (values.get("child_not_heard_why") or "").strip():
        raise Refusal(
            _("Write what the child said. If the child said nothing, write why."), code="child_said", field="child_said"
        )


def _check_new_day(placement: Placement, new_on: date, settings, by: Identity, at: datetime) -> None:
    today = local_day(at, by.zone)
    step = queries.next_of(placement, settings, last_on=today, zone=by.zone)
    if not rules.is_again_in_time(new_on=new_on, today=today, latest=step.on if step else None):
        raise Refusal(
            _("Choose a day from today on, not later than one step of the rhythm of visits."),
            code="new_on",
            field="new_on",
        )
