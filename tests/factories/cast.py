"""A small cast of invented people: two offices of Konya, one of Ankara, one of Bakı, and somebody in each role."""

import functools
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from umay.front.roles import ROLES
from umay.ground.offices.access import identity_for
from umay.ground.offices.models import Office, Post, Team, User
from umay.ground.offices.words import Level, OfficeKind
from umay.kit.kernel.acting import Identity, founding
from umay.kit.kernel.clock import now

PASSWORD = "iyi-kalpli-bir-ev"
_LEVELS = {
    "worker": Level.OWN,
    "supervisor": Level.OFFICE,
    "duty": Level.PROVINCE,
    "family_worker": Level.OFFICE,
    "placement_officer": Level.OFFICE,
    "approver": Level.PROVINCE,
    "director": Level.PROVINCE,
    "inspector": Level.COUNTRY,
    "auditor": Level.NONE,
    "administrator": Level.NONE,
    "importer": Level.OFFICE,
    "board": Level.NONE,
    "desk": Level.NONE,
    "desk_lead": Level.NONE,
}


@functools.cache
def _hashed() -> str:
    """One hash for everybody: the real one takes a twentieth of a second."""
    return make_password(PASSWORD)


def make_office(code: str, *, country="TR", place="TR-42", name="Meram", lat=37.87, lon=32.49) -> Office:
    zone = "Asia/Baku" if country == "AZ" else "Europe/Istanbul"
    with founding():
        return Office.objects.create(
            code=code, country=country, place=place, kind=OfficeKind.CENTRE, name=name, zone=zone, lat=lat, lon=lon
        )


def make_person(
    username: str, role: str, office: Office, *, team: Team | None = None, level: str | None = None
) -> Identity:
    return _hire([_drawn(username, role, office, team, level)])[0]


def _drawn(username: str, role: str, office: Office, team: Team | None = None, level: str | None = None) -> Post:
    """Somebody and their post, not written yet."""
    name = f"{role.capitalize()} {office.name}"
    user = User(username=username, name=name, country=office.country, password=_hashed())
    since = {"begins_on": date(2020, 1, 1), "confirmed_at": now()}
    return Post(user=user, role=role, level=level or _LEVELS[role], office=office, team=team, **since)


def _hire(posts: list[Post]) -> list[Identity]:
    """Written together: the cast takes 40 statements of each test, not the 256 of one by one."""
    with founding():
        User.objects.bulk_create([post.user for post in posts])
        Post.objects.bulk_create(posts)
    return [identity_for(post) for post in posts]


@dataclass
class Cast:
    """Identities by role and office: cast.worker, cast.other_office["worker"], cast.azerbaijan["worker"] ..."""

    meram: Office
    selcuklu: Office
    cankaya: Office
    baku: Office
    team: Team
    home: dict[str, Identity]
    other_team_worker: Identity
    other_office: dict[str, Identity]
    other_province: dict[str, Identity]
    azerbaijan: dict[str, Identity]

    def __getattr__(self, role: str) -> Identity:
        try:
            return self.__dict__["home"][role]
        except KeyError:
            raise AttributeError(role) from None

    @classmethod
    def make(cls) -> "Cast":
        meram = make_office("T42A")
        selcuklu = make_office("T42B", name="Selçuklu", lat=37.93, lon=32.50)
        cankaya = make_office("T06A", place="TR-06", name="Çankaya", lat=39.9, lon=32.86)
        baku = make_office("A01A", country="AZ", place="AZ-BA", name="Bakı", lat=40.41, lon=49.87)
        with founding():
            team = Team.objects.create(office=meram, name="A")
            team_b = Team.objects.create(office=meram, name="B")
        crews = {
            "home": (meram, "meram", ROLES),
            "other_office": (selcuklu, "selcuklu", ("worker", "supervisor", "family_worker")),
            "other_province": (cankaya, "cankaya", ("worker", "supervisor", "family_worker", "duty", "approver")),
            "azerbaijan": (baku, "baku", ROLES),
        }
        posts = {
            (crew, role): _drawn(f"{role}.{called}", role, office)
            for crew, (office, called, roles) in crews.items()
            for role in roles
        }
        posts["home", "worker"].team = team
        posts["home", "worker2"] = _drawn("worker2.meram", "worker", meram, team_b)
        people = dict(zip(posts, _hire(list(posts.values())), strict=True))
        stranger = people.pop(("home", "worker2"))
        groups = {crew: {role: people[crew, role] for role in roles} for crew, (_office, _name, roles) in crews.items()}
        return cls(meram, selcuklu, cankaya, baku, team, other_team_worker=stranger, **groups)


def user_of(identity: Identity) -> User:
    return User.objects.get(pk=identity.user_id)
