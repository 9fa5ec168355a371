from dataclasses import replace

import numpy as np
import pytest

from tests.care.matching.simulation import made
from umay.care.matching.simulation import BY_CODE, MORE, POLICIES, TODAY, Addition, Question, stage_of
from umay.care.matching.simulation.days import PLACED, Play, kin_breaks

GREEDY = BY_CODE["greedy"]
FAR = 38.4  # degrees north: about 44 km from the others


def play(stage, code="greedy"):
    playing = Play(stage, BY_CODE[code])
    return playing, playing.run()


@pytest.mark.parametrize("code", [policy.code for policy in POLICIES if policy.code != "weekly_batch"])
def test_one_child_and_one_family_live_together_until_the_child_leaves(code):
    _, count = play(made.stage([{"comes": 3, "leaves": 13}], [{}]), code)
    assert (count.family_days.tolist(), count.placements.tolist()) == ([10], [1])


def test_a_planned_group_waits_for_the_weekly_batch_and_an_urgent_one_does_not():
    groups = [{"comes": 3, "leaves": 20}, {"comes": 3, "leaves": 20, "urgent": True}]
    _, count = play(made.stage(groups, [{}, {}]), "weekly_batch")
    assert count.family_days.tolist() == [13, 17]


def test_only_days_after_the_warm_up_count():
    _, count = play(made.stage([{"comes": 0, "leaves": 15}], [{}], warm_days=5))
    assert (count.family_days.tolist(), count.placements.tolist()) == ([10], [0])


def test_a_family_rests_after_a_child_leaves():
    groups = [{"leaves": 4}, {"comes": 1, "leaves": 20}]
    _, count = play(made.stage(groups, [{}], rest_days=5))
    assert count.family_days.tolist() == [4, 11]


def test_brothers_and_sisters_need_as_many_places():
    _, count = play(made.stage([{"size": 2}], [{"places": 1}, {"places": 2}], days=10))
    assert count.family_days.tolist() == [10]
    _, count = play(made.stage([{"size": 2}], [{"places": 1}], days=10))
    assert count.family_days.tolist() == [0]


def test_the_way_of_choosing_decides_which_family():
    families = [{"lat": FAR}, {"places": 3}]
    stage = made.stage([{}, {"comes": 1}], families, days=10)
    chosen = {code: play(stage, code)[0].family_of.tolist() for code in ("nearest", "greedy")}
    # The second child: nearest is the home where a child lives already; its 25 points are less than 44 km.
    assert chosen == {"nearest": [1, 1], "greedy": [1, 1]}


def test_the_batch_gives_both_a_family_where_greed_leaves_one_without():
    # The first child suits both homes and prefers the one that alone would take the second.
    groups = [{"youngest": 5, "oldest": 5}, {"youngest": 15, "oldest": 15}]
    families = [{"age_to": 17}, {"lat": FAR, "age_to": 8}]
    assert play(made.stage(groups, families, days=10))[1].family_days.tolist() == [10, 0]
    assert play(made.stage(groups, families, days=10), "daily_batch")[1].family_days.tolist() == [10, 10]


def test_a_no_is_remembered_and_three_are_asked_a_day():
    stage = made.stage([{}], [{} for _ in range(5)], days=2, yes=0.0)
    playing, count = play(stage)
    assert count.refusals.tolist() == [5]  # three on the first day, two on the second
    assert playing.is_refused.tolist() == [True] * 5


def test_the_circle_widens_with_waiting():
    stage = made.stage([{"leaves": 60}], [{"lat": 38.7}], days=60)  # 78 km
    assert play(stage)[1].family_days.tolist() == [60 - 14]


def test_children_of_a_family_that_stops_need_another_the_same_day():
    stage = made.stage([{}], [{"stops": 6}, {"lat": FAR}], days=10)
    playing, count = play(stage)
    assert (count.family_days.tolist(), count.moves.tolist()) == ([10], [1])
    assert playing.family_of.tolist() == [1]


def test_after_a_breakdown_the_child_is_urgent_and_does_not_go_back():
    stage = made.stage([{"leaves": 400}], [{}], days=400, breakdown=0.5)
    playing, count = play(stage)
    assert count.breakdowns.tolist() == [1]
    assert count.family_days[0] < 100
    assert playing.is_urgent.tolist() == [True]
    assert count.waiting_at_end.tolist() == [True]


def test_kin_take_theirs_at_once_and_take_no_familys_place():
    playing, count = play(made.stage([{"kin": True}, {}], [{}], days=10))
    assert count.family_days.tolist() == [0, 10]
    assert kin_breaks(playing.stage)[0] > 10


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_as_many_children_as_published_live_in_families_on_the_first_day_whatever_the_policy(seed):
    world = replace(made.small_world(stock_children=25), warm_days=0)
    found = []
    for case, addition in ((TODAY, None), (MORE, Addition(30))):
        question = Question(world, 60, (seed,), ("greedy",), addition)
        stage = stage_of(question, seed, case)
        residents = stage.groups.resident
        assert 21 <= stage.groups.size[residents].sum() <= 25
        for code in ("nearest", "daily_batch_prices"):
            playing = Play(stage, BY_CODE[code])
            playing._begin(0)
            playing._settle(playing._newcomers(0))
            assert np.all(playing.family_of[residents] >= 0)
            found.append((stage.groups.key.tolist(), playing.family_of[residents].tolist()))
    assert found.count(found[0]) == 4


@pytest.mark.parametrize("code", [policy.code for policy in POLICIES])
@pytest.mark.parametrize("seed", [1, 2])
def test_every_evening_the_house_is_in_order(code, seed, monkeypatch):
    stage = made.drawn(seed)
    groups, families, pairs = stage.groups, stage.families, stage.pairs
    group_of_pair = np.repeat(np.arange(len(groups)), np.diff(pairs.start))
    evenings = []
    place = Play._place

    def watched(playing, day):
        place(playing, day)
        placed = np.flatnonzero(playing.state == PLACED)
        taken = np.bincount(playing.family_of[placed], groups.size[placed], len(families))
        assert np.all(taken <= families.places)
        assert np.array_equal(taken, playing.in_home)
        assert np.all((playing.free == families.places - taken)[(families.opens <= day) & ~playing.is_stopped])
        assert np.all((families.opens <= day)[playing.family_of[placed]])
        assert np.all((families.stops > day)[playing.family_of[placed]])
        assert np.all((groups.comes <= day)[placed] & (groups.leaves > day)[placed])
        assert np.all(pairs.says_yes[playing.pair_of[placed]])
        assert np.array_equal(group_of_pair[playing.pair_of[placed]], placed)
        assert np.array_equal(pairs.family[playing.pair_of[placed]], playing.family_of[placed])
        evenings.append(day)

    monkeypatch.setattr(Play, "_place", watched)
    _, count = play(stage, code)
    assert evenings == list(range(stage.days))
    assert count.family_days.sum() > 0


def test_the_same_seed_has_the_same_end():
    ends = [play(made.drawn(3), "daily_batch_prices")[1] for _ in range(2)]
    assert ends[0].family_days.tolist() == ends[1].family_days.tolist()
    assert ends[0].km.tolist() == ends[1].km.tolist()


def test_it_can_be_stopped():
    assert Play(made.drawn(1), GREEDY).run(stop=lambda: True) is None


@pytest.mark.parametrize("code", ["daily_batch_prices", "immediate_prices"])
def test_nobody_knows_who_will_come(code):
    """Days up to the 80th are decided alike whether or not anybody comes after them."""
    stage = replace(made.drawn(6, price_every=7, groups_per_day=1.5), days=80)
    known = int(np.searchsorted(stage.groups.comes, 80))
    rows = np.arange(known)
    other = replace(stage, groups=stage.groups.only(rows), pairs=stage.pairs.only(rows))
    ours, theirs = (play(one, code)[0] for one in (stage, other))
    assert ours.prices.max() > 0
    assert ours.prices.tolist() == theirs.prices.tolist()
    assert ours.family_of[:known].tolist() == theirs.family_of.tolist()
    assert ours.placed_on[:known].tolist() == theirs.placed_on.tolist()
