"""From an application to an approved family, and out again. No family is approved by one person, or with a check missing."""

from datetime import date, timedelta

import pytest

from tests.factories.care import make_case, make_family, make_human
from umay.care.families import actions, queries
from umay.care.families.actions import CheckDone
from umay.care.families.models import Check, Family
from umay.care.families.words import FamilyState
from umay.ground.journal.models import Entry
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ids import new_id

CARER = {"given": "Ece", "surname": "Işıklı", "born_on": date(1985, 5, 5), "sex": "f"}
SPOUSE = {"given": "Can", "surname": "Işıklı", "born_on": date(1983, 5, 5), "sex": "m"}


def today():
    return now().date()


def fresh(family):
    return Family.objects.get(pk=family.pk)


def applied(cast, *carers):
    by = cast.family_worker
    with acting(by):
        return actions.apply(values={"phone": "+903320000000"}, carers=list(carers or [CARER, SPOUSE]), by=by, at=now())


def checks_of(family, *, is_clear=True, days=10):
    on = today() - timedelta(days=days)
    found = [CheckDone("home", None, on, is_clear)]
    for member in queries.members(family):
        found += [CheckDone(kind, member, on, is_clear) for kind in ("criminal_record", "health_report")]
    return found


def assessed(cast, *carers):
    by, family = cast.family_worker, applied(cast, *carers)
    with acting(by):
        actions.assess(
            family=family, checks=checks_of(family), inquiry_on=today(), inquiry="Uygun bulundu.", by=by, at=now()
        )
        actions.set_limits(family=family, version=fresh(family).version, limits=limits(), by=by, at=now())
        return fresh(family)


def limits(**changes):
    plain = {
        "care_types": ["term"], "places": 2, "max_siblings": 2, "age_from": 0, "age_to": 12, "rooms_for": ["f"],
        "takes_emergencies": False, "skills": [],
    }  # fmt: skip
    return queries.limits_from(plain | changes)


def asked(cast):
    by, family = cast.family_worker, assessed(cast)
    with acting(by):
        return actions.ask_approval(family=family, by=by, at=now())


def approved(cast):
    family = asked(cast)
    with acting(cast.approver):
        return actions.approve(family=family, number="2026/77", by=cast.approver, at=now())


def test_an_application_is_a_file_of_the_office_with_its_carers_and_a_number(cast):
    family = applied(cast)
    with acting(cast.family_worker):
        assert (family.state, family.office_id, family.file_id) == ("applied", cast.meram.pk, family.pk)
        assert family.number.startswith("T42A-") and family.label == "Işıklı" and family.short == "I."
        people = queries.members(family)
        assert [(member.role, member.seen.given, member.seen.file_id) for member in people] == [
            ("carer", "Ece", family.pk),
            ("carer", "Can", family.pk),
        ]
        assert Entry.objects.filter(code="families.apply", thing=family.pk).count() == 1
    with acting(cast.worker), pytest.raises(NotAllowed):
        actions.apply(values={}, carers=[CARER], by=cast.worker, at=now())


def test_a_person_lives_in_one_foster_family_at_a_time(cast):
    family = applied(cast)
    with acting(cast.family_worker):
        person = queries.members(family)[0].seen
        with pytest.raises(Refusal) as caught:
            actions.apply(values={}, carers=[person], by=cast.family_worker, at=now())
        assert caught.value.code == "elsewhere" and family.number in str(caught.value)


def test_kin_begin_an_application_for_their_case_and_a_second_wish_finds_the_same_family(cast):
    case = make_case(cast.worker)
    aunt = make_human(cast.worker, given="Hala", surname="Örnek", file_id=case.pk, born_on=date(1988, 1, 1))
    with acting(cast.worker):
        family = actions.begin_kin_application(
            person=aunt, case_id=case.pk, place="TR-42", lat=37.9, lon=32.5, by=cast.worker, at=now()
        )
        again = actions.begin_kin_application(person=aunt, case_id=case.pk, by=cast.worker, at=now())
        assert family.pk == again.pk and family.kin_for_case == case.pk and family.care_types == ["kin"]
        assert family.state == "applied" and queries.free_places(family, now()) == 0
    with acting(cast.family_worker):
        assert [member.person_id for member in queries.members(fresh(family))] == [aunt.pk]
        missing = queries.readiness(fresh(family), _settings(cast)).missing
        assert {(one.kind, one.why) for one in missing} == {
            ("home", "missing"),
            ("criminal_record", "missing"),
            ("health_report", "missing"),
        }


def _settings(cast):
    from umay.ground.offices.queries import pack

    return pack("TR", today())


def test_checks_move_the_application_on_and_their_oldest_day_is_kept_when_all_are_in(cast):
    by, family = cast.family_worker, applied(cast)
    with acting(by):
        part = checks_of(family)[:2]
        family = actions.assess(family=family, checks=part, by=by, at=now())
        assert (family.state, family.safety_checks_on) == ("assessing", None)
        family = actions.assess(family=family, checks=checks_of(family, days=5)[2:], by=by, at=now())
        assert family.safety_checks_on == today() - timedelta(days=10)
        assert Check.objects.filter(family=family).count() == 5


def test_a_check_of_tomorrow_or_of_another_household_is_no_check(cast):
    by, family, other = cast.family_worker, applied(cast), make_family(cast.family_worker)
    with acting(by):
        member = queries.members(other)[0]
        for check, error in (
            (CheckDone("home", None, today() + timedelta(days=2), True), Refusal),
            (CheckDone("health_report", member, today(), True), ValueError),
            (CheckDone("home", queries.members(family)[0], today(), True), ValueError),
        ):
            with pytest.raises(error):
                actions.assess(family=family, checks=[check], by=by, at=now())
        assert fresh(family).state == "applied"


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


def test_fewer_places_hold_at_once_and_more_wait_for_a_second_person(cast):
    family, by = approved(cast), cast.family_worker
    with acting(by):
        assert actions.set_limits(
            family=family, version=fresh(family).version, limits=limits(places=1, max_siblings=1), by=by, at=now()
        )
        assert not actions.set_limits(
            family=family, version=fresh(family).version, limits=limits(places=3), by=by, at=now()
        )
        assert fresh(family).places == 1
        with pytest.raises(NotAllowed):
            actions.decide_limits(family=family, version=fresh(family).version, agree=True, by=by, at=now())
    with acting(cast.approver):
        done = actions.decide_limits(
            family=family, version=fresh(family).version, agree=True, by=cast.approver, at=now()
        )
        assert (done.places, done.places_mixed, done.limits_asked) == (3, 3, None)
        with pytest.raises(Conflict):
            actions.decide_limits(family=family, version=fresh(family).version, agree=True, by=cast.approver, at=now())


def test_places_do_not_fall_below_those_in_use(cast):
    family, by = approved(cast), cast.family_worker
    with acting(by):
        actions.take_places(family_id=family.pk, count=2, by_thing=new_id(), by=by, at=now())
        with pytest.raises(Refusal) as caught:
            actions.set_limits(
                family=family, version=fresh(family).version, limits=limits(places=1, max_siblings=1), by=by, at=now()
            )
        assert caught.value.code == "in_use"


def test_places_beyond_the_limit_are_kept_for_one_group_of_siblings(cast):
    family, by = applied(cast), cast.family_worker
    with acting(by):
        with pytest.raises(Refusal) as caught:
            actions.set_limits(family=family, version=fresh(family).version, limits=limits(places=4), by=by, at=now())
        assert caught.value.field == "places"
        actions.set_limits(
            family=family, version=fresh(family).version, limits=limits(places=4, max_siblings=4), by=by, at=now()
        )
        assert fresh(family).places_mixed == 3


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
