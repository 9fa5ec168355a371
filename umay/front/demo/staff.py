"""Offices, teams and the people who work in them."""

from datetime import timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.utils.translation import override

from umay.front.demo import desks
from umay.front.roles import ROLES
from umay.ground.offices import places
from umay.ground.offices.models import Office, Post, Team, User
from umay.ground.offices.words import Level, OfficeKind
from umay.kit.kernel.text import fold, name_case, sort_key

PASSWORD = "umay-demo-2026"
HOME = {"TR": "TR-42", "AZ": "AZ-BA"}
_ZONE = {"TR": "Europe/Istanbul", "AZ": "Asia/Baku"}
_LEVEL = {
    "worker": Level.OWN,
    "supervisor": Level.OFFICE,
    "duty": Level.PROVINCE,
    "family_worker": Level.OFFICE,
    "placement_officer": Level.PROVINCE,
    "approver": Level.PROVINCE,
    "director": Level.PROVINCE,
    "inspector": Level.COUNTRY,
    "auditor": Level.NONE,
    "administrator": Level.NONE,
    "importer": Level.OFFICE,
    "board": Level.NONE,
}
_CAST = {
    "TR": {
        "worker": "Elif Aydın", "supervisor": "Gülşen Çağlar", "duty": "Murat İnan", "family_worker": "Zeynep Işık",
        "placement_officer": "Hakan Şimşek", "approver": "Nermin Öztürk", "director": "Kemal Ünal", "inspector": "Sevgi Doğan",
        "auditor": "Ilgaz Iğdır", "administrator": "Derya Ekinci", "importer": "Onur Güneş",
        "board": "Pınar Tekin",
    },
    "AZ": {
        "worker": "Rəşad Əliyev", "supervisor": "Günel Məmmədova", "duty": "Xəyal Qasımov", "family_worker": "Aygün Hüseynova",
        "placement_officer": "Elçin Cəfərov", "approver": "Nigar Rzayeva", "director": "Tural İsmayılov", "inspector": "Sevinc Babayeva",
        "auditor": "İlqar Nəsirov", "administrator": "Ləman Quliyeva", "importer": "Orxan Vəliyev",
        "board": "Sevda Rəhimova",
    },
}  # fmt: skip

_BOARD = {"TR": ("Cemil Uysal", "Ferda Yalın"), "AZ": ("Cavid Səfərli", "Fidan Abbaslı")}
"""Who sits on the matching board beside the one of the cast: three must agree."""


def sign_ins() -> list[tuple[str, str, str]]:
    """(role and country, user name, password) of one person per role; in the reader's language where Django has one active."""
    found = []
    with override("en"):
        for country in ("TR", "AZ"):
            roles = [ROLES[code] for code in _CAST[country]]
            found += [(f"{country}  {role.label}", username(country, role.code), PASSWORD) for role in roles]
            found += [(f"{country}  {label}", login, PASSWORD) for label, login in desks.sign_ins(country)]
    return found


def username(country: str, role: str) -> str:
    return _login(country, _CAST[country][role])


def _login(country: str, name: str) -> str:
    first = fold(name.split()[0]).replace(" ", "")
    return f"{first}.{country.lower()}"


def _office_name(place, country: str, index: int) -> str:
    native = place.name(country.lower())
    if country == "AZ":
        return f"{native} Sosial Xidmətlər Mərkəzi" if index else f"{native} Sosial Xidmətlər Agentliyi"
    return f"{native} {index}. Sosyal Hizmet Merkezi" if index else f"{native} İl Müdürlüğü"


def make_offices(country: str, counts: dict[str, int]) -> dict[str, list[Office]]:
    """One provincial office per place that has children, and a centre for every 150 of them."""
    made: dict[str, list[Office]] = {}
    fresh = []
    for code, children in sorted(counts.items()):
        place = places.place(code)
        sites = [place.centre, *(site.centre for site in places.districts(code))] if country == "TR" else [place.centre]
        number = min(1 + children // 150, max(1, len(sites) - 1), 8)
        if code == HOME[country]:
            number = max(number, 2)
        for index in range(number):
            lat, lon = sites[min(index, len(sites) - 1)]
            name = _office_name(place, country, index)
            fresh.append(
                Office(
                    country=country, place=code, kind=OfficeKind.CENTRE if index else OfficeKind.PROVINCIAL, code=f"{code.replace('-', '')}{chr(65 + index)}",
                    name=name, name_sort=sort_key(name, country.lower()), zone=_ZONE[country], lat=lat, lon=lon,
                )
            )  # fmt: skip
            made.setdefault(code, []).append(fresh[-1])
    Office.objects.bulk_create(fresh, batch_size=500)
    return made


def _user(name: str, username: str, country: str, password: str, at) -> User:
    return User(
        username=username,
        name=name,
        name_sort=sort_key(name, country.lower()),
        country=country,
        language=country.lower(),
        password=password,
        opened_at=at,
    )


def make_staff(country: str, offices: dict[str, list[Office]], crowd, random: Random, at) -> dict:
    """The cast in the home office, and a supervisor, two workers and a family worker in every other. Returns posts by office id and role."""
    begins = at.date() - timedelta(days=900)
    opens, shut = make_password(PASSWORD), make_password(None)
    users, posts, teams = [], [], []
    by_office: dict = {}

    def hire(office: Office, role: str, name: str, login: str, password: str, team: Team | None = None) -> None:
        user = _user(name, login, country, password, at)
        level = _LEVEL[role]
        post = Post(
            user=user,
            role=role,
            level=level,
            office=office,
            team=team,
            begins_on=begins,
            confirmed_at=at,
            proposed_at=at,
        )
        users.append(user)
        posts.append(post)
        by_office.setdefault(office.pk, {}).setdefault(role, []).append(post)

    home = offices[HOME[country]][-1]
    for code in offices:
        for office in offices[code]:
            team = Team(office=office, name="A")
            teams.append(team)
            if office.pk == home.pk:
                for role in _CAST[country]:
                    hire(
                        office,
                        role,
                        _CAST[country][role],
                        username(country, role),
                        opens,
                        team if role == "worker" else None,
                    )
                for name in _BOARD[country]:
                    hire(office, "board", name, _login(country, name), opens)
            staff = ("supervisor", "family_worker", "worker", "worker")
            for index, role in enumerate(staff if office.pk != home.pk else ("worker", "worker")):
                sex = random.choice("fm")
                human = crowd.grown(crowd.surname(), sex, 25, 60)
                name = f"{name_case(human.given, country.lower())} {human.surname}"
                hire(
                    office,
                    role,
                    name,
                    f"{office.code.lower()}.{role}.{index}",
                    shut,
                    team if role == "worker" else None,
                )
    User.objects.bulk_create(users, batch_size=500)
    Team.objects.bulk_create(teams, batch_size=500)
    Post.objects.bulk_create(posts, batch_size=500)
    return by_office
