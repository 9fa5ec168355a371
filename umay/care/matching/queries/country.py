"""All who wait in a country and all its families as one instance for the engine: for the job alone, which the database checks.

The same rules make the groups and families here as on the page of one search (groups.py). What differs: places are exact for
every family, the families of other groups' holds are not free for anybody, and confidential families are left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db import connection

from umay.care.families.queries import Card, cards_of, middles
from umay.care.matching.barring import barred as by_later_rooms
from umay.care.matching.engine import Family, Group, Instance
from umay.care.matching.queries.groups import Circle, families_for, group_of
from umay.care.matching.queries.standing import rules_of, weights_number
from umay.care.persons.words import Sex
from umay.ground.offices.packs import Settings
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity

BOTH_ROOMS = "rooms:both"
"""Asked of a family for a child whose sex isn't known yet: only a home with rooms for both is sure to suit."""


@dataclass(frozen=True)
class Gathered:
    """A country at one moment; groups that can't be compared yet are counted alone: a birth or a kind of care is missing."""

    instance: Instance
    not_comparable: int
    weights_number: int | None  # of the approved document; None: the country's settings


def _rows(function: str, params: Sequence = ()) -> list[Any]:
    """Rows of one of the keeper's functions, as named tuples in the order of its columns."""
    marks = ", ".join(["%s"] * len(params))
    with connection.cursor() as cursor:
        cursor.execute(f"select * from {function}({marks})", list(params))  # noqa: S608 - names of our own functions
        names = [column.name for column in cursor.description]
        return [SimpleNamespace(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def gathered(*, by: Identity, at: datetime) -> Gathered:
    """The country of the job as it stands now. A fixed number of queries. Raises Unconfirmed where nobody confirmed the weights."""
    on = local_day(at, by.zone)
    settings = pack(by.country, on)
    rules, weights = rules_of(settings)
    found, missing = _groups(by, at, on, settings)
    families = families_of(found, _cards(by, at))
    known = {family.id for family in families}
    groups = tuple(
        replace(group, kin=group.kin & known, not_with_families=group.not_with_families & known) for group in found
    )
    # Brothers and sisters are parted by a person's reasoned decision only, never by a run.
    instance = Instance(at=on, rules=replace(rules, splitting=False), weights=weights, groups=groups, families=families)
    return Gathered(instance, missing, weights_number(settings))


def _groups(by: Identity, at: datetime, on: date, settings: Settings):
    children = defaultdict(list)
    for row in _rows("matching_country_children"):
        children[row.case_id].append(row)
    waiting = list(_rows("matching_country_groups", [at]))
    near = _circles([row.case_id for row in waiting], settings)
    found, missing, parted = [], 0, {}
    for row in waiting:
        present = [child for child in children[row.case_id] if child.person_id in set(row.children)]
        if not row.care_type or not present or any(child.born_on is None for child in present):
            missing += 1
            continue
        found.append(_group(row, present, near, by.country, on, settings.get("country.language")))
        if row.split_of is not None:
            parted.setdefault(row.split_of, set()).add(found[-1].id)
    return _apart(found, parted.values()), missing


def _apart(groups: list[Group], parted: Iterable[set[str]]) -> list[Group]:
    """The groups, where the parts of one group never go to one home together, also where a home takes several: a person has parted them."""
    apart = {part: frozenset(parts - {part}) for parts in parted for part in parts}
    return [replace(group, not_with_groups=apart.get(group.id, frozenset())) for group in groups]


def _circles(cases: list[UUID], settings: Settings) -> dict[UUID, list]:
    near = defaultdict(list)
    for row in _rows("matching_country_circles"):
        near[row.case_id].append(row)
    for case_id, family_id in by_later_rooms(sorted(set(cases)), settings):
        near[case_id].append(SimpleNamespace(family_id=family_id, kind="barred", split_of=None, not_of=None))
    return near


def _group(row, present, near, country: str, on: date, language: str) -> Group:
    kin, barred = set(), set()
    for one in near[row.case_id]:
        is_of_others = one.split_of is not None  # a family of another part binds only the parts of the same group
        if is_of_others and (one.split_of != row.split_of or one.not_of == row.group_id):
            continue
        (kin if one.kind == "kin" else barred).add(str(one.family_id))
    case = SimpleNamespace(country=country, lat=row.lat, lon=row.lon, needs_family_since=row.since)
    group = group_of(
        group_id=row.group_id,
        case=case,
        children=[_child(child) for child in present],
        circle=Circle(frozenset(kin), frozenset(barred)),
        care_type=row.care_type,
        urgent=row.is_urgent,
        on=on,
        first_language=language,
    )
    return with_both_rooms(group, [child.person_id for child in present if child.sex == Sex.UNKNOWN])


def _child(row):
    """A row of the database in the shape of a CaseChild, as far as the rules ask."""
    return SimpleNamespace(
        person_id=row.person_id,
        person=SimpleNamespace(born_on=row.born_on, sex=row.sex),
        needs=row.needs,
        languages=row.languages,
        behaviour_need=row.behaviour_need,
    )


def with_both_rooms(group: Group, unknown: Iterable[UUID]) -> Group:
    """The group, where the children `unknown` ask for a home with rooms for both."""
    ids = {str(one) for one in unknown}
    if not ids:
        return group
    children = tuple(
        replace(child, needs=child.needs | {BOTH_ROOMS}) if child.id in ids else child for child in group.children
    )
    return replace(group, children=children)


def families_of(groups: Sequence[Group], cards: Iterable[Card]) -> tuple[Family, ...]:
    """The engine's families for the groups of a country."""
    found = families_for(groups, (), cards, {})
    if not any(BOTH_ROOMS in child.needs for group in groups for child in group.children):
        return found
    return tuple(
        replace(family, skills=family.skills | {BOTH_ROOMS}) if family.rooms_for >= {"f", "m"} else family
        for family in found
    )


def middles_of_country(*, by: Identity, at: datetime) -> dict[str, tuple[float, float]]:
    """Where each family is drawn for the offices it isn't open to, by the engine's id."""
    return {str(family_id): middle for family_id, middle in middles(_cards(by, at), by=by).items()}


def _cards(by: Identity, at: datetime) -> list[Card]:
    with connection.cursor() as cursor:
        cursor.execute("select * from matching_country_families(%s)", [at])
        return cards_of(cursor.fetchall(), by=by, at=at)


def arrivals(*, by: Identity, since: datetime, at: datetime) -> list[Group]:
    """Groups for whom a search began since then, without any id of theirs: what may come next looks like what came."""
    on = local_day(at, by.zone)
    language = pack(by.country, on).get("country.language")
    return [
        _arrived(index, row, by.country, on, language)
        for index, row in enumerate(_rows("matching_country_arrivals", [since, at]))
    ]


def _arrived(index: int, row, country: str, on: date, language: str) -> Group:
    children = [
        SimpleNamespace(
            person_id=f"{index}-{place}",
            person=SimpleNamespace(born_on=born_on, sex=row.sex[place]),
            needs=row.needs[place],
            languages=row.languages[place],
            behaviour_need=row.behaviour[place],
        )
        for place, born_on in enumerate(row.born_on)
    ]
    return group_of(
        group_id=f"came-{index}",
        case=SimpleNamespace(country=country, lat=row.lat, lon=row.lon, needs_family_since=on),
        children=children,
        circle=Circle(frozenset(), frozenset()),
        care_type=row.care_type,
        urgent=row.is_urgent,
        on=on,
        first_language=language,
    )
