"""Sums of the figures pages. No database, no clock."""

from dataclasses import dataclass

FEW = -1
"""A number from 1 to 4 that must not be shown."""


@dataclass(frozen=True)
class Load:
    """One worker's load. `most`: what the country's settings call too much, None where nobody has set it."""

    cases: int
    most: int | None

    @property
    def share(self) -> int | None:
        """Whole per cent of the most a worker should have; None where that is not set."""
        return round(100 * self.cases / self.most) if self.most else None

    @property
    def is_over(self) -> bool:
        return self.most is not None and self.cases > self.most


def on_time_share(on_time: int | None, reports: int | None) -> int | None:
    """Whole per cent of first contacts made on time; None where there were none or too few to say."""
    if not reports or reports == FEW or on_time is None or on_time == FEW:
        return None
    return round(100 * on_time / reports)


def months_before(year: int, month: int, count: int) -> list[tuple[int, int]]:
    """The `count` months up to and including this one, oldest first."""
    last = year * 12 + month - 1
    return [(number // 12, number % 12 + 1) for number in range(last - count + 1, last + 1)]
