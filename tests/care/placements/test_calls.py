"""What a family answered at night is written as it was, also late, and also a yes that was taken back."""

from datetime import timedelta

from django.urls import reverse

from tests.care.matching.test_alike import answer, forbid, lives_in
from tests.care.placements.made import emergency, night_family, places, refused
from tests.care.placements.test_nights import answered, call, tonight
from tests.factories.care import make_case
from tests.factories.cast import user_of
from umay.care.placements import actions
from umay.care.placements.models import Call
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id


def test_a_yes_that_is_taken_back_is_written_as_what_it_was(cast):
    case, near, far = make_case(cast.worker), night_family(cast, places=1), night_family(cast, lat=38.1)
    call(cast, case, near)
    assert answered(cast, case, near, "withdrew").answer == "withdrew"
    assert places(cast.family_worker, near) == (0, 0, 1)
    first = tonight(cast, case).first
    assert [(one.card.id, one.has_answered) for one in first] == [(far.pk, False), (near.pk, True)]


def test_the_answer_of_a_call_can_be_written_after_its_places_were_kept(cast, client):
    case, near = make_case(cast.worker), night_family(cast, places=1)
    night_family(cast, lat=38.1)
    call(cast, case, near, at=now() - timedelta(minutes=46))
    (found,) = (one for one in tonight(cast, case).first if one.card.id == near.pk)
    assert found.is_unwritten and not found.kept_until
    client.force_login(user_of(cast.duty))
    client.cookies["django_language"] = "en"
    page = reverse("placements:place_emergency", args=[case.pk])
    assert "its answer is not written" in client.get(page).content.decode()
    sent = {"idempotency_key": new_id(), "family": near.pk, "answer": "withdrew"}
    assert client.post(reverse("placements:answer_call", args=[case.pk]), sent).status_code == 302
    told = client.get(page).content.decode()
    assert "its answer is not written" not in told and "The family said yes, then took it back" in told
    with acting(cast.duty):
        assert [(one.answer, one.answered_at is not None) for one in Call.objects.all()] == [("withdrew", True)]


def test_a_yes_taken_back_after_the_placement_ended_is_a_line_of_its_own_and_the_yes_stays(cast, client):
    case, near, far = make_case(cast.worker), night_family(cast), night_family(cast, lat=38.1)
    call(cast, case, near)
    (placement,) = emergency(cast, case, near)
    assert refused(cast.duty, actions.answer_call, case=case, family_id=near.pk, answer="withdrew") == "lives_there"
    assert refused(cast.duty, actions.answer_call, case=case, family_id=near.pk, answer="no") == "answered"
    with acting(cast.supervisor):
        by = cast.supervisor
        actions.end(placement=placement, reason="returned_home", note="Aile vazgeçti.", by=by, at=now())
    (found,) = (one for one in tonight(cast, case).first if one.card.id == near.pk)
    assert found.has_said_yes
    client.force_login(user_of(cast.duty))
    client.cookies["django_language"] = "en"
    assert "It took its yes back" in client.get(reverse("placements:place_emergency", args=[case.pk])).content.decode()
    answered(cast, case, near, "withdrew")
    first = tonight(cast, case).first
    assert [(one.card.id, one.has_answered) for one in first] == [(far.pk, False), (near.pk, True)]
    with acting(cast.supervisor):
        assert [one.answer for one in Call.objects.order_by("answered_at")] == ["yes", "withdrew"]
    assert refused(cast.duty, actions.answer_call, case=case, family_id=near.pk, answer="withdrew") == "answered"
    assert refused(cast.duty, actions.answer_call, case=case, family_id=far.pk, answer="withdrew") == "answered"


def test_nobody_telephones_a_house_in_which_somebody_may_live_whom_the_child_must_not_meet(cast):
    case, family, safe = make_case(cast.worker), night_family(cast), night_family(cast, lat=38.1)
    person, other = forbid(cast, case), lives_in(cast, family)
    lives_in(cast, safe, given="Mehmet", surname="Kaya", born_on=None)
    assert refused(cast.duty, actions.telephone, case=case, family_id=family.pk) == "may_be_met"
    assert places(cast.family_worker, family)[1] == 0
    call(cast, case, safe)
    answer(cast, case, person, other, is_same=False)
    call(cast, case, family)
