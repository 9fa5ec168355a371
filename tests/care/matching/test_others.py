"""What another choice would do to other children, against the whole run made again without that group and that family."""

from dataclasses import replace
from random import Random

import pytest

from tests.care.matching.engine.made import child, family, group
from tests.care.matching.rounds.test_rounds import country, placed, run, waited
from tests.care.matching.rounds.trying import drawn, ways
from umay.care.matching.advising import suggestions
from umay.care.matching.engine import judge
from umay.care.matching.others import Others, is_comparable

pytestmark = pytest.mark.engine


def spread(seed, *, kin):
    """A small country in which no two ways are equal."""
    random = Random(f"others {seed}")
    made = drawn(random, groups=8, families=7)
    families = tuple(
        replace(one, lat=random.uniform(0, 0.9), lon=random.uniform(0, 0.9), care_types=frozenset(["term", "kin"]))
        for one in made.families
    )
    return replace(
        made,
        families=families,
        groups=tuple(
            replace(one, lat=random.uniform(0, 0.9), lon=random.uniform(0, 0.9), kin=one.kin if kin else frozenset())
            for one in made.groups
        ),
    )


def without(instance, group_id, family_id):
    def bare(one):
        return replace(one, kin=one.kin - {family_id}, not_with_families=one.not_with_families - {family_id})

    return replace(
        instance,
        groups=tuple(bare(one) for one in instance.groups if one.id != group_id),
        families=tuple(one for one in instance.families if one.id != family_id),
    )


def counted(instance, before, after, group_id):
    size = {one.id: len(one.children) for one in instance.groups}
    before = {one: home for one, home in before.items() if one != group_id}
    return (
        sum(size[one] for one in before.keys() - after.keys()),
        sum(size[one] for one in before.keys() & after.keys() if before[one] != after[one]),
        sum(size[one] for one in after.keys() - before.keys()),
    )


@pytest.mark.parametrize("seed", range(25))
def test_the_counts_are_those_of_the_run_made_again(seed):
    instance = spread(seed, kin=False)
    found = run(instance)
    others, before = Others(found), placed(found)
    assert is_comparable(found)
    for one in instance.groups:
        for home in instance.families:
            urgent = {place["family"] for place in found[0].placements.values()}
            if (home.id in urgent and not one.urgent) or not judge(
                one, home, instance.rules, instance.weights, instance.at
            ).feasible:
                continue
            then = others.instead(one.id, home.id)
            again = placed(run(without(instance, one.id, home.id)))
            assert (then.left, then.moved, then.gained) == counted(instance, before, again, one.id), (one.id, home.id)


def ties(seed):
    """A small country in which many ways are equally good: families stand in four places, and several of them are the same."""
    random = Random(f"ties {seed}")
    made = drawn(random, groups=6, families=6)
    return replace(made, groups=tuple(replace(one, urgent=False) for one in made.groups))


@pytest.mark.parametrize("seed", range(60))
def test_of_equally_good_answers_the_one_counts_that_leaves_the_most_children_where_they_are(seed):
    instance = ties(seed)
    found = run(instance)
    others, before = Others(found), placed(found)
    for one in instance.groups:
        for home in instance.families:
            if not judge(one, home, instance.rules, instance.weights, instance.at).feasible:
                continue
            tried = list(ways(without(instance, one.id, home.id)))
            most = max((way.kin, way.blind) for way in tried)
            best = [way for way in tried if (way.kin, way.blind) == most]
            fewest = min(counted(instance, before, way.homes, one.id)[0] for way in best)
            then = others.instead(one.id, home.id)
            assert then.left == fewest
            possible = set()
            for claim in best:
                homes = [way for way in tried if way.placed == claim.placed and way.kin == claim.kin]
                top = max(way.value for way in homes)
                counts = [counted(instance, before, way.homes, one.id) for way in homes if way.value == top]
                possible.add(min(counts, key=lambda count: count[1]))
            assert (then.left, then.moved, then.gained) in possible, (one.id, home.id)


def test_families_equal_to_the_metre_move_nobody():
    groups = [group(child(f"c{number}"), id=f"g{number}") for number in range(4)]
    homes = [family(f"f{number}", km=7) for number in range(6)]  # all at the same door
    found = run(country(*groups, families=tuple(homes)))
    before = placed(found)
    free = [home.id for home in homes if home.id not in before.values()]
    for one in groups:
        for home in homes:
            then = Others(found).instead(one.id, home.id)
            assert (then.left, then.gained) == (0, 0)
            assert then.moved == (0 if home.id in (*free, before[one.id]) else 1)


def test_an_urgent_childs_other_choice_is_followed_into_the_round_after():
    urgent = group(child("c1"), id="urgent", urgent=True)
    later = group(child("c2"), id="later")
    found = run(country(urgent, later, families=(family("near", km=1), family("far", km=90))))
    assert placed(found) == {"urgent": "near", "later": "far"}
    then = Others(found).instead("urgent", "far")
    assert (then.left, then.moved, then.gained) == (0, 1, 0)


def test_who_lives_elsewhere_by_the_second_question_is_counted_as_moved():
    # The first question alone would leave the near family to the calm child, and call the choice nobody's business.
    wild = group(child("c1", behaviour_need=True), id="wild")
    calm = group(child("c2"), id="calm", waiting_since=waited(60))
    homes = (family("near", km=1, skills=("behaviour",)), family("far", km=100))
    found = run(country(wild, calm, families=homes))
    assert placed(found) == {"wild": "near", "calm": "far"}
    then = Others(found).instead("calm", "near")
    assert (then.left, then.moved, then.gained) == (0, 1, 0)


def test_a_suggestion_carries_its_place_and_the_counts_of_other_choices():
    only = group(child("c1"), id="only", waiting_since=waited(90))
    other = group(child("c2"), id="other")
    homes = (family("near", km=1), family("far", km=80))
    rows = {row["group_id"]: row for row in suggestions(run(country(only, other, families=homes)), middles={})}
    assert rows["other"]["suiting"] == 2
    place = {name: (row["family_id"], row["place"]) for name, row in rows.items()}
    assert sorted(place.values()) == [("far", 2), ("near", 1)]
    assert all(row["others"][0]["moved"] == 1 for row in rows.values())


def test_a_stopped_run_compares_nothing():
    instance = country(group(child("c1"), id="one"), families=(family("near"),))
    found = run(instance, stop=lambda: True)
    assert not is_comparable(found)
    assert [row["others"] for row in suggestions(found, middles={})] == [[]]
