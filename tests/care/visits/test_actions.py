"""Visits: planned with the handover, written down with the child's word, and a concern that reaches the supervisor at once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.care.placements.made import emergency, living, night_family
from tests.factories.care import make_case
from umay.care.placements import actions as placements
from umay.care.placements.models import Placement
from umay.care.visits import actions, queries
from umay.care.visits.models import Concern, Visit
from umay.care.visits.words import VisitState
from umay.care.visits.work import work
from umay.ground.journal.models import Entry
from umay.ground.offices.models import Notice
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal

ZONE = "Europe/Istanbul"


def planned(cast, placement) -> Visit:
    with acting(cast.worker):
        return Visit.objects.get(placement=placement, state=VisitState.PLANNED)


def values(**changes):
    return {
        "visited_at": now(),
        "where": "home",
        "saw_child_alone": True,
        "seen": "Odası sıcak, kendi yatağı var.",
        "child_said": "Burada iyi uyuyorum.",
    } | changes


def recorded(cast, visit, **changes) -> Visit:
    with acting(cast.worker):
        return actions.record(visit=visit, values=values(**changes), by=cast.worker, at=now())


def test_the_handover_plans_the_first_visit_in_the_same_transaction(cast):
    (placement,) = living(cast)
    visit = planned(cast, placement)
    assert visit.due_on == local_day(placement.began_at, ZONE) + timedelta(days=7)
    assert visit.worker_id == cast.worker.user_id and visit.rule == "visits.first_within_days"


def test_an_emergency_is_visited_weekly(cast):
    (placement,) = emergency(cast, make_case(cast.worker), night_family(cast))
    visit = planned(cast, placement)
    recorded(cast, visit)
    assert planned(cast, placement).rule == "visits.emergency_every_days"


def test_a_visit_written_down_plans_the_next_one(cast):
    (placement,) = living(cast)
    done = recorded(cast, planned(cast, placement))
    assert done.state == VisitState.DONE and done.by_user == cast.worker.user_id and done.at
    assert planned(cast, placement).rule == "visits.first_year_every_months"


def test_a_visit_is_written_down_once(cast):
    (placement,) = living(cast)
    visit = planned(cast, placement)
    recorded(cast, visit)
    with pytest.raises(Conflict):
        recorded(cast, visit)
    assert planned(cast, placement)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"child_said": " "}, "child_said"),
        ({"seen": ""}, "seen"),
        ({"where": "moon"}, "where"),
        ({"visited_at": "later"}, "visited_at"),
        ({"visited_at": "before"}, "visited_at"),
        ({"concern_level": "serious", "concern_kind": "injury", "concern": ""}, "text"),
        ({"concern_level": "serious", "concern_kind": "", "concern": "x"}, "kind"),
    ],
)
def test_a_visit_is_refused_without(cast, changes, code):
    (placement,) = living(cast)
    shift = {"later": timedelta(hours=1), "before": -timedelta(days=1)}.get(changes.get("visited_at"))
    if shift:
        changes = {"visited_at": now() + shift}
    with pytest.raises(Refusal) as caught:
        recorded(cast, planned(cast, placement), **changes)
    assert caught.value.code == code
    assert planned(cast, placement).at is None


def test_a_baby_is_written_about_instead_of_heard(cast):
    (placement,) = living(cast, ages=(1,))
    done = recorded(cast, planned(cast, placement), child_said="", child_not_heard_why="Bebek; sakin uyuyor.")
    assert done.child_said is None and done.child_not_heard_why


def test_the_database_itself_wants_the_childs_word(cast):
    (placement,) = living(cast)
    visit = planned(cast, placement)
    with acting(cast.worker), pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(state="done", at=now())


def test_a_missed_visit_has_a_reason_and_a_new_day(cast):
    (placement,) = living(cast)
    visit, today = planned(cast, placement), local_day(now(), ZONE)
    with acting(cast.worker):
        with pytest.raises(Refusal) as caught:
            actions.miss(
                visit=visit,
                kind="away",
                why="Evde yoklardı.",
                new_on=today + timedelta(days=60),
                by=cast.worker,
                at=now(),
            )
        assert caught.value.code == "new_on"
        again = actions.miss(
            visit=visit, kind="away", why="Evde yoklardı.", new_on=today + timedelta(days=2), by=cast.worker, at=now()
        )
        assert again.rule == visit.rule and again.due_on == today + timedelta(days=2)
        assert Visit.objects.get(pk=visit.pk).state == VisitState.MISSED
        assert not Concern.objects.exists()


def test_a_child_who_is_missing_reaches_the_supervisor_at_once(cast):
    (placement,) = living(cast)
    visit = planned(cast, placement)
    with acting(cast.worker):
        actions.miss(
            visit=visit,
            kind="missing",
            why="Dünden beri evde değil.",
            new_on=local_day(now(), ZONE),
            by=cast.worker,
            at=now(),
        )
        assert Concern.objects.get(visit=visit).level == "danger"
    with acting(cast.supervisor):
        assert Notice.objects.filter(kind="concern").count() == 1


def test_a_concern_reaches_the_supervisor_and_its_answer_the_worker(cast):
    (placement,) = living(cast)
    visit = recorded(
        cast, planned(cast, placement), concern_level="serious", concern_kind="injury", concern="Kolunda morluk var."
    )
    with acting(cast.supervisor):
        concern = queries.concerns(cast.supervisor).get()
        assert concern.visit_id == visit.pk and concern.text == "Kolunda morluk var."
        assert Notice.objects.filter(kind="concern", thing=concern.pk).count() == 1
        (task,) = [task for task in work(cast.supervisor, now()) if task.kind == "visits.concern"]
        assert task.tone == "urgent" and "morluk" not in task.title
        actions.answer_concern(concern=concern, answer="Yarın hekime götürülecek.", by=cast.supervisor, at=now())
        with pytest.raises(Conflict):
            actions.answer_concern(concern=concern, answer="Yine.", by=cast.supervisor, at=now())
        assert not queries.concerns(cast.supervisor).exists()
    with acting(cast.worker):
        assert Notice.objects.filter(kind="concern", thing=concern.pk).count() == 1
        assert any(task.kind == "visits.answered" for task in work(cast.worker, now()))


def test_the_worker_does_not_answer_concerns(cast):
    (placement,) = living(cast)
    visit = recorded(cast, planned(cast, placement))
    with acting(cast.worker):
        concern = actions.raise_concern(
            visit=visit, level="low", kind="school", text="Okula geç kalıyor.", by=cast.worker, at=now()
        )
        with pytest.raises(NotAllowed):
            actions.answer_concern(concern=concern, answer="x", by=cast.worker, at=now())


def test_a_concern_is_told_to_the_supervisor_of_the_childs_own_office_only(cast):
    (placement,) = living(cast)
    visit = planned(cast, placement)
    with acting(cast.worker):
        told = queries.told_of_concern(visit, on=local_day(now(), ZONE))
    assert told == [cast.supervisor.user_id]


def test_an_extra_visit_moves_none_of_the_rhythm(cast):
    (placement,) = living(cast)
    today = local_day(now(), ZONE)
    with acting(cast.worker):
        regular = planned(cast, placement)
        extra = actions.add(placement=placement, due_on=today, by=cast.worker, at=now())
        actions.record(visit=extra, values=values(), by=cast.worker, at=now())
        assert Visit.objects.get(placement=placement, state=VisitState.PLANNED).pk == regular.pk
        with pytest.raises(Refusal):
            actions.add(placement=placement, due_on=today - timedelta(days=1), by=cast.worker, at=now())


def test_ending_the_placement_calls_off_what_was_planned(cast):
    (placement,) = living(cast)
    with acting(cast.worker):
        placements.end(placement=placement, reason="returned_home", note="Döndü.", by=cast.worker, at=now())
        assert set(Visit.objects.filter(placement=placement).values_list("state", flat=True)) == {"cancelled"}


def test_only_one_visit_of_the_rhythm_is_planned_whatever_statement_is_used(cast):
    (placement,) = living(cast)
    visit = planned(cast, placement)
    with acting(cast.worker), pytest.raises(IntegrityError), transaction.atomic():
        visit.pk = None
        visit.id = None
        from umay.kit.kernel.ids import new_id

        visit.id = new_id()
        visit._state.adding = True
        visit.save(force_insert=True)


def test_late_visits_are_counted_for_each_worker(cast):
    (placement,) = living(cast)
    today = local_day(now(), ZONE)
    with acting(cast.worker):
        Visit.objects.filter(placement=placement).update(due_on=today - timedelta(days=3))
        (task,) = work(cast.worker, now())
        assert task.kind == "visits.due" and task.tone == "overdue"
    with acting(cast.supervisor):
        assert queries.overdue_by_worker(by=cast.supervisor, today=today) == {cast.worker.user_id: 1}
        (task,) = work(cast.supervisor, now())
        assert task.tone == "overdue"
    with acting(cast.other_office["supervisor"]):
        assert queries.overdue_by_worker(by=cast.other_office["supervisor"], today=today) == {}


def test_a_stranger_neither_sees_nor_writes_a_visit(cast):
    (placement,) = living(cast)
    visit = planned(cast, placement)
    for by in (cast.other_team_worker, cast.other_office["worker"], cast.azerbaijan["worker"]):
        with acting(by):
            assert not Visit.objects.filter(pk=visit.pk).exists()
            with pytest.raises(Conflict):
                actions.record(visit=visit, values=values(), by=by, at=now())
    with acting(cast.worker):
        assert Placement.objects.get(pk=placement.pk).state == "active"


def test_many_first_visits_are_planned_as_one_by_one(cast):
    (placement,) = living(cast)
    first = planned(cast, placement)
    with acting(cast.worker):
        assert actions.plan_many(placements=[placement], by=cast.worker, at=now()) == 0  # it has one
        Visit.objects.filter(pk=first.pk).update(placement=placement, rule="", state=VisitState.CANCELLED)
    (other,) = living(cast)
    with acting(cast.worker):
        one_by_one = Visit.objects.get(placement=other)
        Visit.objects.filter(placement=other).update(placement=placement)
        assert actions.plan_many(placements=[other], by=cast.worker, at=now()) == 1
        made = Visit.objects.get(placement=other)
        line = Entry.objects.get(code="visits.plan", thing=made.pk)
    assert (made.due_on, made.rule, made.worker_id, made.state) == (
        one_by_one.due_on,
        one_by_one.rule,
        one_by_one.worker_id,
        one_by_one.state,
    )
    assert (line.file, line.fields) == (made.file_id, ["due_on"])
