import re
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umay.kit.ui import drawings as draw
from umay.kit.ui.drawings.maps import even_bounds, project, step_of
from umay.kit.ui.drawings.shapes import nice_top

SQUARES = {
    "features": [
        {
            "id": f"S{n}",
            "properties": {"name": f"Yer <{n}>"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[30 + n, 40], [31 + n, 40], [31 + n, 39], [30 + n, 39], [30 + n, 40]]],
            },
        }
        for n in range(3)
    ]
}
EVIL = 'a"><script>'


def shapes(drawing, name):
    return [one for one in ElementTree.fromstring(str(drawing.svg)).iter() if one.tag.endswith(f"}}{name}")]


def test_long_words_above_a_bar_take_a_second_line_and_the_bar_makes_room():
    long = "Hər gün hamısı birlikdə, hələ gəlməmiş uşaqlar da düşünülərək"
    drawing = draw.bars(title="t", desc="d", what="w", measure="m", items=[draw.Bar(long, 4), draw.Bar("b", 2)])
    words = [one.text for one in shapes(drawing, "text")]
    assert " ".join(words[:2]) == long and max(map(len, words)) <= 46
    tops = [float(one.get("y")) for one in shapes(drawing, "rect") if one.get("class") == "track"]
    lines = [float(one.get("y")) for one in shapes(drawing, "text")]
    assert lines[1] < tops[0] and tops[0] + 14 < lines[3] < tops[1]


def test_the_longest_bar_fills_its_track_and_others_are_in_proportion():
    drawing = draw.bars(
        title="t", desc="d", what="w", measure="m", items=[draw.Bar("a", 40), draw.Bar("b", 10), draw.Bar("c", None)]
    )
    widths = [float(one.get("width")) for one in shapes(drawing, "rect") if one.get("class") == "m1"]
    assert widths[0] == pytest.approx(4 * widths[1]) and widths[2] == 0
    assert [row[1] for row in drawing.table.rows] == ["40", "10", "–"]


def test_parts_of_a_stack_add_up_in_the_table():
    drawing = draw.stacks(title="t", desc="d", what="w", parts=["x", "y"], items=[draw.Stack("a", (2, 3))])
    assert drawing.table.rows == [("a", "2", "3", "5")]
    assert [entry.label for entry in drawing.key] == ["x", "y"]


def test_a_stack_with_too_few_values_is_refused():
    with pytest.raises(ValueError, match="one value for each name"):
        draw.stacks(title="t", desc="d", what="w", parts=["x", "y"], items=[draw.Stack("a", (2,))])


def test_a_missing_value_breaks_the_line():
    drawing = draw.lines(title="t", desc="d", what="w", places=["1", "2", "3"], series=[draw.Series("a", [1, None, 3])])
    assert shapes(drawing, "path")[0].get("d").count("M") == 2
    assert len(shapes(drawing, "circle")) == 2


@given(st.integers(1, 10**7))
def test_an_axis_ends_above_the_largest_value_in_round_steps(largest):
    top, step = nice_top(largest)
    assert (top >= largest and 2 <= round(top / step) <= 6) or largest <= 2
    assert str(step).rstrip("0.")[:1] in {"1", "2", "5"}


def test_what_still_goes_on_is_drawn_open_and_said():
    lane = draw.Lane("A", [draw.Span("first", date(2026, 1, 1), date(2026, 3, 1)), draw.Span("now", date(2026, 3, 2))])
    drawing = draw.strip(title="t", desc="d", lanes=[lane], today=date(2026, 6, 1))
    assert [one.get("class") for one in shapes(drawing, "rect")] == ["track", "m1", "m1 open-end"]
    assert drawing.table.rows[1][3] == "still going on"


def test_areas_without_a_value_are_pale_and_named_in_the_key():
    land = project(SQUARES)
    drawing = draw.areas(title="t", desc="d", what="w", measure="m", land=land, values={"S0": 0, "S1": 9})
    assert [one.get("class") for one in shapes(drawing, "path")] == ["place s0", "place s5", "place s-none"]
    assert [entry.label for entry in drawing.key] == ["0", "9", "not known"]
    assert drawing.table.rows == [("Yer <0>", "0"), ("Yer <1>", "9"), ("Yer <2>", "–")]
    assert "<0>" not in drawing.svg
    hidden = draw.areas(title="t", desc="d", what="w", measure="m", land=land, values={"S0": 0}, bare="fewer than five")
    assert hidden.key[-1].label == "fewer than five" and "Yer &lt;1&gt;: fewer than five" in hidden.svg


def test_linked_areas_are_a_group_of_links():
    drawing = draw.areas(
        title="t", desc="d", what="w", measure="m", land=project(SQUARES), values={"S0": 1}, links={"S0": "/p/S0/"}
    )
    assert 'role="group"' in drawing.svg and 'href="/p/S0/"' in drawing.svg


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=90))
def test_every_value_has_a_step_and_greater_values_never_a_lower_one(values):
    limits = even_bounds(values)
    steps = [step_of(value, limits) for value in sorted(values)]
    assert steps == sorted(steps)
    assert all(0 <= step <= 5 for step in steps)
    assert max(values) == 0 or steps[-1] == 5


def test_points_on_one_spot_are_fanned_out_and_none_covers_the_centre():
    points = [draw.Point(str(number), 32.0, 39.0, "x", 0.0) for number in range(12)]
    drawing = draw.surroundings(title="t", desc="d", centre=(32.0, 39.0), centre_words="here", points=points)
    spots = [
        (float(one.get("cx")), float(one.get("cy")))
        for one in shapes(drawing, "circle")
        if "ring" not in one.get("class")
    ]
    assert len(spots) == 13
    distances = [((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 for i, a in enumerate(spots) for b in spots[:i]]
    assert min(distances) > 26


def test_a_point_stands_at_its_distance_in_the_right_direction():
    north = draw.Point("1", 32.0, 39.5, "x", 55.6)
    drawing = draw.surroundings(
        title="t", desc="d", centre=(32.0, 39.0), centre_words="here", points=[north], rings=(50,)
    )
    here, ring, spot = None, None, None
    for one in shapes(drawing, "circle"):
        kind = one.get("class")
        here, ring, spot = (
            (one, ring, spot) if kind == "here" else (here, one, spot) if kind == "ring" else (here, ring, one)
        )
    assert float(spot.get("cx")) == pytest.approx(float(here.get("cx")))
    assert float(here.get("cy")) - float(spot.get("cy")) == pytest.approx(float(ring.get("r")) * 55.6 / 50, rel=0.01)


def test_a_tie_to_nobody_is_an_error():
    with pytest.raises(KeyError):
        draw.ties(title="t", desc="d", above=[draw.Node("a", "A")], below=[], links=[draw.Tie("a", "zz", "mother")])


def test_ties_are_told_in_the_table():
    drawing = draw.ties(
        title="t",
        desc="d",
        above=[draw.Node("m", "M", "mother")],
        below=[draw.Node("c", "C", is_main=True)],
        links=[draw.Tie("m", "c", "mother", is_full=False)],
    )
    assert drawing.table.rows == [("M", "mother", "C")]
    assert "tie-half" in drawing.svg and "node-main" in drawing.svg


def test_every_drawing_escapes_and_carries_no_style():
    every = [
        draw.bars(title=EVIL, desc=EVIL, what=EVIL, measure=EVIL, items=[draw.Bar(EVIL, 1, href=EVIL)]),
        draw.stacks(title=EVIL, desc=EVIL, what=EVIL, parts=[EVIL], items=[draw.Stack(EVIL, (1,))]),
        draw.lines(title=EVIL, desc=EVIL, what=EVIL, places=[EVIL], series=[draw.Series(EVIL, [1])]),
        draw.strip(
            title=EVIL,
            desc=EVIL,
            lanes=[draw.Lane(EVIL, [draw.Span(EVIL, date(2026, 1, 1))])],
            today=date(2026, 2, 1),
            marks=[draw.Mark(EVIL, date(2026, 1, 9))],
        ),
        draw.surroundings(
            title=EVIL,
            desc=EVIL,
            centre=(32, 39),
            centre_words=EVIL,
            points=[draw.Point("1", 32.1, 39, EVIL, 9, href=EVIL)],
        ),
        draw.ties(
            title=EVIL,
            desc=EVIL,
            above=[draw.Node("a", EVIL, EVIL)],
            below=[draw.Node("b", EVIL)],
            links=[draw.Tie("a", "b", EVIL)],
        ),
    ]
    for drawing in every:
        ElementTree.fromstring(str(drawing.svg))
        assert "<script" not in drawing.svg
        assert not re.search(r"\sstyle=", drawing.svg)
