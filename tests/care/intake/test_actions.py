"""A report comes in, its clock runs, and nobody can stop it without having seen the child."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, connections, transaction

from tests.care.intake.made import answers, child, received, screened, values
from tests.care.persons.made import person
from tests.factories.cast import user_of
from umay.care.intake import actions
from umay.care.intake.models import Contact, Report, ReportChild
from umay.care.intake.panels import open_report
from umay.care.intake.queries import settings_of
from umay.care.intake.work import work
from umay.care.persons import actions as persons
from umay.care.persons.models import Person
from umay.ground.journal.actions import AlreadyDone
from umay.ground.journal.models import Entry
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ids import new_id


def seen(**changes) -> dict:
    return {"contacted_at": now(), "is_seen": True, "note": "Çocukla konuşuldu."} | changes


def test_a_report_gets_a_number_and_its_words_are_sealed(cast):
    report = received(cast.worker, child("Bir"), child("İki"))
    with acting(cast.worker):
        assert report.number.startswith("T42A-") and report.number.endswith("-0001")
        assert ReportChild.objects.filter(report=report).count() == 2
        assert set(Person.objects.values_list("file_id", flat=True)) == {report.pk}
        with connection.cursor() as cursor:
            cursor.execute("select r::text from intake_report r")
            row = cursor.fetchone()[0]
        assert "bildirim" not in row and "Öğretmen" not in row
        assert Report.objects.get().reporter.startswith("Örnek Öğretmen")
        assert Entry.objects.filter(code="intake.receive", thing=report.pk).count() == 1


def test_who_may_not_write_reports_writes_none(cast):
    for role in ("inspector", "family_worker", "approver", "director", "auditor"):
        with pytest.raises(NotAllowed):
            received(cast.home[role])


def test_a_report_has_one_to_eight_children_and_comes_from_the_past(cast):
    with acting(cast.worker):
        for count in (0, 9):
            with pytest.raises(Refusal) as refused:
                actions.receive(values=values(), children=[child()] * count, by=cast.worker, at=now())
            assert refused.value.code == "children"
        with pytest.raises(Refusal) as refused:
            actions.receive(
                values=values(received_at=now() + timedelta(hours=1)), children=[child()], by=cast.worker, at=now()
            )
        assert refused.value.code == "future"
        assert Report.objects.count() == 0


def test_the_same_form_twice_writes_once(cast):
    key = new_id()
    with acting(cast.worker):
        report = actions.receive(values=values(), children=[child()], by=cast.worker, at=now(), key=key)
        with pytest.raises(AlreadyDone) as done:
            actions.receive(values=values(), children=[child()], by=cast.worker, at=now(), key=key)
        assert done.value.thing == report.pk and Report.objects.count() == 1


def test_a_wrong_number_of_one_child_leaves_nothing_behind(cast):
    with acting(cast.worker):
        with pytest.raises(Refusal):
            actions.receive(
                values=values(),
                children=[child("Bir"), child("İki", papers=[("TR", "tckn", "00123456709")])],
                by=cast.worker,
                at=now(),
            )
        assert Report.objects.count() == Person.objects.count() == 0


def test_a_child_already_written_is_not_written_twice(cast):
    known = person(cast.worker)
    report = received(cast.worker, {"same": known}, {"same": known})
    with acting(cast.worker):
        assert [row.person_id for row in ReportChild.objects.filter(report=report)] == [known.pk]


@pytest.mark.parametrize(
    ("yes", "unsure", "level", "hours"),
    [
        (("danger_now",), (), "high", 24),
        (("violence",), (), "medium", 72),
        ((), (), "low", 168),
        ((), ("danger_now",), "medium", 72),
    ],
)
def test_the_rules_give_the_risk_and_the_clock_counts_from_the_report(cast, yes, unsure, level, hours):
    report = received(cast.worker, child(born_on=date(2012, 1, 1)), received_at=now() - timedelta(hours=10))
    with acting(cast.worker):
        done = actions.screen(
            report=report, answers=answers(report, cast.worker, *yes, unsure=unsure), by=cast.worker, at=now()
        )
    assert (done.state, done.risk, done.risk_by_rule) == ("screened", level, level)
    assert done.contact_due_at == report.received_at + timedelta(hours=hours)


def test_a_child_whose_birth_is_not_known_counts_as_young(cast):
    old = received(cast.worker, child(born_on=date(2012, 1, 1)))
    unknown = received(cast.worker, child(born_on=date(2012, 1, 1)), child(born_on=None))
    with acting(cast.worker):
        levels = [
            actions.screen(report=r, answers=answers(r, cast.worker, "neglect"), by=cast.worker, at=now()).risk
            for r in (old, unknown)
        ]
    assert levels == ["medium", "high"]


def test_another_level_than_the_rules_needs_a_reason_and_both_are_kept(cast):
    report = received(cast.worker)
    given = answers(report, cast.worker, "danger_now")
    with acting(cast.worker):
        for reason in ("", "kısa"):
            with pytest.raises(Refusal) as refused:
                actions.screen(report=report, answers=given, override="low", reason=reason, by=cast.worker, at=now())
            assert refused.value.field == "reason"
        done = actions.screen(
            report=report,
            answers=given,
            override="medium",
            reason="Çocuk şu an halasının yanında.",
            by=cast.worker,
            at=now(),
        )
        assert (done.risk, done.risk_by_rule, done.risk_rule) == ("medium", "high", "danger_now")
        assert Report.objects.get().risk_reason == "Çocuk şu an halasının yanında."
        assert done.contact_due_at == report.received_at + timedelta(hours=72)


def test_a_question_without_an_answer_is_refused(cast):
    report = received(cast.worker)
    with acting(cast.worker), pytest.raises(Refusal) as refused:
        actions.screen(report=report, answers={"danger_now": "yes"}, by=cast.worker, at=now())
    assert refused.value.code == "unanswered"


def test_only_a_child_who_was_seen_stops_the_clock(cast):
    report = screened(cast.worker)
    with acting(cast.worker):
        tried = actions.contact(
            report=report, values=seen(is_seen=False, note="Kapı açılmadı."), by=cast.worker, at=now()
        )
        assert (tried.state, tried.contacted_at) == ("screened", None)
        done = actions.contact(report=report, values=seen(), by=cast.worker, at=now())
        assert done.state == "contacted" and done.contacted_at
        assert [contact.is_seen for contact in Contact.objects.order_by("at")] == [False, True]
        with pytest.raises(Conflict):
            actions.contact(report=report, values=seen(), by=cast.worker, at=now())


def test_a_contact_lies_between_the_report_and_now(cast):
    report = screened(cast.worker)
    with acting(cast.worker):
        for at in (report.received_at - timedelta(minutes=1), now() + timedelta(hours=1)):
            with pytest.raises(Refusal) as refused:
                actions.contact(report=report, values=seen(contacted_at=at), by=cast.worker, at=now())
            assert refused.value.code == "time"


def test_a_report_is_closed_only_after_screening_and_high_risk_only_after_seeing(cast):
    close = {"code": "no_concern", "reason": "Bir endişe bulunmadı.", "at": now()}
    with acting(cast.worker):
        with pytest.raises(Conflict):
            actions.close(report=received(cast.worker), by=cast.worker, **close)
        high = screened(cast.worker, "danger_now")
        with pytest.raises(Refusal) as refused:
            actions.close(report=high, by=cast.worker, **close)
        assert refused.value.code == "not_seen"
        low = screened(cast.worker)
        with pytest.raises(Refusal):
            actions.close(report=low, by=cast.worker, **close | {"code": "uydurma"})
        with pytest.raises(Refusal):
            actions.close(report=low, by=cast.worker, **close | {"reason": "yok"})
        assert actions.close(report=low, by=cast.worker, **close).state == "no_need"
    with acting(cast.supervisor):
        assert actions.close(report=high, by=cast.supervisor, **close).state == "no_need"
        again = actions.reopen(report=high, by=cast.supervisor, at=now())
        assert (again.state, again.closed_at, again.closing_reason) == ("received", None, None)
    with acting(cast.worker), pytest.raises(NotAllowed):
        actions.reopen(report=low, by=cast.worker, at=now())


def test_opening_a_case_ends_the_reports_own_moves(cast):
    report = screened(cast.worker)
    with acting(cast.worker):
        assert actions.mark_case_opened(report=report, by=cast.worker, at=now()).state == "case_opened"
        for again in (
            lambda: actions.mark_case_opened(report=report, by=cast.worker, at=now()),
            lambda: actions.close(report=report, code="no_concern", reason="Bir endişe yok.", by=cast.worker, at=now()),
            lambda: actions.screen(report=report, answers=answers(report, cast.worker), by=cast.worker, at=now()),
        ):
            with pytest.raises(Conflict):
                again()


def test_a_report_of_the_night_goes_to_a_worker_of_its_own_office_with_every_row(cast):
    report = received(cast.duty, office=cast.meram)
    assert report.worker_id is None
    with acting(cast.other_office["supervisor"]), pytest.raises(Conflict):
        actions.assign(
            report=report, worker=user_of(cast.other_office["worker"]), by=cast.other_office["supervisor"], at=now()
        )
    with acting(cast.supervisor):
        assert actions.assign(report=report, worker=user_of(cast.worker), by=cast.supervisor, at=now()) >= 3
    with acting(cast.worker):
        assert Report.objects.get().team_id == cast.team.pk
    with acting(cast.worker), pytest.raises(NotAllowed):
        actions.assign(report=report, worker=user_of(cast.other_team_worker), by=cast.worker, at=now())


def test_a_child_in_an_open_report_cannot_be_erased(cast):
    report = screened(cast.worker)
    with acting(cast.supervisor):
        one = Person.objects.get()
        with pytest.raises(Refusal) as refused:
            persons.ask_erase(person=one, ground="KVKK m. 7, başvuru 2026/1", by=cast.supervisor, at=now())
        assert refused.value.code == "open_report"
        actions.close(report=report, code="no_concern", reason="Bir endişe bulunmadı.", by=cast.supervisor, at=now())
        assert open_report(one, cast.supervisor, now()) is None


def test_work_is_by_clock_and_by_post(cast):
    late = screened(cast.worker, "danger_now", received_at=now() - timedelta(hours=30))
    fresh = received(cast.worker)
    night = received(cast.duty, office=cast.meram)

    def tasks(identity):
        with acting(identity):
            return sorted((task.kind, task.tone, task.thing.split(" · ")[0]) for task in work(identity, now()))

    assert tasks(cast.worker) == [("intake.contact", "overdue", late.number), ("intake.screen", "due", fresh.number)]
    assert ("intake.assign", "waiting", night.number) in tasks(cast.supervisor)
    assert ("intake.contact", "overdue", late.number) in tasks(cast.supervisor)
    assert tasks(cast.duty) == [("intake.screen", "due", night.number)]
    assert tasks(cast.inspector) == tasks(cast.other_office["supervisor"]) == []
    with acting(cast.worker):
        assert all("Deniz" not in task.thing for task in work(cast.worker, now()))


def test_work_asks_the_same_number_of_questions_for_one_and_for_three(cast, django_assert_num_queries):
    for _round in range(3):
        received(cast.worker)
        with acting(cast.worker), django_assert_num_queries(4):
            work(cast.worker, now())


def test_the_database_itself_refuses_a_screened_report_without_risk_or_clock(cast):
    report = received(cast.worker)
    with acting(cast.worker):
        for change in ({"state": "screened"}, {"risk": "high"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Report.objects.filter(pk=report.pk).update(**change)


def test_the_rules_are_those_of_the_day_the_report_came_in_at_the_office(cast):
    report = received(cast.worker, received_at=datetime(2026, 1, 5, 22, 30, tzinfo=UTC))
    with acting(cast.worker):
        assert settings_of(report).day == date(2026, 1, 6)


@pytest.mark.commits
def test_two_people_deciding_about_one_report_at_once_decide_once(own_cast):
    with acting(own_cast.worker), transaction.atomic():
        report = screened(own_cast.worker)
    start, outcomes = threading.Barrier(2), []

    def run(identity, deed):
        try:
            start.wait()
            with acting(identity), transaction.atomic():
                deed()
            outcomes.append("done")
        except Conflict:
            outcomes.append("refused")
        finally:
            connections.close_all()

    deeds = [
        (own_cast.worker, lambda: actions.mark_case_opened(report=report, by=own_cast.worker, at=now())),
        (
            own_cast.supervisor,
            lambda: actions.close(
                report=report, code="no_concern", reason="Bir endişe bulunmadı.", by=own_cast.supervisor, at=now()
            ),
        ),
    ]
    threads = [threading.Thread(target=run, args=deed) for deed in deeds]
    [thread.start() for thread in threads]
    [thread.join(20) for thread in threads]
    assert sorted(outcomes) == ["done", "refused"]
