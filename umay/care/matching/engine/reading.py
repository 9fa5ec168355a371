"""Reading untrusted JSON: every fault is collected with its JSON path, none is repaired."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from .inputs import is_count, is_number

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong at one place. It never repeats a value, so no birth date reaches a log."""

    path: str
    message: str

    def __str__(self):
        return f"{self.path}: {self.message}"


class BadInput(ValueError):
    """The file is refused as a whole. `faults` holds at least one Fault; str() is one line per fault."""

    def __init__(self, faults):
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class _Doubled(dict):
    """An object in which a name came more than once."""

    __slots__ = ("names",)


def _object(pairs):
    single = dict(pairs)
    if len(single) == len(pairs):
        return single
    times = Counter(name for name, _ in pairs)
    doubled = _Doubled(single)
    doubled.names = sorted(name for name in times if times[name] > 1)
    return doubled


def step(path, name):
    """The JSON path of a member, on one line whatever the name holds."""
    return f"{path}.{name}" if _PLAIN_NAME.fullmatch(name) else f"{path}[{json.dumps(name)}]"


def load(raw: bytes):
    """Bytes as JSON; BadInput where they are not UTF-8 or not JSON."""
    try:
        return json.loads(raw.decode("utf-8"), object_pairs_hook=_object)
    except UnicodeDecodeError as error:
        raise BadInput([Fault("$", f"not UTF-8 at byte {error.start}")]) from None
    except json.JSONDecodeError as error:
        raise BadInput([Fault("$", f"not JSON at line {error.lineno}, column {error.colno}")]) from None
    except RecursionError:
        raise BadInput([Fault("$", "nested too deeply")]) from None
    except ValueError:
        raise BadInput([Fault("$", "a number too long to read")]) from None


class Reader:
    """Asks for one kind of thing at a time. A wrong value gives None and a Fault."""

    def __init__(self):
        self.faults = []

    def fault(self, path, message):
        self.faults.append(Fault(path, message))

    def fields(self, value, path, names):
        """An object with exactly these names, or None."""
        if not isinstance(value, dict):
            return self.fault(path, "must be an object")
        if isinstance(value, _Doubled):
            for name in value.names:
                self.fault(step(path, name), "is there more than once")
        for name in value:
            if name not in names:
                self.fault(step(path, name), "is not a known field")
        for name in names:
            if name not in value:
                self.fault(step(path, name), "is missing")
        return {name: value[name] for name in names if name in value}

    def items(self, value, path):
        if not isinstance(value, list):
            self.fault(path, "must be a list")
            return []
        return value

    def text(self, value, path):
        """A string that is not empty and is real Unicode."""
        if not isinstance(value, str) or not value:
            return self.fault(path, "must be a text that is not empty")
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            return self.fault(path, "must be real Unicode text")
        return value

    def texts(self, value, path):
        """A list of texts as a set: order and repetition say nothing."""
        found = [self.text(item, f"{path}[{index}]") for index, item in enumerate(self.items(value, path))]
        return frozenset(item for item in found if item is not None)

    def choice(self, value, path, choices):
        if not isinstance(value, str) or value not in choices:
            return self.fault(path, f"must be one of: {', '.join(choices)}")
        return value

    def flag(self, value, path):
        return value if isinstance(value, bool) else self.fault(path, "must be true or false")

    def count(self, value, path):
        return value if is_count(value) else self.fault(path, "must be a whole number from 0")

    def number(self, value, path, low, high):
        if is_number(value, low, high):
            return value
        span = f"from {low:g}" if high == float("inf") else f"from {low:g} to {high:g}"
        return self.fault(path, f"must be a finite number {span}")

    def day(self, value, path, latest=None):
        """An ISO day; with `latest`, not after it."""
        if not isinstance(value, str) or not DAY.fullmatch(value):
            return self.fault(path, "must be a day written YYYY-MM-DD")
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return self.fault(path, "is not a day of the calendar")
        if latest and day > latest:
            return self.fault(path, 'is after "at"')
        return day
