"""Every awkward file of the national match as a person meets it: `umay match` gives a right answer, and `--check` says so."""

import json
import re

import pytest

from tests.front.cli.test_match import umay
from umay.care.matching.engine.generating import generate

pytestmark = pytest.mark.engine


def answered(tmp_path, name):
    """(the file, the result) of an invented country, matched and checked by commands."""
    (tmp_path / "i.json").write_bytes(generate(name, 1))
    ended = umay(tmp_path / "i.json", "-o", tmp_path / "r.json")
    assert (ended.returncode, ended.stderr) == (0, "")
    checked = umay("--check", tmp_path / "i.json", tmp_path / "r.json")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert re.match(r"right: .* the bound is proven", checked.stdout)
    return json.loads((tmp_path / "i.json").read_text()), json.loads((tmp_path / "r.json").read_text())


@pytest.mark.parametrize("name", ["zero-feasible", "no-family"])
def test_where_nobody_suits_everybody_waits_and_each_group_is_told_why(tmp_path, name):
    file, result = answered(tmp_path, name)
    assert (result["status"], result["placements"], result["objective"]) == ("optimal", [], 0)
    assert len(result["unplaced"]) == len(file["groups"])
    for counts in result["funnel"].values():
        assert counts["feasible"] == 0 and sum(counts.values()) == len(file["families"])


def test_where_everybody_is_alike_every_home_is_used_and_the_order_of_the_file_says_nothing(tmp_path):
    file, result = answered(tmp_path, "all-ties")
    assert result["status"] == "optimal"
    assert len(result["placements"]) == min(len(file["groups"]), len(file["families"]))
    turned = file | {"groups": file["groups"][::-1], "families": file["families"][::-1]}
    (tmp_path / "turned.json").write_text(json.dumps(turned))
    assert umay(tmp_path / "turned.json", "-o", tmp_path / "again.json").returncode == 0
    again = json.loads((tmp_path / "again.json").read_text())
    assert again["placements"] == result["placements"] and again["prices"] == result["prices"]


def test_one_city_is_matched_to_the_optimum(tmp_path):
    file, result = answered(tmp_path, "one-city")
    assert (result["status"], result["proof"], result["gap"]) == ("optimal", "dual", 0)
    assert len(file["groups"]) == 800 and len(result["placements"]) + len(result["unplaced"]) == 800


def test_families_closer_than_a_metre_are_told_apart_only_where_they_are(tmp_path):
    _file, result = answered(tmp_path, "under-a-metre")
    assert result["status"] == "optimal"
    assert any(one["km"] < 0.001 for one in result["placements"])


def test_two_hundred_kin_are_weighed_and_one_of_them_takes_the_group(tmp_path):
    file, result = answered(tmp_path, "kin-200")
    assert max(len(group["kin"]) for group in file["groups"]) == 200
    assert result["kin_children"] == result["kin_bound"] > 0


def test_twelve_brothers_and_sisters_are_never_parted(tmp_path):
    file, result = answered(tmp_path, "group-of-12")
    twelve = next(group["id"] for group in file["groups"] if len(group["children"]) == 12)
    lived = [one for one in result["placements"] if one["group"] == twelve]
    assert [len(one["children"]) for one in lived] in ([], [12])
    assert bool(lived) is (twelve not in result["unplaced"])


@pytest.mark.parametrize("name", ["contradictory", "zero-weights", "highest-weights"])
def test_lists_that_contradict_each_other_and_weights_at_their_ends_are_answered(tmp_path, name):
    _file, result = answered(tmp_path, name)
    assert (result["status"], result["gap"]) == ("optimal", 0)
    assert name != "zero-weights" or result["objective"] == 0


def test_groups_that_may_part_are_matched_and_the_proof_by_search_is_asked_anew(tmp_path):
    _file, result = answered(tmp_path, "S-split")
    assert (result["status"], result["proof"]) == ("optimal", "search")
    parts = [one["group"] for one in result["placements"]]
    assert len(parts) > len(set(parts))
