"""Runs kept in the first form are still read, and repeated to the same bytes."""

import hashlib
import json
from random import Random

from tests.care.matching import plain
from tests.care.matching.engine.made import child, family, group
from tests.care.matching.rounds.test_rounds import country
from tests.care.matching.rounds.trying import drawn
from umay.care.matching import rounds
from umay.care.matching.advising import suggestions
from umay.care.matching.engine import dump
from umay.care.matching.rounds import first

NOT_BEGUN = json.dumps(
    {"format": first.FORMAT, "rounds": [{"name": name, "begun": True, "result": None} for name in rounds.ROUNDS]}
).encode()
KEPT = "76bced7d4105318c021de6343793eeb085a5c359a1fd156a74e596bf0af9d596"
"""SHA-256 of what the program before this one made of `question()` with the tests' own engine."""


def question():
    urgent = group(child("c1", behaviour_need=True), id="urgent", urgent=True, not_with_groups=["nephew"])
    nephew = group(child("c2"), id="nephew", kin=["aunt"])
    homes = (family("aunt", km=3, care_types=("kin", "term")), family("far", km=90), family("full", places=0))
    return dump(country(urgent, nephew, families=homes))


def made(raw, **how):
    return first.solved(raw, solve=plain.solve, before=NOT_BEGUN, **how)


def test_it_gives_the_bytes_that_were_kept():
    assert hashlib.sha256(made(question())).hexdigest() == KEPT


def test_a_run_of_the_first_form_is_repeated_in_it_whole_and_stopped():
    for seed in range(20):
        raw = dump(drawn(Random(f"first {seed}")))
        whole = made(raw)
        assert rounds.solved(raw, solve=plain.solve, before=whole) == whole
        left = iter(range(2))
        stopped = made(raw, stop=lambda left=left: next(left, None) is None)
        assert rounds.solved(raw, solve=plain.solve, before=stopped) == stopped


def test_it_is_read_with_its_placements_numbers_and_suggestions():
    raw = question()
    answer = made(raw)
    found = rounds.rounds_of(raw, answer)
    assert {name: one["family"] for one in found for name, one in one.placements.items()} == {
        "urgent": "aunt",
        "nephew": "far",
    }
    assert not rounds.is_stopped(found)
    assert rounds.work_of(answer) == 2
    figures = rounds.figures_of(found)
    assert (figures["groups"], figures["suggested_groups"], figures["no_family"]) == (2, 2, 0)
    assert [row["family_id"] for row in suggestions(found, middles={})] == ["aunt", "far"]


def test_a_stopped_one_says_so():
    raw = question()
    assert rounds.is_stopped(rounds.rounds_of(raw, made(raw, stop=lambda: True)))
