"""The instance file `umay-match/1`: parse names every fault at once, dump always writes the same bytes."""

import json
from dataclasses import fields
from math import inf

from . import quick
from .inputs import HIGHEST_WEIGHT, SEXES, Child, Family, Group, Instance, Rules, Weights
from .reading import BadInput, Reader, load

FORMAT = "umay-match/1"
_TOP = ("format", "at", "rules", "weights", "groups", "families")
_ID_LISTS = ("kin", "not_with_families", "not_with_groups")
_NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in (Rules, Weights, Group, Child, Family)}


def parse(raw: bytes):
    """The Instance in a file's bytes, groups, families and children ordered by id; BadInput lists every fault."""
    return quick.read(raw, FORMAT) or parse_naming_faults(raw)


def parse_naming_faults(raw: bytes):
    """The same at the pace of one question after the other, so that every fault has its place."""
    reader = Reader()
    top = reader.fields(load(raw), "$", _TOP)
    if top is None:
        raise BadInput(reader.faults)
    if "format" in top:
        reader.choice(top["format"], "$.format", (FORMAT,))
    at = reader.day(top["at"], "$.at") if "at" in top else None
    rules = _one(reader, top, "rules", _rules)
    weights = _one(reader, top, "weights", _weights)
    groups = _many(reader, top, "groups", lambda *place: _group(*place, at))
    families = _many(reader, top, "families", _family)
    _check_ids(reader, groups, families)
    if reader.faults:
        raise BadInput(reader.faults)
    return Instance(
        at=at,
        rules=Rules(**rules),
        weights=Weights(**weights),
        groups=tuple(sorted((_built_group(group) for group in groups), key=lambda group: group.id)),
        families=tuple(sorted((Family(**family) for family in families), key=lambda family: family.id)),
    )


def _one(reader, top, name, read):
    return read(reader, top[name], f"$.{name}") if name in top else None


def _many(reader, top, name, read):
    if name not in top:
        return []
    return [read(reader, item, f"$.{name}[{index}]") for index, item in enumerate(reader.items(top[name], f"$.{name}"))]


def _read(reader, value, path, kind, readings):
    """The fields of one object, each through its reading; a field that is missing or wrong is None."""
    given = reader.fields(value, path, _NAMES[kind]) or {}
    return {name: readings[name](given[name], f"{path}.{name}") if name in given else None for name in _NAMES[kind]}


def _rules(reader, value, path):
    def amount(number, place):
        return reader.number(number, place, 0, inf)

    readings = {"max_km": amount, "time_limit_s": amount, "gap": amount}
    return _read(reader, value, path, Rules, readings | {"sharing": reader.flag, "splitting": reader.flag})


def _weights(reader, value, path):
    def weight(number, place):
        return reader.number(number, place, 0, HIGHEST_WEIGHT)

    return _read(reader, value, path, Weights, dict.fromkeys(_NAMES[Weights], weight))


def _on_earth(reader):
    return {
        "lat": lambda number, place: reader.number(number, place, -90, 90),
        "lon": lambda number, place: reader.number(number, place, -180, 180),
    }


def _group(reader, value, path, at):
    def children(items, place):
        found = reader.items(items, place)
        if isinstance(items, list) and not items:
            reader.fault(place, "a group has at least one child")
        return [_child(reader, item, f"{place}[{index}]", at) for index, item in enumerate(found)]

    readings = _on_earth(reader) | {
        "id": reader.text,
        "country": reader.text,
        "care_type": reader.text,
        "urgent": reader.flag,
        "waiting_since": lambda day, place: reader.day(day, place, at),
        "kin": lambda ids, place: _ids(reader, ids, place),
        "not_with_families": lambda ids, place: _ids(reader, ids, place),
        "not_with_groups": lambda ids, place: _ids(reader, ids, place),
        "children": children,
    }
    return _read(reader, value, path, Group, readings)


def _ids(reader, value, path):
    """Ids with the place of each, kept until all entities are known."""
    found = [
        (reader.text(item, f"{path}[{index}]"), f"{path}[{index}]")
        for index, item in enumerate(reader.items(value, path))
    ]
    return [(item, place) for item, place in found if item is not None]


def _child(reader, value, path, at):
    readings = {
        "id": reader.text,
        "born_on": lambda day, place: reader.day(day, place, at),
        "sex": lambda sex, place: reader.choice(sex, place, SEXES),
        "needs": reader.texts,
        "behaviour_need": reader.flag,
    }
    return _read(reader, value, path, Child, readings)


def _family(reader, value, path):
    counts = ("places", "places_mixed", "max_siblings", "age_from", "age_to", "children_in_home")
    readings = _on_earth(reader) | {
        "id": reader.text,
        "country": reader.text,
        "available": reader.flag,
        "care_types": reader.texts,
        "rooms_for": lambda sexes, place: _sexes(reader, sexes, place),
        "skills": reader.texts,
    }
    return _read(reader, value, path, Family, readings | dict.fromkeys(counts, reader.count))


def _sexes(reader, value, path):
    found = [reader.choice(sex, f"{path}[{index}]", SEXES) for index, sex in enumerate(reader.items(value, path))]
    return frozenset(sex for sex in found if sex is not None)


def _check_ids(reader, groups, families):
    children = [
        (child["id"], f"$.groups[{number}].children[{index}].id")
        for number, group in enumerate(groups)
        for index, child in enumerate(group["children"] or ())
    ]
    known_families = _once(reader, [(family["id"], f"$.families[{index}].id") for index, family in enumerate(families)])
    known_groups = _once(reader, [(group["id"], f"$.groups[{index}].id") for index, group in enumerate(groups)])
    _once(reader, children)
    for group in groups:
        for name, known, noun in (
            ("kin", known_families, "family"),
            ("not_with_families", known_families, "family"),
            ("not_with_groups", known_groups, "group"),
        ):
            for entity_id, place in group[name] or ():
                if entity_id not in known:
                    reader.fault(place, f"no {noun} has this id")


def _once(reader, placed_ids):
    """Where each id is first; a later one is a fault."""
    first = {}
    for entity_id, place in placed_ids:
        if entity_id is not None and first.setdefault(entity_id, place) != place:
            reader.fault(place, f"is the same id as {first[entity_id]}")
    return first


def _built_group(group):
    lists = {
        name: frozenset(entity_id for entity_id, _ in group[name])
        for name in ("kin", "not_with_families", "not_with_groups")
    }
    children = tuple(sorted((Child(**child) for child in group["children"]), key=lambda child: child.id))
    return Group(**(group | lists | {"children": children}))


def dump(instance: Instance):
    """The bytes of the file: lists sorted, so that the order in which things were found never shows."""
    top = {
        "format": FORMAT,
        "at": instance.at.isoformat(),
        "rules": _plain(instance.rules),
        "weights": _plain(instance.weights),
        "groups": [_plain(group) for group in sorted(instance.groups, key=lambda group: group.id)],
        "families": [_plain(family) for family in sorted(instance.families, key=lambda family: family.id)],
    }
    return json.dumps(top, ensure_ascii=False, allow_nan=False, indent=1).encode() + b"\n"


def _plain(value):
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(child) for child in sorted(value, key=lambda child: child.id)]
    if isinstance(value, float):
        return value + 0.0  # a minus nought is a nought
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if type(value) in _NAMES:
        return {name: _plain(getattr(value, name)) for name in _NAMES[type(value)]}
    return value
