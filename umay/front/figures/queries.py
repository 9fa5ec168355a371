"""What a supervisor sees of the team, and a province of its offices. Counts only; no child's name is read."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Count, Q

from umay.care.cases.models import Case, Deadline
from umay.care.cases.words import CaseState
from umay.care.visits.models import Concern, Visit
from umay.care.visits.words import ConcernState, VisitState
from umay.front.figures.rules import FEW, Load, months_before
from umay.ground.offices import places
from umay.ground.offices.models import Office, Post
from umay.ground.offices.queries import names_of, pack
from umay.kit.kernel.acting import Identity

LOOKING_BACK = timedelta(days=90)
MONTHS = 12
_MOST = "cases.max_per_worker"


@dataclass(frozen=True)
class Member:
    """One worker of the team. `has_left`: holds open cases without a post here."""

    user_id: UUID | None
    name: str
    load: Load
    deadlines_late: int = 0
    deadlines_soon: int = 0
    visits_late: int = 0
    visits_soon: int = 0
    concerns: int = 0
    has_left: bool = False


@dataclass(frozen=True)
class Team:
    """All workers in the order of names, the cases nobody has, and whether the limit of cases is confirmed."""

    members: list[Member]
    unassigned: int
    most: int | None
    is_most_verified: bool


def team(by: Identity, *, at: datetime) -> Team:
    """Seven queries, however many workers."""
    today = at.astimezone(ZoneInfo(by.zone)).date()
    settings = pack(by.country, today)
    most = settings.get(_MOST) if settings.has(_MOST) else None
    counted = _counted(by, today, at)
    present = set(_workers(by, today))
    holding = {who for who, numbers in counted.items() if who and numbers["cases"]}
    names = names_of(present | holding)
    members = [
        Member(
            user_id=who,
            name=names.get(who, ""),
            load=Load(counted[who]["cases"], most),
            deadlines_late=counted[who]["deadlines_late"],
            deadlines_soon=counted[who]["deadlines_soon"],
            visits_late=counted[who]["visits_late"],
            visits_soon=counted[who]["visits_soon"],
            concerns=counted[who]["concerns"],
            has_left=who not in present,
        )
        for who in names
    ]
    unassigned = counted[None]["cases"]
    return Team(members, unassigned, most, settings.is_verified(_MOST))


def _workers(by: Identity, today: date) -> list[UUID]:
    posts = Post.objects.filter(role="worker", begins_on__lte=today, confirmed_at__isnull=False, user__is_active=True)
    place = Q(team_id__in=by.teams) if by.teams else Q(office_id__in=by.offices)
    return list(posts.filter(place).exclude(ends_on__lt=today).order_by().values_list("user_id", flat=True).distinct())


def _counted(by: Identity, today: date, at: datetime) -> dict[UUID | None, dict[str, int]]:
    """Numbers by worker, each table asked once."""
    found: dict[UUID | None, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    week = today + timedelta(days=7)
    asked = (
        (Case.objects.exclude(state=CaseState.CLOSED), {"cases": Count("pk")}),
        (
            Deadline.objects.filter(met_at__isnull=True).exclude(case__state=CaseState.CLOSED),
            {
                "deadlines_late": Count("pk", filter=Q(due_at__lt=at)),
                "deadlines_soon": Count("pk", filter=Q(due_at__gte=at, due_at__lt=at + timedelta(days=7))),
            },
        ),
        (
            Visit.objects.filter(state=VisitState.PLANNED),
            {
                "visits_late": Count("pk", filter=Q(due_on__lt=today)),
                "visits_soon": Count("pk", filter=Q(due_on__gte=today, due_on__lt=week)),
            },
        ),
        (Concern.objects.filter(state=ConcernState.RAISED), {"concerns": Count("pk")}),
    )
    for rows, sums in asked:
        for row in _in_scope(rows, by).order_by().values("worker_id").annotate(**sums):
            who = row.pop("worker_id")
            for name, number in row.items():
                found[who][name] += number
    return found


def _in_scope(rows, by: Identity):
    """The team's or offices' own rows; files opened beyond the scope by name or glass do not count."""
    return rows.filter(team_id__in=by.teams) if by.teams else rows.filter(office_id__in=by.offices)


@dataclass(frozen=True)
class Figures:
    """Numbers of one office, one place or of all. FEW stands for 1 to 4 that may not be shown; medians in hours."""

    part: str
    name: str
    waiting: int
    families: int
    places_free: int
    visits_due: int
    visits_late: int
    reports: int
    contacted: int
    on_time: int
    median_hours: float | None


@dataclass(frozen=True)
class Month:
    first_on: date
    reports: int
    on_time: int
    median_hours: float | None


def figures(by: Identity, *, group: str, at: datetime, language: str) -> list[Figures]:
    """Figures by "office", "place" or over "all" (one line), those of the asker's offices or of the country."""
    today = at.astimezone(ZoneInfo(by.zone)).date()
    with connection.cursor() as cursor:
        cursor.execute("select * from offices_figures(%s, %s, %s, %s)", [group, at - LOOKING_BACK, at, today])
        rows = [Figures(row[0], "", *row[1:]) for row in cursor.fetchall()]
    return [replace(row, name=name) for row, name in zip(rows, _names(rows, group, language), strict=True)]


def _names(rows: list[Figures], group: str, language: str) -> list[str]:
    if group == "all":
        return ["" for _row in rows]
    if group == "place":
        return [places.place(row.part).name(language) for row in rows]
    known = {
        str(pk): name
        for pk, name in Office.objects.filter(pk__in=[row.part for row in rows]).order_by().values_list("pk", "name")
    }
    return [known.get(row.part, "") for row in rows]


def months(by: Identity, *, at: datetime) -> list[Month]:
    """The last twelve months, oldest first; a month without reports is there with nothing."""
    local = at.astimezone(ZoneInfo(by.zone))
    wanted = [date(year, month, 1) for year, month in months_before(local.year, local.month, MONTHS)]
    since = datetime(wanted[0].year, wanted[0].month, 1, tzinfo=ZoneInfo(by.zone)).astimezone(UTC)
    with connection.cursor() as cursor:
        cursor.execute("select * from offices_contact_months(%s, %s, %s)", [since, at, by.zone])
        found = {row[0]: Month(*row) for row in cursor.fetchall()}
    return [found.get(first, Month(first, 0, 0, None)) for first in wanted]


def is_protected(by: Identity) -> bool:
    """Whether the asker gets rounded numbers: reads figures, but no rows."""
    return not by.is_countrywide and not by.offices


__all__ = ["FEW", "Figures", "Member", "Month", "Team", "figures", "is_protected", "months", "team"]
