"""From counted rows of the database to protected tables. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from umay.care.fairness import rules
from umay.care.fairness.words import ANSWERS, GROUPS, YEARLY, Dimension, Fact, Fit, region_of

Row = tuple[str, str, str, int, int, int, int, float, float, float]
"""fact, dimension, group (a place for a region), three counts, and the sums of a measure."""


def counted(rows: Iterable[Row]) -> dict[str, dict[str, dict[str, rules.Counted]]]:
    """{fact: {dimension: {group: sums}}}; places are added up to regions."""
    found: dict = defaultdict(lambda: defaultdict(dict))
    for fact, dimension, part, a, b, c, n, total, squares, together in rows:
        group = region_of(part) if dimension == Dimension.REGION else part
        counts = (a, b + c) if fact == Fact.HEED else (a, b, c)[: len(ANSWERS[Fact(fact)])]
        row = rules.Counted(counts, n, total, squares, together)
        groups = found[fact][dimension]
        groups[group] = groups[group] + row if group in groups else row
    return found


def tables(found: Mapping, dimensions: Sequence[str], *, is_rounded: bool) -> dict:
    """{fact: {dimension: protected table}}, groups in the order in which they are shown."""
    return {
        fact: {
            dimension: rules.table(
                {group: groups[dimension][group] for group in GROUPS[dimension] if group in groups.get(dimension, {})},
                is_rounded=is_rounded or fact in YEARLY,
            )
            for dimension in dimensions
            if dimension not in Fit or dimension in groups
        }
        for fact, groups in found.items()
    }
