"""Reading a file in which nothing is wrong, several times as fast as naming its faults.

`read` gives the same Instance as the reading that names faults, or None at the first thing out of order; who gets None reads again with `files.parse`.
"""

import gc
import json
import math
from contextlib import contextmanager
from datetime import date

from .inputs import HIGHEST_WEIGHT, SEXES, Child, Family, Group, Instance, Rules, Weights
from .reading import DAY

_COUNTS = ("places", "places_mixed", "max_siblings", "age_from", "age_to", "children_in_home")
_LISTS = ("kin", "not_with_families", "not_with_groups")


class _OutOfOrder(Exception):
    """Something is not as it should be; the slower reading says what."""


def read(raw, file_format):
    """The Instance in a file's bytes, or None."""
    with _without_collecting():
        try:
            top = json.loads(raw.decode("utf-8"), object_pairs_hook=_object)
            return _Reading().instance(top, file_format)
        except (_OutOfOrder, KeyError, TypeError, AttributeError, ValueError, OverflowError, RecursionError):
            return None


@contextmanager
def _without_collecting():
    # Millions of new objects and no circle among them: looking for circles would take most of the time.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _object(pairs):
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _OutOfOrder
    return made


def _insist(is_so):
    if not is_so:
        raise _OutOfOrder


def _number(value, low, high):
    _insist((type(value) is float or type(value) is int) and low <= value <= high and value < math.inf)
    return value


class _Reading:
    """One file's words, days and sets, each looked at once however often it comes."""

    def __init__(self):
        self.days, self.sets = {}, {}

    def instance(self, top, file_format):
        _insist(len(top) == 6 and top["format"] == file_format)
        at = self.day(top["at"])
        rules, weights = top["rules"], top["weights"]
        _insist(len(rules) == len(Rules.__slots__) and len(weights) == len(Weights.__slots__))
        _insist(type(rules["sharing"]) is bool and type(rules["splitting"]) is bool)
        for name in ("max_km", "time_limit_s", "gap"):
            _number(rules[name], 0, math.inf)
        for name in Weights.__slots__:
            _number(weights[name], 0, HIGHEST_WEIGHT)
        _insist(type(top["groups"]) is list and type(top["families"]) is list)
        families = [self.family(given) for given in top["families"]]
        groups = [self.group(given, at) for given in top["groups"]]
        _check_ids(groups, families)
        return Instance(
            at=at,
            rules=Rules(**rules),
            weights=Weights(**weights),
            groups=tuple(sorted(groups, key=lambda group: group.id)),
            families=tuple(sorted(families, key=lambda family: family.id)),
        )

    def text(self, value):
        _insist(type(value) is str and value)
        if not value.isascii():
            value.encode("utf-8")
        return value

    def day(self, value, latest=None):
        day = self.days.get(value)
        if day is None:
            _insist(type(value) is str and DAY.fullmatch(value))
            day = self.days[value] = date.fromisoformat(value)
        _insist(latest is None or day <= latest)
        return day

    def texts(self, value):
        _insist(type(value) is list)
        found = self.sets.get(key := tuple(value))
        if found is None:
            found = self.sets[key] = frozenset(map(self.text, value))
        return found

    def family(self, given):
        _insist(len(given) == 14 and type(given["available"]) is bool)
        _number(given["lat"], -90, 90)
        _number(given["lon"], -180, 180)
        self.text(given["id"])
        self.text(given["country"])
        for name in _COUNTS:
            _insist(type(given[name]) is int)  # its being from nought is asked by Family
        given["care_types"] = self.texts(given["care_types"])
        given["skills"] = self.texts(given["skills"])
        given["rooms_for"] = self.texts(given["rooms_for"])
        _insist(given["rooms_for"].issubset(SEXES))
        return Family(**given)

    def group(self, given, at):
        _insist(len(given) == 11 and type(given["urgent"]) is bool)
        _number(given["lat"], -90, 90)
        _number(given["lon"], -180, 180)
        for name in ("id", "country", "care_type"):
            self.text(given[name])
        given["waiting_since"] = self.day(given["waiting_since"], at)
        for name in _LISTS:
            given[name] = self.texts(given[name])
        _insist(type(given["children"]) is list)
        given["children"] = tuple(
            sorted((self.child(child, at) for child in given["children"]), key=lambda child: child.id)
        )
        return Group(**given)

    def child(self, given, at):
        _insist(len(given) == 5 and type(given["sex"]) is str and type(given["behaviour_need"]) is bool)
        self.text(given["id"])
        given["born_on"] = self.day(given["born_on"], at)
        given["needs"] = self.texts(given["needs"])
        return Child(**given)


def _check_ids(groups, families):
    group_ids, family_ids = {group.id for group in groups}, {family.id for family in families}
    child_ids = {child.id for group in groups for child in group.children}
    _insist(len(group_ids) == len(groups) and len(family_ids) == len(families))
    _insist(len(child_ids) == sum(len(group.children) for group in groups))
    for group in groups:
        _insist(family_ids.issuperset(group.kin) and family_ids.issuperset(group.not_with_families))
        _insist(group_ids.issuperset(group.not_with_groups))
