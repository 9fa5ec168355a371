import random
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from tests.care.matching.engine.made import child, family, group, several
from umay.care.matching.engine import STARTING_WEIGHTS, BadInput, Weights
from umay.care.matching.engine.solver import assignment
from umay.care.matching.engine.solver.arrays import problem
from umay.care.matching.engine.solver.assignment import ProofFailed, solve_survey
from umay.care.matching.engine.solver.clock import Clock
from umay.care.matching.engine.solver.kernels import IS_PLAIN, threads
from umay.care.matching.engine.solver.pairs import Survey
from umay.care.matching.engine.solver.solve import solve_arrays

from .crowded import best_by_trying, crowded, instances, table
from .test_pairs import country


def solved(instance, kept=64, **clock):
    survey = Survey(problem(instance), kept=kept)
    return survey, solve_survey(survey, Clock(**clock))


@given(instances)
@settings(max_examples=250, deadline=None)
def test_it_is_the_best_of_all_ways(instance):
    _, solution = solved(instance, kept=random.Random(len(instance.groups)).choice((1, 2, 64)))
    assert (solution.kin_children, solution.objective) == best_by_trying(table(instance))
    assert solution.is_proven
    assert solution.bound == solution.objective
    assert solution.kin_bound == solution.kin_children


def bound_by_a_reader(instance, survey, solution):
    """The bound anew, in fractions, from what a result prints and the engine for one group: (bound, is every pair held)."""
    pull = dict(zip(survey.problem.groups.ids, map(Fraction, solution.pull.tolist()), strict=True))
    price = dict(zip(survey.problem.families.ids, map(Fraction, solution.price.tolist()), strict=True))
    pairs = [(g, f, *rest) for g, row in table(instance).items() for f, rest in row.items()]
    over = [(pull[g] + price[f] - value, kin, size) for g, f, value, kin, size in pairs]
    least = min((extra / size for extra, kin, size in over if kin), default=Fraction(0))
    is_held = all(extra >= (least * size if kin else 0) for extra, kin, size in over)
    is_fair = min([*pull.values(), *price.values()], default=0) >= 0
    return sum(pull.values()) + sum(price.values()) - least * solution.kin_bound, is_held and is_fair


@given(instances)
@settings(max_examples=150, deadline=None)
def test_a_reader_comes_to_the_same_bound_from_the_prices_alone(instance):
    survey, solution = solved(instance)
    assert bound_by_a_reader(instance, survey, solution) == (solution.objective, True)


@given(instances)
@settings(max_examples=60, deadline=None)
def test_no_price_could_be_lower(instance):
    """The least price of a family is what the others would gain by one more family like it."""
    survey, solution = solved(instance)
    if solution.kin_bound or not len(survey.problem.families):
        return
    name = survey.problem.families.ids[0]
    twin = replace(next(home for home in instance.families if home.id == name), id="twin")
    groups = tuple(
        replace(entry, kin=with_twin(entry.kin, name), not_with_families=with_twin(entry.not_with_families, name))
        for entry in instance.groups
    )
    _, richer = solved(replace(instance, groups=groups, families=(*instance.families, twin)))
    assert richer.objective - solution.objective == int(solution.price[0])


def with_twin(names, name):
    return names | {"twin"} if name in names else names


@given(instances)
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_lists_never_matters(instance):
    turned = replace(instance, groups=instance.groups[::-1], families=instance.families[::-1])
    (_, one), (_, other) = solved(instance), solved(turned)
    assert one.family_of.tolist() == other.family_of.tolist()
    assert one.price.tolist() == other.price.tolist()
    assert one.work == other.work


def test_kin_come_first_whatever_it_costs():
    """The aunt far away takes her niece, though a stranger next door and two other children would have gained."""
    groups = [
        group(child("niece"), id="niece", kin=["aunt"]),
        group(child("near"), id="near"),
        group(child("nearer"), id="nearer"),
    ]
    families = [family("aunt", km=0, care_types=("term",)), family("next door", km=1), family("far", km=119)]
    survey, solution = solved(country(groups, families))
    placed = {
        survey.problem.groups.ids[g]: survey.problem.families.ids[f] for g, f in enumerate(solution.family_of.tolist())
    }
    assert placed["niece"] == "aunt"
    assert solution.kin_children == solution.kin_bound == 1


def test_a_bonus_too_small_is_raised_until_the_kin_bound_is_reached(monkeypatch):
    monkeypatch.setattr(assignment, "_first_bonus", lambda survey: 1)
    for seed in range(60):
        instance = crowded(random.Random(seed))
        _, solution = solved(instance)
        assert (solution.kin_children, solution.objective) == best_by_trying(table(instance))


def test_equal_worth_leaves_no_child_without_a_home_that_stands_free():
    groups = [group(child(f"c{number}"), id=f"g{number}") for number in range(5)]
    families = [family(f"f{number}") for number in range(5)]
    _, solution = solved(country(groups, families, Weights(*(0,) * 7)))
    assert sorted(solution.family_of.tolist()) == [0, 1, 2, 3, 4]


def test_a_run_without_time_gives_nobody_a_home_and_a_bound_that_holds():
    instance = crowded(random.Random(4))
    survey, solution = solved(instance, time_limit_s=0)
    assert solution.is_stopped
    assert not solution.is_proven
    assert set(solution.family_of.tolist()) == {-1}
    assert solution.objective == 0
    kin_children, value = best_by_trying(table(instance))
    assert solution.bound >= value
    assert solution.kin_bound >= kin_children
    assert survey.funnel.sum() == len(instance.groups) * len(instance.families)


def many(seed, groups=400, families=300):
    draw = random.Random(seed)
    homes = [
        family(f"f{number}", km=draw.uniform(0, 150), places=draw.choice((1, 2, 3)), max_siblings=3)
        for number in range(families)
    ]
    asking = [
        group(*(child(f"g{number}c{place}") for place in range(draw.choice((1, 1, 2)))), id=f"g{number}",
              lat=draw.uniform(0, 1.2), kin=draw.sample([home.id for home in homes], 1) if draw.random() < 0.1 else ())
        for number in range(groups)
    ]  # fmt: skip
    return country(asking, homes)


def test_a_stopped_run_has_the_best_so_far_and_is_repeated_by_its_count_of_work():
    instance = many(1)
    _, whole = solved(instance)
    for asked_times in (1, 2, 3, 5, 9):
        times = iter(range(asked_times))
        _, stopped = solved(instance, stop=lambda times=times: next(times, None) is None)
        _, again = solved(instance, work=stopped.work)
        assert stopped.is_stopped
        assert stopped.family_of.tolist() == again.family_of.tolist()
        assert (stopped.objective, stopped.bound, stopped.work) == (again.objective, again.bound, again.work)
        assert stopped.price.tolist() == again.price.tolist()
        assert stopped.bound >= whole.objective or stopped.kin_children > whole.kin_children
        held = [family for family in stopped.family_of.tolist() if family >= 0]
        assert len(held) == len(set(held))
        assert stopped.objective <= stopped.bound
        assert stopped.kin_children <= stopped.kin_bound


def test_a_finished_run_is_not_cut_by_its_own_count():
    instance = many(2)
    _, whole = solved(instance)
    _, again = solved(instance, work=whole.work)
    assert again.is_proven
    assert again.family_of.tolist() == whole.family_of.tolist()


def test_progress_is_told_and_never_runs_back():
    told = []
    solved(many(3), progress=lambda *step: told.append(step))
    assert {stage for stage, _, _ in told} >= {"kin", "settle", "prices"}
    settled = [done for stage, done, _ in told if stage == "settle"]
    assert settled == sorted(settled)
    if not IS_PLAIN and threads() > 1:
        assert told[-1] == ("proof", 400, 400)


@pytest.mark.parametrize("kept", [1, 3, 64])
def test_lists_that_grow_change_nothing_but_the_work(kept):
    survey, solution = solved(many(4), kept=kept)
    _, other = solved(many(4), kept=500)
    assert (solution.objective, solution.kin_children) == (other.objective, other.kin_children)
    assert solution.price.tolist() == other.price.tolist()
    assert solution.pairs_seen == len(survey.pairs())


def test_a_result_that_is_not_the_best_never_passes_for_one(monkeypatch):
    def spoiled(self):
        """As if a search had gone wrong: somebody is left out who should not be."""
        self.state.family_of[int(np.argmax(self.family_of))] = -1
        return lowered(self)

    lowered = assignment.Matching.lower_prices
    monkeypatch.setattr(assignment.Matching, "lower_prices", spoiled)
    with pytest.raises(ProofFailed):
        solved(many(5))


def test_prices_that_are_a_millionth_too_low_never_pass(monkeypatch):
    def spoiled(self):
        lowered(self)
        place = int(np.argmax(self.state.price))
        self.state.price[place] -= 1
        self.state.pull[int(np.argmin(self.state.family_of))] += 1

    lowered = assignment.Matching.lower_prices
    monkeypatch.setattr(assignment.Matching, "lower_prices", spoiled)
    with pytest.raises(ProofFailed):
        solved(many(6))


def test_sums_too_large_for_whole_numbers_are_refused(monkeypatch):
    monkeypatch.setattr(assignment, "LARGEST", 10**9)
    with pytest.raises(BadInput, match="too large"):
        solved(many(7))


def test_the_largest_weights_are_added_up_exactly():
    groups = [several(5, id=f"g{number}", kin=["f0"], lat=number / 50) for number in range(4)]
    groups = [
        replace(one, children=tuple(replace(entry, id=f"{one.id}{entry.id}") for entry in one.children))
        for one in groups
    ]
    families = [family(f"f{number}", km=number, places=5, max_siblings=5) for number in range(3)]
    instance = country(groups, families, Weights(*(1_000_000,) * 7))
    _, solution = solved(instance)
    assert (solution.kin_children, solution.objective) == best_by_trying(table(instance))


def test_arrays_alone_are_enough():
    asked = problem(many(8))
    survey, solution = solve_arrays(asked)
    assert solution.is_proven
    assert survey.problem is asked


def test_weights_are_read_as_written():
    instance = country([group()], [family()], replace(STARTING_WEIGHTS, placed=0.1))
    _, solution = solved(instance)
    assert solution.objective == 100_000


def test_a_stopped_run_leaves_no_stored_home_free_for_a_child_not_yet_looked_at():
    instance = many(9)
    calls = iter(range(3))
    survey, stopped = solved(instance, stop=lambda: next(calls, None) is None)
    found, held = survey.pairs(), set(stopped.family_of.tolist())
    for g in np.flatnonzero(stopped.family_of < 0).tolist():
        if survey.is_whole[g]:
            assert set(found.family[found.start[g] : found.start[g + 1]].tolist()) <= held
