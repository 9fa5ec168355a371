"""A child is placed at night by one person, and confirmed by another."""

import dataclasses
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from tests.care.placements.made import (
    ZONE,
    emergency,
    living,
    night_family,
    places,
    ready,
    refused,
)
from tests.factories.care import make_case, make_family, make_human
from tests.factories.cast import user_of
from umay.care.cases.models import Case, CaseChild, Deadline, KinAsked, LegalBasis
from umay.care.cases.words import DeadlineKind
from umay.care.families.models import Family
from umay.care.matching.access import national
from umay.care.matching.models import Run
from umay.care.matching.queries import telephoned
from umay.care.placements import actions, queries
from umay.care.placements.models import Call, Placement
from umay.care.placements.words import PlacementState
from umay.ground.journal.models import Entry
from umay.ground.offices.models import Notice, follow
from umay.ground.offices.packs.calendar import end_of_day, is_working_day, local_day, next_working_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ids import new_id


def test_the_duty_officer_places_alone_and_the_clocks_start_at_the_handover(cast):
    case, family = make_case(cast.worker), night_family(cast)
    at = now()
    handed_over = at - timedelta(hours=2)
    (placement,) = emergency(cast, case, family, at=at, handed_over_at=handed_over)
    assert placement.state == PlacementState.ACTIVE and placement.is_emergency
    assert placement.began_at == handed_over
    with acting(cast.worker):
        basis = LegalBasis.objects.get(case=case)
        assert basis.kind == "taken_in" and basis.starts_at == handed_over
        clock = Deadline.objects.get(case=case, kind=DeadlineKind.APPLY_TO_JUDGE)
        assert clock.started_at == handed_over
    day, following = local_day(at, ZONE), next_working_day("TR", local_day(at, ZONE))
    assert placement.ratify_by == end_of_day(following, ZONE) and is_working_day("TR", following) and following > day
    assert (placement.due_end_on - local_day(handed_over, ZONE)).days in range(28, 32)
    with acting(cast.supervisor):
        assert Notice.objects.filter(kind="ratify", thing=placement.pk).count() == 1
    assert places(cast.family_worker, family) == (1, 0, 2)


def test_the_office_of_the_child_may_open_the_file_of_the_family_it_lives_with(cast):
    case = make_case(cast.other_office["worker"])
    family = night_family(cast)
    with acting(cast.other_office["worker"]):
        assert not Family.objects.filter(pk=family.pk).exists()
    (placement,) = emergency(cast, case, family)
    with acting(cast.other_office["worker"]):
        assert Family.objects.filter(pk=family.pk).exists()
    with acting(cast.other_office["supervisor"]):
        by = cast.other_office["supervisor"]
        actions.end(placement=placement, reason="returned_home", note="Döndü.", by=by, at=now())
    with acting(cast.other_office["worker"]):
        assert not Family.objects.filter(pk=family.pk).exists()


def test_an_invented_placement_opens_no_familys_file(cast):
    case, family = make_case(cast.other_office["worker"]), make_family(cast.family_worker)
    by = cast.other_office["worker"]
    with acting(by):
        child = CaseChild.objects.get(case=case)
        with connection.cursor() as cursor:
            cursor.execute(
                """insert into placements_placement (id, country, office_id, worker_id, confidential, file_id, version, recorded_at, family_id,
                   family_office_id, family_number, case_id, child_id, state, care_type, contract_number, approval_authority,
                   approval_number, end_reason, is_emergency, emergency_kind)
                   values (gen_random_uuid(), 'TR', %s, %s, false, %s, 1, now(), %s, %s, 'X', %s, %s, 'preparing', 'term', '', '', '', '', false, '')""",
                [case.office_id, by.user_id, case.pk, family.pk, family.office_id, case.pk, child.person_id],
            )
        assert not Family.objects.filter(pk=family.pk).exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": "because"}, "reason"),
        ({"words": "acil"}, "words"),
        ({"family_said_yes": False}, "yes"),
        ({"basis": None}, "basis"),
        ({"basis": {"kind": "care_order", "authority": "Mahkeme"}}, "kind"),
        ({"handed_over_at": "later"}, "future"),
        ({"children": []}, "children"),
    ],
)
def test_an_emergency_is_refused_without(cast, changes, code):
    case, family = make_case(cast.worker), night_family(cast)
    if changes.get("handed_over_at"):
        changes = {"handed_over_at": now() + timedelta(hours=3)}
    with pytest.raises(Refusal) as caught:
        emergency(cast, case, family, **changes)
    assert caught.value.code == code
    assert places(cast.family_worker, family) == (0, 0, 3)
    with acting(cast.worker):
        assert not LegalBasis.objects.filter(case=case).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"takes_emergencies": False},
        {"care_types": ["term"]},
        {"places": 1},
        {"state": "suspended"},
        {"age_to": 3},
        {"rooms_for": ["m"]},
    ],
)
def test_at_night_no_rule_of_safety_is_left_out(cast, wrong):
    case, family = make_case(cast.worker, ages=(6, 8)), night_family(cast, **wrong)
    with pytest.raises(Refusal) as caught:
        emergency(cast, case, family)
    assert caught.value.code == "family"


def test_only_the_duty_officer_places_alone(cast):
    case, family = make_case(cast.worker), night_family(cast)
    values = {
        "case": case,
        "family_id": family.pk,
        "reason": "danger",
        "words": "Bu gece ev yok.",
        "family_said_yes": True,
    }
    for by in (cast.worker, cast.supervisor, cast.placement_officer, cast.approver):
        with acting(by), pytest.raises(NotAllowed):
            actions.place_emergency(by=by, at=now(), **values)


def test_a_child_who_was_not_heard_is_heard_at_night_or_it_is_written_why_not(cast):
    case, family = make_case(cast.worker), night_family(cast)
    with acting(cast.worker):
        CaseChild.objects.filter(case=case).update(view=None)
        child = CaseChild.objects.get(case=case).person_id
    with pytest.raises(Refusal) as caught:
        emergency(cast, case, family)
    assert caught.value.code == "view"
    emergency(cast, case, family, views={child: {"view": "Korkuyorum."}})
    with acting(cast.worker):
        assert CaseChild.objects.get(case=case).view == "Korkuyorum."


def test_sisters_and_brothers_are_placed_together_and_confirmed_together_by_another_person(cast):
    case, family = make_case(cast.worker, ages=(3, 6, 9)), night_family(cast, places_mixed=1)
    placements = emergency(cast, case, family)
    assert len(placements) == 3 and places(cast.family_worker, family)[0] == 3
    oneself = dataclasses.replace(cast.supervisor, user_id=cast.duty.user_id)
    assert refused(oneself, actions.ratify, placement=placements[0]) == "second_person"
    with acting(cast.supervisor):
        assert len(actions.ratify(placement=placements[0], by=cast.supervisor, at=now())) == 3
    assert refused(cast.supervisor, actions.ratify, placement=placements[1]) == "answered"
    with acting(cast.supervisor):
        assert not queries.waiting_to_be_ratified(cast.director).exists()


def test_a_refused_ratification_tells_the_worker_and_the_child_stays_until_moved(cast):
    case, family = make_case(cast.worker), night_family(cast)
    (placement,) = emergency(cast, case, family)
    assert refused(cast.supervisor, actions.refuse_ratification, placement=placement, reason=" ") == "reason"
    with acting(cast.supervisor):
        actions.refuse_ratification(placement=placement, reason="Aile başka ilde.", by=cast.supervisor, at=now())
        assert queries.refused_and_living(cast.supervisor).count() == 1
    with acting(cast.worker):
        assert Placement.objects.get(pk=placement.pk).state == PlacementState.ACTIVE
        assert Notice.objects.filter(kind="ratify", thing=placement.pk).count() == 1


def test_a_placed_child_is_moved_at_night_with_a_reason_for_leaving(cast):
    (old,) = living(cast)
    family = night_family(cast)
    with acting(cast.worker):
        case = Case.objects.get(pk=old.case_id)
    with pytest.raises(Refusal) as caught:
        emergency(cast, case, family, basis=None)
    assert caught.value.code == "move_reason"
    (new,) = emergency(cast, case, family, basis=None, move_reason="safety", at=now() + timedelta(minutes=1))
    with acting(cast.worker):
        left = Placement.objects.get(pk=old.pk)
        assert left.end_reason == "safety" and left.moved_to_id == new.pk and left.ended_at == new.began_at
    assert places(cast.family_worker, Family(pk=old.family_id))[0] == 0


def test_a_temporary_home_ends_no_search_and_is_followed_by_a_lasting_one(cast):
    case, family = make_case(cast.worker), night_family(cast)
    (placement,) = emergency(cast, case, family)
    with acting(cast.worker):
        assert Case.objects.get(pk=case.pk).needs_family_since is not None
    (lasting,) = ready(cast, case=case)
    with acting(cast.worker):
        actions.move(placement=placement, to=lasting, reason="time_over", note="Kalıcı aile.", by=cast.worker, at=now())
        assert Case.objects.get(pk=case.pk).needs_family_since is None


def call(cast, case, family, *, by=None, at=None):
    by = by or cast.duty
    with acting(by):
        return actions.telephone(case=case, family_id=family.pk, by=by, at=at or now())


def test_while_a_family_is_telephoned_its_places_are_kept_and_the_placement_takes_them(cast):
    case, family, other = make_case(cast.worker), night_family(cast, places=1), night_family(cast)
    at = now()
    assert call(cast, case, family, at=at) == at + timedelta(minutes=45)
    call(cast, case, other)
    assert places(cast.family_worker, family) == (0, 1, 0)
    with acting(cast.duty):
        settings = pack("TR", local_day(at, ZONE))
        found = queries.night(case=case, settings=settings, by=cast.duty, at=now())
        assert {one.card.id for one in found.first if one.kept_until} == {family.pk, other.pk}
    emergency(cast, case, family)
    assert places(cast.family_worker, family) == (1, 0, 0)
    assert places(cast.family_worker, other) == (0, 0, 3)  # who was only telephoned is free again


def test_a_telephoned_family_can_not_be_kept_for_another_child_until_the_call_is_over(cast):
    family = night_family(cast, places=1)
    first, second = make_case(cast.worker), make_case(cast.worker, ages=(9,))
    call(cast, first, family)
    with pytest.raises(Refusal) as caught:
        call(cast, second, family)
    assert caught.value.code == "telephoned"
    forgotten = night_family(cast, places=1)
    call(cast, first, forgotten, at=now() - timedelta(minutes=46))
    call(cast, second, forgotten)


def test_only_who_places_at_night_telephones_for_it(cast):
    with pytest.raises(NotAllowed):
        call(cast, make_case(cast.worker), night_family(cast), by=cast.worker)


def test_tonights_order_takes_off_what_other_children_need_and_leaves_kin_first(cast):
    case, near, far = make_case(cast.worker), night_family(cast), night_family(cast, lat=38.2)
    at = now()
    with acting(national("TR", at)):
        run = Run.objects.create(country="TR", kind="asked", state="done", day=local_day(at, ZONE), asked_at=at)
    settings = pack("TR", local_day(at, ZONE))

    def order(sought):
        with acting(national("TR", at)):
            Run.objects.filter(pk=run.pk).update(sought=sought)
        with acting(cast.duty):
            return [one.card.id for one in queries.night(case=case, settings=settings, by=cast.duty, at=at).families]

    assert order({}) == [near.pk, far.pk]
    assert order({str(near.pk): 900_000_000}) == [far.pk, near.pk]
    with acting(cast.worker):
        aunt = make_human(cast.worker, given="Teyze", file_id=case.file_id)
        KinAsked.objects.create(
            **follow(case), case=case, person=aunt, tie="aunt_uncle", asked_at=at, answer="willing", family_id=near.pk
        )
    assert order({str(near.pk): 900_000_000}) == [near.pk, far.pk]


def tonight(cast, case, at=None):
    at = at or now()
    with acting(cast.duty):
        return queries.night(case=case, settings=pack("TR", local_day(at, ZONE)), by=cast.duty, at=at)


def answered(cast, case, family, answer, *, at=None, by=None):
    by = by or cast.duty
    with acting(by):
        return actions.answer_call(case=case, family_id=family.pk, answer=answer, by=by, at=at or now())


@pytest.mark.parametrize("answer", ["no", "no_answer"])
def test_a_no_at_night_frees_the_places_at_once_and_the_next_family_moves_up(cast, answer):
    case, near, far = make_case(cast.worker), night_family(cast, places=1), night_family(cast, lat=38.1)
    call(cast, case, near)
    assert [one.card.id for one in tonight(cast, case).first] == [near.pk, far.pk]
    assert answered(cast, case, near, answer).answer == answer
    assert places(cast.family_worker, near) == (0, 0, 1)
    first = tonight(cast, case).first
    assert [(one.card.id, one.has_answered) for one in first] == [(far.pk, False), (near.pk, True)]
    assert refused(cast.duty, actions.answer_call, case=case, family_id=near.pk, answer=answer) == "answered"
    call(cast, case, near)  # it rings back
    assert [one.card.id for one in tonight(cast, case).kept] == [near.pk]
    assert not tonight(cast, case).kept[0].has_answered
    assert [one.card.id for one in tonight(cast, case, now() + timedelta(hours=13)).first] == [near.pk, far.pk]


def test_the_eleventh_family_is_shown_once_one_of_the_ten_said_no(cast):
    case = make_case(cast.worker)
    families = [night_family(cast, lat=37.87 + step / 100) for step in range(11)]
    assert [one.card.id for one in tonight(cast, case).first] == [family.pk for family in families[:10]]
    call(cast, case, families[0])
    answered(cast, case, families[0], "no")
    shown = [one.card.id for one in tonight(cast, case).first]
    assert shown == [family.pk for family in families[1:]] + [families[0].pk]


def test_other_searches_and_other_nights_learn_that_a_family_is_telephoned_and_not_for_whom(cast):
    case, other, family = make_case(cast.worker), make_case(cast.worker, ages=(9,)), night_family(cast)
    call(cast, case, family)
    assert [(one.card.id, bool(one.called_until)) for one in tonight(cast, other).families] == [(family.pk, True)]
    assert [(one.card.id, bool(one.called_until)) for one in tonight(cast, case).families] == [(family.pk, False)]
    with acting(cast.other_office["worker"]):
        assert set(telephoned(now())) == {family.pk}
    for stranger in (cast.auditor, cast.azerbaijan["worker"]):
        with acting(stranger):
            assert telephoned(now()) == {}
    answered(cast, case, family, "no")
    with acting(cast.other_office["worker"]):
        assert telephoned(now()) == {}


def test_a_yes_at_night_is_the_familys_word_of_that_day_and_a_no_renews_nothing(cast):
    long_ago = now().date() - timedelta(days=300)
    case = make_case(cast.worker)
    said_no, said_yes = (night_family(cast, willing_confirmed_on=long_ago) for _ in range(2))
    assert all(one.is_word_old for one in tonight(cast, case).families)
    call(cast, case, said_no)
    answered(cast, case, said_no, "no")
    call(cast, case, said_yes)
    (placement,) = emergency(cast, case, said_yes)
    with acting(cast.family_worker):
        for family in (said_no, said_yes):
            family.refresh_from_db()
        assert said_no.willing_confirmed_on == long_ago and said_no.is_available
        assert said_yes.willing_confirmed_on == local_day(now(), ZONE)
    with acting(cast.supervisor):
        told = [(one.family_number, one.answer) for one in queries.calls_before(placement)]
    assert told == [(said_no.number, "no"), (said_yes.number, "yes")]


def test_calls_belong_to_the_file_of_the_case(cast):
    case, family = make_case(cast.worker), night_family(cast)
    call(cast, case, family)
    with acting(cast.supervisor):
        assert Call.objects.count() == 1
    for stranger in (cast.other_office["worker"], cast.azerbaijan["duty"], cast.auditor):
        with acting(stranger):
            assert not Call.objects.exists()
    with pytest.raises(NotAllowed):
        answered(cast, case, family, "no", by=cast.worker)
    assert refused(cast.duty, actions.answer_call, case=case, family_id=family.pk, answer="maybe") == "answer"


def test_the_page_at_night_shows_the_number_of_who_is_telephoned_and_goes_on_with_one_press(cast, client):
    case, near, far = make_case(cast.worker), night_family(cast, phone="+903320000001"), night_family(cast, lat=38.1)
    client.force_login(user_of(cast.duty))
    page = reverse("placements:place_emergency", args=[case.pk])
    assert near.phone not in client.get(page).content.decode()
    sent = {"idempotency_key": new_id(), "family": near.pk}
    assert client.post(reverse("placements:telephone", args=[case.pk]), sent).status_code == 302
    told = client.get(page).content.decode()
    assert f'href="tel:{near.phone}"' in told
    assert re.search(rf'<input[^>]*value="{near.pk}"[^>]*checked', told)
    with acting(cast.auditor):
        read = Entry.objects.filter(who=cast.duty.user_id, kind="families.family", thing=near.pk)
        assert read.filter(code="read").exists()
    answer = {"idempotency_key": new_id(), "family": near.pk, "answer": "no_answer"}
    assert client.post(reverse("placements:answer_call", args=[case.pk]), answer).status_code == 302
    assert (
        client.post(reverse("placements:answer_call", args=[case.pk]), answer).status_code == 302
    )  # sent twice is done once
    told = client.get(page).content.decode()
    assert near.phone not in told
    assert told.index(str(far.pk)) < told.index(str(near.pk))
    assert client.post(reverse("placements:answer_call", args=[case.pk]), {"family": "x"}).status_code == 409
