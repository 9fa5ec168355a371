"""Small invented countries in which most families suit most groups, so that every choice is somebody else's."""

import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.care.matching.engine.made import AT, child, family, group
from umay.care.matching.engine import STARTING_RULES, STARTING_WEIGHTS, Instance, Weights

RULES = replace(STARTING_RULES, sharing=False, splitting=False)
TIES = Weights(placed=10, urgent=0, wait_per_day=0, per_km=0, behaviour_unskilled=0, child_in_home=1, split=0)
NOTHING = Weights(*(0,) * 7)


def children(name, draw, number):
    return [
        child(f"{name}c{place}", date(2008 + draw.randrange(17), 1, 1), draw.choice("fm"), (), draw.random() < 0.4)
        for place in range(number)
    ]


def crowded(draw: random.Random, most=6):
    """An Instance of up to most x most in which values are near each other, kin is common and some lists contradict."""
    homes = [f"f{place}" for place in range(draw.randint(0, most))]
    groups = []
    for place in range(draw.randint(1, most)):
        name = f"g{place}"
        groups.append(
            group(
                *children(name, draw, draw.choice((1, 1, 1, 2, 3))),
                id=name,
                lat=draw.uniform(0, 0.4),
                urgent=draw.random() < 0.2,
                waiting_since=AT - timedelta(days=draw.choice((0, 1, 40, 400))),
                kin=[home for home in homes if draw.random() < 0.2],
                not_with_families=[home for home in homes if draw.random() < 0.1],
            )
        )
    families = [
        family(
            home,
            km=draw.choice((0, 0, 1, 5.5, 30, 80)),
            places=draw.choice((1, 2, 3)),
            max_siblings=draw.choice((1, 2, 3)),
            care_types=draw.choice((("term",), ("term", "kin"), ("kin",))),
            rooms_for=draw.choice((("f", "m"), ("f", "m"), ("f",))),
            skills=draw.choice(((), ("behaviour",))),
            children_in_home=draw.choice((0, 0, 1, 4)),
        )
        for home in homes
    ]
    weights = draw.choice((STARTING_WEIGHTS, TIES, NOTHING, Weights(20, 7, 0.01, 0.333333, 9, 3, 2)))
    return Instance(at=AT, rules=RULES, weights=weights, groups=tuple(groups), families=tuple(families))


instances = st.integers(min_value=0, max_value=2**40).map(lambda seed: crowded(random.Random(seed)))


def table(instance):
    """{group id: {family id: (value, kin, size)}} of feasible pairs, by the engine for one group."""
    from umay.care.matching.engine import candidates_in

    return {
        entry.id: {
            one.family_id: (one.verdict.value, one.verdict.kin, len(entry.children))
            for one in candidates_in(instance, entry.id).candidates
        }
        for entry in instance.groups
    }


def best_by_trying(pairs, forced=None):
    """(children with kin, sum of values): the best of every way, one group per family. `forced` is (group, family)."""
    names = sorted(pairs)

    def after(place, taken):
        if place == len(names):
            return 0, 0
        name = names[place]
        options = pairs[name].items() if forced is None or forced[0] != name else [(forced[1], pairs[name][forced[1]])]
        found = [] if forced and forced[0] == name else [after(place + 1, taken)]
        for home, (value, kin, size) in options:
            if home not in taken and (forced is None or home != forced[1] or name == forced[0]):
                with_kin, total = after(place + 1, taken | {home})
                found.append((with_kin + (size if kin else 0), total + value))
        return max(found)

    return after(0, frozenset())
