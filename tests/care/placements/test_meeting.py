"""At night too: a family in which somebody may be the person whom the children must not meet is shown, and takes nobody before somebody has checked."""

from datetime import date

import pytest
from django.urls import reverse

from tests.care.placements.made import emergency, night_family
from tests.factories.care import make_case, make_human
from tests.factories.cast import user_of
from umay.care.cases import actions as cases
from umay.care.families.models import Member
from umay.care.placements.models import Placement
from umay.ground.offices.models import follow
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Refusal

BORN = date(1988, 4, 2)


@pytest.fixture
def met(cast):
    """A case, a family for tonight, whom the children must not meet, and the record in the home."""
    case, family = make_case(cast.worker), night_family(cast)
    person = make_human(cast.worker, given="Şükrü", surname="Yıldırım", born_on=BORN, sex="m", file_id=case.file_id)
    with acting(cast.worker):
        cases.set_contact(case=case, person=person, kind="none", note="Mahkeme kararı.", by=cast.worker, at=now())
    other = make_human(
        cast.family_worker,
        given="Sukru",
        surname="Yildirim",
        born_on=BORN,
        sex="m",
        file_id=family.file_id,
        file_kind="family",
    )
    with acting(cast.family_worker):
        Member.objects.create(**follow(family), family=family, person=other, role="adult")
    return case, family, person, other


def answer(cast, met, *, is_same):
    case, _family, person, other = met
    with acting(cast.duty):
        cases.answer_likeness(
            case=case, person=person.pk, other=other.pk, is_same=is_same, why="Kimlik görüldü.", by=cast.duty, at=now()
        )


def test_nobody_is_placed_before_it_was_checked_and_the_duty_officer_may_check(cast, met):
    case, family, _person, _other = met
    with pytest.raises(Refusal) as told:
        emergency(cast, case, family)
    assert told.value.code == "may_be_met"
    with acting(cast.worker):
        assert not Placement.objects.exists()
    answer(cast, met, is_same=False)
    (placement,) = emergency(cast, case, family)
    assert placement.state == "active"


def test_the_same_person_keeps_the_family_out_of_the_night(cast, met):
    case, family, _person, _other = met
    answer(cast, met, is_same=True)
    with pytest.raises(Refusal) as told:
        emergency(cast, case, family)
    assert told.value.code == "family"


def test_the_page_of_the_night_shows_what_is_to_be_checked(cast, met, client):
    case, family, _person, _other = met
    client.force_login(user_of(cast.duty))
    link = reverse("matching:check_people", args=[case.pk, family.pk])
    page = reverse("placements:place_emergency", args=[case.pk])
    assert link in client.get(page).content.decode()
    assert client.get(link).status_code == 200
    answer(cast, met, is_same=False)
    told = client.get(page).content.decode()
    assert link in told and "farklı bir kişi" in told
