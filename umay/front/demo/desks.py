"""The cooperation desks: a Turkish ministry and two Azerbaijani bodies, with the published facts. The people are invented, the institutions are not."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from umay.cooperation.partners.actions.offices import open_office
from umay.cooperation.partners.models import Party
from umay.cooperation.partners.seeding import load
from umay.front.roles import ROLES
from umay.ground.offices import places
from umay.ground.offices.models import Office, Post, User
from umay.ground.offices.words import Level
from umay.kit.kernel.acting import founding
from umay.kit.kernel.text import fold, sort_key

_BODIES = (  # institution, code of the office, its place, zone, name, officer, head
    ("TR-MFSS", "TRM", "TR-06", "Europe/Istanbul", "Aile ve Sosyal Hizmetler Bakanlığı", "Aslı Erdem", "Tarık Soylu"),
    ("AZ-SCFWCA", "AZK", "AZ-BA", "Asia/Baku", "Ailə, Qadın və Uşaq Problemləri üzrə Dövlət Komitəsi", "Leyla Abdullayeva", "Kamran Süleymanov"),
    ("AZ-MLSPP", "AZM", "AZ-BA", "Asia/Baku", "Əmək və Əhalinin Sosial Müdafiəsi Nazirliyi", "Nərgiz Kərimova", "Elnur Hacıyev"),
)  # fmt: skip
_ROLES = ("desk", "desk_lead")
PASSWORD = "umay-demo-2026"


def login(name: str, place: str) -> str:
    return f"{fold(name.split()[0]).replace(' ', '')}.{place[:2].casefold()}"


def sign_ins(country: str) -> list[tuple[str, str]]:
    """(role and institution, user name) of each desk of the country; in English, or whatever language is active."""
    return [
        (f"{ROLES[role].label}, {code}", login(name, place))
        for code, _office, place, _zone, _called, *people in _BODIES
        for role, name in zip(_ROLES, people, strict=True)
        if place.startswith(country)
    ]


def open(at: datetime) -> None:
    """Load the published facts, open each institution's office and give its desk two people."""
    load(at=at)
    for code, office, place, zone, called, *people in _BODIES:
        party = Party.objects.select_related("state").get(code=code)
        _open(party, office, place, zone, called, people, at)


def _open(party: Party, code: str, place: str, zone: str, called: str, people: list[str], at: datetime) -> None:
    made = open_office(
        party=party, code=code, name=called, place=place, zone=zone, centre=places.place(place).centre, at=at
    )
    with founding():
        for role, name in zip(_ROLES, people, strict=True):
            _hire(made, role, name, login(name, place), at)


def _hire(office: Office, role: str, name: str, username: str, at: datetime) -> None:
    language = office.country.casefold()
    user = User.objects.create(
        username=username, name=name, name_sort=sort_key(name, language), country=office.country, language=language,
        password=make_password(PASSWORD), opened_at=at
    )  # fmt: skip
    Post.objects.create(
        user=user, role=role, level=Level.NONE, office=office, begins_on=at.date() - timedelta(days=900), proposed_at=at,
        confirmed_at=at
    )  # fmt: skip
