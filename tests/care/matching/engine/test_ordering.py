import random
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from umay.care.matching.engine import order_of_groups

from .made import AT, child, group, instances


def order(groups):
    return [entry.id for entry in order_of_groups(groups, AT)]


def test_urgent_groups_come_first_then_the_longest_wait():
    groups = (
        group(id="new", waiting_since=AT),
        group(id="long", waiting_since=date(2020, 1, 1)),
        group(id="urgent", urgent=True, waiting_since=AT),
        group(id="urgent-long", urgent=True, waiting_since=date(2026, 11, 1)),
    )
    assert order(groups) == ["urgent-long", "urgent", "long", "new"]


@given(instances, st.randoms())
def test_the_order_does_not_depend_on_the_list(instance, draw):
    groups = list(instance.groups)
    draw.shuffle(groups)
    assert order(groups) == order(instance.groups)


@given(instances, st.integers(0, 3), st.sampled_from(["need", "behaviour", "age", "sex", "sibling", "kin", "care"]))
def test_no_need_behaviour_age_sex_or_number_of_children_moves_a_claim(instance, index, what):
    chosen = instance.groups[index % len(instance.groups)]
    first, *others = chosen.children
    after = {
        "need": {"children": (replace(first, needs=first.needs | {"sign_language", "tube_feeding"}), *others)},
        "behaviour": {"children": (replace(first, behaviour_need=not first.behaviour_need), *others)},
        "age": {"children": (replace(first, born_on=date(2009, 11, 23)), *others)},
        "sex": {"children": (replace(first, sex="m" if first.sex == "f" else "f"), *others)},
        "sibling": {"children": (*chosen.children, child("one-more"))},
        "kin": {"kin": frozenset({"aunt"})},
        "care": {"care_type": "specialised", "lat": 0.0},
    }[what]
    groups = [replace(chosen, **after) if entry is chosen else entry for entry in instance.groups]
    assert order(groups) == order(instance.groups)


def test_equal_claims_are_drawn_and_not_taken_in_alphabetical_order():
    groups = [group(id=f"g{index:02}") for index in range(30)]
    random.Random(1).shuffle(groups)
    assert order(groups) != sorted(order(groups))
