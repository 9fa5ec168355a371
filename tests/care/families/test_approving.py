"""No family is approved by one person, or with a check missing; and how an approval ends."""

from datetime import date, timedelta

import pytest

from tests.care.families.steps import CARER, applied, approved, asked, assessed, checks_of, fresh, limits, today
from umay.care.families import actions, queries
from umay.care.families.actions import CheckDone
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ids import new_id


def test_approval_is_asked_only_when_nothing_is_missing(cast):
    by, family = cast.family_worker, applied(cast)
    with acting(by):
        for code in ("wrong_state", "checks", "not_ready", "not_ready"):
            with pytest.raises(Refusal) as caught:
                actions.ask_approval(family=family, by=by, at=now())
            assert caught.value.code == code
            if code == "wrong_state":
                actions.assess(family=family, by=by, at=now())
            elif code == "checks":
                actions.assess(family=family, checks=checks_of(family), by=by, at=now())
            else:
                actions.assess(family=family, inquiry_on=today(), inquiry="Uygun.", by=by, at=now())
        actions.set_limits(family=family, version=fresh(family).version, limits=limits(), by=by, at=now())
        assert actions.ask_approval(family=family, by=by, at=now()).state == "asked"


def test_a_conviction_stops_the_approval_however_good_the_rest(cast):
    family, by = assessed(cast), cast.family_worker
    with acting(by):
        member = queries.members(family)[1]
        actions.assess(family=family, checks=[CheckDone("criminal_record", member, today(), False)], by=by, at=now())
        assert fresh(family).safety_checks_on is None
        with pytest.raises(Refusal) as caught:
            actions.ask_approval(family=family, by=by, at=now())
        assert caught.value.code == "checks"


def test_carers_outside_the_age_of_the_law_are_not_approved_unless_kin_are_waived(cast):
    family, by = assessed(cast, CARER | {"born_on": date(today().year - 70, 1, 1)}), cast.family_worker
    with acting(by):
        with pytest.raises(Refusal) as caught:
            actions.ask_approval(family=family, by=by, at=now())
        assert "age" in str(caught.value)
        actions.assess(family=family, waived=["age"], by=by, at=now())
        with pytest.raises(Refusal):
            actions.ask_approval(family=family, by=by, at=now())
        actions.set_limits(
            family=family, version=fresh(family).version, limits=limits(care_types=["kin"]), by=by, at=now()
        )
        assert actions.ask_approval(family=family, by=by, at=now()).state == "asked"


def test_another_person_approves_with_the_governors_number(cast):
    family = asked(cast)
    with acting(cast.family_worker), pytest.raises(NotAllowed):
        actions.approve(family=family, number="1", by=cast.family_worker, at=now())
    with acting(cast.approver):
        with pytest.raises(Refusal) as caught:
            actions.approve(family=family, number=" ", by=cast.approver, at=now())
        assert caught.value.field == "number"
        done = actions.approve(family=family, number="2026/77", by=cast.approver, at=now())
        assert (done.state, done.approval_number, done.approved_by) == ("approved", "2026/77", cast.approver.user_id)
        assert queries.free_places(done, now()) == 2


def test_nobody_approves_what_they_asked_for_themselves_even_with_both_roles(cast):
    import dataclasses

    family = assessed(cast)
    both = dataclasses.replace(cast.approver, permissions=cast.approver.permissions | cast.family_worker.permissions)
    with acting(both):
        family = actions.ask_approval(family=family, by=both, at=now())
        with pytest.raises(Refusal) as caught:
            actions.approve(family=family, number="1", by=both, at=now())
        assert caught.value.code == "second_person"


def test_what_was_changed_in_the_meantime_is_not_approved_blindly(cast):
    family, by = asked(cast), cast.family_worker
    with acting(cast.approver):
        seen = fresh(family).version
    with acting(by):
        actions.change(family=family, version=seen, values={"phone": "+90332"}, by=by, at=now())
    with acting(cast.approver), pytest.raises(Conflict):
        actions.approve(family=family, version=seen, number="1", by=cast.approver, at=now())


def test_a_family_sent_back_can_be_asked_for_again_and_then_by_another(cast):
    family = asked(cast)
    with acting(cast.approver):
        family = actions.send_back(family=family, reason="Ev ziyareti yenilensin.", by=cast.approver, at=now())
        assert family.state == "assessing" and family.approval_asked_by is None
    with acting(cast.family_worker):
        assert "yenilensin" in fresh(family).inquiry
        assert actions.ask_approval(family=family, by=cast.family_worker, at=now()).state == "asked"


def test_an_application_is_refused_with_a_reason_of_the_country_and_stays_refused(cast):
    family, by = applied(cast), cast.family_worker
    with acting(by):
        with pytest.raises(Refusal):
            actions.refuse(family=family, reason="colour", by=by, at=now())
        done = actions.refuse(family=family, reason="housing", note="Tek oda.", by=by, at=now())
        assert (done.state, done.closed_reason, done.is_barred) == ("refused", "application_refusal:housing", False)
        with pytest.raises(Refusal):
            actions.assess(family=family, by=by, at=now())
    waiting = asked(cast)
    with acting(by), pytest.raises(NotAllowed):
        actions.refuse(family=waiting, reason="housing", by=by, at=now())


def test_a_suspended_family_loses_its_holds_and_gets_no_new_one(cast):
    family, by = approved(cast), cast.family_worker
    with acting(by):
        actions.hold_places(
            family_id=family.pk, count=1, by_thing=new_id(), until_at=now() + timedelta(days=1), by=by, at=now()
        )
        actions.take_places(family_id=family.pk, count=1, by_thing=new_id(), by=by, at=now())
        with pytest.raises(Refusal):
            actions.suspend(family=family, reason="kısa", by=by, at=now())
        family = actions.suspend(family=family, reason="Bir kaygı bildirildi, inceleniyor.", by=by, at=now())
        assert queries.ledger(family, now())[2:6] == (1, 0, 0, 0)
        with pytest.raises(NotAllowed):
            actions.resume(family=family, reason="Kaygı yersizmiş.", by=by, at=now())
    with acting(cast.approver):
        assert actions.resume(family=family, reason="Kaygı yersizmiş.", by=cast.approver, at=now()).state == "approved"


def test_a_family_does_not_end_while_a_child_lives_there(cast):
    family, by, placement = approved(cast), cast.family_worker, new_id()
    with acting(by):
        actions.take_places(family_id=family.pk, count=1, by_thing=placement, by=by, at=now())
        with pytest.raises(Refusal) as caught:
            actions.end(family=family, reason="own_wish", by=by, at=now())
        assert caught.value.code == "child_there"
        actions.free_places(family_id=family.pk, by_thing=placement, by=by, at=now())
        done = actions.end(family=family, reason="own_wish", by=by, at=now())
        assert (done.state, done.is_barred) == ("ended", False)


def test_a_bar_is_for_good_and_needs_words(cast):
    family, by = approved(cast), cast.family_worker
    with acting(by):
        with pytest.raises(Refusal) as caught:
            actions.end(family=family, reason="abuse", is_barred=True, by=by, at=now())
        assert caught.value.field == "note"
        assert actions.end(
            family=family, reason="abuse", is_barred=True, note="Mahkeme kararı kesinleşti.", by=by, at=now()
        ).is_barred
