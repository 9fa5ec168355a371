"""A year of invented counts for the auditor's page: children with ages, needs and homes, drawn month by month, counted and protected as real ones."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from random import Random

from umay.care.fairness import actions, rules
from umay.care.fairness.counting import Row
from umay.care.fairness.words import MONTH
from umay.front.demo.crowd import AGES, DISABILITY, GIRLS
from umay.kit.kernel.acting import current, founding

MONTHS = 12
HOMES = 4  # of a year, for each group of a month
_MONTHLY = {"TR": 320, "AZ": 60}  # children of a month's counts, invented
_BROKEN = {
    "1": 0.06,
    "2": 0.09,
    "3": 0.12,
    "4": 0.17,
    "kin": 0.06,
    "none": 0.13,
}  # share of homes by how well they suited, invented
_BANDS = ((3, "0"), (7, "3"), (12, "7"), (15, "12"), (18, "15"))


def invent(country: str, counts: dict[str, int], at: datetime) -> None:
    """Twelve months that are over, marked as invented."""
    random = Random(f"fairness{country}")
    first_on = rules.month_before(at.date())
    with founding(country=country):
        for back in range(MONTHS):
            actions.keep(
                by=current(), kind=MONTH, first_on=first_on, run_id=None,
                rows=list(_rows(country, counts, random, back)), at=at, is_invented=True,
            )  # fmt: skip
            first_on = rules.month_before(first_on)


def _rows(country: str, counts: dict[str, int], random: Random, back: int) -> Iterator[Row]:
    """Counted rows of one month, as the database would give them."""
    sums: dict = defaultdict(lambda: [0, 0, 0, 0, 0.0, 0.0, 0.0])
    left = _MONTHLY[country] + random.randint(-15, 15)
    places, weights = list(counts), list(counts.values())
    while left > 0:
        size = random.choices((1, 2, 3), (70, 20, 10))[0]
        left -= size
        place, is_urgent = random.choices(places, weights)[0], random.random() < 0.2
        group = [
            _child(country, random) | {"size": str(size), "region": place, "urgent": "yes" if is_urgent else "no"}
            for _ in range(size)
        ]
        for fact, answers in _answers(group, random, back):
            _add(sums, fact, group, answers)
        for _ in range(HOMES):
            _add(sums, "homes", *_home(group, random))
    for (fact, dimension, part), row in sorted(sums.items()):
        yield (fact, dimension, part, *row)


def _child(country: str, random: Random) -> dict[str, str]:
    bands, weights = zip(*AGES[country], strict=True)
    age = random.randint(*random.choices(bands, weights)[0])
    is_disabled = random.random() < DISABILITY
    need = "skill" if is_disabled else random.choices(("none", "skill", "behaviour"), (80, 8, 12))[0]
    return {
        "age": next(code for upper, code in _BANDS if age < upper),
        "need": need,
        "sex": "f" if random.random() < GIRLS[country] else "m",
        "disability": "yes" if is_disabled else "no",
        "language": "other" if random.random() < 0.09 else "first",
    }


def _answers(group: list[dict], random: Random, back: int) -> Iterator[tuple[str, tuple]]:
    """(fact, (a, b, c, measure or None)) for a group that stays together."""
    is_old = any(child["age"] in ("12", "15") for child in group)
    is_hard = any(child["need"] != "none" for child in group)
    chance = (
        0.74
        - 0.20 * is_old
        - 0.13 * is_hard
        - 0.06 * (len(group) > 2)
        - 0.008 * back
        + 0.12 * (group[0]["urgent"] == "yes")
    )
    is_placed = random.random() < chance
    yield "placed", (int(is_placed), int(not is_placed), 0, random.expovariate(1 / 26) if is_placed else None)
    yield "days", (1, 0, 0, min(100.0, max(0.0, random.gauss(82 if is_placed else 58, 16))))
    heed = random.choices(range(4), (62, 14, 4, 20))[0]
    if heed < 3:
        yield "heed", (int(heed == 0), int(heed == 1), int(heed == 2), None)
    if random.random() < 0.6:
        says_no = random.random() < 0.18 + 0.20 * is_old
        yield "asked", (int(says_no), int(not says_no), 0, None)
    is_passed = random.random() < 0.07
    yield "passed", (int(is_passed), int(not is_passed), 0, None)


def _home(group: list[dict], random: Random) -> tuple[list[dict], tuple]:
    """The group with how well its family suited, and whether the home broke down; harder for those whose needs ask for experience."""
    fit = random.choices(list(_BROKEN), (17, 17, 17, 17, 20, 12))[0]
    chance = _BROKEN[fit] + 0.06 * any(child["need"] == "behaviour" for child in group)
    is_broken = random.random() < chance
    answers = (int(is_broken), int(not is_broken), 0, 100 * _BROKEN[fit])
    return [child | {"fit": fit} for child in group], answers


def _add(sums: dict, fact: str, group: list[dict], answers: tuple) -> None:
    a, b, c, value = answers
    for dimension in group[0]:
        parts: dict[str, int] = defaultdict(int)
        for child in group:
            parts[child[dimension]] += 1
        for part, number in parts.items():
            row = sums[(fact, dimension, part)]
            row[0], row[1], row[2] = row[0] + a * number, row[1] + b * number, row[2] + c * number
            if value is not None:
                row[3], row[4], row[5] = row[3] + number, row[4] + value * number, row[5] + value * value * number
            row[6] += number * number
