"""From the decision to the end: what may not happen to a child, tried."""

import dataclasses
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.care.placements.made import (
    approved,
    decided,
    emergency,
    living,
    night_family,
    places,
    prepared,
    ready,
    signed,
)
from tests.factories.care import make_basis, make_case, make_family
from tests.factories.cast import user_of
from umay.care.cases import actions as cases
from umay.care.cases.models import Case, CaseChild, Deadline, LegalBasis
from umay.care.cases.words import DeadlineKind
from umay.care.families.models import Family
from umay.care.placements import actions, queries
from umay.care.placements.models import Placement
from umay.care.placements.words import PlacementState
from umay.ground.offices.models import Notice
from umay.ground.offices.packs.calendar import end_of_day, is_working_day, local_day, next_working_day
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal

ZONE = "Europe/Istanbul"


def refused(by, action, **values) -> str:
    with acting(by), pytest.raises(Refusal) as caught:
        action(by=by, at=now(), **values)
    return caught.value.code


def test_a_decision_prepares_one_placement_for_each_child_and_takes_the_places_it_held(cast):
    placements = prepared(cast, ages=(4, 8), places=2)
    family = Family(pk=placements[0].family_id)
    assert [placement.state for placement in placements] == ["preparing", "preparing"]
    assert all(placement.family_said_yes_at for placement in placements)
    assert {placement.proposed_by for placement in placements} == {cast.worker.user_id}
    assert places(cast.family_worker, family) == (2, 0, 0)


def test_a_second_home_is_not_prepared_for_the_same_child(cast):
    (placement,) = prepared(cast)
    case = Case(pk=placement.case_id)
    with acting(cast.worker):
        case.refresh_from_db()
    match, candidate, _case, _family = decided(cast, case=case)
    assert refused(cast.supervisor, actions.prepare, match=match, candidate=candidate) == "prepared"


def test_the_governors_approval_is_given_by_a_second_person_only(cast):
    (placement,) = prepared(cast)
    values = {"placement": placement, "authority": "Valilik", "number": "1", "approved_on": local_day(now(), ZONE)}
    assert refused(cast.worker, actions.approve, **values) == "not_allowed"
    proposer = dataclasses.replace(cast.approver, user_id=cast.worker.user_id)
    assert refused(proposer, actions.approve, **values) == "second_person"
    decider = dataclasses.replace(cast.approver, user_id=cast.supervisor.user_id)
    assert refused(decider, actions.approve, **values) == "second_person"
    assert approved(cast, placement).state == PlacementState.APPROVED


@pytest.mark.parametrize("lacking", ["contract", "approval", "basis", "view", "yes", "family"])
def test_a_child_does_not_move_in_while_anything_is_missing(cast, lacking):
    (placement,) = ready(cast)
    with acting(cast.supervisor):
        rows = Placement.objects.filter(pk=placement.pk)
        if lacking == "contract":
            rows.update(contract_signed_on=None)
        elif lacking == "approval":
            rows.update(approved_on=None)
        elif lacking == "yes":
            rows.update(family_said_yes_at=None)
        elif lacking == "basis":
            LegalBasis.objects.filter(case=placement.case_id).update(ends_at=now() - timedelta(hours=1))
        elif lacking == "view":
            CaseChild.objects.filter(case=placement.case_id).update(view=None)
    if lacking == "family":
        with acting(cast.family_worker):
            Family.objects.filter(pk=placement.family_id).update(state="suspended")
    assert refused(cast.worker, actions.begin, placement=placement) == lacking
    with acting(cast.worker):
        placement.refresh_from_db()
        assert placement.state == PlacementState.APPROVED and placement.began_at is None


def test_the_view_of_this_very_child_counts_not_that_of_its_sister(cast):
    first, second = ready(cast, ages=(4, 8))
    with acting(cast.worker):
        CaseChild.objects.filter(person=first.child_id).update(view=None)
        actions.begin(placement=second, by=cast.worker, at=now())
    assert refused(cast.worker, actions.begin, placement=first) == "view"


def test_a_child_moves_in_and_the_search_ends_when_every_child_has_a_home(cast):
    first, second = ready(cast, ages=(4, 8))
    with acting(cast.worker):
        begun = actions.begin(placement=first, by=cast.worker, at=now())
        assert begun.state == PlacementState.ACTIVE and begun.basis_id and begun.due_end_on is None
        assert Case.objects.get(pk=first.case_id).needs_family_since is not None
        actions.begin(placement=second, by=cast.worker, at=now())
        assert Case.objects.get(pk=first.case_id).needs_family_since is None


def test_a_contract_and_an_approval_never_come_after_the_handover(cast):
    (placement,) = ready(cast)
    early = now() - timedelta(days=1, hours=1)
    assert refused(cast.worker, actions.begin, placement=placement, handed_over_at=early) == "order"
    late = now() + timedelta(hours=1)
    assert refused(cast.worker, actions.begin, placement=placement, handed_over_at=late) == "future"


def test_a_form_of_yesterday_changes_nothing(cast):
    (placement,) = ready(cast)
    assert refused(cast.worker, actions.begin, placement=placement, version=placement.version - 1) == "conflict"
    assert (
        refused(cast.worker, actions.cancel, placement=placement, why="x", version=placement.version - 1) == "conflict"
    )


def test_a_child_is_never_in_two_places_whatever_statement_is_used(cast):
    (placement,) = living(cast)
    with acting(cast.worker), pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.create(
            **{
                name: getattr(placement, name)
                for name in (
                    "country",
                    "office_id",
                    "team_id",
                    "worker_id",
                    "file_id",
                    "case_id",
                    "child_id",
                    "family_id",
                    "family_office_id",
                    "family_number",
                    "care_type",
                    "basis_id",
                    "family_said_yes_at",
                    "contract_signed_on",
                    "approved_on",
                )
            },
            state="active",
            began_at=now(),
            during=DateTimeTZRange(now(), None),
        )


def test_ending_frees_the_place_and_needs_a_reason_of_the_country(cast):
    (placement,) = living(cast, places=1)
    family = Family(pk=placement.family_id)
    assert places(cast.family_worker, family) == (1, 0, 0)
    assert refused(cast.worker, actions.end, placement=placement, reason="bored", note="x") == "reason"
    assert refused(cast.worker, actions.end, placement=placement, reason="returned_home", note=" ") == "note"
    with acting(cast.worker):
        ended = actions.end(
            placement=placement, reason="returned_home", note="Annesine döndü.", by=cast.worker, at=now()
        )
    assert ended.state == PlacementState.ENDED and ended.during.upper == ended.ended_at
    assert places(cast.family_worker, family) == (0, 0, 1)


def test_giving_up_a_home_frees_its_place(cast):
    (placement,) = prepared(cast, places=1)
    with acting(cast.worker):
        actions.cancel(placement=placement, why="Aile vazgeçti.", by=cast.worker, at=now())
    assert places(cast.family_worker, Family(pk=placement.family_id)) == (0, 0, 1)


def test_the_approver_may_refuse_and_the_place_is_free(cast):
    (placement,) = prepared(cast, places=1)
    with acting(cast.approver):
        gone = actions.refuse(placement=placement, why="Belge eksik.", by=cast.approver, at=now())
    assert gone.state == PlacementState.CANCELLED
    assert places(cast.family_worker, Family(pk=placement.family_id)) == (0, 0, 1)


def test_a_case_does_not_close_while_a_child_lives_with_a_family(cast):
    (placement,) = living(cast)
    with acting(cast.worker):
        case = Case.objects.get(pk=placement.case_id)
        values = {
            "case": case,
            "version": case.version,
            "reason": "returned",
            "note": "x",
            "by": cast.worker,
            "at": now(),
        }
        with pytest.raises(Refusal) as caught:
            cases.ask_close(**values)
    assert caught.value.code == "placed"


def test_moving_ends_one_home_and_begins_the_other_at_the_same_instant(cast):
    (old,) = living(cast)
    with acting(cast.worker):
        case = Case.objects.get(pk=old.case_id)
    (new,) = ready(cast, case=case)
    assert refused(cast.worker, actions.begin, placement=new) == "elsewhere"
    at = now()
    with acting(cast.worker):
        begun = actions.move(placement=old, to=new, reason="child_need", note="Okula yakın.", by=cast.worker, at=at)
        left = Placement.objects.get(pk=old.pk)
        assert left.ended_at == begun.began_at == at and left.moved_to_id == begun.pk
        stays = queries.timeline(old.child_id, by=cast.worker)
        assert [stay.placement.pk for stay in stays] == [old.pk, new.pk]
    assert places(cast.family_worker, Family(pk=old.family_id))[0] == 0


def test_a_move_that_cannot_begin_leaves_the_child_where_it_is(cast):
    (old,) = living(cast)
    with acting(cast.worker):
        case = Case.objects.get(pk=old.case_id)
    (new,) = prepared(cast, case=case)
    code = refused(cast.worker, actions.move, placement=old, to=new, reason="child_need", note="x")
    assert code == "wrong_state"
    with acting(cast.worker):
        assert Placement.objects.get(pk=old.pk).state == PlacementState.ACTIVE


# --- at night


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


# --- who sees what


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
