"""The beginning of an installation: its offices and its first people, made once by whoever holds the server."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from umay.ground.offices.actions.people import NEW_ACCOUNT_GOOD_FOR, one_time_password
from umay.ground.offices.models import Office, Post, Team, User
from umay.ground.offices.rules import Founding, NewOffice, NewPerson, obstacles, with_codes
from umay.ground.offices.words import Level
from umay.kit.kernel.acting import founding
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.ports import record
from umay.kit.kernel.text import sort_key

_LOCK = 77142  # one founding at a time, also from two machines
_ORIGIN = "command line"


@dataclass(frozen=True)
class Enrolled:
    """One of the first people, with the one-time password that is shown once and kept nowhere."""

    role: str
    name: str
    username: str
    language: str
    zone: str
    password: str
    good_until: datetime


def found(*, plan: Founding, at: datetime) -> list[Enrolled]:
    """Make the offices and the first accounts, all or nothing. Their posts hold at once: there is no second person yet to confirm them.

    Refused in the demonstration and where any office or account is, so that it never happens twice.
    """
    if settings.UMAY_DEMO:
        raise Refusal(_("The demonstration has its own offices and people. Nothing was written."), code="demo")
    if obstacles(plan):
        raise Refusal(_("This can't be founded as it is. Nothing was written."), code="not_whole")
    with founding(country=plan.country, origin=_ORIGIN):
        _alone()
        if Office.objects.exists() or User.objects.exists():
            raise Refusal(
                _("This database already holds an installation. Nothing was written."), code="founded_already"
            )
        ministry = _make_offices(plan)[0]
        return [_enrol(person, plan, ministry, at) for person in plan.people]


def renew_first(*, at: datetime) -> list[Enrolled]:
    """New one-time passwords for the first people, as long as none of them has come in. Later an administrator does this on a page."""
    country = Office.objects.values_list("country", flat=True).first()
    if settings.UMAY_DEMO or country is None:
        raise Refusal(_("No installation was founded in this database. Nothing was changed."), code="not_founded")
    with founding(country=country, origin=_ORIGIN):
        _alone()
        if (
            User.objects.filter(once_until__isnull=True).exists()
            or User.objects.filter(opened_by__isnull=False).exists()
        ):
            raise Refusal(
                _(
                    "Somebody has signed in and chosen a password. Nothing was changed. An administrator of accounts gives new ways to "
                    "sign in, on the page People and accounts."
                ),
                code="in_use",
            )
        return [_renew(user, at) for user in User.objects.select_for_update().order_by("username")]


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])


def _make_offices(plan: Founding) -> list[Office]:
    made = []
    for new, code in zip(plan.offices, with_codes(plan.country, plan.offices), strict=True):
        office = _office(new, code, plan)
        office.save(force_insert=True)
        Team.objects.bulk_create([Team(office=office, name=name) for name in new.teams])
        record("offices.found", kind="offices.office", thing=office.pk, fields=["code", "kind", "name", "place"])
        made.append(office)
    return made


def _office(new: NewOffice, code: str, plan: Founding) -> Office:
    return Office(
        country=plan.country,
        place=new.place,
        kind=new.kind,
        code=code,
        name=new.name,
        name_sort=sort_key(new.name, plan.language),
        zone=plan.zone,
        lat=new.lat,
        lon=new.lon,
        phone=new.phone,
    )


def _enrol(person: NewPerson, plan: Founding, ministry: Office, at: datetime) -> Enrolled:
    password = one_time_password()
    user = User(
        username=person.username,
        name=person.name,
        name_sort=sort_key(person.name, plan.language),
        email=person.email,
        country=plan.country,
        language=person.language,
        opened_at=at,
        once_until=at + NEW_ACCOUNT_GOOD_FOR,
    )
    user.set_password(password)
    user.save(force_insert=True)
    record("offices.open", kind="offices.user", thing=user.pk, fields=["username", "name", "email", "language"])
    post = Post.objects.create(
        user=user,
        role=person.role,
        level=Level.NONE,
        office=ministry,
        begins_on=at.date(),
        proposed_at=at,
        confirmed_at=at,
    )
    record("offices.give_post", kind="offices.post", thing=post.pk, fields=["user", "role", "level"], why=person.role)
    return _enrolled(user, post, password)


def _renew(user: User, at: datetime) -> Enrolled:
    password = one_time_password()
    user.set_password(password)
    user.once_until = at + NEW_ACCOUNT_GOOD_FOR
    user.save(update_fields=["password", "once_until"])
    Authenticator.objects.filter(user=user).delete()
    record("offices.reset", kind="offices.user", thing=user.pk, fields=["password", "second_step"])
    return _enrolled(user, Post.objects.select_related("office").get(user=user), password)


def _enrolled(user: User, post: Post, password: str) -> Enrolled:
    return Enrolled(post.role, user.name, user.username, user.language, post.office.zone, password, user.once_until)
