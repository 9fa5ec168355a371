"""Clocks of the law and the pack: started, met, and the review that comes round again."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.cases import rules
from umay.care.cases.access import CHANGE, held_open, held_part, require, write_line
from umay.care.cases.models import Case, Deadline, LegalBasis, Note
from umay.care.cases.words import BasisState, DeadlineKind, NoteKind
from umay.ground.journal.actions import once
from umay.ground.offices.models import follow
from umay.ground.offices.packs.calendar import end_of_day, local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, Refusal


def start_deadline(
    *,
    case: Case,
    kind: str,
    rule: str,
    started_at: datetime,
    due_at: datetime,
    basis: LegalBasis | None = None,
    by: Identity,
    at: datetime,
) -> Deadline:
    """Start a clock. `rule` is the key of the country's settings that says how long."""
    require(by, CHANGE)
    with transaction.atomic():
        deadline = Deadline.objects.create(
            **follow(case),
            recorded_by=by.user_id,
            case=case,
            kind=kind,
            rule=rule,
            basis=basis,
            started_at=started_at,
            due_at=due_at,
        )
        write_line("cases.start_deadline", case=case, kind="cases.deadline", thing=deadline.pk, fields=["due_at"])
    return deadline


def start_clocks(*, case: Case, clocks, basis: LegalBasis | None = None, by: Identity, at: datetime) -> list[Deadline]:
    """Start each clock that the rules gave."""
    return [
        start_deadline(
            case=case,
            kind=clock.kind,
            rule=clock.rule,
            started_at=clock.started_at,
            due_at=clock.due_at,
            basis=basis,
            by=by,
            at=at,
        )
        for clock in clocks
    ]


def meet_deadline(*, deadline: Deadline, met_at: datetime, by: Identity, at: datetime) -> Deadline:
    """Say that what was due was done at `met_at`. What follows by law starts its own clock."""
    require(by, CHANGE)
    with transaction.atomic():
        case = held_open(deadline.case)
        fresh = held_part(deadline)
        if fresh.met_at:
            raise Conflict(_("Somebody has already written that this was done. Nothing was changed."), code="met")
        began_at = fresh.started_at.replace(second=0, microsecond=0)  # people give minutes
        if not began_at <= met_at <= at:
            raise Refusal(
                _("Give a time after the clock began and not in the future. Nothing was changed."),
                code="met_at",
                field="met_at",
            )
        fresh.met_at = met_at = max(met_at, fresh.started_at)
        fresh.save(update_fields=["met_at"])
        write_line("cases.meet_deadline", case=case, kind="cases.deadline", thing=fresh.pk, fields=["met_at"])
        settings = pack(by.country, local_day(met_at, by.zone))
        clocks = rules.following_clocks(fresh.kind, fresh.rule, met_at, settings)
        started = start_clocks(case=case, clocks=clocks, basis=fresh.basis, by=by, at=at)
        for follower in started:
            if follower.kind == DeadlineKind.JUDGE_DECIDES:
                _hold_until_decided(case=case, basis=fresh.basis, until=follower.due_at)
    return fresh


def _hold_until_decided(*, case: Case, basis: LegalBasis | None, until: datetime) -> None:
    """Once the judge was asked in time, the child stays protected until the judge's own days are over (Law 5395, art. 9)."""
    if basis is None or basis.ends_at is None or basis.ends_at >= until or basis.state != BasisState.ACTIVE:
        return
    basis.ends_at = until
    basis.save(update_fields=["ends_at"])
    Deadline.objects.filter(basis=basis, kind=DeadlineKind.ORDER_ENDS, met_at__isnull=True).update(due_at=until)
    write_line("cases.add_basis", case=case, kind="cases.basis", thing=basis.pk, fields=["ends_at"], why="applied")


def review(
    *,
    case: Case,
    version: int,
    held_on: date,
    text: str,
    goal: str,
    next_on: date | None = None,
    by: Identity,
    at: datetime,
    key: UUID | None = None,
) -> Note:
    """Record a review of the case. The next one is due by the pack at the latest; a person may set it earlier."""
    require(by, CHANGE)
    with transaction.atomic(), once(key, by=by, at=at, kind="cases.note") as made:
        case = held_open(case, version=version)
        today = local_day(at, by.zone)
        settings = pack(by.country, today)
        if not local_day(case.opened_at, by.zone) <= held_on <= today:
            raise Refusal(_("Give a day since the case was opened, not in the future."), code="day", field="held_on")
        held_at = min(end_of_day(held_on, by.zone), at)
        latest_at = settings.due(held_at, rules.CASE_REVIEW)
        next_at = end_of_day(next_on, by.zone) if next_on else latest_at
        if not at < next_at <= latest_at:
            raise Refusal(
                _("The next review must be in the future, and not later than the country's rule says."),
                code="next",
                field="next_on",
            )
        note = Note.objects.create(
            **follow(case), recorded_by=by.user_id, case=case, kind=NoteKind.REVIEW, at=held_at, text=text
        )
        _next_review(case=case, held_at=held_at, next_at=next_at, by=by, at=at)
        case.next_review_on, case.goal = local_day(next_at, by.zone), goal
        case.save(update_fields=["next_review_on", "goal"])
        write_line("cases.review", case=case, fields=["next_review_on", "goal"])
        made(note.pk)
    return note


def _next_review(*, case: Case, held_at: datetime, next_at: datetime, by: Identity, at: datetime) -> None:
    running = case.deadlines.filter(kind=DeadlineKind.REVIEW, rule=rules.CASE_REVIEW, met_at__isnull=True)
    for deadline in running.select_for_update(of=("self",)):
        deadline.met_at = max(held_at, deadline.started_at)
        deadline.save(update_fields=["met_at"])
    clock = rules.Clock(rules.REVIEW, rules.CASE_REVIEW, held_at, next_at)
    start_clocks(case=case, clocks=[clock], by=by, at=at)
