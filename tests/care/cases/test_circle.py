"""Kin who are asked, and contact with the birth family."""

from datetime import timedelta

import pytest

from tests.care.cases.steps import opened
from tests.factories.care import make_human
from umay.care.cases import actions, queries
from umay.care.cases.models import KinAsked
from umay.care.persons.models import Tie
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, Refusal
from umay.kit.kernel.ids import new_id


def test_kin_who_want_to_care_need_an_assessment_first(cast):
    case = opened(cast.worker)
    with acting(cast.worker):
        kin = actions.ask_kin(
            case=case,
            values={"given": "Nur", "surname": "Örnek"},
            tie="aunt_uncle",
            asked_at=now(),
            by=cast.worker,
            at=now(),
        )
        child = queries.children_of(case).get()
        assert Tie.objects.get(person=child.person).other_id == kin.person_id
        assert not queries.kin_of(case)[0].needs_assessment
        answered = actions.answer_kin(
            kin=kin, version=kin.version, answer="willing", note="Evi uygun.", by=cast.worker, at=now()
        )
        assert queries.kin_of(case)[0].needs_assessment
        family = new_id()
        actions.link_kin_family(kin=answered, family_id=family, by=cast.worker, at=now())
        assert not queries.kin_of(case)[0].needs_assessment
        with pytest.raises(Conflict):
            actions.link_kin_family(kin=answered, family_id=new_id(), by=cast.worker, at=now())


def test_a_person_is_asked_once_and_children_are_not_their_own_kin(cast):
    case = opened(cast.worker)
    aunt = make_human(cast.worker, given="Nur", file_id=case.pk)
    with acting(cast.worker):
        asked = {"case": case, "tie": "known", "asked_at": now(), "by": cast.worker, "at": now()}
        actions.ask_kin(person=aunt, **asked | {"asked_at": now() - timedelta(minutes=1)})
        with pytest.raises(Conflict):
            actions.ask_kin(person=aunt, **asked | {"asked_at": now() - timedelta(minutes=1)})
        child = queries.children_of(case).get().person
        with pytest.raises(Refusal):
            actions.ask_kin(person=child, **asked)
        with pytest.raises(Refusal):
            actions.ask_kin(**asked)
        assert KinAsked.objects.count() == 1


def test_unsafe_kin_need_a_reason(cast):
    case = opened(cast.worker)
    with acting(cast.worker):
        kin = actions.ask_kin(
            case=case, values={"given": "Can"}, tie="cousin", asked_at=now(), by=cast.worker, at=now()
        )
        with pytest.raises(Refusal, match="not safe"):
            actions.answer_kin(kin=kin, version=kin.version, answer="unsafe", by=cast.worker, at=now())


def test_no_contact_needs_who_decided_and_why(cast):
    case = opened(cast.worker)
    father = make_human(cast.worker, given="Baba", file_id=case.pk)
    with acting(cast.worker):
        with pytest.raises(Refusal, match="who decided"):
            actions.set_contact(case=case, person=father, kind="none", by=cast.worker, at=now())
        actions.set_contact(case=case, person=father, kind="none", note="Mahkeme kararı.", by=cast.worker, at=now())
        actions.set_contact(case=case, person=father, kind="supervised", how_often="Ayda bir", by=cast.worker, at=now())
        contact = case.contacts.get()
        assert (contact.kind, contact.how_often, contact.note) == ("supervised", "Ayda bir", None)
