"""Files that are refused, each with its reason, and what is read from good ones."""

import json

import pytest

from umay.front.cli.protect_words import BAD
from umay.ground.figures.protecting import reading
from umay.ground.figures.protecting.policy import HOME
from umay.ground.figures.protecting.shape import TOTAL, BadTable

GOOD = "place,age,count\np0,a0,20\np0,a1,30\np1,a0,40\np1,a1,50\n"
REGIONS = {"place": {"r0": ("p0", "p1")}}


def refusal(text, *, trees=None, parse=reading.parse_table):
    raw = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(BadTable) as refused:
        parse(raw, trees or {}) if parse is reading.parse_table else parse(raw)
    assert refused.value.code in BAD
    assert BAD[refused.value.code] % refused.value.params
    return refused.value.code


def test_sums_that_are_not_given_are_added_up():
    table = reading.parse_table(GOOD.encode(), {})
    assert table.counts[TOTAL, TOTAL] == 140 and table.counts["p1", TOTAL] == 90


@pytest.mark.parametrize(
    "text", [GOOD.replace(",", ";"), GOOD.replace(",", "\t"), "\ufeff" + GOOD, GOOD.replace("\n", "\r\n")]
)
def test_the_ways_in_which_spreadsheets_save_are_read(text):
    assert reading.parse_table(text.encode(), {}) == reading.parse_table(GOOD.encode(), {})


def test_regions_come_from_the_rules():
    table = reading.parse_table(GOOD.encode(), REGIONS)
    assert table.dimensions[0].parts == {TOTAL: ("r0",), "r0": ("p0", "p1")}
    assert table.counts["r0", "a0"] == 60


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("20", "-1"), "count_text"),
        (("20", "2.5"), "count_text"),
        (("20", ""), "count_text"),
        (("20", "1e3"), "count_text"),
        (("20", "٢٠"), "count_text"),
        (("20", "20 "), None),
        (("20", "=2+18"), "formula"),
        (("p0,a0", "=cmd|x,a0"), "formula"),
        (("p0,a0", "@p,a0"), "formula"),
        (("place", "+place"), "formula"),
        (("p0,a0", ",a0"), "code_bad"),
        (("p0,a0", "p\u200b0,a0"), "code_bad"),
        (("p0,a0,20\n", ""), "row_missing"),
        (("p0,a0,20\n", "p0,a0,20\np0,a0,20\n"), "row_twice"),
        (("p0,a0,20", "p0,a0,20,1"), "row_short"),
        (("place,age,count", "place,age,number"), "count_column"),
        (("place,age,count", "place,place,count"), "headings_bad"),
        (("place,age,count", "place,,count"), "headings_bad"),
        (("p1,a1,50\n", "p1,a1,50\nTOTAL,TOTAL,141\n"), "sum_wrong"),
        (("p1,a1,50\n", "p1,a1,50\nTOTAL,a0,61\n"), "sum_wrong"),
        (("p1,a1,50\n", "p1,a1,50\nTOTAL,TOTAL,140\n"), None),
        (("20", "99999999999"), "count_text"),
        (("20", "9999999999"), "count_bad"),
        (("20", '"20'), "file_text"),
    ],
)
def test_a_table_that_is_not_right_is_refused(change, code):
    text = GOOD.replace(*change, 1)
    if code is None:
        assert reading.parse_table(text.encode(), {}).counts[TOTAL, TOTAL] == 140
    else:
        assert refusal(text) == code


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "file_empty"),
        (b"place,count\n", "file_empty"),
        (b"count\n3\n", "dimensions_none"),
        (b"\xff\xfe\x00", "file_text"),
        (b"place,count\np\x000,3\n", "file_text"),
        (b"x" * (reading.MOST_BYTES + 1), "file_large"),
        (("a,b,c,d,e,f,g,count\n" + ",".join("1234567") + ",20\n").encode(), "dimensions_many"),
        (("a,b,count\n" + "".join(f"x{n},y{n},20\n" for n in range(200))).encode(), "cells_many"),
    ],
)
def test_a_file_that_is_no_table_is_refused(raw, code):
    assert refusal(raw) == code


@pytest.mark.parametrize(
    ("tree", "code"),
    [
        ({"r0": ("p0",), "r1": ("p0",)}, "part_of_two"),
        ({"r0": ("r1",), "r1": ("r0",)}, "parts_stray"),
        ({"r0": ()}, "parts_none"),
        ({"p0": ("p0",)}, "parts_stray"),
        ({"r0": ("p0", "p7")}, "row_missing"),
    ],
)
def test_parts_that_are_no_tree_are_refused(tree, code):
    assert refusal(GOOD, trees={"place": tree}) == code


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("[]", "rules_bad"),
        ("{", "rules_bad"),
        ("[" * 100_000, "rules_bad"),
        ('{"format": "umay-protect/2"}', "rules_bad"),
        ('{"format": "umay-protect/1", "polcy": {}}', "rules_stray"),
        ('{"format": "umay-protect/1", "policy": {"treshold": 10}}', "rules_stray"),
        ('{"format": "umay-protect/1", "policy": {"threshold": 3}}', "policy_weak"),
        ('{"format": "umay-protect/1", "policy": {"threshold": "10"}}', "policy_number"),
        ('{"format": "umay-protect/1", "dimensions": {"place": {"r0": "p0"}}}', "rules_bad"),
    ],
)
def test_rules_that_are_not_right_are_refused(told, code):
    assert refusal(told, parse=reading.parse_rules) == code


def test_rules_may_begin_from_those_for_home():
    told = {"format": "umay-protect/1", "policy": {"home": True, "threshold": 7}}
    policy = reading.parse_rules(json.dumps(told).encode()).policy
    assert (policy.threshold, policy.rounding, policy.tiny) == (7, HOME.rounding, HOME.tiny)


def test_an_earlier_release_says_between_which_counts_its_numbers_lie():
    text = "place,count,status\nTOTAL,60,rounded-5\np0,hidden,hidden\np1,40,exact\n"
    earlier = reading.parse_earlier(text.encode(), {})
    assert earlier.shown == {("TOTAL",): (56, 64), ("p1",): (40, 40)}
    with pytest.raises(BadTable) as refused:
        reading.parse_earlier(text.replace("exact", "nearly").encode(), {})
    assert refused.value.code == "status_bad"
