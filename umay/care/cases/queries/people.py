"""Workers, supervisors and named people of a case."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet

from umay.care.cases.models import Case
from umay.care.persons.models import Person
from umay.ground.offices.access import permissions_of
from umay.ground.offices.models import Post, Team, User
from umay.kit.kernel.errors import NotAllowed


@dataclass(frozen=True)
class OpenTo:
    """Somebody to whom the file is open beyond the ordinary scope. `kind`: named, shared or glass (GrantKind)."""

    id: UUID
    kind: str
    user_id: UUID | None
    name: str
    may_write: bool
    reason: str
    given_by: str
    given_at: datetime
    ends_at: datetime | None


def open_to(case: Case) -> list[OpenTo]:
    """Everybody to whom the case is open by name, by sharing or by breaking the glass now. Raises NotAllowed for a case one can't see."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select * from cases_open_to(%s)", [case.pk])
            return [OpenTo(*row) for row in cursor.fetchall()]
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") == "42501":
            raise NotAllowed() from error
        raise


def holders(role: str, office_id: UUID, *, on: date) -> QuerySet[User]:
    """People who hold a post of that role in the office on the day, whatever posts they held before."""
    current = Post.objects.filter(
        role=role, office_id=office_id, begins_on__lte=on, confirmed_at__isnull=False
    ).exclude(ends_on__lt=on)
    return User.objects.filter(pk__in=current.values("user_id"), is_active=True).order_by("name_sort", "name", "id")


def may_be_named(case: Case, *, on: date) -> QuerySet[User]:
    """People of the country whose present post lets them see cases: those to whom a confidential case can be opened."""
    roles = [
        role
        for role in Post.objects.filter(office__country=case.country)
        .order_by("role")
        .values_list("role", flat=True)
        .distinct()
        if "cases.see" in permissions_of(role)
    ]
    current = Post.objects.filter(
        office__country=case.country, role__in=roles, begins_on__lte=on, confirmed_at__isnull=False
    ).exclude(ends_on__lt=on)
    return User.objects.filter(pk__in=current.values("user_id"), is_active=True).order_by("name_sort", "name", "id")


def team_of(worker: User, office_id: UUID, on: date) -> Team | None:
    """The team in which this worker holds a post of the office on the day."""
    post = (
        Post.objects.filter(user=worker, office_id=office_id, begins_on__lte=on, confirmed_at__isnull=False)
        .exclude(ends_on__lt=on)
        .filter(team__isnull=False)
        .select_related("team")
        .order_by("begins_on", "id")
        .first()
    )
    return post.team if post else None


def candidates(case: Case) -> QuerySet[Person]:
    """People of the case's file who are not its children: kin, parents, neighbours already recorded."""
    return (
        Person.objects.filter(file_id=case.file_id, joined_into__isnull=True, erased_at__isnull=True)
        .exclude(pk__in=case.children.values("person_id"))
        .order_by("name_sort", "id")
    )


def supervisors(country: str, *, on: date) -> QuerySet[User]:
    """Supervisors of the country's offices: who can take a confidential case over."""
    current = Post.objects.filter(
        office__country=country, role="supervisor", begins_on__lte=on, confirmed_at__isnull=False
    ).exclude(ends_on__lt=on)
    return User.objects.filter(pk__in=current.values("user_id"), is_active=True).order_by("name_sort", "name", "id")


def colleagues(case: Case, *, on: date) -> QuerySet[User]:
    """Those of the case's own office who can be named for it, few enough to tick; others are named one by one."""
    near = Post.objects.filter(office_id=case.office_id, begins_on__lte=on, confirmed_at__isnull=False).exclude(
        ends_on__lt=on
    )
    return may_be_named(case, on=on).filter(pk__in=near.values("user_id"))
