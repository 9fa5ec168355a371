"""What the two files look like, and reading them: every fault with its JSON path, no value repeated."""

import json
import math
import re
from datetime import date
from decimal import Decimal

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)


class Wrong(Exception):
    """A file that cannot be read at all. The text is one fault."""


class ManyOf:
    """A list of one shape; `least` entries at least."""

    def __init__(self, shape, least=0):
        self.shape, self.least = shape, least


class ByName:
    """An object whose names are ids, each with the same shape."""

    def __init__(self, shape):
        self.shape = shape


class OneOf:
    """One of a few texts."""

    def __init__(self, *texts):
        self.texts = texts


class Within:
    """A finite number from `low` to `high`, both included."""

    def __init__(self, low, high=math.inf):
        self.low, self.high = low, high


def is_text(value):
    return isinstance(value, str) and value != "" and not any("\ud800" <= letter <= "\udfff" for letter in value)


def is_day(value):
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_count(value):
    return type(value) is int and value >= 0


def is_number(value):
    if type(value) not in (int, float, Decimal):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def is_flag(value):
    return type(value) is bool


SAYING = {
    is_text: "must be a text that is not empty",
    is_day: "must be a day of the calendar, YYYY-MM-DD",
    is_count: "must be a whole number from 0",
    is_number: "must be a finite number",
    is_flag: "must be true or false",
}

_WEIGHTS = ("placed", "urgent", "wait_per_day", "per_km", "behaviour_unskilled", "child_in_home", "split")
REASONS = ("country", "unavailable", "licence", "conflict", "places", "siblings")
REASONS += ("age", "room", "skill", "distance", "value")
TERMS = ("placed", "urgent", "wait", "distance", "behaviour", "in_home", "split")
_SEX = OneOf("f", "m")
_SPOT = {"lat": Within(-90, 90), "lon": Within(-180, 180)}

INSTANCE = {
    "format": OneOf("umay-match/1"),
    "at": is_day,
    "rules": {
        "max_km": Within(0),
        "sharing": is_flag,
        "splitting": is_flag,
        "time_limit_s": Within(0),
        "gap": Within(0),
    },
    "weights": dict.fromkeys(_WEIGHTS, Within(0, 1_000_000)),
    "groups": ManyOf(
        {
            "id": is_text,
            "country": is_text,
            **_SPOT,
            "care_type": is_text,
            "urgent": is_flag,
            "waiting_since": is_day,
            "kin": ManyOf(is_text),
            "not_with_families": ManyOf(is_text),
            "not_with_groups": ManyOf(is_text),
            "children": ManyOf(
                {"id": is_text, "born_on": is_day, "sex": _SEX, "needs": ManyOf(is_text), "behaviour_need": is_flag}, 1
            ),
        }
    ),
    "families": ManyOf(
        {
            "id": is_text,
            "country": is_text,
            **_SPOT,
            "available": is_flag,
            "care_types": ManyOf(is_text),
            "places": is_count,
            "places_mixed": is_count,
            "max_siblings": is_count,
            "age_from": is_count,
            "age_to": is_count,
            "rooms_for": ManyOf(_SEX),
            "skills": ManyOf(is_text),
            "children_in_home": is_count,
        }
    ),
}

RESULT = {
    "format": OneOf("umay-match-result/1"),
    "input_sha256": is_text,
    "status": OneOf("optimal", "within_gap", "stopped"),
    "proof": OneOf("dual", "search", "none"),
    "kin_children": is_count,
    "kin_bound": is_count,
    "objective": is_number,
    "bound": is_number,
    "gap": is_number,
    "work": is_count,
    "seconds": Within(0),
    "engine": is_text,
    "placements": ManyOf(
        {
            "group": is_text,
            "family": is_text,
            "children": ManyOf(is_text, 1),
            "kin": is_flag,
            "value": is_number,
            "km": Within(0),
            "terms": dict.fromkeys(TERMS, is_number),
        }
    ),
    "unplaced": ManyOf(is_text),
    "funnel": ByName(dict.fromkeys(("feasible", *REASONS), is_count)),
    "prices": ByName(Within(0)),
    "group_prices": ByName(Within(0)),
}


class _Twice(dict):
    """An object that had a name more than once."""


def as_written(text):
    """A number with a point, digit for digit; one of an absurd size as a float, which then is infinite or nought."""
    number = Decimal(text)
    return number if -40 < number.adjusted() < 40 or not number else float(text)


def read(raw, shape, *, is_result=False):
    """(the file, its faults). Where there are faults of shape, the file is None. Raises Wrong.

    The numbers of a result are read digit for digit, and none may be a nought with a minus.
    """
    odd = []

    def pairs(found):
        made = dict(found)
        return made if len(made) == len(found) else _Twice(made)

    def number(kind):
        def made(text):
            if text[0] == "-" and not float(text):
                odd.append(text)
            return kind(text)

        return made

    def constant(text):
        raise Wrong("$: NaN and Infinity are not JSON")

    try:
        file = json.loads(
            bytes(raw).decode("utf-8"),
            object_pairs_hook=pairs,
            parse_float=number(as_written if is_result else float),
            parse_int=number(int),
            parse_constant=constant,
        )
    except (ValueError, RecursionError) as error:
        raise Wrong(f"$: is not JSON in UTF-8 ({type(error).__name__})") from None
    faults = []
    _compare(file, shape, "$", faults)
    if odd and is_result:
        faults.append(f"$: a nought is written with a minus, {len(odd)} times")
    return (None if faults else file), faults


def at_name(path, name):
    return f"{path}.{name}" if _NAME.fullmatch(name) else f"{path}[{json.dumps(name)}]"


def _compare(value, shape, path, faults):
    if isinstance(shape, dict):
        _compare_object(value, shape, path, faults)
    elif isinstance(shape, ManyOf):
        if not isinstance(value, list):
            faults.append(f"{path}: must be a list")
            return
        if len(value) < shape.least:
            faults.append(f"{path}: is empty")
        for number, one in enumerate(value):
            _compare(one, shape.shape, f"{path}[{number}]", faults)
    elif isinstance(shape, ByName):
        if not isinstance(value, dict) or isinstance(value, _Twice):
            faults.append(f"{path}: must be an object with each name once")
            return
        for name, one in value.items():
            _compare(one, shape.shape, at_name(path, name), faults)
    elif isinstance(shape, OneOf):
        if value not in shape.texts:
            faults.append(f"{path}: must be one of {', '.join(shape.texts)}")
    elif isinstance(shape, Within):
        if not is_number(value) or not shape.low <= value <= shape.high:
            faults.append(f"{path}: must be a finite number from {shape.low:g} to {shape.high:g}")
    elif not shape(value):
        faults.append(f"{path}: {SAYING[shape]}")


def _compare_object(value, shape, path, faults):
    if not isinstance(value, dict):
        faults.append(f"{path}: must be an object")
        return
    if isinstance(value, _Twice):
        faults.append(f"{path}: has a name more than once")
    for name in value:
        if name not in shape:
            faults.append(f"{at_name(path, name)}: is not a known field")
    for name, inner in shape.items():
        if name in value:
            _compare(value[name], inner, f"{path}.{name}", faults)
        else:
            faults.append(f"{path}.{name}: is missing")
