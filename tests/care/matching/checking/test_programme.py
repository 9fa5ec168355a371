"""A bound that no prices prove, asked anew as a programme of the checker's own: against every way tried, and against results made wrong."""

import hashlib
import json
import random
import sys

import pytest

from tests.care.matching.checking.test_parts import people
from tests.care.matching.exhaustive import best, small_file
from umay.care.matching.checking import check, programme
from umay.care.matching.engine import parse
from umay.care.matching.engine.generating import generate
from umay.care.matching.engine.solver import dump, solve

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def province():
    """(instance, result): an invented province whose groups may go in parts, proven by search alone."""
    raw = generate("S-split", 1)
    result = json.loads(dump(solve(parse(raw), raw_sha256=hashlib.sha256(raw).hexdigest())))
    assert (result["status"], result["proof"]) == ("optimal", "search")
    return raw, result


def told(raw, result):
    return check(raw, json.dumps(result).encode())


@pytest.mark.parametrize("sharing", [False, True])
@pytest.mark.parametrize("splitting", [False, True])
def test_it_finds_the_best_of_all_ways(sharing, splitting):
    seen = 0
    for seed in range(40):
        file = small_file(random.Random(f"programme {seed}"), sharing=sharing, splitting=splitting)
        setting, groups, families = people(file)
        kin, value = best(file)
        asked = programme.asked(setting, groups, list(families.values()), kin)
        if asked is None:  # nobody may live anywhere
            assert value == 0
            continue
        assert asked.found == value
        assert abs(asked.upper - value) <= programme.SLACK
        seen += value > 0
    assert seen > 20


def test_a_proof_by_search_of_a_province_is_asked_anew(province):
    verdict = told(*province)
    assert verdict.is_right and not verdict.notes
    assert verdict.is_bound_proven and verdict.is_believed_to_a_hundredth


def test_a_result_that_calls_less_than_the_best_optimal_is_wrong(province):
    raw, result = province
    lost = next(one for one in result["placements"] if not one["kin"])
    value = sum(one["value"] for one in result["placements"] if one["group"] == lost["group"])
    objective = round(result["objective"] - value, 6)
    less = result | {
        "placements": [one for one in result["placements"] if one["group"] != lost["group"]],
        "unplaced": sorted([*result["unplaced"], lost["group"]]),
        "objective": objective,
        "bound": objective,
    }
    assert told(raw, less).faults == [
        "$.bound: it was asked anew, and a way above it was found",
        "$.status: it was asked anew, and a better way was found",
    ]


def test_a_bound_above_the_best_is_proven_of_a_run_that_was_stopped(province):
    raw, result = province
    bound = result["bound"] + 100
    stopped = result | {"status": "stopped", "proof": "none", "bound": bound, "gap": 100 / bound}
    verdict = told(raw, stopped)
    assert verdict.faults == [] and verdict.is_bound_proven


@pytest.mark.parametrize("lack", ["columns", "seconds", "library"])
def test_what_could_not_be_asked_is_said(province, monkeypatch, lack):
    if lack == "library":
        monkeypatch.setitem(sys.modules, "highspy", None)
    else:
        monkeypatch.setattr(programme, f"MOST_{lack.upper()}", 10 if lack == "columns" else 0.0)
    verdict = told(*province)
    assert verdict.is_right and not verdict.is_bound_proven
    assert len(verdict.notes) == 1 and verdict.notes[0].startswith("the bound was ")
