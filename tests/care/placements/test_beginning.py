"""From the decision to the handover: what may not happen to a child, tried."""

import dataclasses
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.care.placements.made import (
    ZONE,
    approved,
    decided,
    living,
    places,
    prepared,
    ready,
    refused,
)
from umay.care.cases.models import Case, CaseChild, LegalBasis
from umay.care.families.models import Family
from umay.care.placements import actions
from umay.care.placements.models import Placement
from umay.care.placements.words import PlacementState
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


def test_a_decision_prepares_one_placement_for_each_child_and_takes_the_places_it_held(cast):
    placements = prepared(cast, ages=(4, 8), places=2)
    family = Family(pk=placements[0].family_id)
    assert [placement.state for placement in placements] == ["preparing", "preparing"]
    assert all(placement.family_said_yes_at for placement in placements)
    assert {placement.proposed_by for placement in placements} == {cast.worker.user_id}
    assert places(cast.family_worker, family) == (2, 0, 0)


def test_a_second_home_is_not_prepared_for_the_same_child(cast):
    (placement,) = prepared(cast)
    case = Case(pk=placement.case_id)
    with acting(cast.worker):
        case.refresh_from_db()
    match, candidate, _case, _family = decided(cast, case=case)
    assert refused(cast.supervisor, actions.prepare, match=match, candidate=candidate) == "prepared"


def test_the_governors_approval_is_given_by_a_second_person_only(cast):
    (placement,) = prepared(cast)
    values = {"placement": placement, "authority": "Valilik", "number": "1", "approved_on": local_day(now(), ZONE)}
    assert refused(cast.worker, actions.approve, **values) == "not_allowed"
    proposer = dataclasses.replace(cast.approver, user_id=cast.worker.user_id)
    assert refused(proposer, actions.approve, **values) == "second_person"
    decider = dataclasses.replace(cast.approver, user_id=cast.supervisor.user_id)
    assert refused(decider, actions.approve, **values) == "second_person"
    assert approved(cast, placement).state == PlacementState.APPROVED


@pytest.mark.parametrize("lacking", ["contract", "approval", "basis", "view", "yes", "family"])
def test_a_child_does_not_move_in_while_anything_is_missing(cast, lacking):
    (placement,) = ready(cast)
    with acting(cast.supervisor):
        rows = Placement.objects.filter(pk=placement.pk)
        if lacking == "contract":
            rows.update(contract_signed_on=None)
        elif lacking == "approval":
            rows.update(approved_on=None)
        elif lacking == "yes":
            rows.update(family_said_yes_at=None)
        elif lacking == "basis":
            LegalBasis.objects.filter(case=placement.case_id).update(ends_at=now() - timedelta(hours=1))
        elif lacking == "view":
            CaseChild.objects.filter(case=placement.case_id).update(view=None)
    if lacking == "family":
        with acting(cast.family_worker):
            Family.objects.filter(pk=placement.family_id).update(state="suspended")
    assert refused(cast.worker, actions.begin, placement=placement) == lacking
    with acting(cast.worker):
        placement.refresh_from_db()
        assert placement.state == PlacementState.APPROVED and placement.began_at is None


def test_the_view_of_this_very_child_counts_not_that_of_its_sister(cast):
    first, second = ready(cast, ages=(4, 8))
    with acting(cast.worker):
        CaseChild.objects.filter(person=first.child_id).update(view=None)
        actions.begin(placement=second, by=cast.worker, at=now())
    assert refused(cast.worker, actions.begin, placement=first) == "view"


def test_a_child_moves_in_and_the_search_ends_when_every_child_has_a_home(cast):
    first, second = ready(cast, ages=(4, 8))
    with acting(cast.worker):
        begun = actions.begin(placement=first, by=cast.worker, at=now())
        assert begun.state == PlacementState.ACTIVE and begun.basis_id and begun.due_end_on is None
        assert Case.objects.get(pk=first.case_id).needs_family_since is not None
        actions.begin(placement=second, by=cast.worker, at=now())
        assert Case.objects.get(pk=first.case_id).needs_family_since is None


def test_a_contract_and_an_approval_never_come_after_the_handover(cast):
    (placement,) = ready(cast)
    early = now() - timedelta(days=1, hours=1)
    assert refused(cast.worker, actions.begin, placement=placement, handed_over_at=early) == "order"
    late = now() + timedelta(hours=1)
    assert refused(cast.worker, actions.begin, placement=placement, handed_over_at=late) == "future"


def test_a_form_of_yesterday_changes_nothing(cast):
    (placement,) = ready(cast)
    assert refused(cast.worker, actions.begin, placement=placement, version=placement.version - 1) == "conflict"
    assert (
        refused(cast.worker, actions.cancel, placement=placement, why="x", version=placement.version - 1) == "conflict"
    )


def test_a_child_is_never_in_two_places_whatever_statement_is_used(cast):
    (placement,) = living(cast)
    with acting(cast.worker), pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.create(
            **{
                name: getattr(placement, name)
                for name in (
                    "country",
                    "office_id",
                    "team_id",
                    "worker_id",
                    "file_id",
                    "case_id",
                    "child_id",
                    "family_id",
                    "family_office_id",
                    "family_number",
                    "care_type",
                    "basis_id",
                    "family_said_yes_at",
                    "contract_signed_on",
                    "approved_on",
                )
            },
            state="active",
            began_at=now(),
            during=DateTimeTZRange(now(), None),
        )
