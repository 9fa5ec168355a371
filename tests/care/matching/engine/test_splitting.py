import pytest

from umay.care.matching.engine import (
    NO_HOME_FOR_ALL,
    SAFETY,
    SplitReason,
    can_place_all,
    candidates_for_parts,
    is_no_home_for_all,
    is_whole_choice,
    with_split,
)

from .made import QUESTION, family, several
from .test_ranking import ids, ranked

REASON = SplitReason(NO_HOME_FOR_ALL, "record-7")


def parted(size=3, *parts):
    return with_split(
        several(size, kin=("f1",), not_with_families=("f9",)), parts or (("c0", "c1"), ("c2",)), reason=REASON
    )


@pytest.mark.parametrize("wrong", [("for a better match", "record-7"), (SAFETY, "  "), (NO_HOME_FOR_ALL, "")])
def test_a_split_needs_one_of_two_reasons_and_its_record(wrong):
    with pytest.raises(ValueError):
        SplitReason(*wrong)


def test_a_bare_word_is_no_recorded_reason():
    with pytest.raises(ValueError, match="recorded reason"):
        with_split(several(2), (("c0",), ("c1",)), reason="safety")


@pytest.mark.parametrize(
    "parts",
    [
        (("c0", "c1", "c2"),),
        (("c0", "c1", "c2"), ()),
        (("c0",), ("c1",)),
        (("c0", "c1"), ("c1", "c2")),
        (("c0", "c1"), ("c2", "c9")),
    ],
)
def test_every_child_is_in_exactly_one_of_at_least_two_parts(parts):
    with pytest.raises(ValueError):
        with_split(several(3), parts, reason=REASON)


def test_each_part_keeps_the_kin_and_the_lists_of_the_group():
    for part in parted().parts:
        assert (part.id, part.kin, part.not_with_families) == ("g1", {"f1"}, {"f9"})
    assert [[one.id for one in part.children] for part in parted().parts] == [["c0", "c1"], ["c2"]]


def test_each_part_is_judged_by_its_own_size():
    homes = [family("single", places=1), family("pair", 1), family("f9", 1)]
    assert is_no_home_for_all(ranked(several(3), *homes))
    pair, alone = candidates_for_parts(parted(), homes, **QUESTION)
    assert ids(pair) == ["pair"]
    assert ids(alone) == ["single", "pair"]
    assert {left.reason for left in alone.left_out} == {"conflict"}


def test_the_reason_no_home_for_all_can_be_checked():
    assert not is_no_home_for_all(ranked(several(2), family()))


def test_all_parts_are_placed_in_different_families_or_none():
    rankings = candidates_for_parts(parted(), [family("single", places=1), family("pair", 1)], **QUESTION)
    assert can_place_all(rankings)
    assert is_whole_choice(rankings, {0: "pair", 1: "single"})
    assert not is_whole_choice(rankings, {0: "pair", 1: "pair"})
    assert not is_whole_choice(rankings, {0: "pair"})
    assert not is_whole_choice(rankings, {0: "single", 1: "pair"})


def test_one_home_cannot_serve_two_parts():
    assert not can_place_all(candidates_for_parts(parted(), [family("pair")], **QUESTION))


def test_a_part_gives_way_when_the_other_has_only_one_home():
    # The single child prefers the only home that can take the pair, and must be moved on.
    homes = [family("pair"), family("far", 50, places=1)]
    rankings = candidates_for_parts(parted(3, ("c0",), ("c1", "c2")), homes, **QUESTION)
    assert ids(rankings[0]) == ["pair", "far"]
    assert can_place_all(rankings)
