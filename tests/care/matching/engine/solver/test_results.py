import json
import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings

from tests.care.matching.engine.made import child, family, group
from umay.care.matching.checking import check
from umay.care.matching.engine import dump as dump_instance
from umay.care.matching.engine.solver import dump, solve
from umay.care.matching.engine.solver.results import ENGINE, FUNNEL, kilometres, number

from .crowded import crowded, instances
from .test_assignment import many
from .test_pairs import country

FIELDS = [
    "format", "input_sha256", "status", "proof", "kin_children", "kin_bound", "objective", "bound", "gap", "work",
    "seconds", "engine", "placements", "unplaced", "funnel", "prices", "group_prices",
]  # fmt: skip


def read(raw):
    return json.loads(raw, parse_float=Decimal)


def without_seconds(raw):
    return [line for line in raw.decode().splitlines() if not line.startswith(' "seconds"')]


def test_the_file_has_the_published_fields_in_their_order():
    result = solve(many(1, 30, 25), raw_sha256="0" * 64)
    file = read(dump(result))
    assert list(file) == FIELDS
    assert file["engine"] == ENGINE
    assert list(file["placements"][0]) == ["group", "family", "children", "kin", "value", "km", "terms"]
    assert list(file["placements"][0]["terms"]) == [
        "placed",
        "urgent",
        "wait",
        "distance",
        "behaviour",
        "in_home",
        "split",
    ]
    assert list(file["funnel"]["g1"]) == list(FUNNEL)


def test_the_printed_numbers_add_up_to_the_last_digit():
    file = read(dump(solve(many(2, 60, 40), raw_sha256="0" * 64)))
    assert sum(one["value"] for one in file["placements"]) == file["objective"] == file["bound"]
    for one in file["placements"]:
        assert sum(one["terms"].values()) == one["value"]
    assert all(sum(counts.values()) == 40 for counts in file["funnel"].values())
    assert {one["group"] for one in file["placements"]} | set(file["unplaced"]) == set(file["funnel"])
    for table in ("funnel", "prices", "group_prices"):
        assert list(file[table]) == sorted(file[table])


@given(instances)
@settings(max_examples=40, deadline=None)
def test_a_checker_that_shares_nothing_with_the_engine_agrees(instance):
    raw = dump_instance(instance)
    result = solve(instance, raw_sha256=__import__("hashlib").sha256(raw).hexdigest())
    assert [str(fault) for fault in check(raw, dump(result)).faults] == []


def test_the_same_question_has_the_same_bytes_but_seconds():
    instance = many(3, 80, 60)
    turned = replace(instance, groups=instance.groups[::-1], families=instance.families[::-1])
    one, other = (without_seconds(dump(solve(each, raw_sha256="0" * 64))) for each in (instance, turned))
    assert one == other


def test_a_stopped_result_is_repeated_to_the_same_bytes():
    instance = many(4)
    calls = iter(range(4))
    stopped = solve(instance, raw_sha256="0" * 64, stop=lambda: next(calls, None) is None)
    again = solve(instance, raw_sha256="0" * 64, work=stopped.work)
    assert stopped.status == "stopped"
    assert len(stopped.placements) > 0
    assert without_seconds(dump(stopped)) == without_seconds(dump(again))


def test_a_clock_that_runs_out_at_once_gives_an_empty_stopped_result():
    instance = crowded(random.Random(9))
    instance = replace(instance, rules=replace(instance.rules, time_limit_s=0))
    result = solve(instance, raw_sha256="0" * 64)
    assert (result.status, result.proof, result.placements) == ("stopped", "none", ())
    assert result.objective <= result.bound
    assert result.work == 0


def test_ids_may_hold_anything_that_a_text_may():
    odd = 'a "quoted" çocuk\n\\ \u2028'
    file = read(dump(solve(country([group(child(odd), id=odd)], [family(odd)]), raw_sha256="0" * 64)))
    assert file["placements"][0]["group"] == odd
    assert file["placements"][0]["children"] == [odd]


@pytest.mark.parametrize(
    ("millionths", "shown"),
    [
        (0, "0.0"),
        (1, "0.000001"),
        (-1, "-0.000001"),
        (1_500_000, "1.5"),
        (-2_000_000, "-2.0"),
        (10**25, "1" + "0" * 19 + ".0"),
    ],
)
def test_numbers_are_exact_decimals(millionths, shown):
    assert number(millionths) == shown


def test_kilometres_have_three_decimals_at_most():
    assert [kilometres(metres) for metres in (0, 7, 12_340, 5_000)] == ["0.0", "0.007", "12.34", "5.0"]
