"""A household applies and is checked."""

from datetime import date, timedelta

import pytest

from tests.care.families.steps import CARER, applied, checks_of, fresh, today
from tests.factories.care import make_case, make_family, make_human
from umay.care.families import actions, queries
from umay.care.families.actions import CheckDone
from umay.care.families.models import Check
from umay.ground.journal.models import Entry
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import NotAllowed, Refusal


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
