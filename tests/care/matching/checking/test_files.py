"""Files that cannot be checked: each is told, none is taken for right."""

import json

import pytest

from tests.care.matching.engine.test_files import EXAMPLE
from umay.care.matching.checking import check

from .told import raw_of, told

INSTANCES = {
    "not JSON": (b"{", "is not JSON"),
    "not UTF-8": (b'{"format": "\xff"}', "is not JSON"),
    "too deep": (b"[" * 200_000, "is not JSON"),
    "a list": (b"[]", "must be an object"),
    "nothing in it": (b"{}", "$.groups: is missing"),
}
CHANGES = {
    "an id twice": (lambda file: file["families"].append(file["families"][0]), "twice"),
    "a child twice": (lambda file: file["groups"].append(file["groups"][0] | {"id": "g2"}), "twice"),
    "a wait that begins tomorrow": (lambda file: file["groups"][0].update(waiting_since="2026-11-23"), "after the day"),
    "a birth tomorrow": (lambda file: file["groups"][0]["children"][0].update(born_on="2026-11-23"), "birth"),
    "kin who do not exist": (lambda file: file["groups"][0].update(kin=["f9"]), "family that does not exist"),
    "a group that does not exist": (lambda file: file["groups"][0].update(not_with_groups=["g9"]), "group that does"),
    "an empty group": (lambda file: file["groups"][0].update(children=[]), "is empty"),
    "a latitude of 95": (lambda file: file["families"][0].update(lat=95), "from -90 to 90"),
    "a 31st of February": (lambda file: file.update(at="2026-02-31"), "day of the calendar"),
    "a text that is no Unicode": (lambda file: file["groups"][0].update(country="\ud800"), "text"),
}


@pytest.mark.parametrize("which", INSTANCES)
def test_an_instance_that_cannot_be_read_is_told(which):
    raw, words = INSTANCES[which]
    _, result = told(EXAMPLE, [])
    assert any(words in fault for fault in check(raw, result).faults)


@pytest.mark.parametrize("which", CHANGES)
def test_an_instance_that_contradicts_itself_is_told(which):
    change, words = CHANGES[which]
    file = json.loads(json.dumps(EXAMPLE))
    change(file)
    _, result = told(EXAMPLE, [])
    assert any(words in fault for fault in check(raw_of(file), result).faults)


def test_both_files_are_told_about_at_once():
    faults = check(b"[", b"]").faults
    assert [fault.split()[0] for fault in faults] == ["instance", "result"]


def test_an_empty_result_of_a_right_file_is_right():
    assert check(*told(EXAMPLE, [])).is_right
