import numpy as np

from umay.care.matching.simulation.chance import ANSWER, BREAKDOWN, exponential, uniform


def test_the_same_child_and_family_meet_the_same_luck_alone_and_among_others():
    groups, families = np.arange(50), np.arange(50, 100)
    together = uniform(7, ANSWER, groups, families)
    alone = [uniform(7, ANSWER, group, family)[0] for group, family in zip(groups, families, strict=True)]
    assert together.tolist() == alone


def _mixed(number):
    """The same hash in whole numbers of any length."""
    number = (number + 0x9E3779B97F4A7C15) % 2**64
    number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    number = (number ^ number >> 27) * 0x94D049BB133111EB % 2**64
    return number ^ number >> 31


def test_luck_is_a_hash_that_is_the_same_on_every_machine():
    number = _mixed(1)
    for key in (ANSWER, 2, 3):
        number = _mixed(number ^ _mixed(key))
    assert uniform(1, ANSWER, 2, 3).tolist() == [(number >> 11) / 2**53] == [0.3288259432026507]


def test_another_seed_question_group_or_family_has_other_luck():
    base = (1, ANSWER, 2, 3)
    others = [(2, ANSWER, 2, 3), (1, BREAKDOWN, 2, 3), (1, ANSWER, 3, 3), (1, ANSWER, 2, 4), (1, ANSWER, 3, 2)]
    assert all(uniform(*base)[0] != uniform(*other)[0] for other in others)


def test_luck_is_spread_evenly_and_waiting_times_have_mean_one():
    numbers = uniform(3, ANSWER, np.arange(100_000), 5)
    assert numbers.min() >= 0 and numbers.max() < 1
    assert np.allclose(np.histogram(numbers, 10, (0, 1))[0] / 10_000, 1, atol=0.04)
    assert abs(exponential(3, BREAKDOWN, np.arange(100_000)).mean() - 1) < 0.01
