"""What plans put into a desk's calendar: lines with dates, activities, and the reports its own institution owes."""

from datetime import date

import pytest
from django.db import transaction

from tests.cooperation.accords.ical import parse
from tests.cooperation.accords.plans import made
from tests.cooperation.accords.test_calendars import asked, subscribed
from tests.cooperation.factories import make_accord
from umay.cooperation.accords.actions import activities
from umay.cooperation.accords.models import ReportPeriod
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


def parts(client, by, **more) -> list:
    """What stands in the person's calendar now, as another reader reads it."""
    return parse(asked(client, subscribed(by, **more)).content).parts


@pytest.fixture
def plan(coop_cast):
    """A signed plan whose first line has its dates."""
    signed = made.signed(coop_cast)
    made.dated(coop_cast, signed)
    return signed


def activity_of(coop, plan, **more):
    values = {"titles": {"tr": "Çalıştay", "az": "Seminar"}, "begins_on": date(2027, 5, 4), "ends_on": date(2027, 5, 5), "place": "Bakı", "host": coop.sc}  # fmt: skip
    with acting(coop.tr_desk), transaction.atomic():
        return activities.add(line=made.first_line(plan), values=values | more, by=coop.tr_desk, at=now())


def test_dated_lines_and_activities_are_days_in_the_language_of_the_feed(coop_cast, client, plan):
    activity_of(coop_cast, plan)
    events = {part.one("UID")[1].partition("-")[0]: part for part in parts(client, coop_cast.sc_desk, lang="az") if part.name == "VEVENT"}  # fmt: skip
    assert events["activity"].text("SUMMARY") == "Seminar" and events["activity"].text("LOCATION") == "Bakı"
    assert events["line"].text("SUMMARY") == "Bənd 1: Seminar 1"
    for event in events.values():
        assert (event.moment("DTSTART"), event.moment("DTEND")) == (date(2027, 5, 4), date(2027, 5, 6))
        assert event.one("URL")[1].startswith("http://testserver/cooperation/plans/")


def test_an_activity_that_was_called_off_says_so(coop_cast, client, plan):
    activity = activity_of(coop_cast, plan)
    with acting(coop_cast.tr_desk), transaction.atomic():
        activities.call_off(activity=activity, version=made.again(activity).version, by=coop_cast.tr_desk, at=now())
    (event,) = (part for part in parts(client, coop_cast.tr_desk) if part.one("UID")[1].startswith("activity"))
    assert event.one("STATUS")[1] == "CANCELLED" and event.one("SEQUENCE")[1] != "0"


def test_reports_are_things_to_be_done_until_ones_own_side_has_handed_them_in(coop_cast, client, plan):
    with acting(coop_cast.tr_desk):
        first = ReportPeriod.objects.filter(plan=plan).order_by("due_on").first()
        lines = list(plan.lines.order_by("number"))
    todos = [part for part in parts(client, coop_cast.tr_desk) if part.name == "VTODO"]
    assert todos[0].moment("DUE") == first.due_on
    assert {todo.one("STATUS")[1] for todo in todos} == {"NEEDS-ACTION"}
    for line in lines:
        made.reported(coop_cast, line, coop_cast.tr_desk, period=first, says="going")
    own = [part for part in parts(client, coop_cast.tr_desk) if part.name == "VTODO"]
    theirs = [part for part in parts(client, coop_cast.sc_desk) if part.name == "VTODO"]
    assert (own[0].one("STATUS")[1], own[1].one("STATUS")[1]) == ("COMPLETED", "NEEDS-ACTION")
    assert theirs[0].one("STATUS")[1] == "NEEDS-ACTION", "the other side has not reported"


def test_a_calendar_of_one_accord_holds_that_alone(coop_cast, client, plan):
    other = make_accord(coop_cast)
    assert parts(client, coop_cast.tr_desk, accord=other) == []
    with acting(coop_cast.tr_desk):
        mine = plan.accord
    assert parts(client, coop_cast.tr_desk, accord=mine) != []


def test_a_body_that_is_no_side_has_no_report_to_hand_in(coop_cast, client, plan):
    assert [part.name for part in parts(client, coop_cast.ml_desk)] == ["VEVENT"]


@pytest.mark.parametrize("lines", [1, 3])
def test_the_feed_asks_the_same_number_of_questions_however_much_is_in_it(
    coop_cast, client, lines, django_assert_max_num_queries
):
    plan = made.signed(coop_cast, lines=lines)
    for number in range(1, lines + 1):
        made.dated(coop_cast, plan, number)
    row = subscribed(coop_cast.tr_desk)
    with django_assert_max_num_queries(15):
        assert asked(client, row).status_code == 200
