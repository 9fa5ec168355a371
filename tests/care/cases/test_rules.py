"""The gate of necessity and the clocks, with no database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umay.care.cases import rules
from umay.ground.offices.packs import Pack
from umay.ground.offices.packs.rows import LegalBasis

DAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # noon in Konya
TR = Pack("TR").at(DAY.date(), demo=True)
TR_REAL = Pack("TR").at(DAY.date(), demo=False)
AZ = Pack("AZ").at(DAY.date(), demo=True)
ROWS = {row.code: row for row in TR.get("legal.bases")}

READY = rules.Necessity(
    care_type="term",
    care_types=("kin", "term"),
    reasons=("neglect",),
    never_alone=("poverty",),
    why="Evde bakacak kimse yok.",
    is_tried=True,
    is_not_tried_explained=False,
    children_without_view=0,
)


def test_a_family_may_be_looked_for_when_the_gate_is_passed():
    assert rules.obstacles(READY) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"care_type": "residential"}, "care_type"),
        ({"reasons": ()}, "no_reason"),
        ({"reasons": ("poverty",)}, "only_poverty"),
        ({"why": "  "}, "no_why"),
        ({"is_tried": False}, "nothing_tried"),
        ({"children_without_view": 1}, "view_missing"),
    ],
)
def test_each_obstacle_stands_alone_in_the_way(change, code):
    assert rules.obstacles(replace(READY, **change)) == (code,)


def test_poverty_beside_another_reason_is_no_obstacle():
    assert rules.obstacles(replace(READY, reasons=("poverty", "violence"))) == ()


def test_that_nothing_could_be_tried_may_be_explained():
    assert rules.obstacles(replace(READY, is_tried=False, is_not_tried_explained=True)) == ()


reasons = st.lists(st.sampled_from(TR.get("cases.care_reasons")), max_size=4)


@given(
    reasons,
    st.booleans(),
    st.booleans(),
    st.integers(0, 3),
    st.sampled_from(["", "  ", "neden"]),
    st.sampled_from(["term", "x"]),
)
def test_the_gate_opens_exactly_when_all_is_said(reasons, tried, explained, unheard, why, care_type):
    found = rules.obstacles(
        replace(
            READY,
            reasons=reasons,
            is_tried=tried,
            is_not_tried_explained=explained,
            children_without_view=unheard,
            why=why,
            care_type=care_type,
        )
    )
    is_open = (
        any(reason != "poverty" for reason in reasons)
        and (tried or explained)
        and unheard == 0
        and why == "neden"
        and care_type == "term"
    )
    assert (found == ()) is is_open


def test_no_list_of_reasons_made_of_poverty_passes():
    for many in range(1, 4):
        assert "only_poverty" in rules.obstacles(replace(READY, reasons=("poverty",) * many))


@given(st.lists(st.one_of(st.none(), st.integers(0, 17)), max_size=5))
def test_an_unknown_age_counts_as_too_young_for_an_institution(ages):
    assert rules.is_too_young_for_institution(ages, 3) is any(age is None or age < 3 for age in ages)


@pytest.mark.parametrize(
    ("reason", "young", "supervisor", "may"),
    [
        ("placed", True, False, True),
        ("home", True, False, True),
        ("other", False, False, True),
        ("other", True, False, False),
        ("other", True, True, True),
    ],
)
def test_only_a_supervisor_gives_up_the_search_for_a_small_child(reason, young, supervisor, may):
    assert rules.may_stop_seeking(reason=reason, has_too_young=young, is_supervisor=supervisor) is may


def test_a_child_taken_in_starts_five_days_to_the_judge():
    end = rules.legal_end(ROWS["taken_in"], DAY, TR)
    clocks = rules.basis_clocks(ROWS["taken_in"], starts_at=DAY, ends_at=end, times=TR)
    fifth_day = datetime(2026, 3, 7, 20, 59, 59, tzinfo=UTC)  # 23:59:59 in Istanbul
    assert [(clock.kind, clock.due_at) for clock in clocks] == [
        ("apply_to_judge", fifth_day),
        ("order_ends", fifth_day),
    ]


def test_the_judge_has_three_days_from_the_application():
    (clock,) = rules.following_clocks("apply_to_judge", rules.APPLY, DAY + timedelta(days=2), TR)
    assert (clock.kind, clock.due_at) == ("judge_decides", datetime(2026, 3, 7, 20, 59, 59, tzinfo=UTC))


def test_an_emergency_order_lasts_thirty_days_and_asks_no_further_judge():
    end = rules.legal_end(ROWS["emergency_order"], DAY, TR)
    assert end == datetime(2026, 4, 1, 20, 59, 59, tzinfo=UTC)
    clocks = rules.basis_clocks(ROWS["emergency_order"], starts_at=DAY, ends_at=end, times=TR)
    assert [clock.kind for clock in clocks] == ["order_ends"]


def test_a_care_order_has_no_end_by_law_but_a_review_by_the_court_and_four_days_to_carry_it_out():
    assert rules.legal_end(ROWS["care_order"], DAY, TR) is None
    clocks = rules.basis_clocks(ROWS["care_order"], starts_at=DAY, ends_at=None, times=TR)
    assert [(clock.kind, clock.due_at.date().isoformat()) for clock in clocks] == [
        ("review", "2026-06-02"),
        ("implement", "2026-03-06"),
    ]


def test_an_unconfirmed_time_starts_no_clock_in_production():
    clocks = rules.basis_clocks(ROWS["care_order"], starts_at=DAY, ends_at=None, times=TR_REAL)
    assert [clock.kind for clock in clocks] == ["implement"]  # the court's three months are from memory
    assert rules.opening_clocks(DAY, TR_REAL) == []


def test_opening_starts_the_assessments_and_the_review():
    clocks = rules.opening_clocks(DAY, TR)
    assert [(clock.kind, clock.rule) for clock in clocks] == [
        ("assessment", rules.FIRST_ASSESSMENT),
        ("assessment", rules.FULL_ASSESSMENT),
        ("review", rules.CASE_REVIEW),
    ]
    assert clocks[0].due_at == DAY + timedelta(hours=48)


def test_the_plan_follows_the_full_assessment_only():
    assert [clock.kind for clock in rules.following_clocks("assessment", rules.FULL_ASSESSMENT, DAY, TR)] == ["plan"]
    assert rules.following_clocks("assessment", rules.FIRST_ASSESSMENT, DAY, TR) == []
    assert rules.following_clocks("plan", rules.CASE_PLAN, DAY, TR) == []


@given(st.sampled_from(list(TR.get("legal.bases")) + list(AZ.get("legal.bases"))), st.integers(0, 500_000))
def test_no_clock_is_due_before_it_starts(row: LegalBasis, minutes):
    times = TR if row.code in ROWS else AZ
    starts_at = DAY + timedelta(minutes=minutes)
    ends_at = rules.legal_end(row, starts_at, times)
    for clock in rules.basis_clocks(row, starts_at=starts_at, ends_at=ends_at, times=times):
        assert clock.started_at == starts_at < clock.due_at
        for follower in rules.following_clocks(clock.kind, clock.rule, clock.due_at, times):
            assert follower.due_at > clock.due_at


@given(st.sampled_from(list(TR.get("legal.bases"))))
def test_who_takes_a_child_in_without_a_court_must_ask_one(row):
    assert rules.is_awaiting_judge(row) is (row.code in ("taken_in", "administrator_approval"))
