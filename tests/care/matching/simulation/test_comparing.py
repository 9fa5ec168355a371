import json

import pytest

from tests.care.matching.simulation import made
from umay.care.matching.simulation import CODES, HINDSIGHT, MORE, TODAY, Addition, Question, run_seed, summed_up
from umay.care.matching.simulation.outcome import differences, estimate, measures_of


def asked(**changes):
    values = {"world": made.small_world(), "days": 60, "seeds": (1, 2, 3), "policies": CODES} | changes
    return Question(**values)


def played(question):
    return {seed: run_seed(question, seed) for seed in question.seeds}


def test_days_in_care_are_the_same_under_every_policy():
    found = run_seed(asked(), 1)[TODAY]
    assert len({found[code]["all"]["care_days"] for code in CODES}) == 1


def test_every_kind_of_part_adds_up_to_all():
    found = run_seed(asked(policies=("greedy",)), 1)[TODAY]["greedy"]
    kinds = {part.partition(":")[0] for part in found if ":" in part}
    assert kinds == {"age", "need", "siblings", "urgency", "region"}
    for name in found["all"]:
        assert found["hard"][name] + found["easy"][name] == pytest.approx(found["all"][name])
        for kind in kinds - {"need"}:
            parts = [sums[name] for part, sums in found.items() if part.startswith(f"{kind}:")]
            assert sum(parts) == pytest.approx(found["all"][name])


def test_the_result_can_be_written_and_is_the_same_for_the_same_question():
    texts = [json.dumps(summed_up(question, played(question)), allow_nan=False) for question in (asked(), asked())]
    assert texts[0] == texts[1]


def test_one_finished_seed_gives_means_without_errors():
    question = asked(policies=("greedy", "nearest"))
    result = summed_up(question, {1: run_seed(question, 1)})
    assert (result["seeds"], result["asked_seeds"]) == ([1], [1, 2, 3])
    assert result["outcomes"][TODAY]["greedy"]["all"]["share"]["error"] is None


def test_no_finished_seed_is_told_as_nothing():
    assert summed_up(asked(), {})["outcomes"] == {}


def test_added_families_are_compared_with_the_same_world_without_them():
    question = asked(policies=("greedy", HINDSIGHT), addition=Addition(10, "teenagers"))
    by_seed = played(question)
    result = summed_up(question, by_seed)
    shares = [
        [
            100
            * by_seed[seed][case]["greedy"]["all"]["family_days"]
            / by_seed[seed][case]["greedy"]["all"]["care_days"]
            for seed in (1, 2, 3)
        ]
        for case in (MORE, TODAY)
    ]
    told = result["added"]["greedy"]["all"]["share"]
    assert told["mean"] == pytest.approx(sum(shares[0]) / 3 - sum(shares[1]) / 3)
    assert result["added"][HINDSIGHT]["all"]["share"]["mean"] >= 0


def test_estimates_are_students():
    found = estimate([1.0, 2.0, 3.0])
    assert (found.mean, found.error) == pytest.approx((2.0, 0.5773502691896258))
    assert (found.low, found.high) == pytest.approx(
        (2 - 4.302652729911275 * found.error, 2 + 4.302652729911275 * found.error)
    )
    assert estimate([None, None]) is None
    assert differences([2.0, None, 4.0], [1.0, 1.0, 1.0]).seeds == 2


def test_nobody_there_is_no_measure_rather_than_nought():
    nobody = dict.fromkeys(
        ("children", "care_days", "family_days", "waiting", "breakdowns", "km", "refusals", "moves", "placements"), 0
    )
    assert measures_of(nobody) == {
        "share": None,
        "waiting": 0,
        "breakdowns": None,
        "km": None,
        "refusals": None,
        "moves": None,
    }


@pytest.mark.parametrize("changes", [{"days": 0}, {"seeds": ()}, {"policies": ()}, {"policies": ("guess",)}])
def test_a_question_without_sense_is_refused(changes):
    with pytest.raises(ValueError, match=r"a simulation has|a policy is one of"):
        asked(**changes)


def test_it_can_be_stopped_between_policies():
    assert run_seed(asked(), 1, stop=lambda: True) is None
