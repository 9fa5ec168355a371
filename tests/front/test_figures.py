"""The team's load and the province's figures: right sums for who sees the rows, protected ones for who does not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.care import make_case, make_family, make_report
from tests.factories.cast import make_person, user_of
from umay.care.cases.models import Case, Deadline
from umay.care.intake.models import Report
from umay.front.figures.queries import figures, months, team
from umay.front.figures.rules import FEW, Load, months_before, on_time_share
from umay.ground.offices.models import Post, follow
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.clock import now


def figures_of(identity, group="office"):
    with acting(identity):
        return {row.name or row.part: row for row in figures(identity, group=group, at=now(), language="tr")}


def contacted(cast, *, hours, due_hours=24, days_ago=10):
    report = make_report(cast.worker)
    received = now() - timedelta(days=days_ago)
    with acting(cast.worker):
        Report.objects.filter(pk=report.pk).update(
            state="contacted",
            risk="high",
            received_at=received,
            contact_due_at=received + timedelta(hours=due_hours),
            contacted_at=None if hours is None else received + timedelta(hours=hours),
        )


def test_a_team_counts_each_workers_cases_and_clocks_and_those_of_nobody(cast):
    case = make_case(cast.worker)
    make_case(cast.worker)
    with acting(cast.worker):
        for days in (-1, 3, 30):
            Deadline.objects.create(
                **follow(case),
                case=case,
                kind="review",
                rule="x",
                started_at=now(),
                due_at=now() + timedelta(days=days),
            )
    given_up = make_case(cast.supervisor)
    with acting(cast.supervisor):
        Case.objects.filter(pk=given_up.pk).update(worker=None)
    make_case(cast.other_office["worker"])
    with acting(cast.supervisor):
        found = team(cast.supervisor, at=now())
    row = next(one for one in found.members if one.user_id == cast.worker.user_id)
    assert (row.load.cases, row.deadlines_late, row.deadlines_soon) == (2, 1, 1)
    assert found.unassigned == 1
    assert cast.other_office["worker"].user_id not in {one.user_id for one in found.members}


def test_cases_of_somebody_who_left_stay_in_sight(cast):
    make_case(cast.worker)
    with founding():
        Post.objects.filter(user=cast.worker.user_id).update(ends_on=now().date() - timedelta(days=1))
    with acting(cast.supervisor):
        row = next(one for one in team(cast.supervisor, at=now()).members if one.user_id == cast.worker.user_id)
    assert row.has_left and row.load.cases == 1


def test_a_team_asks_as_many_questions_for_many_workers_as_for_one(cast):
    def asked():
        with acting(cast.supervisor), CaptureQueriesContext(connection) as found:
            team(cast.supervisor, at=now())
        return len(found)

    first = asked()
    for number in range(3):
        make_case(make_person(f"yeni{number}", "worker", cast.meram))
    assert asked() == first


def test_a_director_sees_the_offices_of_the_province_and_no_other(cast):
    make_case(cast.worker, ages=(4, 7))
    make_case(cast.other_province["worker"])
    make_family(cast.family_worker)
    rows = figures_of(cast.director)
    assert set(rows) == {"Meram", "Selçuklu"}
    assert (rows["Meram"].waiting, rows["Meram"].families, rows["Meram"].places_free) == (2, 1, 2)
    assert rows["Selçuklu"].waiting == 0


def test_an_inspector_sees_every_place_of_the_country_and_no_other_country(cast):
    make_case(cast.worker)
    make_case(cast.azerbaijan["worker"])
    rows = figures_of(cast.inspector, "place")
    assert {name: row.waiting for name, row in rows.items()} == {"Konya": 1, "Ankara": 0}


def test_the_time_to_the_first_contact_counts_what_was_due(cast):
    contacted(cast, hours=2)
    contacted(cast, hours=10)
    contacted(cast, hours=40)
    contacted(cast, hours=None)  # nobody came, and the time is over
    contacted(cast, hours=1, days_ago=200)  # too long ago
    row = figures_of(cast.director)["Meram"]
    assert (row.reports, row.contacted, row.on_time, row.median_hours) == (4, 3, 2, 10.0)
    assert on_time_share(row.on_time, row.reports) == 50
    with acting(cast.director):
        by_month = months(cast.director, at=now())
    assert len(by_month) == 12 and sum(month.reports for month in by_month) == 5


def test_a_small_number_never_reaches_somebody_who_sees_no_rows(cast):
    for _case in range(3):
        make_case(cast.worker)
    for _case in range(8):
        make_case(cast.other_province["worker"])
    rows = figures_of(cast.auditor, "place")
    assert (rows["Konya"].waiting, rows["Ankara"].waiting) == (FEW, 10)
    assert figures_of(cast.auditor, "all")[""].waiting == 10, "the sum of 11 is rounded: no difference tells the 3"


def test_the_median_of_few_is_not_told_to_somebody_who_sees_no_rows(cast):
    for hours in (2, 4, 6):
        contacted(cast, hours=hours)
    assert figures_of(cast.auditor, "place")["Konya"].median_hours is None
    assert figures_of(cast.inspector, "place")["Konya"].median_hours == 4.0


@pytest.mark.parametrize("role", ["worker", "administrator"])
def test_nobody_gets_figures_beyond_their_offices_from_the_database(cast, role):
    make_case(cast.worker)
    assert figures_of(getattr(cast, role)) == {}


def test_the_page_says_that_numbers_are_protected(cast, client):
    for _case in range(3):
        make_case(cast.worker)
    client.force_login(user_of(cast.auditor))
    client.cookies["django_language"] = "en"
    page = client.get("/province/").content.decode()
    assert "fewer than 5" in page


@pytest.mark.parametrize("show", ["waiting", "places_free", "visits_late", "median_hours", "nonsense"])
def test_each_figure_is_drawn_with_its_table(cast, client, show):
    contacted(cast, hours=3)
    for role in ("director", "inspector", "auditor"):
        client.force_login(user_of(getattr(cast, role)))
        answer = client.get("/province/", {"show": show})
        assert answer.status_code == 200 and answer.context["picture"].table.rows


@given(st.integers(1990, 2100), st.integers(1, 12), st.integers(1, 40))
def test_months_before_are_consecutive_and_end_with_this_one(year, month, count):
    found = months_before(year, month, count)
    assert found[-1] == (year, month) and len(found) == count
    numbers = [one * 12 + other for one, other in found]
    assert numbers == list(range(numbers[0], numbers[0] + count))
    assert all(1 <= other <= 12 for _one, other in found)


@pytest.mark.parametrize(
    ("on_time", "reports", "share"),
    [(3, 4, 75), (0, 3, 0), (0, 0, None), (FEW, 10, None), (5, FEW, None), (None, 2, None)],
)
def test_a_share_is_said_only_where_it_can_be(on_time, reports, share):
    assert on_time_share(on_time, reports) == share


def test_a_load_is_over_only_above_the_most():
    assert [Load(cases, 25).is_over for cases in (24, 25, 26)] == [False, False, True]
    assert Load(90, None).is_over is False and Load(90, None).share is None
