"""The file an installation is founded with: read, checked word by word, and turned into a plan. TOML; no secret stands in it."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from umay.front.cli.problems import Stopped

CAPITAL = {"TR": "TR-06", "AZ": "AZ-BA"}
LANGUAGES = ("tr", "az", "en")
_WORDS = {
    "": {"country", "provinces", "province_office", "ministry", "offices", "people"},
    "ministry": {"name", "place", "phone", "lat", "lon"},
    "offices": {"place", "kind", "name", "phone", "lat", "lon", "code", "teams"},
    "people": {"role", "name", "username", "email", "language"},
}
_TOLD = {
    "ministry": "There must be one ministry.",
    "few:administrator": "Name two administrators of accounts: each confirms what the other proposes.",
    "few:auditor": "Name an auditor: the journal is read by somebody who can change nothing.",
    "role": "{} is no role of the first people; they are administrator and auditor. All others are given on the pages.",
    "username": "{} can't be a user name: small letters a to z, figures, points and hyphens, at least three of them.",
    "nameless": "Write the name of {}.",
    "same": "{} is named twice. The first people are different people, so that two of them can agree.",
    "code": "Two offices would have the code {}. Give one of them another code.",
    "name": "Two offices are called {}. Give one of them another name.",
}
EXAMPLE = """\
# An installation of Umay. `umay found --check THIS-FILE` says what would be made and writes nothing.
country = "{country}"
provinces = "all"                       # or some of them: {some}
{province_office}

[ministry]                              # leave it out, and the ministry has the name of the country's settings
place = "{capital}"
# name = "..."
# phone = "..."

# Offices below those of the provinces, as many as there are. Cases belong to an office, and to a team where it has teams.
[[offices]]
place = "{place}"
name = "{centre}"
# kind = "provincial"                   # the province's own office instead of a centre
# phone = "..."
# lat, lon = where it stands; without them the middle of the province
# teams = ["A", "B"]

# The first people: two administrators of accounts and an auditor, three different people.
[[people]]
role = "administrator"
name = "{first}"
username = "{first_user}"
email = "{first_user}@example.org"

[[people]]
role = "administrator"
name = "{second}"
username = "{second_user}"
email = "{second_user}@example.org"

[[people]]
role = "auditor"
name = "{third}"
username = "{third_user}"
email = "{third_user}@example.org"
# language = "en"                       # of their pages; else the country's
"""
_IN_EXAMPLE = {
    "TR": {
        "some": '["TR-06", "TR-42"]',
        "province_office": '# province_office = "{place} Aile ve Sosyal Hizmetler İl Müdürlüğü"   # this is what they are called without it',
        "place": "TR-42", "centre": "Meram Sosyal Hizmet Merkezi", "first": "Aylin Örnek", "first_user": "aylin.ornek",
        "second": "Barış Örnek", "second_user": "baris.ornek", "third": "Ceren Örnek", "third_user": "ceren.ornek",
    },
    "AZ": {
        "some": '["AZ-BA", "AZ-GA"]',
        "province_office": 'province_office = "{place} ərazi şöbəsi"   # needed: the country\'s settings know no official name',
        "place": "AZ-BA", "centre": "Bakı Sosial Xidmət Mərkəzi", "first": "Aytən Nümunə", "first_user": "ayten.numune",
        "second": "Vüqar Nümunə", "second_user": "vuqar.numune", "third": "Gülşən Nümunə", "third_user": "gulshen.numune",
    },
}  # fmt: skip


def example(country: str) -> str:
    """A file to begin from; its people are invented."""
    return EXAMPLE.format(country=country, capital=CAPITAL[country], **_IN_EXAMPLE[country])


def read(path: Path) -> dict[str, Any]:
    """The words of the file. Raises Stopped."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Stopped(f"{path} can't be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Stopped(f"{path} is no TOML file that can be read: {error}.") from error


def plan_of(said: Mapping[str, Any], on: date):
    """The Founding of what the file or the questions said. Raises Stopped with one sentence about the first thing that is not right."""
    from umay.ground.offices.packs import Pack
    from umay.ground.offices.rules import Founding, obstacles

    _known_words(said)
    country = said.get("country")
    if country not in CAPITAL:
        raise Stopped(f"country must be one of {', '.join(CAPITAL)}.")
    settings = Pack(country).at(on)
    language = settings.get("country.language")
    plan = Founding(
        country=country,
        zone=settings.zone,
        language=language,
        offices=(_ministry(said, settings, language), *_offices(said, settings, language)),
        people=tuple(_person(one, language) for one in said.get("people", [])),
    )
    for obstacle in obstacles(plan):
        kind, _, about = obstacle.partition(":")
        raise Stopped((_TOLD.get(obstacle) or _TOLD[kind]).format(about))
    return plan


def _known_words(said: Mapping[str, Any]) -> None:
    """A misspelt word would otherwise be left out in silence."""
    parts = [("", said), ("ministry", said.get("ministry", {}))]
    for name in ("offices", "people"):
        rows = said.get(name, [])
        if not isinstance(rows, list):
            raise Stopped(f"{name} is a list: write [[{name}]] above each.")
        parts += [(name, row) for row in rows]
    for name, part in parts:
        if not isinstance(part, Mapping):
            raise Stopped(f"{name} is not written as this file needs it; `umay found --example TR` shows how.")
        if unknown := sorted(set(part) - _WORDS[name]):
            where = f" in {name}" if name else ""
            raise Stopped(f"The word {unknown[0]!r}{where} is not known. Words: {', '.join(sorted(_WORDS[name]))}.")


def _ministry(said, settings, language: str):
    part = {"place": CAPITAL[settings.country], **said.get("ministry", {})}
    name = part.get("name") or settings.get("names.authority").in_language(language)
    return _office({**part, "kind": "ministry", "name": name}, settings.country)


def _offices(said, settings, language: str) -> list:
    """The offices of the provinces, each followed by those below it."""
    from umay.ground.offices import places

    country = settings.country
    wanted = said.get("provinces", "all")
    known = {place.code: place for place in places.provinces(country)}
    if wanted != "all" and not (isinstance(wanted, list) and wanted and set(wanted) <= set(known)):
        raise Stopped(f'provinces must be "all" or a list of codes such as {CAPITAL[country]}; {wanted!r} is not.')
    named = [_office({"kind": "centre", **row}, country) for row in said.get("offices", [])]
    chosen = sorted(known if wanted == "all" else set(wanted))
    if away := [office for office in named if office.place not in chosen]:
        raise Stopped(f"{away[0].name} is in {away[0].place}, which is not among the provinces.")
    pattern, found = _pattern(said, settings, language), []
    for code in chosen:
        here = sorted(
            (office for office in named if office.place == code), key=lambda office: office.kind != "provincial"
        )
        if not here or here[0].kind != "provincial":
            here.insert(0, _office({"place": code, "kind": "provincial", "name": pattern.replace("{place}", known[code].name(language))}, country))  # fmt: skip
        found += here
    return found


def _pattern(said, settings, language: str) -> str:
    pattern = said.get("province_office")
    if pattern is None and settings.has("names.province_office"):
        pattern = "{place} " + settings.get("names.province_office").in_language(language)
    if not isinstance(pattern, str) or "{place}" not in pattern:
        raise Stopped(
            'province_office says what the office of a province is called, with {place} for its name: "{place} ..."'
        )
    return pattern


def _office(row: Mapping[str, Any], country: str):
    from umay.ground.offices import places
    from umay.ground.offices.rules import NewOffice

    name, place = str(row.get("name", "")).strip(), row.get("place")
    if not name:
        raise Stopped("An office has no name.")
    if place not in {one.code for one in places.provinces(country)}:
        raise Stopped(f"{name}: {place!r} is no place of {country}; codes look like {CAPITAL[country]}.")
    kinds = ("ministry", "provincial", "centre")
    if row["kind"] not in kinds:
        raise Stopped(f"{name}: an office is provincial or a centre, not {row['kind']!r}.")
    lat, lon = _spot(row, name, places.centre(place))
    teams = row.get("teams", [])
    if not isinstance(teams, list) or not all(isinstance(team, str) and team.strip() for team in teams):
        raise Stopped(f'{name}: teams is a list of names, such as ["A", "B"].')
    if len(set(teams)) != len(teams):
        raise Stopped(f"{name}: two teams have one name.")
    code, phone = str(row.get("code", "")), str(row.get("phone", ""))
    for word, most, label in ((name, 200, "name"), (code, 12, "code"), (phone, 20, "phone")):
        if len(word) > most:
            raise Stopped(f"{name}: the {label} is longer than {most} letters.")
    return NewOffice(place, row["kind"], name, lat, lon, code, phone, tuple(teams))


def _spot(row, name: str, middle: tuple[float, float]) -> tuple[float, float]:
    lat, lon = row.get("lat", middle[0]), row.get("lon", middle[1])
    is_right = all(isinstance(one, int | float) and not isinstance(one, bool) for one in (lat, lon))
    if ("lat" in row) != ("lon" in row) or not is_right or not (35 <= lat <= 43 and 25 <= lon <= 51):
        raise Stopped(f"{name}: lat and lon are degrees inside the country, both or neither.")
    return float(lat), float(lon)


def _person(row: Mapping[str, Any], language: str):
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from umay.ground.offices.rules import NewPerson

    said = {word: str(row.get(word, "")).strip() for word in ("role", "name", "username", "email")}
    chosen = row.get("language", language)
    if chosen not in LANGUAGES:
        raise Stopped(f"The language of {said['name']} must be one of {', '.join(LANGUAGES)}.")
    try:
        validate_email(said["email"])
    except ValidationError as error:
        raise Stopped(f"{said['email']!r} is no address for mail to {said['name'] or 'one of the people'}.") from error
    if len(said["name"]) > 160:
        raise Stopped("A name is longer than 160 letters.")
    return NewPerson(**said, language=chosen)
