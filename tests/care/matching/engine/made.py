"""Invented groups and families: by hand with `group()` and `family()`, by chance with the hypothesis strategies."""

import random
from datetime import date, timedelta

from hypothesis import strategies as st

from umay.care.matching.engine import STARTING_RULES, STARTING_WEIGHTS, Child, Family, Group, Instance, Rules, Weights

AT = date(2026, 11, 22)
DEGREE_OF_KM = 360 / (2 * 3.141592653589793 * 6371.0088)
QUESTION = {"rules": STARTING_RULES, "weights": STARTING_WEIGHTS, "at": AT}


def child(child_id="c1", born_on=date(2016, 5, 4), sex="f", needs=(), behaviour_need=False):
    return Child(child_id, born_on, sex, frozenset(needs), behaviour_need)


def group(*children, **given):
    """A group at 0, 0 (so that a kilometre is an easy part of a degree); one girl of ten unless children are given."""
    plain = {
        "id": "g1",
        "country": "TR",
        "lat": 0.0,
        "lon": 0.0,
        "care_type": "term",
        "urgent": False,
        "waiting_since": AT,
        "kin": (),
        "not_with_families": (),
        "not_with_groups": (),
    } | given
    for name in ("kin", "not_with_families", "not_with_groups"):
        plain[name] = frozenset(plain[name])
    return Group(**plain, children=children or (child(),))


def family(family_id="f1", km=0.0, **given):
    """A family that suits `group()` in every rule, `km` to the north of it."""
    plain = {
        "country": "TR",
        "lat": km * DEGREE_OF_KM,
        "lon": 0.0,
        "available": True,
        "care_types": ("term",),
        "places": 2,
        "places_mixed": 2,
        "max_siblings": 2,
        "age_from": 0,
        "age_to": 17,
        "rooms_for": ("f", "m"),
        "skills": (),
        "children_in_home": 0,
    } | given
    for name in ("care_types", "rooms_for", "skills"):
        plain[name] = frozenset(plain[name])
    return Family(id=family_id, **plain)


def several(number, **given):
    """A group of brothers and sisters."""
    return group(*(child(f"c{index}", date(2010 + index, 1, 1)) for index in range(number)), **given)


def drawn_instance(draw: random.Random):
    """An Instance of up to 4 groups and 12 families in which every rule fails for somebody now and then."""
    family_ids = [f"f{index}" for index in range(draw.randint(0, 12))]
    group_ids = [f"g{index}" for index in range(draw.randint(1, 4))]

    def some(items, chance):
        return frozenset(item for item in items if draw.random() < chance)

    def spot():
        return {"lat": round(41 + draw.uniform(-1, 1), 4), "lon": round(29 + draw.uniform(-1.2, 1.2), 4)}

    groups = tuple(
        Group(
            id=group_id,
            country=draw.choices(("TR", "AZ"), (9, 1))[0],
            **spot(),
            care_type=draw.choice(("term", "term", "temporary", "specialised")),
            urgent=draw.random() < 0.2,
            waiting_since=AT - timedelta(days=draw.choice((0, 1, 30, 364, 365, 366, 800))),
            kin=some(family_ids, 0.1),
            not_with_families=some(family_ids, 0.1),
            not_with_groups=some(group_ids, 0.1),
            children=tuple(
                Child(
                    f"{group_id}c{index}",
                    AT - timedelta(days=draw.randint(0, 17 * 365)),
                    draw.choice("fm"),
                    some(("sign_language", "wheelchair"), 0.1),
                    draw.random() < 0.3,
                )
                for index in range(draw.choices((1, 2, 3, 5), (8, 4, 2, 1))[0])
            ),
        )
        for group_id in group_ids
    )
    families = tuple(
        Family(
            id=family_id,
            country=draw.choices(("TR", "AZ"), (9, 1))[0],
            **spot(),
            available=draw.random() < 0.9,
            care_types=some(("term", "temporary", "specialised", "kin"), 0.6),
            places=draw.choice((0, 1, 1, 2, 3, 5)),
            places_mixed=draw.choice((0, 1, 2, 3)),
            max_siblings=draw.choice((1, 2, 3, 5)),
            age_from=draw.choice((0, 0, 0, 3)),
            age_to=draw.choice((6, 12, 17, 17)),
            rooms_for=frozenset(draw.choice(("fm", "fm", "fm", "f", "m"))),
            skills=some(("sign_language", "wheelchair", "behaviour"), 0.5),
            children_in_home=draw.choice((0, 0, 1, 2)),
        )
        for family_id in family_ids
    )
    weights = draw.choice(
        (
            STARTING_WEIGHTS,
            Weights(*(draw.choice((0, 1, 0.1, 2.5, 0.333333, 50, 1000)) for _ in range(7))),
        )
    )
    rules = Rules(draw.choice((120, 60.5, 0, 100000)), draw.random() < 0.5, draw.random() < 0.5, 60, 0.0003)
    return Instance(at=AT, rules=rules, weights=weights, groups=groups, families=families)


instances = st.integers(min_value=0, max_value=2**40).map(lambda seed: drawn_instance(random.Random(seed)))
