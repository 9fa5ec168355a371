"""Candidates for one group against many families: python -m tests.bench.matching_engine [REPEATS]

A seeded invented country; prints the median and slowest of REPEATS (default 7) as a table. It times, it never fails.
"""

import random
import statistics
import sys
import time
from datetime import date, timedelta

from umay.care.matching.engine import (
    STARTING_RULES,
    STARTING_WEIGHTS,
    Child,
    Family,
    Group,
    candidates,
    sensitivity,
)

AT = date(2026, 11, 22)
SKILLS = ("behaviour", "sign_language", "wheelchair", "tube_feeding")


def invented_families(number, seed):
    """Families around 81 centres in a country of about 1500 x 600 km, the first centres the largest."""
    draw = random.Random(seed)
    centres = [(draw.uniform(36, 42), draw.uniform(26, 45)) for _ in range(81)]
    sizes = [1 / rank for rank in range(1, 82)]
    for index in range(number):
        lat, lon = draw.choices(centres, sizes)[0]
        age_from = draw.choice((0, 0, 0, 3, 6, 10))
        places = draw.choices((0, 1, 2, 3, 4), (20, 45, 25, 8, 2))[0]
        yield Family(
            id=f"f{index}",
            country="TR",
            lat=min(90, lat + draw.gauss(0, 0.2)),
            lon=lon + draw.gauss(0, 0.25),
            available=draw.random() < 0.9,
            care_types=frozenset(draw.sample(("term", "temporary", "specialised"), draw.choice((1, 1, 2)))),
            places=places,
            places_mixed=places,
            max_siblings=max(1, places),
            age_from=age_from,
            age_to=age_from + draw.choice((3, 6, 9, 12, 17)),
            rooms_for=frozenset(draw.choice((("f", "m"), ("f", "m"), ("f",), ("m",)))),
            skills=frozenset(skill for skill in SKILLS if draw.random() < 0.3),
            children_in_home=draw.choice((0, 0, 1, 1, 2)),
        )


def invented_group(family, size):
    """Brothers and sisters who live beside one family, so that there is somebody near to find."""
    children = tuple(
        Child(f"c{index}", AT - timedelta(days=365 * (3 + 2 * index) + 40), "fm"[index % 2], frozenset(), index == 0)
        for index in range(size)
    )
    nobody = frozenset()
    since = AT - timedelta(days=45)
    return Group("g", "TR", family.lat, family.lon, "term", False, since, nobody, nobody, nobody, children)


def measured(action, repeats):
    """Milliseconds of each run, after one that does not count."""
    action()
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        action()
        times.append((time.perf_counter() - begun) * 1000)
    return times


def main(repeats):
    question = {"rules": STARTING_RULES, "weights": STARTING_WEIGHTS, "at": AT}
    print(f"{'families':>9} {'group of':>8} {'feasible':>8} {'what':<12} {'median ms':>10} {'slowest ms':>11}")
    for number in (1_000, 9_000, 90_000):
        families = tuple(invented_families(number, seed=1))
        for size in (1, 2):
            group = invented_group(families[0], size)
            ranking = candidates(group, families, **question)
            for what, action in (
                ("candidates", lambda group=group, families=families: candidates(group, families, **question)),
                ("sensitivity", lambda ranking=ranking: sensitivity(ranking, STARTING_WEIGHTS)),
            ):
                times = measured(action, repeats)
                median, slowest = statistics.median(times), max(times)
                print(f"{number:>9} {size:>8} {ranking.funnel.feasible:>8} {what:<12} {median:>10.1f} {slowest:>11.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
