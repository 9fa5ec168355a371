"""The right by which a child is in care, its clocks, and reviews."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.care.cases.steps import opened, taken_in
from tests.factories.care import make_basis, make_case
from tests.factories.cast import user_of
from umay.care.cases import actions, queries, rules
from umay.care.cases.models import Case, Deadline, LegalBasis, Note
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, Refusal


def test_the_emergency_machine_runs_from_handover_to_order(cast):
    case = opened(cast.worker)
    at = now()
    with acting(cast.worker):
        basis = taken_in(case, cast.worker, at - timedelta(days=1))
        assert queries.valid_basis(case, at) == basis
        apply = Deadline.objects.get(kind="apply_to_judge")
        actions.meet_deadline(deadline=apply, met_at=at - timedelta(hours=1), by=cast.worker, at=at)
        decides = Deadline.objects.get(kind="judge_decides", met_at__isnull=True)
        assert decides.started_at == at - timedelta(hours=1)
        basis.refresh_from_db()
        assert basis.ends_at >= decides.due_at
        order = actions.add_basis(
            case=case,
            values={
                "kind": "emergency_order",
                "authority": "Konya 1. Çocuk Mahkemesi",
                "decision_number": "2026/7",
                "decided_on": at.date(),
                "starts_at": at - timedelta(minutes=5),
            },
            by=cast.worker,
            at=at,
        )
        basis.refresh_from_db()
        decides.refresh_from_db()
        assert (basis.state, basis.ended_why) == ("ended", "followed") and decides.met_at is not None
        assert queries.valid_basis(case, at) == order
        ends = Deadline.objects.get(kind="order_ends", met_at__isnull=True)
        assert ends.due_at == order.ends_at and ends.basis_id == order.pk
        assert queries.valid_basis(case, order.ends_at + timedelta(seconds=1)) is None


def test_applying_on_the_fifth_day_keeps_the_child_protected_until_the_judge_decides(cast):
    case = opened(cast.worker)
    at = now()
    with acting(cast.worker):
        basis = taken_in(case, cast.worker, at - timedelta(days=4, hours=12))
        end = basis.ends_at
        apply = Deadline.objects.get(kind="apply_to_judge")
        actions.meet_deadline(deadline=apply, met_at=at, by=cast.worker, at=at)
        basis.refresh_from_db()
        decides = Deadline.objects.get(kind="judge_decides")
        assert basis.ends_at == decides.due_at > end
        assert Deadline.objects.get(kind="order_ends").due_at == basis.ends_at


def test_the_end_by_law_can_only_be_earlier(cast):
    case = opened(cast.worker)
    at = now()
    with acting(cast.worker):
        with pytest.raises(Refusal, match="cannot last so long"):
            taken_in(case, cast.worker, at, ends_at=at + timedelta(days=9))
        assert taken_in(case, cast.worker, at, ends_at=at + timedelta(days=2)).ends_at == at + timedelta(days=2)


@pytest.mark.parametrize("missing", [{"authority": " "}, {"decision_number": ""}, {"decided_on": None}, {"kind": "x"}])
def test_an_order_needs_its_authority_number_and_day(cast, missing):
    case = opened(cast.worker)
    at = now()
    values = {
        "kind": "care_order",
        "authority": "Konya 1. Çocuk Mahkemesi",
        "decision_number": "2026/7",
        "decided_on": at.date(),
        "starts_at": at,
    } | missing
    with acting(cast.worker), pytest.raises(Refusal):
        actions.add_basis(case=case, values=values, by=cast.worker, at=at)


def test_a_basis_of_the_future_is_not_in_force(cast):
    case = opened(cast.worker)
    with acting(cast.worker), pytest.raises(Refusal, match="not before"):
        taken_in(case, cast.worker, now() + timedelta(hours=1))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"starts_at": datetime(1900, 1, 1, 9, tzinfo=UTC)}, "starts_at"),
        ({"decided_on": date(1902, 1, 1)}, "decided_on"),
        ({"decided_on": date(2999, 1, 1)}, "decided_on"),
    ],
)
def test_a_slip_in_the_year_of_an_order_is_noticed(cast, changes, code):
    case = make_case(cast.worker, ages=(6,))
    values = {
        "kind": "care_order",
        "authority": "Konya 1. Çocuk Mahkemesi",
        "decision_number": "2026/1",
        "decided_on": now().astimezone(ZoneInfo(cast.worker.zone)).date(),
        "starts_at": now(),
    }
    with acting(cast.worker):
        with pytest.raises(Refusal, check=lambda refusal: refusal.code == code):
            actions.add_basis(case=case, values=values | changes, by=cast.worker, at=now())
        assert actions.add_basis(case=case, values=values, by=cast.worker, at=now()).kind == "care_order"


def test_a_lifted_order_stops_its_clocks(cast):
    case = opened(cast.worker)
    at = now()
    with acting(cast.worker):
        basis = taken_in(case, cast.worker, at - timedelta(days=1))
        with pytest.raises(Refusal, match="why"):
            actions.end_basis(basis=basis, version=basis.version, ended_at=at, why="", by=cast.worker, at=at)
        actions.end_basis(basis=basis, version=basis.version, ended_at=at, why="Hâkim kaldırdı", by=cast.worker, at=at)
        assert queries.valid_basis(case, at) is None
        assert not Deadline.objects.filter(basis=basis, met_at__isnull=True).exists()
        with pytest.raises(Conflict):
            actions.end_basis(basis=basis, version=basis.version, ended_at=at, why="bir daha", by=cast.worker, at=at)


def test_a_later_basis_counts_and_an_expired_one_does_not(cast):
    case = make_case(cast.worker)
    old = make_basis(case, cast.worker, ends_at=now() + timedelta(days=1))
    with acting(cast.worker):
        assert queries.valid_basis(case, now()) == old
        assert queries.valid_basis(case, now() + timedelta(days=2)) is None
        assert LegalBasis.objects.count() == 1


def test_a_met_clock_is_met_once_and_within_its_time(cast):
    case = opened(cast.worker)
    with acting(cast.worker):
        full = Deadline.objects.get(rule=rules.FULL_ASSESSMENT)
        for wrong in (case.opened_at - timedelta(days=1), now() + timedelta(days=1)):
            with pytest.raises(Refusal):
                actions.meet_deadline(deadline=full, met_at=wrong, by=cast.worker, at=now())
        at = now()
        actions.meet_deadline(deadline=full, met_at=at, by=cast.worker, at=at)
        assert Deadline.objects.filter(kind="plan", met_at__isnull=True).count() == 1
        with pytest.raises(Conflict):
            actions.meet_deadline(deadline=full, met_at=at, by=cast.worker, at=at)
        assert Deadline.objects.filter(kind="plan").count() == 1


def test_a_review_starts_the_next_one_not_later_than_the_rule(cast):
    case = opened(cast.worker)
    at, today = now(), now().astimezone(ZoneInfo(cast.worker.zone)).date()
    said = {"held_on": today, "text": "Hepsi birlikte konuştu.", "goal": "return_home", "by": cast.worker, "at": at}
    with acting(cast.worker):
        with pytest.raises(Refusal, match="not later"):
            actions.review(case=case, version=case.version, next_on=today + timedelta(days=200), **said)
        actions.review(case=case, version=case.version, next_on=today + timedelta(days=30), **said)
        fresh = Case.objects.get(pk=case.pk)
        assert (fresh.next_review_on, fresh.goal) == (today + timedelta(days=30), "return_home")
        running = Deadline.objects.get(kind="review", met_at__isnull=True)
        assert running.due_at.astimezone(ZoneInfo(cast.worker.zone)).date() == fresh.next_review_on
        with pytest.raises(Conflict):
            actions.review(case=case, version=case.version, **said)
        assert user_of(cast.worker).pk == Note.objects.get(kind="review").recorded_by
