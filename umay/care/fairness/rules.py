"""Counts by group made safe to show, and how sure a share, a mean or a gap is. No Django, no database, no clock.

Small numbers: a group with any number from one to four is not shown. So that it can't be had from the total either, further groups go with it
until what is hidden holds at least two groups and every one of its sums is nought or five and more. All numbers of one question about
the same people are hidden together, because each could give the others away.

Sources. Share: Wilson (1927), by the effective number of Kish (1965), since brothers and sisters are placed together. Difference of two shares:
Newcombe (1998), method 10. Mean: Student's t; difference of two means: Welch (1947). The largest gap is one of many looked at, so its
interval is widened for all pairs (Bonferroni).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from statistics import NormalDist

FLOOR = 5
SURE = 0.95


@dataclass(frozen=True)
class Counted:
    """What the database counted for one group. `counts` are children by answer; `n`, `total`, `squares` sum a measure over `n` of them;
    `together` is the sum of the squares of how many children of one case stand in the group."""

    counts: tuple[int, ...]
    n: int = 0
    total: float = 0.0
    squares: float = 0.0
    together: float = 0.0

    def __add__(self, other: Counted) -> Counted:
        counts = tuple(one + two for one, two in zip(self.counts, other.counts, strict=True))
        return Counted(
            counts,
            self.n + other.n,
            self.total + other.total,
            self.squares + other.squares,
            self.together + other.together,
        )

    @property
    def size(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Interval:
    """A value with the ends of its 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def is_clear_of_nought(self) -> bool:
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Gap:
    """The two groups that lie farthest apart: `most` minus `least`."""

    most: str
    least: str
    difference: Interval
    pairs: int


def is_small(number: int) -> bool:
    return 0 < number < FLOOR


def hidden_groups(rows: Mapping[str, Sequence[int]]) -> frozenset[str]:
    """The groups whose numbers must not be shown, the needed company included. The total may be shown unless `is_total_hidden`."""
    hidden = {group for group, counts in rows.items() if any(map(is_small, counts))}
    if not hidden:
        return frozenset()
    rest = sorted((group for group in rows if group not in hidden), key=lambda group: (sum(rows[group]), group))
    while rest and (len(hidden) < 2 or _any_small(rows, hidden)):
        hidden.add(rest.pop(0))
    return frozenset(hidden)


def _any_small(rows: Mapping[str, Sequence[int]], groups: set[str]) -> bool:
    return any(is_small(sum(column)) for column in zip(*(rows[group] for group in groups), strict=True))


def is_total_hidden(rows: Mapping[str, Sequence[int]]) -> bool:
    """Whether the total itself, or what it would say of hidden groups, is small."""
    if not rows:
        return True
    return _any_small(rows, set(rows)) or (len(rows) == 1 and bool(hidden_groups(rows)))


def rounded(number: int) -> int:
    """To five: for tables that are made every morning, so that two mornings don't give a child away by their difference."""
    return (2 * number + FLOOR) // (2 * FLOOR) * FLOOR


def table(rows: Mapping[str, Counted], *, is_rounded: bool) -> dict:
    """The protected table that may be kept and shown: {"rows": [{"group", ...}], "total": {...} or None}; a hidden row has the group alone.

    Nothing of a hidden group is in it. Raises nothing; an empty table has no rows.
    """
    counts = {group: row.counts for group, row in rows.items()}
    hidden = hidden_groups(counts)
    shown = [{"group": group} | ({} if group in hidden else _told(row, is_rounded)) for group, row in rows.items()]
    total = None
    if rows and not is_total_hidden(counts):
        whole = None
        for row in rows.values():
            whole = row if whole is None else whole + row
        total = _told(whole, is_rounded)
    return {"rows": shown, "total": total}


def _told(row: Counted, is_rounded: bool) -> dict:
    counts = [rounded(one) if is_rounded else one for one in row.counts]
    apart = row.size / row.together if row.together else 1.0
    apart = round(apart, 1) if is_rounded else apart
    found = {"counts": counts, "effective": round(sum(counts) * apart, 1)}
    if row.n:
        digits = 0 if is_rounded else 2
        average = row.total / row.n
        spread = max(0.0, row.squares - row.n * average * average)
        found["mean"] = round(average, digits)
        found["sd"] = round(math.sqrt(spread / (row.n - 1)), digits) if row.n > 1 else 0.0
        found["n"] = rounded(row.n) if is_rounded else row.n
    return found


def _z(pairs: int = 1) -> float:
    return NormalDist().inv_cdf(1 - (1 - SURE) / (2 * pairs))


def share(yes: int, size: int, effective: float, *, pairs: int = 1) -> Interval | None:
    """A share from 0 to 1 with Wilson's interval by the effective number; None where nobody is in it."""
    if size <= 0 or effective <= 0:
        return None
    p, n, z = yes / size, min(effective, size), _z(pairs)
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    # nought and all are ends themselves; the sums would miss them by a rounding
    return Interval(p, 0.0 if yes == 0 else max(0.0, middle - half), 1.0 if yes == size else min(1.0, middle + half))


def share_gap(one: tuple[int, int, float], two: tuple[int, int, float], *, pairs: int = 1) -> Interval | None:
    """The first share minus the second, Newcombe's interval. Each is (yes, size, effective number)."""
    first, second = share(*one, pairs=pairs), share(*two, pairs=pairs)
    if first is None or second is None:
        return None
    difference = first.value - second.value
    low = difference - math.hypot(first.value - first.low, second.high - second.value)
    high = difference + math.hypot(first.high - first.value, second.value - second.low)
    return Interval(difference, max(-1.0, low), min(1.0, high))


def _student(freedom: float, share: float) -> float:
    """The value below which `share` of Student's distribution lies."""
    from scipy.special import stdtrit  # a start of the pages must not wait for it

    return float(stdtrit(freedom, share))


def mean(value: float, sd: float, n: int, effective: float) -> Interval | None:
    """A mean of days or kilometres with Student's interval by the effective number, cut at nought; None where it rests on fewer than two."""
    number = min(float(n), effective)
    if number < 2:
        return None
    half = _student(number - 1, 1 - (1 - SURE) / 2) * sd / math.sqrt(number)
    return Interval(value, max(0.0, value - half), value + half)


def mean_gap(one: tuple[float, float, float], two: tuple[float, float, float], *, pairs: int = 1) -> Interval | None:
    """The first mean minus the second, Welch's interval. Each is (mean, sd, effective number)."""
    (first, sd1, n1), (second, sd2, n2) = one, two
    if n1 < 2 or n2 < 2:
        return None
    v1, v2 = sd1 * sd1 / n1, sd2 * sd2 / n2
    difference = first - second
    if v1 + v2 == 0:
        return Interval(difference, difference, difference)
    freedom = (v1 + v2) ** 2 / (v1 * v1 / (n1 - 1) + v2 * v2 / (n2 - 1))
    half = _student(freedom, 1 - (1 - SURE) / (2 * pairs)) * math.sqrt(v1 + v2)
    return Interval(difference, difference - half, difference + half)


def share_of_row(row: Mapping, place: int) -> Interval | None:
    """The share of one answer in a row of a protected table; None where the row is hidden."""
    if "counts" not in row:
        return None
    return share(row["counts"][place], sum(row["counts"]), row["effective"])


def mean_of_row(row: Mapping) -> Interval | None:
    """The mean of a row of a protected table; None where it is hidden or has none."""
    return mean(row["mean"], row["sd"], row["n"], row["effective"]) if "mean" in row else None


def largest_share_gap(rows: Sequence[Mapping], place: int) -> Gap | None:
    """The two shown groups whose shares lie farthest apart; None with fewer than two."""
    seen = {row["group"]: row for row in rows if "counts" in row and sum(row["counts"])}
    pairs = math.comb(len(seen), 2)

    def parts(row):
        return row["counts"][place], sum(row["counts"]), row["effective"]

    found = [(a, b, share_gap(parts(seen[a]), parts(seen[b]), pairs=pairs)) for a, b in combinations(seen, 2)]
    return _widest(found, pairs)


def largest_mean_gap(rows: Sequence[Mapping]) -> Gap | None:
    """The two shown groups whose means lie farthest apart; None with fewer than two."""
    seen = {row["group"]: row for row in rows if "mean" in row}
    pairs = math.comb(len(seen), 2)

    def parts(row):
        return row["mean"], row["sd"], min(row["effective"], row["n"])

    found = [(a, b, mean_gap(parts(seen[a]), parts(seen[b]), pairs=pairs)) for a, b in combinations(seen, 2)]
    return _widest(found, pairs)


def _widest(found: Sequence[tuple[str, str, Interval | None]], pairs: int) -> Gap | None:
    known = [(a, b, gap) for a, b, gap in found if gap is not None]
    if not known:
        return None
    a, b, gap = max(known, key=lambda one: abs(one[2].value))
    if gap.value >= 0:
        return Gap(a, b, gap, pairs)
    return Gap(b, a, Interval(-gap.value, -gap.high, -gap.low), pairs)


def has_earlier_claim(one: tuple[bool, str], two: tuple[bool, str]) -> bool:
    """Whether the first of two waiting groups, each (urgent, day since it waits), is to be helped before the second."""
    return (not one[0], one[1]) < (not two[0], two[1])


def next_month(first_on: date) -> date:
    return date(first_on.year + first_on.month // 12, first_on.month % 12 + 1, 1)


def month_before(on: date) -> date:
    """The first day of the last month that is over."""
    return date(on.year - (on.month == 1), (on.month - 2) % 12 + 1, 1)
