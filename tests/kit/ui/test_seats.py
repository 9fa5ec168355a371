"""The map of states by their seats."""

from re import findall

from umay.kit.ui import drawings as draw


def _drawn(*seats):
    return draw.seats(title="Who signed", desc="", what="State", measure="How far", seats=seats)


def test_each_state_has_a_mark_a_name_and_a_row():
    drawing = _drawn(draw.Seat("Aland", 30, 40, "Signed", 1), draw.Seat("Beland", 70, 50, "Not", 0))

    assert drawing.svg.count("<circle") == 2
    assert "spot m1" in drawing.svg and "spot s-none" in drawing.svg
    assert [one.label for one in drawing.key] == ["Signed", "Not"]
    assert drawing.table.rows == [("Aland", "Signed"), ("Beland", "Not")]


def test_words_of_neighbours_do_not_cover_each_other():
    drawing = _drawn(
        draw.Seat("A long name", 30, 40, "x"), draw.Seat("B long name", 30.4, 40.1, "x"), draw.Seat("Far", 70, 50, "x")
    )
    places = [float(y) for y in findall(r'<text x="[\d.]+" y="([\d.]+)"', drawing.svg)]

    assert len(set(places)) == 3


def test_nobody_and_one_alone_are_drawn():
    assert "<svg" in _drawn().svg
    assert _drawn(draw.Seat("Alone", 10, 10, "Signed")).svg.count("<circle") == 1


def test_a_name_is_escaped():
    assert "<b>" not in _drawn(draw.Seat("<b>A</b>", 10, 10, "x")).svg
