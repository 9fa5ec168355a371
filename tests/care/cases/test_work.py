"""What of the cases stands in "My work", and for whom."""

from datetime import timedelta

import pytest

from tests.factories.care import make_basis, make_case
from umay.care.cases import actions
from umay.care.cases.models import Case, Deadline
from umay.care.cases.work import work
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


def tasks(identity, at=None) -> list[tuple[str, str]]:
    with acting(identity):
        return [(task.kind, task.tone) for task in work(identity, at or now())]


def clock(case, by, *, due_at, kind="assessment", rule="risk.full_assessment_days"):
    with acting(by):
        return actions.start_deadline(
            case=case,
            kind=kind,
            rule=rule,
            started_at=due_at - timedelta(days=3),
            due_at=due_at,
            by=by,
            at=now(),
        )


def test_a_late_clock_and_one_of_this_week_wait_for_the_worker(cast):
    case, at = make_case(cast.worker), now()
    clock(case, cast.worker, due_at=at - timedelta(hours=1))
    clock(case, cast.worker, due_at=at + timedelta(hours=5))
    clock(case, cast.worker, due_at=at + timedelta(days=5))
    clock(case, cast.worker, due_at=at + timedelta(days=30))
    assert tasks(cast.worker, at) == [
        ("cases.deadline", "overdue"),
        ("cases.deadline", "urgent"),
        ("cases.deadline", "due"),
    ]


def test_what_was_met_or_closed_waits_for_nobody(cast):
    case, at = make_case(cast.worker, needs_family_since=None), now()
    met = clock(case, cast.worker, due_at=at + timedelta(hours=5))
    with acting(cast.worker):
        Deadline.objects.filter(pk=met.pk).update(met_at=at)
    assert tasks(cast.worker) == []
    clock(case, cast.worker, due_at=at + timedelta(hours=5))
    with acting(cast.worker):
        Case.objects.filter(pk=case.pk).update(state="closed", closed_at=at)
    assert tasks(cast.worker) == []


@pytest.mark.parametrize(
    ("ends", "tone"), [(timedelta(hours=-2), "overdue"), (timedelta(hours=6), "urgent"), (timedelta(days=9), "due")]
)
def test_an_expiring_legal_basis_is_told_once(cast, ends, tone):
    case = make_case(cast.worker)
    make_basis(case, cast.worker, ends_at=now() + ends)
    clock(case, cast.worker, due_at=now() + ends, kind="order_ends", rule="legal.bases")
    assert tasks(cast.worker) == [("cases.basis", tone)]


def test_a_basis_with_weeks_to_go_is_no_task(cast):
    make_basis(make_case(cast.worker), cast.worker, ends_at=now() + timedelta(days=40))
    assert tasks(cast.worker) == []


def test_kin_without_an_answer_for_three_days_are_asked_again(cast):
    case, at = make_case(cast.worker), now()
    with acting(cast.worker):
        kin = actions.ask_kin(
            case=case,
            values={"given": "Nur"},
            tie="grandparent",
            asked_at=at - timedelta(days=4),
            by=cast.worker,
            at=at,
        )
        assert tasks(cast.worker) == [("cases.kin", "waiting")]
        actions.answer_kin(kin=kin, version=kin.version, answer="unable", by=cast.worker, at=at)
    assert tasks(cast.worker) == []


def test_a_supervisor_sees_what_nobody_works_on_and_what_waits_to_be_closed(cast):
    make_case(cast.worker, needs_family_since=None)
    with acting(cast.supervisor):
        actions.open(persons=[], values={"children": [{"given": "Deniz"}]}, by=cast.supervisor, at=now())
    with acting(cast.worker):
        case = Case.objects.get(worker_id=cast.worker.user_id)
        said = {"reason": "home_safe", "note": "İyi.", "by": cast.worker, "at": now()}
        actions.ask_close(case=case, version=case.version, **said)
    found = [kind for kind, _tone in tasks(cast.supervisor)]
    assert found.count("cases.assign") == found.count("cases.close") == 1
    assert "cases.close" not in [kind for kind, _tone in tasks(cast.worker)]


def test_a_worker_is_not_told_about_others_cases(cast):
    case = make_case(cast.worker)
    clock(case, cast.worker, due_at=now() - timedelta(hours=1))
    assert tasks(cast.other_team_worker) == tasks(cast.other_office["worker"]) == tasks(cast.auditor) == []


def test_the_number_of_questions_does_not_grow(cast, django_assert_num_queries):
    for _each in range(3):
        case = make_case(cast.worker)
        clock(case, cast.worker, due_at=now() - timedelta(hours=1))
    with acting(cast.supervisor), django_assert_num_queries(2):
        assert len(work(cast.supervisor, now())) == 3


def test_a_task_says_the_number_and_never_a_name(cast):
    case = make_case(cast.worker)
    clock(case, cast.worker, due_at=now() - timedelta(hours=1))
    with acting(cast.worker):
        (task,) = work(cast.worker, now())
    assert task.thing == case.number and task.url == f"/care/cases/{case.pk}/#deadlines"


def test_many_tasks_of_one_kind_push_out_none_of_another(cast, monkeypatch):
    """The questions go as one statement; each keeps its own bound."""
    monkeypatch.setattr("umay.care.cases.work.MOST", 2)
    for _each in range(3):
        clock(make_case(cast.worker), cast.worker, due_at=now() - timedelta(hours=1))
    make_basis(make_case(cast.worker), cast.worker, ends_at=now() - timedelta(days=1))
    found = [kind for kind, _tone in tasks(cast.worker)]
    assert (found.count("cases.deadline"), found.count("cases.basis")) == (2, 1)


def test_who_may_nothing_here_asks_nothing(cast, django_assert_num_queries):
    with acting(cast.auditor), django_assert_num_queries(0):
        assert work(cast.auditor, now()) == []
