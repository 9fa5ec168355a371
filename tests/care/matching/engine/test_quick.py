"""The quick reading never takes what the patient reading refuses, and never reads it differently."""

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from umay.care.matching.engine import BadInput, dump, files, parse, quick

from .made import drawn_instance

ODD = (
    None, True, False, 0, -1, 1, 1.5, -0.0, 10**30, 10**400, 1e308, float("nan"), float("inf"), "", "f", "x", "\ud800", "2026-02-30",
    "2027-01-01", "2016-05-04", [], {}, ["f"], [1], ["term", "term"], [[]], {"id": "f1"},
)  # fmt: skip


def places(value, path=()):
    """Every place in a file."""
    yield path
    if isinstance(value, dict | list):
        for step in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[step], (*path, step))


def changed(file, draw):
    """The file with one thing wrong, or merely odd, somewhere."""
    path = draw.choice([path for path in places(file) if path])
    holder = file
    for step in path[:-1]:
        holder = holder[step]
    way = draw.choice(("put", "put", "put", "drop", "double", "add"))
    if way == "put":
        holder[path[-1]] = draw.choice(ODD)
    elif way == "drop":
        del holder[path[-1]]
    elif way == "double" and isinstance(holder, list):
        holder.append(holder[path[-1]])
    elif isinstance(holder, dict):
        holder["colour"] = "blue"
    return file


@given(st.integers(0, 2**40))
@settings(deadline=None, max_examples=400)
def test_both_readings_agree_on_files_with_something_odd(seed):
    draw = random.Random(seed)
    file = json.loads(dump(drawn_instance(draw)))
    for _ in range(draw.choice((0, 1, 1, 1, 3))):
        file = changed(file, draw)
    raw = json.dumps(file).encode()
    read = quick.read(raw, files.FORMAT)
    try:
        patient = files.parse_naming_faults(raw)
    except BadInput as bad:
        assert read is None
        assert bad.faults
    else:
        assert read == patient


@given(st.integers(0, 2**40))
@settings(deadline=None, max_examples=200)
def test_bytes_changed_by_chance_are_refused_or_read_never_a_crash(seed):
    draw = random.Random(seed)
    raw = bytearray(dump(drawn_instance(draw)))
    for _ in range(draw.choice((1, 2, 8))):
        at = draw.randrange(len(raw))
        raw[at : at + draw.choice((0, 1, 5))] = bytes(
            draw.choice(b'{}[],:"0-9eE.\x00\xff ntf') for _ in range(draw.choice((0, 1, 3)))
        )
    try:
        parse(bytes(raw))
    except BadInput as bad:
        assert all(str(fault).startswith("$") and "\n" not in str(fault) for fault in bad.faults)


@pytest.mark.parametrize("raw", [b"", b"null", b"[]", b"{}", b'"umay-match/1"', b"[" * 100_000, b"\xff", b"1" * 10_000])
def test_what_is_no_such_file_at_all_is_left_to_the_patient_reading(raw):
    assert quick.read(raw, files.FORMAT) is None
    with pytest.raises(BadInput):
        parse(raw)


def test_a_name_twice_in_one_object_is_left_to_the_patient_reading():
    raw = dump(drawn_instance(random.Random(1)))
    doubled = raw.replace(b'"at":', b'"at": "2026-11-22", "at":', 1)
    assert quick.read(raw, files.FORMAT)
    assert quick.read(doubled, files.FORMAT) is None
    with pytest.raises(BadInput, match="more than once"):
        parse(doubled)


def test_collecting_is_switched_on_again_whatever_happens():
    import gc

    assert gc.isenabled()
    quick.read(b"{", files.FORMAT)
    assert gc.isenabled()
