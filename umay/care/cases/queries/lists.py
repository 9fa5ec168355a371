"""Lists of cases: mine, my team's, my office's; and how each row is joined for the page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from umay.care.cases.access import visible
from umay.care.cases.models import Case, CaseChild, Deadline
from umay.care.cases.words import CaseState
from umay.kit.kernel.acting import Identity

MINE, TEAM, ALL = "mine", "team", "all"


@dataclass(frozen=True)
class Filter:
    """What the list is narrowed to. `whose`: mine, team or all that one may see; `number`: part of a case number."""

    whose: str = ALL
    state: str = ""
    waiting: bool = False
    urgent: bool = False
    overdue: bool = False
    unassigned: bool = False
    number: str = ""


def listing(*, by: Identity, at: datetime, chosen: Filter) -> QuerySet[Case]:
    """Cases for a list page, the newest first, with children, worker and the next open deadline. Three queries for a page of any length."""
    found = visible(by)
    if chosen.whose == MINE:
        found = found.filter(worker_id=by.user_id)
    elif chosen.whose == TEAM and by.team_id:
        found = found.filter(team_id=by.team_id)
    if chosen.state == "active":
        found = found.exclude(state=CaseState.CLOSED)
    elif chosen.state:
        found = found.filter(state=chosen.state)
    if chosen.waiting:
        found = found.filter(needs_family_since__isnull=False)
    if chosen.urgent:
        found = found.filter(is_urgent=True)
    if chosen.unassigned:
        found = found.filter(worker__isnull=True)
    if chosen.number.strip():
        found = found.filter(number__icontains=chosen.number.strip())
    running = Deadline.objects.filter(case=OuterRef("pk"), met_at__isnull=True)
    if chosen.overdue:
        found = found.filter(Exists(running.filter(due_at__lt=at))).exclude(state=CaseState.CLOSED)
    return _joined(found)


def _joined(found: QuerySet[Case]) -> QuerySet[Case]:
    running = Deadline.objects.filter(case=OuterRef("pk"), met_at__isnull=True).order_by("due_at", "id")
    return (
        found.select_related("worker", "office")
        .annotate(
            next_due_at=Subquery(running.values("due_at")[:1]),
            next_kind=Subquery(running.values("kind")[:1]),
            next_rule=Subquery(running.values("rule")[:1]),
        )
        .prefetch_related(
            Prefetch(
                "children",
                queryset=CaseChild.objects.filter(Q(left_on__isnull=True) | Q(case__state=CaseState.CLOSED))
                .select_related("person")
                .defer("health", "view", "view_why_not")
                .order_by("person__born_on", "recorded_at", "id"),
                to_attr="present",
            )
        )
        .defer("why_care", "summary", "closing_note")
        .order_by("-opened_at", "id")
    )


def load_of(*, office_ids, by: Identity) -> dict[UUID, int]:
    """Open cases of each worker of these offices: worker id -> number."""
    counted = (
        visible(by)
        .filter(office_id__in=office_ids, worker__isnull=False)
        .exclude(state=CaseState.CLOSED)
        .values(who=F("worker_id"))
        .annotate(cases=Count("id"))
        .order_by("who")
    )
    return {row["who"]: row["cases"] for row in counted}
