"""Load or make the compiled loops before somebody waits for them."""

import time
from datetime import date

from ..inputs import STARTING_RULES, STARTING_WEIGHTS, Child, Family, Group, Instance
from .arrays import problem
from .one import Standing, top
from .solve import solve_arrays

DAY = date(2026, 1, 1)


def _group(name, kin):
    nobody, child = frozenset(), Child(f"{name}-child", DAY, "f", frozenset(), False)
    return Group(name, "", 0.0, 0.0, "term", False, DAY, kin, nobody, nobody, (child,))


def _family(name):
    nothing, both = frozenset(), frozenset("fm")
    return Family(name, "", 0.0, 0.0, True, frozenset({"term"}), 1, 1, 1, 0, 17, both, nothing, 0)


def warm():
    """Seconds that it took: a blink where compiled code is kept or nothing is compiled, else about a quarter of a minute."""
    began = time.monotonic()
    groups = (_group("one", frozenset({"near"})), _group("two", frozenset()))
    families = (_family("near"), _family("far"))
    asked = problem(Instance(DAY, STARTING_RULES, STARTING_WEIGHTS, groups, families))
    survey, solution = solve_arrays(asked)
    top(asked, groups[1], solution.price)
    Standing(survey, solution).instead("two", "near")
    return time.monotonic() - began
