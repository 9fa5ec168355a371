"""Two people at once, on real connections: the second gets a clear refusal, and a child is never in two places."""

import threading
from datetime import timedelta

import pytest
from django.db import connections, transaction

from tests.care.placements.made import decided, emergency, night_family, places, ready
from tests.factories.care import make_case
from umay.care.cases.models import Case
from umay.care.families import actions as families
from umay.care.families.models import Family
from umay.care.placements import actions
from umay.care.placements.models import Placement
from umay.care.visits.models import Visit
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.ids import new_id

pytestmark = pytest.mark.commits


def settled(make, *args, **values):
    """Do it in a transaction of its own, so that the others see it."""
    with transaction.atomic():
        return make(*args, **values)


def row(by, model, **which):
    with acting(by), transaction.atomic():
        return model.objects.get(**which)


def count(by, model, **which) -> int:
    with acting(by), transaction.atomic():
        return model.objects.filter(**which).count()


def at_once(*deeds) -> list[str]:
    """Run (person, function) pairs in threads of their own that start together; "done" or the code of each refusal, sorted."""
    gate, answers, broken = threading.Barrier(len(deeds)), [], []

    def run(by, deed):
        try:
            with acting(by):
                gate.wait(10)
                deed()
            answers.append("done")
        except Refusal as refusal:
            answers.append(refusal.code)
        except BaseException as error:  # a deadlock or a constraint in the raw is no answer for a person
            broken.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=deed) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not broken, broken
    return sorted(answers)


def test_two_who_begin_the_same_placement_at_once(own_cast):
    cast = own_cast
    (placement,) = settled(ready, cast)
    answers = at_once(
        (cast.worker, lambda: actions.begin(placement=placement, by=cast.worker, at=now())),
        (cast.supervisor, lambda: actions.begin(placement=placement, by=cast.supervisor, at=now())),
    )
    assert answers == ["done", "wrong_state"]
    assert count(cast.worker, Visit, placement=placement, state="planned") == 1


def test_two_homes_for_one_child_at_once(own_cast):
    """The duty officer at night and the worker with the prepared home: one of them is refused."""
    cast = own_cast
    (placement,) = settled(ready, cast)
    family = settled(night_family, cast)
    case = row(cast.worker, Case, pk=placement.case_id)

    def tonight():
        actions.place_emergency(
            case=case,
            family_id=family.pk,
            reason="danger",
            words="Evde bu gece güvenlik yok.",
            family_said_yes=True,
            by=cast.duty,
            at=now(),
        )

    answers = at_once(
        (cast.worker, lambda: actions.begin(placement=placement, by=cast.worker, at=now())), (cast.duty, tonight)
    )
    assert answers in (["done", "elsewhere"], ["done", "move_reason"])
    assert count(cast.worker, Placement, child_id=placement.child_id, state="active") == 1


def test_two_duty_officers_and_the_last_place(own_cast):
    cast = own_cast
    family = settled(night_family, cast, places=1)
    first, second = settled(make_case, cast.worker), settled(make_case, cast.worker)
    answers = at_once(
        (cast.duty, lambda: emergency(cast, first, family)), (cast.duty, lambda: emergency(cast, second, family))
    )
    assert answers[0] == "done" and answers[1] in ("full", "family")
    assert settled(places, cast.family_worker, family) == (1, 0, 0)


def test_a_decision_and_another_who_wants_the_same_last_place(own_cast):
    cast = own_cast
    match, candidate, _case, family = settled(decided, cast, places=1)

    def other():
        families.take_places(family_id=family.pk, count=1, by_thing=new_id(), by=cast.placement_officer, at=now())

    answers = at_once(
        (cast.supervisor, lambda: actions.prepare(match=match, candidate=candidate, by=cast.supervisor, at=now())),
        (cast.placement_officer, other),
    )
    assert answers == ["done", "full"]
    assert settled(places, cast.family_worker, family) == (1, 0, 0)


def test_a_family_suspended_at_the_moment_of_the_handover(own_cast):
    """Whichever comes first: a child never moves in after the suspension."""
    cast = own_cast
    (placement,) = settled(ready, cast)
    family = row(cast.family_worker, Family, pk=placement.family_id)

    def suspend():
        with transaction.atomic():
            held = Family.objects.select_for_update(of=("self",)).get(pk=family.pk)
            held.state = "suspended"
            held.save(update_fields=["state"])

    answers = at_once(
        (cast.worker, lambda: actions.begin(placement=placement, by=cast.worker, at=now())),
        (cast.family_worker, suspend),
    )
    assert answers in (["done", "done"], ["done", "family"])
    if "family" in answers:
        assert row(cast.worker, Placement, pk=placement.pk).state == "approved"


def test_ending_and_moving_at_once_leave_one_home(own_cast):
    cast = own_cast
    (old,) = settled(ready, cast)
    with acting(cast.worker):
        actions.begin(placement=old, by=cast.worker, at=now())
    case = row(cast.worker, Case, pk=old.case_id)
    (new,) = settled(ready, cast, case=case)
    later = now() + timedelta(seconds=1)
    answers = at_once(
        (
            cast.worker,
            lambda: actions.move(placement=old, to=new, reason="child_need", note="Okul.", by=cast.worker, at=later),
        ),
        (
            cast.supervisor,
            lambda: actions.end(placement=old, reason="child_need", note="Okul.", by=cast.supervisor, at=later),
        ),
    )
    assert answers == ["done", "wrong_state"]
    assert count(cast.worker, Placement, child_id=old.child_id, state="active") <= 1
