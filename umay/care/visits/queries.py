"""Reads of the visits room."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from umay.care.cases.queries import open_to
from umay.care.placements.access import visible as visible_placements
from umay.care.placements.models import Placement
from umay.care.placements.words import PlacementState
from umay.care.visits.access import visible, visible_concerns
from umay.care.visits.models import Concern, Visit
from umay.care.visits.rules import RHYTHM, Due, next_due
from umay.care.visits.words import ConcernLevel, ConcernState, VisitState
from umay.ground.offices import keys
from umay.ground.offices.models import Post
from umay.ground.offices.packs import label
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import names_of
from umay.kit.kernel.acting import Identity

SEALED = ("seen", "child_said", "child_not_heard_why", "carer_said", "next_step", "missed_why")
_OF_CASE = ("why_care", "summary", "closing_note")
_OF_PLACEMENT = ("end_note", "emergency_reason", "ratify_refused")
SHOWN = 12
_GRAVITY = Case(
    When(level=ConcernLevel.DANGER, then=Value(0)), When(level=ConcernLevel.SERIOUS, then=Value(1)), default=Value(2)
)


@dataclass(frozen=True)
class Filter:
    """What the list is narrowed to. `which`: due, late, done or concerns."""

    whose: str = "all"
    which: str = "due"


@dataclass(frozen=True)
class Made:
    """One visit as the placement's page shows it."""

    visit: Visit
    by: str
    concerns: list[Concern]

    @property
    def when(self) -> datetime | date:
        """When it was made; of a missed one the day it was due."""
        return self.visit.at or self.visit.due_on


@dataclass(frozen=True)
class Course:
    """The visits of one placement: what comes, what was, what worries."""

    placement: Placement
    coming: list[Visit]
    past: list[Made]
    in_all: int
    concerns: list[Concern]
    is_late: bool

    @property
    def last(self) -> Visit | None:
        return next((made.visit for made in self.past if made.visit.state == VisitState.DONE), None)


def visit_of(by: Identity) -> QuerySet[Visit]:
    """Visits with what a page of one needs."""
    return visible(by).select_related("placement", "placement__case", "placement__child", "office", "worker")


def _joined(found: QuerySet[Visit]) -> QuerySet[Visit]:
    return found.select_related("placement", "placement__case", "placement__child", "worker").defer(
        *SEALED,
        *(f"placement__{name}" for name in _OF_PLACEMENT),
        *(f"placement__case__{name}" for name in _OF_CASE),
        "placement__child__address",
    )


def listing(*, by: Identity, today: date, chosen: Filter) -> QuerySet[Visit]:
    """Visits for a list page with child, case and worker, the most urgent first: one statement."""
    found = visible(by)
    if chosen.whose == "mine":
        found = found.filter(worker_id=by.user_id)
    if chosen.which == "done":
        done = found.filter(state__in=[VisitState.DONE, VisitState.MISSED])
        return _joined(done).order_by(F("at").desc(nulls_last=True), "-due_on", "id")
    planned = found.filter(state=VisitState.PLANNED)
    if chosen.which == "late":
        planned = planned.filter(due_on__lt=today)
    return _joined(planned).order_by("due_on", "id")


def due(*, by: Identity, before: date) -> QuerySet[Visit]:
    """Planned visits due on or before that day."""
    return _joined(visible(by).filter(state=VisitState.PLANNED, due_on__lte=before)).order_by("due_on", "id")


def overdue_by_worker(*, by: Identity, today: date, office_ids: Iterable[UUID] | None = None) -> dict[UUID | None, int]:
    """Late visits of each worker (None: nobody's) in what the asker may see: worker id -> number. One statement."""
    late = visible(by).filter(state=VisitState.PLANNED, due_on__lt=today)
    if office_ids is not None:
        late = late.filter(office_id__in=list(office_ids))
    rows = late.values(who=F("worker_id")).annotate(visits=Count("id")).order_by("who")
    return {row["who"]: row["visits"] for row in rows}


def concerns(by: Identity, *, is_open: bool = True) -> QuerySet[Concern]:
    """Concerns, those in danger first, then the oldest."""
    found = visible_concerns(by).filter(state=ConcernState.RAISED) if is_open else visible_concerns(by)
    return (
        found.select_related("visit", "visit__placement", "visit__placement__case", "visit__placement__child", "worker")
        .defer("text", "answer", *(f"visit__{name}" for name in SEALED))
        .order_by(_GRAVITY, "raised_at", "id")
    )


def last_visit_on(placement: Placement, zone: str) -> date | None:
    """The local day of the last visit that was made."""
    done = Visit.objects.filter(placement=placement, state=VisitState.DONE).order_by("-at", "id")
    at = done.values_list("at", flat=True).first()
    return local_day(at, zone) if at else None


def next_of(placement: Placement, settings, *, last_on: date | None, zone: str) -> Due | None:
    """When the child is visited next by the country's rhythm."""
    return next_due(
        began_on=local_day(placement.began_at, zone),
        last_on=last_on,
        is_emergency=placement.is_emergency,
        times=settings,
    )


def has_next(placement: Placement) -> bool:
    """Whether a visit of the rhythm is planned."""
    return Visit.objects.filter(placement=placement, state=VisitState.PLANNED).exclude(rule="").exists()


def with_visits(placements: Iterable[Placement]) -> set[UUID]:
    """Which of these placements have any visit already, made or planned."""
    return set(Visit.objects.filter(placement__in=list(placements)).order_by().values_list("placement_id", flat=True))


def is_rhythm_verified(settings) -> bool:
    return all(settings.is_verified(key) for key in RHYTHM)


def course(placement: Placement, *, by: Identity, today: date) -> Course:
    """All visits of one placement, the next ones first, then the past, newest first. Three statements."""
    keys.warm([placement.file_id])
    rows = visible(by).filter(placement=placement).exclude(state=VisitState.CANCELLED)
    coming = list(rows.filter(state=VisitState.PLANNED).order_by("due_on", "id"))
    past = list(rows.exclude(state=VisitState.PLANNED).order_by(F("at").desc(nulls_last=True), "-due_on", "id"))
    raised = list(visible_concerns(by).filter(visit__placement=placement).order_by("-raised_at", "id"))
    names = names_of([visit.by_user for visit in past[:SHOWN]])
    return Course(
        placement,
        coming,
        [
            Made(visit, names.get(visit.by_user, ""), [one for one in raised if one.visit_id == visit.pk])
            for visit in past[:SHOWN]
        ],
        len(past),
        [one for one in raised if one.state == ConcernState.RAISED],
        any(visit.due_on < today for visit in coming),
    )


def courses(case, *, by: Identity, today: date) -> list[tuple[Placement, Visit | None, Visit | None, int]]:
    """For the case's page: (placement, last visit, next visit, open concerns) of each child who lives with a family. Three statements."""
    placements = list(
        visible_placements(by)
        .filter(case=case, state=PlacementState.ACTIVE)
        .select_related("child")
        .order_by("child__born_on", "id")
    )
    rows = list(
        visible(by)
        .filter(placement__in=placements, state__in=[VisitState.DONE, VisitState.PLANNED])
        .defer(*SEALED)
        .order_by("due_on", "id")
    )
    worries = dict(
        visible_concerns(by)
        .filter(visit__placement__in=placements, state=ConcernState.RAISED)
        .values_list("visit__placement")
        .annotate(number=Count("id"))
        .order_by("visit__placement")
    )
    found = []
    for placement in placements:
        own = [visit for visit in rows if visit.placement_id == placement.pk]
        done = [visit for visit in own if visit.state == VisitState.DONE]
        coming = [visit for visit in own if visit.state == VisitState.PLANNED]
        last = max(done, key=lambda visit: visit.at, default=None)
        found.append((placement, last, coming[0] if coming else None, worries.get(placement.pk, 0)))
    return found


def concern_of(by: Identity) -> QuerySet[Concern]:
    """Concerns with what a page of one needs."""
    return visible_concerns(by).select_related(
        "visit", "visit__placement", "visit__placement__case", "visit__placement__child"
    )


def concerns_of(visit: Visit) -> list[Concern]:
    return list(visit.concerns.order_by("-raised_at", "id"))


def kind_label(concern: Concern) -> Any:
    return label("visit_concern", concern.kind) if concern.kind else ""


def told_of_concern(visit: Visit, *, on: date) -> list[UUID]:
    """Who learns of a concern at once: supervisors of the child's team or office, else the province's director; if the case is
    confidential, only those to whom it is open."""
    posts = (
        Post.objects.filter(begins_on__lte=on, confirmed_at__isnull=False, user__is_active=True)
        .exclude(ends_on__lt=on)
        .order_by("user_id")
    )
    supervisors = posts.filter(role="supervisor", office_id=visit.office_id).filter(
        ~Q(level="team") | Q(team_id=visit.team_id)
    )
    found = set(supervisors.values_list("user_id", flat=True))
    if visit.confidential:
        return sorted(found & _named(visit), key=str) or sorted(_named(visit), key=str)
    if not found:
        place = visit.office.place
        directors = posts.filter(role="director", office__country=visit.country, office__place=place)
        found = set(directors.values_list("user_id", flat=True))
    return sorted(found, key=str)


def _named(visit: Visit) -> set[UUID]:
    return {grant.user_id for grant in open_to(visit.placement.case) if grant.user_id}


def answered_since(by: Identity, since: datetime) -> QuerySet[Concern]:
    """Concerns raised by the asker that were answered lately."""
    return concerns(by, is_open=False).filter(
        recorded_by=by.user_id, state=ConcernState.ANSWERED, answered_at__gte=since
    )
