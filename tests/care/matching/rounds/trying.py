"""Small countries by chance, and every way to place a round of them tried: the tests' own answer, from `judge` alone."""

from dataclasses import replace
from datetime import timedelta
from itertools import product
from random import Random

from tests.care.matching.engine.made import AT, child, family, group
from umay.care.matching.engine import STARTING_RULES, STARTING_WEIGHTS, Instance, judge

RULES = replace(STARTING_RULES, splitting=False, gap=0)


def drawn(random: Random, *, weights=STARTING_WEIGHTS, groups=6, families=5) -> Instance:
    """A few groups and fewer families, near each other, so that there is something to decide."""
    homes = tuple(
        replace(
            family(f"f{number}", km=random.choice((0, 5, 40, 100))),
            places=random.choice((1, 2, 3)),
            max_siblings=3,
            care_types=frozenset(random.choice((("term",), ("term",), ("kin", "term"), ("kin",)))),
            skills=frozenset(["behaviour"] if random.random() < 0.4 else []),
            children_in_home=random.choice((0, 0, 1, 3)),
        )
        for number in range(random.randint(1, families))
    )
    ids = [one.id for one in homes]
    return Instance(
        at=AT,
        rules=RULES,
        weights=weights,
        groups=tuple(_group(random, number, ids) for number in range(random.randint(1, groups))),
        families=homes,
    )


def _group(random: Random, number: int, homes: list[str]):
    size = random.choice((1, 1, 1, 2))
    return group(
        *(child(f"g{number}c{index}", behaviour_need=random.random() < 0.5) for index in range(size)),
        id=f"g{number}",
        urgent=random.random() < 0.4,
        waiting_since=AT - timedelta(days=random.choice((0, 10, 60, 200))),
        kin=[home for home in homes if random.random() < 0.2],
        not_with_families=[home for home in homes if random.random() < 0.1],
    )


def with_other_needs(instance: Instance, random: Random) -> Instance:
    """The same country, where difficult behaviour is shown by others."""
    return replace(
        instance,
        groups=tuple(
            replace(
                one,
                children=tuple(replace(kid, behaviour_need=random.random() < 0.5) for kid in one.children),
            )
            for one in instance.groups
        ),
    )


class Way:
    """One way to place some groups: {group: family}, children with kin, value without and with difficult behaviour, millionths."""

    def __init__(self, homes, kin, blind, value):
        self.homes, self.kin, self.blind, self.value = homes, kin, blind, value

    @property
    def placed(self):
        return set(self.homes)


def ways(asked: Instance):
    """Every way to place the groups of a round, one group in a family."""
    options = []
    for one in asked.groups:
        judged = [judge(one, home, asked.rules, asked.weights, asked.at) for home in asked.families]
        options.append([None, *(found for found in judged if found.feasible)])
    for chosen in product(*options):
        taken = [found.family_id for found in chosen if found]
        if len(set(taken)) < len(taken):
            continue
        pairs = [(one, found) for one, found in zip(asked.groups, chosen, strict=True) if found]
        yield Way(
            {one.id: found.family_id for one, found in pairs},
            sum(len(one.children) for one, found in pairs if found.kin),
            sum(found.value - found.terms.behaviour for _one, found in pairs),
            sum(found.value for _one, found in pairs),
        )
