"""The national match from file to checked result: small ones against every way tried, awkward ones against the checker."""

import hashlib
import json
import random
from itertools import product

import pytest

from tests.bench.matching_exact import compare
from tests.care.matching.engine.made import drawn_instance
from tests.care.matching.engine.test_quick import changed
from umay.care.matching.checking import check
from umay.care.matching.engine import BadInput, parse
from umay.care.matching.engine import dump as dump_instance
from umay.care.matching.engine.generating import NAMES, generate
from umay.care.matching.engine.solver import dump, solve

AWKWARD = [name for name, named in NAMES.items() if named.country.groups <= 400 and named.country.families <= 1_500]


@pytest.mark.engine
@pytest.mark.parametrize(("sharing", "splitting"), list(product((False, True), repeat=2)))
def test_small_questions_are_answered_as_well_as_trying_every_way(sharing, splitting):
    # Ten thousand of them: python -m tests.bench.matching_exact
    for number in range(60):
        equal, result, faults = compare(f"test {number}", sharing, splitting)
        assert equal, (number, result.status)
        assert faults == []


@pytest.mark.engine
@pytest.mark.parametrize("name", AWKWARD)
def test_an_awkward_country_gets_a_right_answer(name):
    # Where groups may part, the search is open-ended: one seed that is known to end stands for them.
    raw = generate(name, 1 if "split" in name else 6)
    instance = parse(raw)
    result = solve(instance, raw_sha256=hashlib.sha256(raw).hexdigest())
    verdict = check(raw, dump(result))
    assert verdict.faults == []
    assert verdict.is_bound_proven or instance.rules.splitting
    if instance.rules.time_limit_s:
        assert result.status in ("optimal", "within_gap")
        assert instance.rules.gap or result.status == "optimal"


@pytest.mark.engine
@pytest.mark.parametrize("name", ["S", "S-shared", "kin-200", "far-kin", "all-ties"])
def test_a_run_stopped_anywhere_gives_a_right_result_and_a_bound_that_holds(name):
    raw = generate(name, 7)
    instance, digest = parse(raw), hashlib.sha256(raw).hexdigest()
    whole = solve(instance, raw_sha256=digest)
    for work in sorted({0, 1, whole.work // 4, whole.work // 2, whole.work * 3 // 4}):
        result = solve(instance, raw_sha256=digest, work=work)
        assert check(raw, dump(result)).faults == []
        assert result.kin_children <= whole.kin_children <= result.kin_bound
        if result.kin_children == whole.kin_children:
            assert result.objective <= whole.objective <= result.bound
        again = solve(instance, raw_sha256=digest, work=result.work)
        assert (again.placements, again.bound, again.work) == (result.placements, result.bound, result.work)


def test_files_changed_by_chance_get_a_right_answer_or_a_refusal():
    right = refused = 0
    for number in range(200):
        draw = random.Random(f"changed {number}")
        file = json.loads(dump_instance(drawn_instance(draw)))
        file["rules"] |= {"gap": 0, "time_limit_s": 30}
        for _ in range(draw.choice((0, 1, 1, 2))):
            file = changed(file, draw)
        raw = json.dumps(file).encode()
        try:
            result = solve(parse(raw), raw_sha256=hashlib.sha256(raw).hexdigest())
        except BadInput:
            refused += 1
            continue
        assert check(raw, dump(result)).faults == [], number
        right += 1
    assert right > 50
    assert refused > 50
