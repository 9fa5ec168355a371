"""Rounding to five: each number to one of its two neighbours, sums kept where they can be."""

import numpy as np
import pytest

from tests.ground.figures.setting import country, table
from umay.ground.figures.protecting.policy import Policy
from umay.ground.figures.protecting.release import protect
from umay.ground.figures.protecting.rounding import rounded
from umay.ground.figures.protecting.system import gather


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("sizes", [(5, 4), (12, 3), (4, 3, 2)])
def test_every_number_goes_to_a_neighbour_and_whole_sums_hold(sizes, seed):
    one = country(sizes, 3000, seed)
    system = gather([one], {}, [], threshold=10, rounding=5)
    values, broken = rounded(system, np.ones(len(system.cells), dtype=bool), 5)
    assert (values % 5 == 0).all() and (np.abs(values - system.counts) < 5).all()
    wrong = sum(values[whole] != values[list(parts)].sum() for whole, parts in system.lines)
    assert wrong == broken
    if len(sizes) == 2:
        assert broken == 0


def test_multiples_stay():
    one = table([[20, 35], [40, 55]])
    assert protect([one], Policy()).numbers[0] == one.counts


def test_rounding_knows_nothing_of_what_is_hidden():
    """Two tables that differ in hidden cells alone are rounded alike, so a rounded number can't tell of a hidden one."""
    first, second = table([[3, 41, 17], [6, 38, 52], [44, 27, 33]]), table([[4, 40, 17], [5, 39, 52], [44, 27, 33]])
    shown = {codes for codes in first.counts if codes[0] not in ("p0", "p1") or codes[1] not in ("a0", "a1")}
    told = []
    for one in (first, second):
        system = gather([one], {}, [], threshold=10, rounding=5)
        where = {
            codes: system.index[
                frozenset((d.name, c) for d, c in zip(one.dimensions, codes, strict=True) if c != "TOTAL")
            ]
            for codes in shown
        }
        mask = np.zeros(len(system.cells), dtype=bool)
        mask[list(where.values())] = True
        values, _broken = rounded(system, mask, 5)
        told.append({codes: values[place] for codes, place in where.items()})
    assert told[0] == told[1]


def test_what_is_hidden_never_has_less_than_nobody_left():
    for seed in range(8):
        one = country((8, 3), 500, seed)
        (told,) = protect([one], Policy()).numbers
        for whole, parts in (
            (("TOTAL", age), [(f"p{place}", age) for place in range(8)]) for age in one.dimensions[1].codes
        ):
            shown = [told[part] for part in parts if told[part] is not None]
            assert told[whole] is None or sum(shown) <= told[whole]
