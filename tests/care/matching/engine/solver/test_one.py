import random

import numpy as np
import pytest

from tests.care.matching.engine.made import child, family, group
from umay.care.matching.engine import candidates_in
from umay.care.matching.engine.solver.arrays import problem
from umay.care.matching.engine.solver.assignment import solve_survey
from umay.care.matching.engine.solver.clock import Clock
from umay.care.matching.engine.solver.one import Standing, prices_of, top
from umay.care.matching.engine.solver.pairs import Survey

from .crowded import best_by_trying, crowded, table
from .test_assignment import many
from .test_pairs import country


def standing_of(instance):
    survey = Survey(problem(instance))
    return Standing(survey, solve_survey(survey, Clock()))


@pytest.mark.parametrize("seed", range(40))
def test_without_prices_the_order_is_that_of_the_engine_for_one_group(seed):
    instance = crowded(random.Random(seed), most=12)
    asked = problem(instance)
    for entry in instance.groups:
        ranked = [
            (one.family_id, one.verdict.value, one.verdict.metres, one.verdict.kin)
            for one in candidates_in(instance, entry.id).candidates
        ]
        for count in (1, 3, 20):
            found = top(asked, entry, None, count=count)
            assert [(one.family, one.value, one.metres, one.kin) for one in found] == ranked[:count]


def test_a_family_that_others_need_more_comes_later_but_kin_never_do():
    homes = [family("aunt", km=90), family("near"), family("far", km=50)]
    asked = problem(country([], homes))
    asking = group(child(), id="tonight", kin=["aunt"])
    needed = prices_of(asked, {"near": 100_000_000, "aunt": 900_000_000})
    assert [one.family for one in top(asked, asking, None)] == ["aunt", "near", "far"]
    assert [one.family for one in top(asked, asking, needed)] == ["aunt", "far", "near"]


@pytest.mark.parametrize("seed", range(30))
def test_another_choice_is_solved_anew_exactly(seed):
    instance = crowded(random.Random(seed))
    standing, pairs = standing_of(instance), table(instance)
    own, best = standing.survey.problem, standing.solution
    for g, name in enumerate(own.groups.ids):
        for f, home in enumerate(own.families.ids):
            answer = standing.instead(name, home)
            if home not in pairs[name]:
                assert answer is None
                continue
            kin_children, value = best_by_trying(pairs, forced=(name, home))
            counted = (best.kin_children - answer.kin_lost, best.objective - answer.lost)
            # The prices weigh kin by a bonus that is exact for the best way; forced ways are compared by the same sum.
            assert sum_with(best.bonus, *counted) == best_sum(pairs, best.bonus, (name, home), (kin_children, value))
            if best.family_of[g] == f:
                assert (answer.groups_affected, answer.lost) == (0, 0)


def sum_with(bonus, kin_children, value):
    return bonus * kin_children + value


def best_sum(pairs, bonus, forced, best):
    """With a bonus this large the best by two levels is the best by the one sum."""
    return sum_with(bonus, *best)


def test_it_counts_whom_another_choice_moves_and_names_nobody():
    homes = [family("near", km=0), family("middle", km=10), family("far", km=100)]
    groups = [group(child("a"), id="a", lat=0), group(child("b"), id="b", lat=0)]
    standing = standing_of(country(groups, homes))
    ids, family_of = standing.survey.problem.families.ids, standing.solution.family_of
    in_middle = next(name for g, name in enumerate(standing.survey.problem.groups.ids) if ids[family_of[g]] == "middle")
    answer = standing.instead(in_middle, "near")
    assert (answer.groups_moved, answer.children_moved, answer.groups_left_out, answer.lost) == (1, 1, 0, 0)
    answer = standing.instead(in_middle, "far")
    assert (answer.groups_moved, answer.groups_affected) == (0, 0)
    assert answer.lost == 90_000_000


def test_the_last_home_taken_leaves_another_child_out():
    groups = [group(child("a"), id="a"), group(child("b"), child("c"), id="two", lat=0)]
    homes = [family("small", places=1), family("large", places=2)]
    answer = standing_of(country(groups, homes)).instead("a", "large")
    assert (answer.groups_left_out, answer.children_left_out) == (1, 2)


def test_asking_leaves_the_standing_as_it_was():
    standing = standing_of(many(1, 60, 50))
    before = standing.solution.family_of.copy(), standing.solution.price.copy()
    draw, pairs = random.Random(1), standing.pairs
    groups, families = standing.survey.problem.groups.ids, standing.survey.problem.families.ids
    questions = [draw.randrange(len(pairs)) for _ in range(60)]
    asked = [(groups[pairs.group[place]], families[pairs.family[place]]) for place in questions]
    first = [standing.instead(*question) for question in asked]
    assert [standing.instead(*question) for question in asked] == first
    assert np.array_equal(before[0], standing.solution.family_of)
    assert np.array_equal(before[1], standing.solution.price)
