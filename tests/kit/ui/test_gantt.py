"""The drawing of a plan over its years."""

import re
from datetime import date

from umay.kit.ui import drawings as draw

YEAR = {"title": "Plan", "desc": "2027", "what": "Line", "first": date(2027, 1, 1), "last": date(2027, 12, 31)}


def _rects(drawing, css):
    found = re.findall(rf'<rect class="{css}" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"', drawing.svg)
    return [tuple(map(float, one)) for one in found]


def test_a_period_is_pale_and_its_dates_lie_on_it_in_proportion():
    bar = draw.PlanBar(
        "1. Meeting", "Date is set", 2, (date(2027, 1, 1), date(2027, 12, 31)), [(date(2027, 7, 2), date(2027, 7, 3))]
    )
    drawing = draw.gantt(bars=[bar], **YEAR)
    assert _rects(drawing, "m2 open-end") == [(0, 64, 420)]
    ((x, _y, width),) = _rects(drawing, "m2")
    assert 209 <= x <= 210.5 and 2 <= width <= 5


def test_what_lies_outside_of_the_years_drawn_stays_at_their_edge():
    bar = draw.PlanBar("1", "Planned", 1, (date(2026, 3, 1), date(2029, 3, 1)))
    assert _rects(draw.gantt(bars=[bar], **YEAR), "m1 open-end") == [(0, 64, 420)]


def test_every_line_stands_in_the_table_with_its_period_its_dates_and_its_state():
    bars = [
        draw.PlanBar("1", "Planned", 1, (date(2027, 1, 1), date(2027, 3, 31))),
        draw.PlanBar(
            "2", "Held", 1, None, [(date(2027, 5, 4), date(2027, 5, 4)), (date(2027, 6, 1), date(2027, 6, 2))]
        ),
    ]
    table = draw.gantt(bars=bars, **YEAR).table
    assert [list(row) for row in table.rows] == [
        ["1", "1 January 2027 – 31 March 2027", "–", "Planned"],
        ["2", "–", "4 May 2027; 1 June 2027 – 2 June 2027", "Held"],
    ]
    assert [column.label for column in table.columns] == ["Line", "Period", "Dates", "How it stands"]


def test_days_off_of_each_calendar_have_a_lane_of_their_own_and_only_those_of_the_years():
    off = [
        draw.DaysOff("Türkiye", [date(2027, 4, 23), date(2026, 4, 23)]),
        draw.DaysOff("Azərbaycan", [date(2027, 3, 20), date(2027, 3, 21)]),
    ]
    drawing = draw.gantt(bars=[], off=off, **YEAR)
    assert len(_rects(drawing, "m2")) == 1 and len(_rects(drawing, "m3")) == 2
    assert "Türkiye" in drawing.svg and "Azərbaycan" in drawing.svg


def test_today_is_drawn_only_where_it_lies_between():
    assert "now-line" in draw.gantt(bars=[], today=date(2027, 5, 5), **YEAR).svg
    assert "now-line" not in draw.gantt(bars=[], today=date(2028, 5, 5), **YEAR).svg


def test_names_are_escaped_long_ones_take_two_rows_and_a_line_leads_to_its_page():
    name = "3. " + "Ortak eğitim programları ve karşılıklı inceleme ziyaretleri " * 2 + "<b>"
    drawing = draw.gantt(bars=[draw.PlanBar(name, "Planned", 1, href="/x/?a=1&b=2")], **YEAR)
    assert "<b>" not in drawing.svg and "&lt;b&gt;" in drawing.svg
    assert drawing.svg.count("<text") >= 2 and 'href="/x/?a=1&amp;b=2"' in drawing.svg
    assert "style=" not in drawing.svg
