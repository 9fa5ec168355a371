"""Invented tables of counts."""

import numpy as np

from umay.ground.figures.protecting.policy import Policy
from umay.ground.figures.protecting.shape import TOTAL, Dimension, Table, completed

NAMES = ("place", "age", "sex", "care")
SMALL = Policy(threshold=5, rounding=0, tiny=0)
"""Five and exact numbers, so that small tables can be looked through whole."""


def dimension(name, size):
    return Dimension(name, {TOTAL: tuple(f"{name[0]}{number}" for number in range(size))})


def table(counts, names=NAMES, **more):
    """A table of the leaves in a nested list or array; codes are p0, p1, ... and a0, a1, ..."""
    leaves = np.asarray(counts)
    dimensions = tuple(dimension(name, size) for name, size in zip(names, leaves.shape, strict=False))
    return Table(dimensions, completed(dimensions, by_codes(dimensions, leaves)), **more)


def by_codes(dimensions, leaves):
    return {
        tuple(d.parts[TOTAL][place] for d, place in zip(dimensions, places, strict=True)): int(leaves[places])
        for places in np.ndindex(leaves.shape)
    }


def country(sizes, people, seed):
    """A table with few large and many small places."""
    luck = np.random.default_rng(seed)
    weight = np.ones(())
    for size in sizes:
        weight = np.multiply.outer(weight, luck.lognormal(0, 1.0 if size > 10 else 0.5, size))
    weight = weight * luck.lognormal(0, 0.3, weight.shape)
    return table(luck.multinomial(people, (weight / weight.sum()).ravel()).reshape(sizes))
