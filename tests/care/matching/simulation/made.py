"""Small worlds by hand, and small worlds by chance."""

import numpy as np

from umay.care.matching.simulation import Rates, Town, World
from umay.care.matching.simulation.days import Stage
from umay.care.matching.simulation.pairs import find_pairs
from umay.care.matching.simulation.people import BOYS, GIRLS, TERM, Families, Groups, draw_families, draw_groups

SURE = {"yes": 1.0, "yes_less_teen": 0.0, "yes_less_behaviour": 0.0, "yes_less_three": 0.0}
LASTING = {"breakdown": 1e-12}
GROUP = {
    "comes": 0,
    "leaves": 100,
    "town": 0,
    "lat": 38.0,
    "lon": 32.0,
    "size": 1,
    "youngest": 5,
    "oldest": 5,
    "mean_age": 5.0,
    "sexes": GIRLS,
    "needs": 0,
    "behaviour": 0,
    "care_type": TERM,
    "urgent": False,
    "kin": False,
    "resident": False,
    "key": 0,
}
FAMILY = {
    "opens": 0,
    "stops": 1000,
    "town": 0,
    "lat": 38.0,
    "lon": 32.0,
    "places": 1,
    "care_types": 1,
    "age_from": 0,
    "age_to": 17,
    "rooms": GIRLS | BOYS,
    "skills": 0,
    "key": 0,
}


def _rows(kind, plain, rows):
    return kind(**{name: np.array([{**plain, **row}[name] for row in rows]) for name in kind.__slots__})


def stage(groups, families, *, days=20, warm_days=0, seed=1, **rates):
    """A Stage of hand-made rows; families say yes and nothing breaks down unless `rates` say otherwise."""
    rates = Rates().asked(**{**SURE, **LASTING, **rates})
    groups = _rows(Groups, GROUP, [{"key": number, **group} for number, group in enumerate(groups)])
    families = _rows(Families, FAMILY, [{"key": number, **family} for number, family in enumerate(families)])
    return Stage(rates, seed, days, warm_days, groups, families, find_pairs(groups, families, rates, seed))


def small_world(**rates):
    """Two towns and a few families: quick to play."""
    towns = (Town("east", 38.0, 32.0, 0.6), Town("west", 38.3, 32.4, 0.4))
    few = {"groups_per_day": 0.4, "families": 40, "stay_median": 60, "stay_mean": 80, "price_days": 60}
    return World("small", "TR", towns, Rates().asked(**{**few, **rates}), warm_days=40)


def drawn(seed, days=120, **rates):
    """A small world of one seed."""
    world = small_world(**rates)
    groups, families = draw_groups(world, days, seed), draw_families(world, days, seed)
    return Stage(
        world.rates, seed, days, world.warm_days, groups, families, find_pairs(groups, families, world.rates, seed)
    )
