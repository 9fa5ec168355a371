"""The result file `umay-match-result/1`: what it holds, and its bytes.

Every number of points is kept as an int of millionths and written as an exact decimal, so that a reader who adds up
the printed numbers comes to the printed sums, to the last digit.
"""

import json
from dataclasses import dataclass

from ..exact import MILLION
from ..judging import RULES
from .kernels import IS_PLAIN

RESULT_FORMAT = "umay-match-result/1"
ENGINE = "umay-match-plain 1" if IS_PLAIN else "umay-match 1"
"""Name and version. The version is raised with every change that could give other bytes for the same file."""

OPTIMAL, WITHIN_GAP, STOPPED = "optimal", "within_gap", "stopped"
DUAL, SEARCH, NONE = "dual", "search", "none"

FUNNEL = ("feasible", *RULES)


@dataclass(frozen=True, slots=True)
class Placement:
    """One group, or one part of it, with one family. `value` and `terms` (by name) in millionths; `metres` whole."""

    group: str
    family: str
    children: tuple[str, ...]
    kin: bool
    value: int
    metres: int
    terms: dict[str, int]


@dataclass(frozen=True, slots=True)
class Result:
    """The fields of the file. `objective`, `bound` and all prices in millionths; `gap` a share; `funnel` maps a group's id
    to its counts in the order of FUNNEL."""

    input_sha256: str
    status: str
    proof: str
    kin_children: int
    kin_bound: int
    objective: int
    bound: int
    work: int
    seconds: float
    engine: str
    placements: tuple[Placement, ...]
    unplaced: tuple[str, ...]
    funnel: dict[str, tuple[int, ...]]
    prices: dict[str, int]
    group_prices: dict[str, int]

    @property
    def gap(self):
        return gap_between(self.objective, self.bound)


def gap_between(objective, bound):
    """(bound - objective) / max(1, |bound|), both in millionths."""
    return (bound - objective) / max(MILLION, abs(bound))


def number(millionths):
    """An exact decimal with at least one digit after the point; a nought has no sign."""
    whole, rest = divmod(abs(millionths), MILLION)
    digits = f"{rest:06d}".rstrip("0") or "0"
    return f"{'-' if millionths < 0 else ''}{whole}.{digits}"


def kilometres(metres):
    return f"{metres // 1000}.{f'{metres % 1000:03d}'.rstrip('0') or '0'}"


def text(value):
    return json.dumps(value, ensure_ascii=False)


def _placement(placement):
    terms = ", ".join(f'"{name}": {number(term)}' for name, term in placement.terms.items())
    children = ", ".join(map(text, sorted(placement.children)))
    return (
        f'{{"group": {text(placement.group)}, "family": {text(placement.family)}, "children": [{children}], '
        f'"kin": {"true" if placement.kin else "false"}, "value": {number(placement.value)}, '
        f'"km": {kilometres(placement.metres)}, "terms": {{{terms}}}}}'
    )


def _funnel(counts):
    return "{" + ", ".join(f'"{name}": {count}' for name, count in zip(FUNNEL, counts, strict=True)) + "}"


def _list(lines, brackets="[]"):
    lines = list(lines)
    inner = ",\n  ".join(lines)
    return f"{brackets[0]}\n  {inner}\n {brackets[1]}" if lines else brackets


def _object(table, show):
    return _list((f"{text(name)}: {show(table[name])}" for name in sorted(table)), "{}")


def dump(result: Result):
    """The bytes of the file, UTF-8, ending in a line feed."""
    fields = (
        ("format", text(RESULT_FORMAT)),
        ("input_sha256", text(result.input_sha256)),
        ("status", text(result.status)),
        ("proof", text(result.proof)),
        ("kin_children", result.kin_children),
        ("kin_bound", result.kin_bound),
        ("objective", number(result.objective)),
        ("bound", number(result.bound)),
        ("gap", repr(result.gap + 0.0)),
        ("work", result.work),
        ("seconds", repr(round(result.seconds, 3))),
        ("engine", text(result.engine)),
        ("placements", _list(map(_placement, sorted(result.placements, key=lambda one: (one.group, one.family))))),
        ("unplaced", _list(map(text, sorted(result.unplaced)))),
        ("funnel", _object(result.funnel, _funnel)),
        ("prices", _object(result.prices, number)),
        ("group_prices", _object(result.group_prices, number)),
    )
    return ("{" + ",\n ".join(f'"{name}": {value}' for name, value in fields) + "}\n").encode()
