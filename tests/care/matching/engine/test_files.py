import copy
import json
import math
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings

from umay.care.matching.engine import BadInput, dump, parse
from umay.care.matching.engine.__main__ import main

from .made import instances

EXAMPLE = {
    "format": "umay-match/1",
    "at": "2026-11-22",
    "rules": {"max_km": 120, "sharing": False, "splitting": False, "time_limit_s": 60, "gap": 0.0003},
    "weights": {
        "placed": 1000,
        "urgent": 500,
        "wait_per_day": 1,
        "per_km": 1,
        "behaviour_unskilled": 150,
        "child_in_home": 25,
        "split": 2000,
    },
    "groups": [
        {
            "id": "g1",
            "country": "TR",
            "lat": 41.01,
            "lon": 28.97,
            "care_type": "term",
            "urgent": False,
            "waiting_since": "2026-10-01",
            "kin": ["f1"],
            "not_with_families": [],
            "not_with_groups": ["g1"],
            "children": [
                {
                    "id": "c1",
                    "born_on": "2016-05-04",
                    "sex": "f",
                    "needs": ["sign_language"],
                    "behaviour_need": True,
                }
            ],
        }
    ],
    "families": [
        {
            "id": "f1",
            "country": "TR",
            "lat": 41.0,
            "lon": 29.1,
            "available": True,
            "care_types": ["term", "temporary"],
            "places": 2,
            "places_mixed": 2,
            "max_siblings": 3,
            "age_from": 0,
            "age_to": 12,
            "rooms_for": ["f", "m"],
            "skills": ["sign_language", "behaviour"],
            "children_in_home": 1,
        }
    ],
}

DELETE = object()


def changed(*changes):
    """The example's bytes with values put at paths such as "groups.0.lat"."""
    file = copy.deepcopy(EXAMPLE)
    for path, value in changes:
        *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        place = file
        for step in way:
            place = place[step]
        if value is DELETE:
            del place[last]
        elif isinstance(place, list) and last == len(place):
            place.append(value)
        else:
            place[last] = value
    return json.dumps(file).encode()


def faults(raw):
    with pytest.raises(BadInput) as refused:
        parse(raw)
    return [str(fault) for fault in refused.value.faults]


def test_the_example_in_the_docs_is_a_file_that_is_read():
    page = (Path(__file__).parents[4] / "docs/reference/matching-rules.md").read_text(encoding="utf-8")
    written = page.partition("```json\n")[2].partition("```")[0]
    assert parse(written.encode()) == parse(changed(("groups.0.not_with_groups", [])))


def test_the_published_example_is_read():
    instance = parse(changed())
    assert instance.group("g1").children[0].needs == {"sign_language"}
    assert instance.families[0].children_in_home == 1


@settings(deadline=None)
@given(instances)
def test_what_is_written_is_read_back_and_written_the_same(instance):
    raw = dump(instance)
    read = parse(raw)
    assert dump(read) == raw
    assert {group.id: group for group in read.groups} == {group.id: group for group in instance.groups}
    assert set(read.families) == set(instance.families)
    assert (read.at, read.rules, read.weights) == (instance.at, instance.rules, instance.weights)


def test_a_minus_nought_is_written_as_nought():
    raw = dump(parse(changed(("groups.0.lat", -0.0), ("rules.gap", -0.0))))
    assert b"-0" not in raw.replace(b"2026-", b"").replace(b"2016-", b"").replace(b"-04", b"").replace(b"-01", b"")
    assert math.copysign(1, json.loads(raw)["groups"][0]["lat"]) == 1


NUMBER_FROM_0 = "must be a finite number from 0"
REFUSALS = [
    ("format", "umay-match/2", "$.format: must be one of: umay-match/1"),
    ("format", DELETE, "$.format: is missing"),
    ("groups.0.children.0.religion", "any", "$.groups[0].children[0].religion: is not a known field"),
    ("families.0.income", 1, "$.families[0].income: is not a known field"),
    ("families.0.a b\n", 1, '$.families[0]["a b\\n"]: is not a known field'),
    ("weights.split", DELETE, "$.weights.split: is missing"),
    ("groups.0.children", [], "$.groups[0].children: a group has at least one child"),
    ("groups.0.children", {}, "$.groups[0].children: must be a list"),
    ("groups", None, "$.groups: must be a list"),
    ("rules", [], "$.rules: must be an object"),
    ("groups.0.kin.0", "f7", "$.groups[0].kin[0]: no family has this id"),
    ("groups.0.not_with_families.0", "f7", "$.groups[0].not_with_families[0]: no family has this id"),
    ("groups.0.not_with_groups.0", "f1", "$.groups[0].not_with_groups[0]: no group has this id"),
    ("families.0.country", "", "$.families[0].country: must be a text that is not empty"),
    ("groups.0.care_type", "\ud800", "$.groups[0].care_type: must be real Unicode text"),
    ("families.1", EXAMPLE["families"][0], "$.families[1].id: is the same id as $.families[0].id"),
    (
        "groups.0.children.1",
        EXAMPLE["groups"][0]["children"][0],
        "$.groups[0].children[1].id: is the same id as $.groups[0].children[0].id",
    ),
    ("at", "2026-02-30", "$.at: is not a day of the calendar"),
    ("at", "20261122", "$.at: must be a day written YYYY-MM-DD"),
    ("groups.0.children.0.born_on", "2026-11-23", '$.groups[0].children[0].born_on: is after "at"'),
    ("groups.0.waiting_since", "2027-01-01", '$.groups[0].waiting_since: is after "at"'),
    ("groups.0.lat", 95, "$.groups[0].lat: must be a finite number from -90 to 90"),
    ("families.0.lon", -180.5, "$.families[0].lon: must be a finite number from -180 to 180"),
    ("families.0.lat", math.nan, "$.families[0].lat: must be a finite number from -90 to 90"),
    ("families.0.lat", "41", "$.families[0].lat: must be a finite number from -90 to 90"),
    ("rules.max_km", math.inf, f"$.rules.max_km: {NUMBER_FROM_0}"),
    ("rules.max_km", -1, f"$.rules.max_km: {NUMBER_FROM_0}"),
    ("rules.max_km", 10**400, f"$.rules.max_km: {NUMBER_FROM_0}"),
    ("rules.gap", True, f"$.rules.gap: {NUMBER_FROM_0}"),
    ("rules.sharing", 0, "$.rules.sharing: must be true or false"),
    ("weights.placed", 1_000_001, "$.weights.placed: must be a finite number from 0 to 1e+06"),
    ("weights.per_km", -1, "$.weights.per_km: must be a finite number from 0 to 1e+06"),
    ("families.0.places", -1, "$.families[0].places: must be a whole number from 0"),
    ("families.0.places", 2.0, "$.families[0].places: must be a whole number from 0"),
    ("families.0.age_to", True, "$.families[0].age_to: must be a whole number from 0"),
    ("families.0.rooms_for.0", "x", "$.families[0].rooms_for[0]: must be one of: f, m"),
    ("groups.0.children.0.sex", None, "$.groups[0].children[0].sex: must be one of: f, m"),
    ("groups.0.children.0.needs.0", 7, "$.groups[0].children[0].needs[0]: must be a text that is not empty"),
]


@pytest.mark.parametrize(("path", "value", "line"), REFUSALS, ids=[line.partition(" ")[0] for *_, line in REFUSALS])
def test_bad_input_is_refused_with_its_place(path, value, line):
    assert faults(changed((path, value))) == [line]


def test_every_fault_has_its_own_line():
    raw = changed(("groups.0.lat", 95), ("families.0.places", -1), ("at", "never"))
    assert faults(raw) == [
        "$.at: must be a day written YYYY-MM-DD",
        "$.groups[0].lat: must be a finite number from -90 to 90",
        "$.families[0].places: must be a whole number from 0",
    ]


def test_a_name_that_comes_twice_is_refused():
    raw = changed().replace(b'"urgent": false', b'"urgent": false, "urgent": true')
    assert faults(raw) == ["$.groups[0].urgent: is there more than once"]


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"", "$: not JSON at line 1, column 1"),
        (b"\xff{}", "$: not UTF-8 at byte 0"),
        (b"[]", "$: must be an object"),
        (b"[" * 200_000, "$: nested too deeply"),
        (b"1" * 5_000, "$: a number too long to read"),
    ],
)
def test_what_is_not_json_is_refused(raw, line):
    assert faults(raw) == [line]


def test_lists_are_sets_so_repetition_says_nothing():
    assert parse(changed(("families.0.skills.2", "behaviour"))) == parse(changed())


def test_a_refusal_never_repeats_a_value_of_the_file():
    raw = changed(("groups.0.children.0.born_on", "2031-07-19"), ("groups.0.kin.0", "secret-id"))
    assert not any("2031" in line or "secret" in line for line in faults(raw))


def test_the_command_ranks_a_group(tmp_path, capsys):
    path = tmp_path / "instance.json"
    path.write_bytes(changed())
    assert main([str(path), "g1"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [entry["family"] for entry in answer["candidates"]] == ["f1"]
    # 1000 for the place, 52 days of waiting, 10.965 km, one child already in the home.
    assert answer["candidates"][0]["value"] == 1016.035
    assert answer["candidates"][0]["terms"]["distance"] == -10.965
    assert main([str(path)]) == 0
    assert json.loads(capsys.readouterr().out) == {"order": ["g1"]}


def test_the_command_refuses_bad_input_with_exit_2_and_one_line_for_each_fault(tmp_path, capsys):
    path = tmp_path / "instance.json"
    path.write_bytes(changed(("groups.0.lat", 95), ("at", "never")))
    assert main([str(path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2
    path.write_bytes(changed())
    assert main([str(path), "g7"]) == 2
    assert main([str(tmp_path / "missing.json")]) == 2
    assert main([]) == 2


def test_the_engine_runs_without_django():
    code = "import sys, umay.care.matching.engine, umay.care.matching.rules; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
