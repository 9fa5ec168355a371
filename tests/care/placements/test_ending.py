"""A placement ends, is given up or goes over into another."""

import pytest

from tests.care.placements.made import (
    living,
    places,
    prepared,
    ready,
    refused,
)
from umay.care.cases import actions as cases
from umay.care.cases.models import Case
from umay.care.families.models import Family
from umay.care.placements import actions, queries
from umay.care.placements.models import Placement
from umay.care.placements.words import PlacementState
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Refusal


def test_ending_frees_the_place_and_needs_a_reason_of_the_country(cast):
    (placement,) = living(cast, places=1)
    family = Family(pk=placement.family_id)
    assert places(cast.family_worker, family) == (1, 0, 0)
    assert refused(cast.worker, actions.end, placement=placement, reason="bored", note="x") == "reason"
    assert refused(cast.worker, actions.end, placement=placement, reason="returned_home", note=" ") == "note"
    with acting(cast.worker):
        ended = actions.end(
            placement=placement, reason="returned_home", note="Annesine döndü.", by=cast.worker, at=now()
        )
    assert ended.state == PlacementState.ENDED and ended.during.upper == ended.ended_at
    assert places(cast.family_worker, family) == (0, 0, 1)


def test_giving_up_a_home_frees_its_place(cast):
    (placement,) = prepared(cast, places=1)
    with acting(cast.worker):
        actions.cancel(placement=placement, why="Aile vazgeçti.", by=cast.worker, at=now())
    assert places(cast.family_worker, Family(pk=placement.family_id)) == (0, 0, 1)


def test_the_approver_may_refuse_and_the_place_is_free(cast):
    (placement,) = prepared(cast, places=1)
    with acting(cast.approver):
        gone = actions.refuse(placement=placement, why="Belge eksik.", by=cast.approver, at=now())
    assert gone.state == PlacementState.CANCELLED
    assert places(cast.family_worker, Family(pk=placement.family_id)) == (0, 0, 1)


def test_a_case_does_not_close_while_a_child_lives_with_a_family(cast):
    (placement,) = living(cast)
    with acting(cast.worker):
        case = Case.objects.get(pk=placement.case_id)
        values = {
            "case": case,
            "version": case.version,
            "reason": "returned",
            "note": "x",
            "by": cast.worker,
            "at": now(),
        }
        with pytest.raises(Refusal) as caught:
            cases.ask_close(**values)
    assert caught.value.code == "placed"


def test_moving_ends_one_home_and_begins_the_other_at_the_same_instant(cast):
    (old,) = living(cast)
    with acting(cast.worker):
        case = Case.objects.get(pk=old.case_id)
    (new,) = ready(cast, case=case)
    assert refused(cast.worker, actions.begin, placement=new) == "elsewhere"
    at = now()
    with acting(cast.worker):
        begun = actions.move(placement=old, to=new, reason="child_need", note="Okula yakın.", by=cast.worker, at=at)
        left = Placement.objects.get(pk=old.pk)
        assert left.ended_at == begun.began_at == at and left.moved_to_id == begun.pk
        stays = queries.timeline(old.child_id, by=cast.worker, settings=pack("TR", at.date()))
        assert [stay.placement.pk for stay in stays] == [old.pk, new.pk]
    assert places(cast.family_worker, Family(pk=old.family_id))[0] == 0


def test_a_move_that_cannot_begin_leaves_the_child_where_it_is(cast):
    (old,) = living(cast)
    with acting(cast.worker):
        case = Case.objects.get(pk=old.case_id)
    (new,) = prepared(cast, case=case)
    code = refused(cast.worker, actions.move, placement=old, to=new, reason="child_need", note="x")
    assert code == "wrong_state"
    with acting(cast.worker):
        assert Placement.objects.get(pk=old.pk).state == PlacementState.ACTIVE
