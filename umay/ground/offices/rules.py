"""What an installation is founded with, and what must be right about it. No database, no clock."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from umay.kit.kernel.text import fold

USERNAME = r"^[a-z0-9][a-z0-9._-]{2,79}$"
FIRST_ROLES = {"administrator": 2, "auditor": 1}  # how many of each an installation begins with, at least
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class NewOffice:
    """An office to be made. place: ISO 3166-2; kind: a code of OfficeKind; teams: their names; code: short, in case numbers (TR42A)."""

    place: str
    kind: str
    name: str
    lat: float
    lon: float
    code: str = ""
    phone: str = ""
    teams: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewPerson:
    """An account to be opened at the ministry. role: a key of FIRST_ROLES; language: tr, az or en."""

    role: str
    name: str
    username: str
    email: str
    language: str


@dataclass(frozen=True)
class Founding:
    """A whole installation: one country, the ministry first, the offices below it, the first people."""

    country: str
    zone: str
    language: str
    offices: tuple[NewOffice, ...]
    people: tuple[NewPerson, ...]


def with_codes(country: str, offices: Sequence[NewOffice]) -> list[str]:
    """A code for each office, in their order: the ministry TRM, the first office of a place TR42A, the next TR42B, from the 27th TR4227."""
    given, found = Counter(), []
    for office in offices:
        if office.code:
            found.append(office.code)
        elif office.kind == "ministry":
            found.append(f"{country}M")
        else:
            number = given[office.place]
            given[office.place] += 1
            end = _LETTERS[number] if number < len(_LETTERS) else str(number + 1)
            found.append(office.place.replace("-", "") + end)
    return found


def next_code(place: str, taken: Iterable[str]) -> str:
    """The code of one more office in a place that has these: TR42B, after TR42Z TR4227. A closed office's code is never given again."""
    known, number = set(taken), 0
    while True:
        end = _LETTERS[number] if number < len(_LETTERS) else str(number + 1)
        if (code := place.replace("-", "") + end) not in known:
            return code
        number += 1


def obstacles(plan: Founding) -> list[str]:
    """Why nothing can be founded with this, as codes with what they are about ("code:what"); empty when all is right.

    ministry: not exactly one, or not the first. few:ROLE: too few people of a role. role:X, username:X, nameless:X: not possible so.
    same:X: one human is named twice. code:X: two offices have one code. name:X: two offices have one name.
    """
    kinds = [office.kind for office in plan.offices]
    found = [] if kinds.count("ministry") == 1 and kinds[0] == "ministry" else ["ministry:"]
    had = Counter(person.role for person in plan.people)
    found += [f"few:{role}" for role, least in FIRST_ROLES.items() if had[role] < least]
    for person in plan.people:
        found += [f"role:{person.role}"] * (person.role not in FIRST_ROLES)
        found += [f"username:{person.username}"] * (not re.match(USERNAME, person.username))
        found += [f"nameless:{person.username}"] * (not person.name.strip())
    found += [f"same:{twice}" for twice in _twice(person.username for person in plan.people)]
    found += [f"same:{twice}" for twice in _twice(fold(person.name) for person in plan.people)]
    found += [f"same:{twice}" for twice in _twice(person.email.casefold() for person in plan.people if person.email)]
    found += [f"code:{twice}" for twice in _twice(with_codes(plan.country, plan.offices))]
    found += [f"name:{twice}" for twice in _twice(fold(office.name) for office in plan.offices)]
    return found


def _twice(words: Iterable[str]) -> list[str]:
    return sorted(word for word, times in Counter(words).items() if times > 1)
