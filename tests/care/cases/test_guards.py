"""What the case says before an earlier room's step."""

import pytest

from tests.factories.care import make_case, make_family
from umay.care.families.models import Member
from umay.care.persons import actions as persons
from umay.care.persons.models import Person
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Refusal


def test_a_child_of_an_open_case_cannot_be_erased(cast):
    make_case(cast.worker)
    with acting(cast.supervisor), pytest.raises(Refusal) as refused:
        persons.ask_erase(person=Person.objects.get(), ground="KVKK m. 7, başvuru 2026/1", by=cast.supervisor, at=now())
    assert refused.value.code == "open_case"


def test_a_carer_of_a_family_that_is_not_ended_cannot_be_erased(cast):
    family = make_family(cast.family_worker)
    with acting(cast.supervisor), pytest.raises(Refusal) as refused:
        carer = Member.objects.get(family=family).person
        persons.ask_erase(person=carer, ground="KVKK m. 7, başvuru 2026/2", by=cast.supervisor, at=now())
    assert refused.value.code == "open_family"
