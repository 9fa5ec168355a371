"""What the planner proposes and how it explains a clash, against every possibility tried one by one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cooperation.accords.scheduling.small import every, price
from umay.cooperation.accords.scheduling import (
    ROW,
    THROUGH,
    WEEKS,
    Absence,
    After,
    BadQuestion,
    Calendar,
    Clash,
    Holder,
    Item,
    Limit,
    Proposal,
    Question,
    Weights,
    plan,
)
from umay.cooperation.accords.scheduling.judging import broken, cost
from umay.cooperation.accords.scheduling.limits import limits_of

MONDAY = date(2026, 1, 26)  # the month changes on the Sunday after
END = MONDAY + timedelta(days=11)


def _day(number: int) -> date:
    return MONDAY + timedelta(days=number)


@st.composite
def items(draw, ids):
    id_ = draw(st.sampled_from(ids))
    pace = draw(st.sampled_from([ROW, ROW, WEEKS, THROUGH]))
    first = draw(st.integers(0, 9))
    earlier = [other for other in ids if other < id_]
    fixed = draw(st.one_of(st.none(), st.none(), st.integers(0, 11)))
    is_settled = fixed is not None and draw(st.booleans())
    return Item(
        id_,
        draw(st.integers(1, 3 if pace == ROW else 6)),
        _day(first),
        _day(draw(st.integers(first, 13))),
        pace,
        calendars=tuple(draw(st.sets(st.sampled_from(["AZ", "TR"])))),
        holders=tuple(draw(st.sets(st.sampled_from(["lead", "party"])))),
        people=tuple(draw(st.sets(st.sampled_from(["minister"])))),
        after=tuple(
            After(other, draw(st.integers(0, 2)))
            for other in sorted(draw(st.sets(st.sampled_from(earlier), max_size=2)) if earlier else ())
        ),
        fixed_on=_day(fixed) if fixed is not None else None,
        wish_on=draw(st.one_of(st.none(), st.integers(0, 11).map(_day))),
        is_settled=is_settled,
    )


@st.composite
def questions(draw):
    number = draw(st.integers(1, 3))
    ids = ["a", "b", "c"][:number]
    chosen = [replace(draw(items(ids[: place + 1])), id=id_) for place, id_ in enumerate(ids)]
    # An item renamed to a later letter may wait for itself or for a later one: only earlier ones are kept.
    chosen = [replace(one, after=tuple(other for other in one.after if other.id < one.id)) for one in chosen]
    days = st.frozensets(st.integers(0, 11).map(_day), max_size=3)
    away = draw(st.integers(0, 9))
    return Question(
        MONDAY,
        END,
        tuple(chosen),
        (Calendar("TR", draw(days), draw(days)), Calendar("AZ", draw(days), draw(days))),
        (Holder("lead"), Holder("party", draw(st.integers(1, 2)), draw(st.booleans()))),
        (Absence("minister", _day(away), _day(away + draw(st.integers(0, 5)))),) if draw(st.booleans()) else (),
        Weights(draw(st.integers(0, 30)), draw(st.integers(0, 20)), draw(st.integers(0, 3))),
    )


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(questions())
def test_the_planner_finds_the_cheapest_of_all_plans_or_a_clash_in_which_nothing_is_to_spare(question):
    answer = plan(question)
    allowed = list(every(question))
    if isinstance(answer, Proposal):
        assert dict(answer.dates) in allowed
        assert answer.cost.total == price(question, answer.dates) == min(price(question, held) for held in allowed)
        assert answer.is_best
        return
    assert allowed == []
    limits = set(answer.limits)
    assert not any(every(question, kept=limits)), "the limits of the clash can all be kept"
    for reason in answer.reasons:
        assert any(every(question, kept=limits - {reason.limit})), f"{reason.limit} is to spare"
        rest = set(limits_of(question)) - {reason.limit}
        assert reason.is_enough == any(every(question, kept=rest))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(questions(), st.randoms(use_true_random=False))
def test_the_answer_does_not_hang_on_the_order_of_asking(question, chance):
    def mixed(things):
        things = list(things)
        chance.shuffle(things)
        return tuple(things)

    other = replace(
        question, items=mixed(question.items), calendars=mixed(question.calendars), holders=mixed(question.holders)
    )
    assert plan(other) == plan(question)


def _year(*items, **others) -> Question:
    return Question(date(2026, 1, 1), date(2026, 12, 31), items, **others)


def _meeting(id_: str, days: int = 2, **others) -> Item:
    return Item(
        id_, days, others.pop("from_on", date(2026, 1, 1)), others.pop("until_on", date(2026, 12, 31)), **others
    )


def test_a_meeting_keeps_both_countries_days_off():
    calendars = (
        Calendar("TR", frozenset({date(2026, 4, 23)})),
        Calendar("AZ", frozenset({date(2026, 4, 21)})),
    )
    week = {"from_on": date(2026, 4, 20), "until_on": date(2026, 4, 24)}
    answer = plan(
        _year(_meeting("a", 1, calendars=("AZ", "TR"), wish_on=date(2026, 4, 21), **week), calendars=calendars)
    )
    assert answer.dates["a"][0] in {date(2026, 4, 20), date(2026, 4, 22), date(2026, 4, 24)}
    three = plan(_year(_meeting("a", 3, calendars=("AZ", "TR"), **week), calendars=calendars))
    assert isinstance(three, Clash)
    assert [(one.limit.code, one.limit.name, one.is_enough) for one in three.reasons] == [
        ("off", "AZ", True),
        ("off", "TR", True),
        ("period", "", True),
    ]


def test_two_fixed_visits_of_one_minister_on_the_same_day_are_told_as_that_and_nothing_else():
    day = date(2026, 5, 12)
    others = [_meeting(f"x{number}", holders=("party",)) for number in range(6)]
    answer = plan(
        _year(
            _meeting("ankara", 1, fixed_on=day, people=("minister",)),
            _meeting("baku", 1, fixed_on=day, people=("minister",)),
            *others,
            holders=(Holder("party"),),
        )
    )
    assert answer.limits == (Limit("fixed", "ankara"), Limit("fixed", "baku"), Limit("person", "", "minister"))
    assert answer.items == ("ankara", "baku")


def test_a_clash_is_told_by_what_people_agreed_before_it_is_told_by_feasts():
    """Two lines of one lead in one week of five days: the order of dropping keeps the days off out of it."""
    week = {"from_on": date(2026, 6, 1), "until_on": date(2026, 6, 5), "calendars": ("TR",), "holders": ("lead",)}
    answer = plan(
        _year(
            _meeting("a", 3, **week), _meeting("b", 3, **week), calendars=(Calendar("TR"),), holders=(Holder("lead"),)
        )
    )
    assert {limit.code for limit in answer.limits} == {"capacity", "period"}


def test_lines_of_one_party_are_spread_over_the_months():
    question = _year(
        *[_meeting(f"m{number}", holders=("party",)) for number in range(9)], holders=(Holder("party", 2),)
    )
    answer = plan(question)
    months = {first.month for first, _last in answer.dates.values()}
    assert len(months) == 9
    assert answer.cost.pairs_together == 0 and answer.is_best


def test_a_nearly_fixed_plan_moves_no_further_than_it_must():
    question = _year(
        _meeting("a", 3, wish_on=date(2026, 3, 16), holders=("lead",), calendars=("TR",)),
        _meeting("b", 3, wish_on=date(2026, 5, 18), holders=("lead",), calendars=("TR",)),
        calendars=(Calendar("TR", frozenset(date(2026, 3, day) for day in (19, 20, 21))),),
        holders=(Holder("lead"),),
    )
    answer = plan(question)
    assert answer.dates["a"][0] == date(2026, 3, 16)
    assert answer.dates["b"][0] == date(2026, 5, 18)
    assert answer.cost.total == 0


def test_what_is_settled_is_not_asked_again_but_occupies_its_people():
    held = _meeting("held", 3, fixed_on=date(2026, 5, 2), people=("minister",), is_settled=True)  # a Saturday
    after = _meeting("next", 1, people=("minister",), until_on=date(2026, 5, 5), after=(After("held"),))
    answer = plan(_year(held, after))
    assert answer.dates["held"] == (date(2026, 5, 2), date(2026, 5, 4))
    assert answer.dates["next"][0] == date(2026, 5, 5)


def test_a_training_of_two_weeks_leaves_the_weekend_out_and_a_campaign_runs_through_feasts():
    calendars = (Calendar("TR", frozenset({date(2026, 4, 23)})),)
    training = _meeting("t", 10, pace=WEEKS, calendars=("TR",), from_on=date(2026, 4, 13), until_on=date(2026, 5, 15))
    campaign = _meeting("c", 30, pace=THROUGH, calendars=("TR",), from_on=date(2026, 4, 13), until_on=date(2026, 5, 13))
    answer = plan(_year(training, campaign, calendars=calendars))
    first, last = answer.dates["t"]
    assert (last - first).days in (11, 13) and not first <= date(2026, 4, 23) <= last
    first, last = answer.dates["c"]
    assert (last - first).days == 29 and first <= date(2026, 4, 23) <= last


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"last_on": date(2025, 1, 1)}, "end_before_start"),
        ({"last_on": date(2030, 1, 1)}, "too_large"),
        ({"holders": (Holder("h", 0),)}, "no_capacity"),
        ({"weights": Weights(-1)}, "negative_weight"),
        ({"absences": (Absence("p", date(2026, 2, 2), date(2026, 2, 1)),)}, "absence_ends_before_it_starts"),
        ({"items": (_meeting("a"), _meeting("a"))}, "same_id_twice"),
        ({"items": (_meeting("a", 0),)}, "no_days"),
        ({"items": (_meeting("a", 6),)}, "too_long_for_a_row"),
        ({"items": (_meeting("a", pace="never"),)}, "unknown_pace"),
        ({"items": (_meeting("a", until_on=date(2025, 1, 1)),)}, "end_before_start"),
        ({"items": (_meeting("a", is_settled=True),)}, "settled_without_a_day"),
        ({"items": (_meeting("a", calendars=("XX",)),)}, "unknown_calendar"),
        ({"items": (_meeting("a", holders=("x",)),)}, "unknown_holder"),
        ({"items": (_meeting("a", after=(After("b"),)),)}, "after_something_unknown"),
        ({"items": (_meeting("a", after=(After("b"),)), _meeting("b", after=(After("a"),)))}, "circle"),
        ({"items": (_meeting("a", after=(After("b", -1),)), _meeting("b"))}, "negative_rest"),
        ({"items": (_meeting("a", people=("p", "p")),)}, "same_id_twice"),
    ],
)
def test_a_question_that_is_wrong_in_itself_is_refused_with_a_code(changes, code):
    with pytest.raises(BadQuestion) as refused:
        plan(replace(_year(), **changes))
    assert refused.value.code == code


def test_nothing_to_plan_is_planned_at_once():
    assert plan(_year()) == Proposal({}, cost(_year(), {}), True)


def test_the_judge_names_every_limit_that_dates_break():
    day = date(2026, 5, 12)
    question = _year(
        _meeting(
            "a",
            1,
            until_on=date(2026, 5, 1),
            calendars=("TR",),
            people=("p",),
            holders=("h",),
            fixed_on=date(2026, 4, 1),
        ),
        _meeting("b", 1, people=("p",), holders=("h",), after=(After("a"),)),
        calendars=(Calendar("TR", frozenset({day})),),
        holders=(Holder("h"),),
        absences=(Absence("p", day, day),),
    )
    assert {limit.code for limit in broken(question, {"a": day, "b": day})} == {
        "off", "away", "person", "capacity", "order", "period", "fixed",
    }  # fmt: skip
    with pytest.raises(ValueError, match="pace"):
        broken(question, {"a": date(2026, 5, 16), "b": day})
