"""Do two records speak of one person? What agrees, what differs, what is not known.

A Fellegi-Sunter sum: each field adds log2(how often it agrees within one person / how often between two), and takes
away when it differs. The shares below are working values, to be measured again on a country's own joined records;
they order a list that a human reads. Nothing is ever joined by this sum alone.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from math import log2
from typing import Protocol

from umay.care.persons.names.scoring import LIKELY, score

# Share of people who bear one full name, when the caller has not counted it.
ORDINARY_NAME = 1 / 5_000
LIKELY_BITS = 15.0
POSSIBLE_BITS = 8.0

_NAME_CLOSE = 0.75
_BITS = {
    "number agree": 20.0,
    "number differ": -8.0,
    "born agree": 12.0,  # 0.9 within a person, one day in ten years between two
    "born near": 5.0,
    "born year": 3.0,
    "born differ": -6.0,
    "born guess differ": -2.0,
    "sex agree": 1.0,
    "sex differ": -5.0,
    "parent agree": 5.0,
    "parent differ": -3.0,
    "place agree": 2.0,
    "place differ": -0.5,
}


class PersonLike(Protocol):
    """What is compared. Every field may be empty; empty is unknown, never a difference."""

    names: Sequence[str]
    """All written forms: as written, in other scripts, at birth, before marriage."""
    born_on: date | None
    born_precision: str
    """"day", "month", "year" or "guess"."""
    sex: str
    """"f", "m" or "u" (not known)."""
    numbers: Collection[tuple[str, str]]
    """Kind ("TR tckn") and number, or its keyed hash."""
    parents: Sequence[str]
    place: str
    """Code of a province or district."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One field: `state` is agree, near, differ or unknown; `bits` is what it adds to the sum."""

    field: str
    state: str
    bits: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`bits` is the sum; `level` is likely, possible or unlikely; `agreements` has one line for each field."""

    bits: float
    level: str
    agreements: tuple[Agreement, ...]

    def state(self, field: str) -> str:
        return next(line.state for line in self.agreements if line.field == field)


def compare(a: PersonLike, b: PersonLike, *, name_share: float = ORDINARY_NAME) -> Comparison:
    """Compare two records. `name_share` is the share of people (0 to 1) who bear the name: a common name says less."""
    lines = (
        _names(a, b, name_share),
        _born(a, b),
        _sex(a, b),
        _numbers(a, b),
        _parents(a, b),
        _place(a, b),
    )
    bits = round(sum(line.bits for line in lines), 2)
    level = "likely" if bits >= LIKELY_BITS else "possible" if bits >= POSSIBLE_BITS else "unlikely"
    return Comparison(bits, level, lines)


def _names(a: PersonLike, b: PersonLike, share: float) -> Agreement:
    values = [score(one, other).value for one in a.names for other in b.names if one.strip() and other.strip()]
    if not values:
        return Agreement("name", "unknown", 0.0)
    value = max(values)
    share = min(max(share, 1e-7), 0.5)
    if value >= 0.99:
        return Agreement("name", "agree", log2(0.80 / share))
    if value >= LIKELY:
        # Another spelling is met by four times as many people as one spelling.
        return Agreement("name", "near", max(0.0, log2(0.16 / min(0.5, share * 4))), f"{value:.2f}")
    if value >= _NAME_CLOSE:
        return Agreement("name", "near", 0.0, f"{value:.2f}")
    return Agreement("name", "differ", -6.0, f"{value:.2f}")


def _born(a: PersonLike, b: PersonLike) -> Agreement:
    if a.born_on is None or b.born_on is None:
        return Agreement("born", "unknown", 0.0)
    precisions = {a.born_precision, b.born_precision}
    years = abs(a.born_on.year - b.born_on.year)
    if "guess" in precisions:
        if years <= 2:
            return Agreement("born", "near", _BITS["born year"] / 3, "guess")
        return Agreement("born", "differ", _BITS["born guess differ"], "guess")
    if "year" in precisions or "month" in precisions:
        return _born_partly(a.born_on, b.born_on, years, is_month="year" not in precisions)
    if a.born_on == b.born_on:
        return Agreement("born", "agree", _BITS["born agree"], "day")
    if _is_slip(a.born_on, b.born_on):
        return Agreement("born", "near", _BITS["born near"], "slip")
    if years == 0:
        return Agreement("born", "near", 0.0, "year")
    return Agreement("born", "differ", _BITS["born differ"])


def _born_partly(a: date, b: date, years: int, *, is_month: bool) -> Agreement:
    if years == 0 and is_month and a.month == b.month:
        return Agreement("born", "agree", _BITS["born year"] + log2(12) * 0.9, "month")
    if years == 0:
        return Agreement("born", "near" if is_month else "agree", 0.0 if is_month else _BITS["born year"], "year")
    if years == 1:
        return Agreement("born", "near", 0.0, "year")
    return Agreement("born", "differ", _BITS["born differ"])


def _is_slip(a: date, b: date) -> bool:
    """Day and month changed round, the first of January written for an unknown day, or one digit another."""
    if (a.year, a.month, a.day) == (b.year, b.day, b.month):
        return True
    if a.year == b.year and (1, 1) in ((a.month, a.day), (b.month, b.day)):
        return True
    return sum(x != y for x, y in zip(a.isoformat(), b.isoformat(), strict=True)) == 1


def _sex(a: PersonLike, b: PersonLike) -> Agreement:
    if "u" in (a.sex, b.sex) or not a.sex or not b.sex:
        return Agreement("sex", "unknown", 0.0)
    state = "agree" if a.sex == b.sex else "differ"
    return Agreement("sex", state, _BITS[f"sex {state}"])


def _numbers(a: PersonLike, b: PersonLike) -> Agreement:
    kinds = {kind for kind, _ in a.numbers} & {kind for kind, _ in b.numbers}
    if not kinds:
        return Agreement("number", "unknown", 0.0)
    shared = set(a.numbers) & set(b.numbers)
    if shared:
        return Agreement("number", "agree", _BITS["number agree"], min(kind for kind, _ in shared))
    return Agreement("number", "differ", _BITS["number differ"], min(kinds))


def _parents(a: PersonLike, b: PersonLike) -> Agreement:
    if not a.parents or not b.parents:
        return Agreement("parents", "unknown", 0.0)
    alike = sum(any(score(one, other).is_likely for other in b.parents) for one in a.parents)
    if alike:
        return Agreement("parents", "agree", _BITS["parent agree"] * min(alike, 2), str(alike))
    return Agreement("parents", "differ", _BITS["parent differ"])


def _place(a: PersonLike, b: PersonLike) -> Agreement:
    if not a.place or not b.place:
        return Agreement("place", "unknown", 0.0)
    state = "agree" if a.place == b.place else "differ"
    return Agreement("place", state, _BITS[f"place {state}"])
