import hashlib
import json

import pytest

from umay.care.matching.engine import files, parse, quick
from umay.care.matching.engine.generating import NAMES, generate, instance
from umay.care.matching.engine.generating.chance import Chance

SMALL = [name for name in NAMES if not name.startswith(("L", "XL", "M2", "N"))]

# The published instances are part of the contract: whoever compares engines must have the same people.
BYTES = {
    "S": "acbbe0a785959ee0",
    "N": "7ff5df8466355904",
    "M": "c500613d14d7a102",
    "pole": "f14bbc477af075a2",
    "kin-200": "bcfb99ecf273bf83",
    "contradictory": "c5f88e52682c9ab7",
}


@pytest.mark.parametrize("name", BYTES)
def test_a_name_and_a_seed_always_give_these_bytes(name):
    assert hashlib.sha256(generate(name, 1)).hexdigest()[:16] == BYTES[name]


@pytest.mark.parametrize("name", SMALL)
def test_every_invented_file_is_right_and_another_seed_gives_others(name):
    first = instance(name, 1)
    assert len(first.groups) == NAMES[name].country.groups
    if name not in ("empty", "no-family"):
        assert first.families
        is_all_alike = name in ("all-ties", "scarce-alike")
        assert (generate(name, 1) == generate(name, 2)) == is_all_alike


@pytest.mark.parametrize("name", ["M", "S", "conflicts", "far"])
def test_a_name_is_what_it_says(name):
    country = NAMES[name].country
    made = instance(name, 3)
    assert (len(made.groups), len(made.families)) == (country.groups, country.families)
    assert made.rules.sharing == country.rules.get("sharing", False)


def test_shared_sisters_hold_the_same_people():
    plain, shared = json.loads(generate("S", 4)), json.loads(generate("S-shared", 4))
    assert plain["groups"] == shared["groups"]
    assert plain["families"] == shared["families"]
    assert shared["rules"]["sharing"]


def test_the_awkward_ones_are_awkward():
    assert all(child.born_on.year <= 2014 for group in instance("all-teens", 1).groups for child in group.children)
    assert not any("specialised" in family.care_types for family in instance("no-specialised", 1).families)
    assert len(instance("kin-200", 1).group("g1").kin) == 200
    assert len(instance("group-of-12", 1).group("g1").children) == 12
    assert all(group.id in group.not_with_groups for group in instance("contradictory", 1).groups)
    assert instance("no-clock", 1).rules.time_limit_s == 0
    assert {group.lon > 0 for group in instance("date-line", 1).groups} == {True, False}
    assert max(group.lat for group in instance("pole", 1).groups) > 89.5


def test_draws_are_even_and_belong_to_a_name():
    draws = [Chance("even", number).below(10) for number in range(5000)]
    counts = [draws.count(digit) for digit in range(10)]
    assert all(400 < count < 600 for count in counts)
    assert [Chance("a", 1).draw() for _ in range(3)] == [Chance("a", 1).draw()] * 3
    assert Chance("a", 1).draw() != Chance("a", 2).draw()


def test_more_draws_than_one_block_holds_are_all_different():
    chance = Chance("long")
    assert len({chance.draw() for _ in range(100)}) == 100


@pytest.mark.parametrize("name", SMALL)
def test_the_quick_reading_gives_what_the_patient_one_gives(name):
    raw = generate(name, 5)
    read = quick.read(raw, files.FORMAT)
    assert read == files.parse_naming_faults(raw) == parse(raw)


def test_an_unknown_name_is_a_key_error():
    with pytest.raises(KeyError):
        generate("Z", 1)
