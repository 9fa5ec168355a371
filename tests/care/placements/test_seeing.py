"""Who sees a placement, and what its forms ask for."""

from datetime import timedelta

import pytest

from tests.care.placements.made import (
    ZONE,
    emergency,
    living,
    night_family,
    prepared,
    ready,
    refused,
    signed,
)
from tests.factories.care import make_basis, make_case
from tests.factories.cast import user_of
from umay.care.placements import actions, queries
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal


def test_a_placement_is_seen_by_the_childs_people_and_nobody_else(cast):
    (placement,) = living(cast)
    for by, sees in (
        (cast.worker, True),
        (cast.supervisor, True),
        (cast.director, True),
        (cast.inspector, True),
        (cast.other_team_worker, False),
        (cast.other_office["supervisor"], False),
        (cast.other_province["duty"], False),
        (cast.azerbaijan["supervisor"], False),
        (cast.auditor, False),
    ):
        with acting(by):
            assert queries.visible(by).filter(pk=placement.pk).exists() is sees, by.name
    assert user_of(cast.worker).pk == placement.worker_id


def test_the_familys_office_sees_a_number_and_the_office_of_anothers_child(cast):
    case = make_case(cast.other_office["worker"])
    make_basis(case, cast.other_office["worker"])
    family = night_family(cast)
    emergency(cast, case, family)
    with acting(cast.worker):
        found = queries.living_in(family.pk, by=cast.worker)
        assert found.living == [] and sum(count for _office, count in found.others) == 1


def test_a_stranger_can_not_lock_the_family_of_a_placement(cast):
    (placement,) = ready(cast)
    by = cast.other_office["supervisor"]
    with acting(by), pytest.raises((NotAllowed, Conflict, Refusal)):
        actions.begin(placement=placement, by=by, at=now())


def test_the_contract_and_number_are_asked_for(cast):
    (placement,) = prepared(cast)
    tomorrow = local_day(now(), ZONE) + timedelta(days=2)
    assert refused(cast.worker, actions.sign_contract, placement=placement, signed_on=tomorrow, number="1") == "day"
    today = local_day(now(), ZONE)
    assert refused(cast.worker, actions.sign_contract, placement=placement, signed_on=today, number=" ") == "number"
    assert signed(cast, placement).contract_number == "2026/7"
