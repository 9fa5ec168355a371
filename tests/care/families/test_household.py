"""Who lives in the home, what the family says, and two people who change the same family."""

from datetime import date, timedelta

import pytest

from tests.care.families.steps import CARER, applied, approved, fresh, today
from tests.factories.care import make_family
from umay.care.families import actions, queries
from umay.care.families.actions import CheckDone
from umay.care.families.models import Check
from umay.care.families.words import FamilyState
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal


def test_a_new_adult_without_checks_pauses_an_approved_family_until_they_are_in(cast):
    family, by = approved(cast), cast.family_worker
    with acting(by):
        member = actions.add_member(family=family, who=CARER | {"given": "Dayı"}, role="adult", by=by, at=now())
        paused = fresh(family)
        assert (paused.state, paused.is_available) == ("approved", False)
        with pytest.raises(Refusal) as caught:
            actions.set_availability(family=paused, is_available=True, by=by, at=now())
        assert caught.value.code == "checks"
        with pytest.raises(Refusal):
            actions.confirm_willingness(family=paused, is_willing=True, by=by, at=now())
        actions.assess(
            family=paused,
            checks=[CheckDone(kind, member, today(), True) for kind in ("criminal_record", "health_report")],
            by=by,
            at=now(),
        )
        assert actions.set_availability(family=paused, is_available=True, by=by, at=now()).is_available


def test_a_family_of_older_records_has_its_one_day_of_checks_written_down_before_anything_is_added(cast):
    family, by = make_family(cast.family_worker), cast.family_worker
    with acting(by):
        assert actions.set_availability(family=family, is_available=True, by=by, at=now()).is_available
        child = actions.add_member(
            family=family, who=CARER | {"born_on": date(2020, 1, 1)}, role="child", by=by, at=now()
        )
        assert set(Check.objects.filter(family=family).values_list("done_on", flat=True)) == {family.safety_checks_on}
        assert fresh(family).own_children == 1
        actions.leave(member=child, on=today(), by=by, at=now())
        assert fresh(family).own_children == 0


def test_the_last_carer_does_not_leave(cast):
    family, by = approved(cast), cast.family_worker
    with acting(by):
        first, second = queries.members(family)
        actions.leave(member=second, on=today(), by=by, at=now())
        with pytest.raises(Refusal) as caught:
            actions.leave(member=first, on=today(), by=by, at=now())
        assert caught.value.code == "last_carer"


def test_what_the_family_says_is_kept_with_its_day_and_a_no_pauses_it(cast):
    family, by = approved(cast), cast.family_worker
    with acting(by):
        actions.confirm_willingness(family=family, is_willing=False, note="Annem hasta.", by=by, at=now())
        assert (fresh(family).is_available, fresh(family).willing_confirmed_on) == (False, today())
        actions.confirm_willingness(
            family=family, is_willing=True, said_on=today() - timedelta(days=9), by=by, at=now()
        )
        assert not fresh(family).is_available, "an older word written down late changes nothing"
        actions.confirm_willingness(family=family, is_willing=True, by=by, at=now())
        assert fresh(family).is_available
        assert family.said.count() == 3


def test_two_people_who_change_the_same_family_the_second_is_told(cast):
    family, by = applied(cast), cast.family_worker
    with acting(by):
        seen = fresh(family).version
        actions.change(family=family, version=seen, values={"address": "Yeni Sokak 1"}, by=by, at=now())
        with pytest.raises(Conflict):
            actions.change(family=family, version=seen, values={"address": "Eski"}, by=by, at=now())
        assert fresh(family).address == "Yeni Sokak 1"


def test_other_offices_countries_and_readers_change_nothing(cast):
    family = make_family(cast.family_worker, state=FamilyState.APPROVED)
    strangers = (cast.other_office["family_worker"], cast.azerbaijan["family_worker"])
    for by in strangers:
        with acting(by), pytest.raises(Conflict):
            actions.suspend(family=family, reason="Yabancı biri durdurmak istiyor.", by=by, at=now())
    with acting(cast.worker), pytest.raises(NotAllowed):
        actions.change(family=family, version=1, values={"phone": "1"}, by=cast.worker, at=now())
