"""Writes of the matching room: the gates, the shortlist, the family's yes, the second person, and two who act at once."""

import hashlib
import threading

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from tests.care.matching.setting import agreed_by_office, asked, home, opened, proposed, said_yes, seeking
from tests.factories.care import make_case, make_human
from umay.care.cases.models import Case, CaseChild, Contact, KinAsked
from umay.care.families.actions import free_places, take_places
from umay.care.families.models import Ask, Family, Member, Place
from umay.care.matching import actions, queries
from umay.care.matching.engine import parse
from umay.care.matching.models import Candidate, Match
from umay.ground.journal.actions import AlreadyDone
from umay.ground.journal.models import Entry
from umay.ground.offices.models import follow
from umay.kit.kernel import slots
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ids import new_id


def refused(code):
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


# The gates


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"needs_family_since": None}, "not_seeking"), ({"basis": False}, "no_basis")],
)
def test_a_search_begins_only_after_the_gates_of_the_case(cast, changes, code):
    case = seeking(cast, **changes)
    with acting(cast.worker), refused(code):
        actions.open(case=case, by=cast.worker, at=now())


def test_an_urgent_group_is_searched_for_before_its_paper_is_there(cast):
    case = seeking(cast, basis=False, is_urgent=True)
    with acting(cast.worker):
        assert actions.open(case=case, by=cast.worker, at=now()).is_urgent


def test_a_search_waits_for_what_each_child_says(cast):
    case = seeking(cast, ages=(6, 9))
    with acting(cast.worker):
        child = CaseChild.objects.filter(case=case).order_by("id").first()
        child.view = None
        child.save(update_fields=["view"])
        with refused("view_missing"):
            actions.open(case=case, by=cast.worker, at=now())


def test_brothers_and_sisters_are_searched_for_together(cast):
    case = seeking(cast, ages=(4, 8))
    with acting(cast.worker):
        one = CaseChild.objects.filter(case=case).values_list("person_id", flat=True)[:1]
        with refused("part"):
            actions.open(case=case, children=list(one), by=cast.worker, at=now())
        match = actions.open(case=case, by=cast.worker, at=now())
    assert len(match.children) == 2


def test_a_case_has_one_open_search(cast):
    match = opened(cast)
    with acting(cast.worker):
        with refused("open"):
            actions.open(case=match.case, by=cast.worker, at=now())
        twin = Match(**follow(match.case), case=match.case, care_type="term", children=match.children, opened_at=now())
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save(force_insert=True)


def test_the_same_form_sent_twice_opens_one_search(cast):
    case, key = seeking(cast), new_id()
    with acting(cast.worker):
        match = actions.open(case=case, by=cast.worker, at=now(), key=key)
        with pytest.raises(AlreadyDone) as again:
            actions.open(case=case, by=cast.worker, at=now(), key=key)
    assert again.value.thing == match.pk


@pytest.mark.parametrize("role", ["family_worker", "inspector", "approver", "director"])
def test_who_does_not_search_may_not_open_or_list(cast, role):
    match, family, by = opened(cast), home(cast), getattr(cast, role)
    with acting(by):
        with pytest.raises(NotAllowed):
            actions.open(case=match.case, by=by, at=now())
        with pytest.raises(NotAllowed):
            actions.shortlist(match=match, family_id=family.pk, by=by, at=now())


def test_another_office_sees_no_match_and_no_candidate(cast):
    match, family = opened(cast), home(cast)
    asked(match, family, cast.worker)
    for stranger in (*cast.other_office.values(), *cast.other_province.values(), *cast.azerbaijan.values()):
        with acting(stranger):
            assert not Match.objects.exists() and not Candidate.objects.exists()
    with acting(cast.other_office["supervisor"]), pytest.raises(Conflict):
        actions.withdraw(match=match, reason="merak", by=cast.other_office["supervisor"], at=now())


# The shortlist


def test_a_shortlist_keeps_the_order_and_the_reasons_as_they_stood(cast):
    home(cast)
    far = home(cast, lat=38.4, lon=32.49)
    match = opened(cast)
    with acting(cast.worker):
        candidate = actions.shortlist(match=match, family_id=far.pk, by=cast.worker, at=now())
    assert candidate.rank == 2 and candidate.state == "shortlisted"
    assert sum(candidate.terms.values()) == candidate.value_micro
    assert candidate.terms["placed"] == 1_000_000_000 and candidate.terms["distance"] < 0
    assert candidate.km == pytest.approx(58.9, abs=0.5)
    assert candidate.places_left == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"places": 1, "max_siblings": 1}, "left_out_places"),
        ({"care_types": ["kin"]}, "left_out_licence"),
        ({"is_available": False}, "left_out_unavailable"),
        ({"age_from": 7}, "left_out_age"),
        ({"rooms_for": ["m"]}, "left_out_room"),
        ({"lat": 41.0}, "left_out_distance"),
        ({"state": "suspended"}, "not_approved"),
        ({"state": "assessing", "safety_checks_on": None}, "not_approved"),
    ],
)
def test_a_family_that_a_rule_leaves_out_cannot_be_listed(cast, changes, code):
    family, match = home(cast, **changes), opened(cast, ages=(4, 8))
    with acting(cast.worker), refused(code):
        actions.shortlist(match=match, family_id=family.pk, by=cast.worker, at=now())


def test_a_family_is_on_the_list_once(cast):
    family, match = home(cast), opened(cast)
    with acting(cast.worker):
        first = actions.shortlist(match=match, family_id=family.pk, by=cast.worker, at=now())
        assert actions.shortlist(match=match, family_id=family.pk, by=cast.worker, at=now()).pk == first.pk
        with refused("reason"):
            actions.drop(candidate=first, reason=" ", by=cast.worker, at=now())
        dropped = actions.drop(candidate=first, reason="Taşınıyorlar.", by=cast.worker, at=now())
        assert dropped.state == "dropped"
        again = actions.shortlist(match=match, family_id=family.pk, by=cast.worker, at=now())
    assert (again.pk, again.state) == (first.pk, "shortlisted")


def test_a_home_with_somebody_the_children_must_not_meet_is_never_listed(cast):
    """Also where the household belongs to an office whose families the asker can't read."""
    match = opened(cast)
    other = home(cast, cast.other_office["family_worker"], lat=37.87, lon=32.49)
    with acting(cast.worker):
        uncle = make_human(cast.worker, given="Uzak", file_id=match.file_id)
        Contact.objects.create(**follow(match.case), case=match.case, person=uncle, kind="none", note="Karar var.")
    with acting(cast.other_office["family_worker"]):
        Member.objects.create(**follow(other), family=other, person_id=uncle.pk, role="adult")
    with acting(cast.worker):
        with refused("left_out_conflict"):
            actions.shortlist(match=match, family_id=other.pk, by=cast.worker, at=now())
        left = next(iter(queries.left_out(queries.ranking(match, cast.worker, now()), "conflict")))
        assert dict(left.remark.numbers) == {}


def test_kin_who_are_not_approved_never_become_candidates_and_approved_kin_come_first(cast):
    near = home(cast)
    kin_home = home(cast, lat=38.2, lon=32.49, care_types=["kin"], state="assessing")
    match = opened(cast)
    with acting(cast.worker):
        aunt = make_human(cast.worker, given="Teyze", file_id=match.file_id)
        KinAsked.objects.create(
            **follow(match.case), case=match.case, person=aunt, tie="aunt_uncle", asked_at=now(), answer="willing",
            family_id=kin_home.pk,
        )  # fmt: skip
        standing = queries.ranking(match, cast.worker, now())
        assert [c.family_id for c in standing.ranking.candidates] == [str(near.pk)]
        assert standing.group.kin == frozenset()
    with acting(cast.family_worker):
        Family.objects.filter(pk=kin_home.pk).update(state="approved")
    with acting(cast.worker):
        standing = queries.ranking(match, cast.worker, now())
        assert [c.family_id for c in standing.ranking.candidates] == [str(kin_home.pk), str(near.pk)]
        KinAsked.objects.update(answer="unsafe")
        standing = queries.ranking(match, cast.worker, now())
        assert [c.family_id for c in standing.ranking.candidates] == [str(near.pk)]


# Asking


def test_asking_a_family_keeps_its_places_three_working_days_or_three_quarters_of_an_hour(cast):
    family, at = home(cast, places=2), now()
    slow, urgent = opened(cast), opened(cast, is_urgent=True)
    held = asked(slow, family, cast.worker)
    assert (held.held_until - at).total_seconds() > 2 * 86400
    quick = asked(urgent, family, cast.worker)
    assert 44 * 60 < (quick.held_until - at).total_seconds() < 46 * 60
    with acting(cast.family_worker):
        assert Place.objects.filter(family=family, state="held", freed_at__isnull=True).count() == 2


def test_a_place_kept_for_one_search_is_not_offered_to_another(cast):
    family = home(cast, places=1)
    first, second = opened(cast), opened(cast)
    with acting(cast.worker):
        waiting = actions.shortlist(match=second, family_id=family.pk, by=cast.worker, at=now())
    asked(first, family, cast.worker)
    with acting(cast.worker), pytest.raises(Refusal) as told:
        actions.ask_family(candidate=waiting, by=cast.worker, at=now())
    assert told.value.code == "left_out_places"
    with acting(cast.worker):
        own = queries.ranking(first, cast.worker, now())
        assert [c.family_id for c in own.ranking.candidates] == [str(family.pk)]  # its own hold is not in its way


def test_a_no_frees_the_places_at_once(cast):
    family, match = home(cast, places=1), opened(cast)
    candidate = asked(match, family, cast.worker)
    with acting(cast.worker):
        no = {"says_yes": False, "said_by": "Baba", "how": "phone", "said_at": now(), "by": cast.worker, "at": now()}
        with refused("decline"):
            actions.answer_family(candidate=candidate, **no)
        assert actions.answer_family(candidate=candidate, decline="illness", **no).state == "family_no"
        assert not Place.objects.filter(family=family, freed_at__isnull=True).exists()


def test_a_yes_says_who_how_and_when(cast):
    family, match = home(cast), opened(cast)
    candidate = asked(match, family, cast.worker)
    with acting(cast.worker):
        whole = {"candidate": candidate, "says_yes": True, "said_by": "Anne", "how": "visit", "said_at": now()}
        for wrong, code in (
            ({"said_by": " "}, "said_by"),
            ({"how": "dream"}, "how"),
            ({"said_at": now().replace(year=2031)}, "said_at"),
            ({"said_at": now().replace(year=2020)}, "said_at"),
        ):
            with refused(code):
                actions.answer_family(**whole | wrong, by=cast.worker, at=now())
        assert actions.answer_family(**whole, by=cast.worker, at=now()).answered_by == "Anne"
    with acting(cast.worker), pytest.raises(IntegrityError), transaction.atomic():
        Candidate.objects.filter(pk=candidate.pk).update(answered_by="")


def test_a_family_of_another_office_is_asked_through_its_office(cast):
    family = home(cast, cast.other_office["family_worker"], lat=37.9, lon=32.5)
    match = opened(cast, ages=(4, 8))
    with acting(cast.worker):
        candidate = actions.shortlist(match=match, family_id=family.pk, by=cast.worker, at=now())
        assert not Family.objects.filter(pk=family.pk).exists()
        with refused("ask_office"):
            actions.ask_family(candidate=candidate, by=cast.worker, at=now())
        candidate = actions.ask_office(candidate=candidate, by=cast.worker, at=now())
        ask = Ask.objects.get(by_thing=candidate.pk)
        assert (ask.children, ask.ages) == (2, "4, 8")
        with refused("wrong_state"):
            actions.ask_family(candidate=candidate, by=cast.worker, at=now())
    agreed_by_office(candidate, cast.other_office["family_worker"])
    with acting(cast.worker):
        candidate = actions.ask_family(candidate=candidate, by=cast.worker, at=now())
        assert candidate.state == "family_asked"
        assert Family.objects.get(pk=family.pk).label == "Örnek"
        actions.drop(candidate=candidate, reason="Kardeşi bulundu.", by=cast.worker, at=now())
        assert not Family.objects.filter(pk=family.pk).exists()  # what was opened is shut again


# Proposing and deciding


def test_two_people_choose_and_the_places_are_taken(cast):
    family, match = home(cast, places=2), opened(cast, ages=(4, 8))
    match = proposed(match, family, cast.worker)
    with acting(cast.worker), pytest.raises(NotAllowed):
        actions.decide(match=match, by=cast.worker, at=now())
    with acting(cast.supervisor):
        match = actions.decide(match=match, reason="Uygun.", by=cast.supervisor, at=now())
        assert match.state == "decided" and match.candidates.get().state == "chosen"
        lines = Place.objects.filter(family=family, freed_at__isnull=True)
        assert {line.state for line in lines} == {"taken"} and sum(line.count for line in lines) == 2
    with acting(cast.auditor):
        codes = set(Entry.objects.filter(file=match.file_id).values_list("code", flat=True))
    assert {"matching.open", "matching.shortlist", "matching.ask_family", "matching.say_yes", "matching.propose", "matching.decide"} <= codes  # fmt: skip


def test_nobody_decides_what_they_proposed_and_the_database_knows_it(cast):
    family, match = home(cast), opened(cast, cast.supervisor)
    match = proposed(match, family, cast.supervisor)
    with acting(cast.supervisor):
        with refused("second_person"):
            actions.decide(match=match, by=cast.supervisor, at=now())
        with refused("second_person"):
            actions.send_back(match=match, reason="x", by=cast.supervisor, at=now())
        with pytest.raises(DatabaseError), transaction.atomic():
            Match.objects.filter(pk=match.pk).update(
                state="decided", decided_by=cast.supervisor.user_id, decided_at=now()
            )


def test_a_family_is_proposed_only_after_its_yes(cast):
    family, match = home(cast), opened(cast)
    candidate = asked(match, family, cast.worker)
    with acting(cast.worker), refused("wrong_state"):
        actions.propose(match=match, candidate=candidate, by=cast.worker, at=now())


def test_departing_from_the_order_needs_a_reason(cast):
    first, second = home(cast), home(cast, lat=38.4, lon=32.49)
    match = opened(cast)
    candidate = said_yes(match, second, cast.worker)
    with acting(cast.worker):
        with refused("departs"):
            actions.propose(match=match, candidate=candidate, by=cast.worker, at=now())
        with refused("reason"):
            actions.propose(match=match, candidate=candidate, reason="looks", by=cast.worker, at=now())
        with refused("words"):
            actions.propose(match=match, candidate=candidate, reason="other", by=cast.worker, at=now())
        match = actions.propose(match=match, candidate=candidate, reason="school", by=cast.worker, at=now())
    assert match.departs_kind == "school" and first.pk != second.pk


def test_a_family_before_it_that_said_no_is_not_passed_over(cast):
    first, second = home(cast), home(cast, lat=38.4, lon=32.49)
    match = opened(cast)
    refusing = asked(match, first, cast.worker)
    with acting(cast.worker):
        actions.answer_family(
            candidate=refusing, says_yes=False, said_by="Anne", how="phone", said_at=now(), decline="not_now",
            by=cast.worker, at=now(),
        )  # fmt: skip
    assert proposed(match, second, cast.worker).state == "proposed"


def test_kin_are_passed_over_only_with_words(cast):
    home(cast)
    kin_home = home(cast, lat=38.2, care_types=["kin"])
    match = opened(cast)
    with acting(cast.worker):
        aunt = make_human(cast.worker, given="Teyze", file_id=match.file_id)
        KinAsked.objects.create(
            **follow(match.case), case=match.case, person=aunt, tie="aunt_uncle", asked_at=now(), answer="willing",
            family_id=kin_home.pk,
        )  # fmt: skip
        stranger = Family.objects.exclude(pk=kin_home.pk).get()
    candidate = said_yes(match, stranger, cast.worker)
    with acting(cast.worker):
        with refused("words"):
            actions.propose(match=match, candidate=candidate, reason="safety", by=cast.worker, at=now())
        match = actions.propose(
            match=match, candidate=candidate, reason="safety", words="Ev henüz hazır değil.", by=cast.worker, at=now()
        )
    assert match.state == "proposed"


def test_what_a_proposal_was_based_on_is_kept_and_gives_the_same_order_again(cast):
    families = [home(cast, lat=37.8 + step / 10) for step in range(4)]
    match = opened(cast, needs=("wheelchair",))
    with acting(cast.family_worker):
        Family.objects.filter(pk__in=[f.pk for f in families[:3]]).update(skills=["wheelchair"])
    with acting(cast.worker):
        before = [c.family_id for c in queries.ranking(match, cast.worker, now()).ranking.candidates]
    first = next(f for f in families if str(f.pk) == before[0])
    match = proposed(match, first, cast.worker)
    with acting(cast.worker):
        match = Match.objects.get(pk=match.pk)
        raw = queries.opened_input(match)
        assert hashlib.sha256(raw).hexdigest() == match.input_hash
        assert len(parse(raw).families) == 4
        again = queries.replayed(match)
    assert [c.family_id for c in again.candidates] == before and len(again.left_out) == 1


def test_what_is_kept_for_replay_is_sealed(cast):
    match = proposed(opened(cast), home(cast), cast.worker)
    with acting(cast.worker), connection.cursor() as cursor:
        cursor.execute("select input from matching_match where id = %s", [match.pk])
        stored = bytes(cursor.fetchone()[0])
    assert b"umay-match" not in stored and b"born_on" not in stored and len(stored) > 200


def test_a_decision_asks_again_whether_the_family_still_suits(cast):
    family, match = home(cast), opened(cast)
    match = proposed(match, family, cast.worker)
    with acting(cast.family_worker):
        Family.objects.filter(pk=family.pk).update(is_available=False)
    with acting(cast.supervisor):
        with refused("left_out_unavailable"):
            actions.decide(match=match, by=cast.supervisor, at=now())
        assert Match.objects.get(pk=match.pk).state == "proposed"


def test_a_decision_asks_again_for_the_legal_basis_and_the_same_children(cast):
    family, match = home(cast), opened(cast)
    match = proposed(match, family, cast.worker)
    with acting(cast.worker):
        match.case.bases.update(ends_at=now(), state="ended")
    with acting(cast.supervisor), refused("no_basis"):
        actions.decide(match=match, by=cast.supervisor, at=now())
    with acting(cast.worker):
        match.case.bases.update(ends_at=None, state="active")
        child = make_human(cast.worker, given="Kardeş", file_id=match.file_id, born_on=now().date())
        CaseChild.objects.create(**follow(match.case), case=match.case, person=child, view="-")
    with acting(cast.supervisor), refused("children_changed"):
        actions.decide(match=match, by=cast.supervisor, at=now())


def test_sending_back_keeps_the_yes_and_says_why(cast):
    family, match = home(cast), opened(cast)
    match = proposed(match, family, cast.worker)
    with acting(cast.supervisor):
        match = actions.send_back(match=match, reason="Okul ne olacak?", by=cast.supervisor, at=now())
    assert (match.state, match.returned_reason) == ("open", "Okul ne olacak?")
    with acting(cast.worker):
        candidate = match.candidates.get()
        assert candidate.state == "family_yes"
        match = actions.propose(match=match, candidate=candidate, by=cast.worker, at=now())
        assert match.returned_at is None
        assert actions.take_back(match=match, by=cast.worker, at=now()).state == "open"


@pytest.mark.parametrize("end", ["none_suits", "withdraw"])
def test_ending_a_search_frees_every_place_it_kept(cast, end):
    match = opened(cast)
    homes = [home(cast, places=1) for _ in range(2)]
    for family in homes:
        asked(match, family, cast.worker)
    with acting(cast.worker):
        with refused("reason"):
            getattr(actions, end)(match=match, reason="", by=cast.worker, at=now())
        ended = getattr(actions, end)(match=match, reason="Kimse uygun değil.", by=cast.worker, at=now())
        assert not Place.objects.filter(freed_at__isnull=True).exists()
        if end == "none_suits":
            assert actions.look_again(match=ended, by=cast.worker, at=now()).state == "open"
        else:
            with refused("wrong_state"):
                actions.look_again(match=ended, by=cast.worker, at=now())


def test_a_case_with_an_open_search_is_not_closed(cast):
    match = opened(cast)
    with acting(cast.worker):
        found = slots.refusals("cases.case.close", match.case, cast.worker, now())
        assert [refusal.code for refusal in found] == ["match_open"]
        actions.withdraw(match=match, reason="Eve döndü.", by=cast.worker, at=now())
        assert slots.refusals("cases.case.close", match.case, cast.worker, now()) == []


def test_without_a_later_room_the_match_itself_takes_the_places(cast):
    family, match = home(cast, places=2), opened(cast, ages=(4, 8))
    match = proposed(match, family, cast.worker)
    fills = slots._slots["within", "matching.match.decide"]
    before = list(fills)
    fills.clear()
    try:
        with acting(cast.supervisor):
            actions.decide(match=match, by=cast.supervisor, at=now())
            line = Place.objects.get(family=family, freed_at__isnull=True)
    finally:
        fills[:] = before
    assert (line.state, line.count, line.by_thing) == ("taken", 2, match.pk)


def test_a_later_room_that_refuses_undoes_the_whole_decision(cast):
    family, match = home(cast), opened(cast)
    match = proposed(match, family, cast.worker)

    def refuse(row, by, at):
        raise Refusal("Yer yok.", code="no")

    fills = slots._slots["within", "matching.match.decide"]
    fills.append(refuse)
    try:
        with acting(cast.supervisor):
            with refused("no"):
                actions.decide(match=match, by=cast.supervisor, at=now())
            assert Match.objects.get().state == "proposed" and Candidate.objects.get().state == "proposed"
            assert not Place.objects.filter(state="taken").exists()
    finally:
        fills.remove(refuse)


def test_later_rooms_take_the_places_from_the_hold_of_the_match(cast):
    family, match = home(cast, places=2), opened(cast, ages=(4, 8))
    match = proposed(match, family, cast.worker)
    placements = [new_id(), new_id()]

    def prepare(row, by, at):
        for placement in placements:
            take_places(family_id=family.pk, count=1, by_thing=placement, from_thing=row.pk, by=by, at=at)

    fills = slots._slots["within", "matching.match.decide"]
    before = list(fills)
    fills[:] = [prepare]
    try:
        with acting(cast.supervisor):
            actions.decide(match=match, by=cast.supervisor, at=now())
            lines = Place.objects.filter(family=family, freed_at__isnull=True)
            assert {line.by_thing for line in lines} == set(placements)
    finally:
        fills[:] = before


# Parting brothers and sisters


def split(cast, match, kind="harm", reason="Biri diğerine vuruyor.", plan="Her cumartesi.", parts=None):
    with acting(cast.worker):
        ids = list(match.children)
        return actions.split(
            match=match, parts=parts if parts is not None else [ids[:1], ids[1:]], kind=kind, reason=reason,
            contact_plan=plan, by=cast.worker, at=now(),
        )  # fmt: skip


def test_brothers_and_sisters_are_parted_only_with_a_reason_and_a_contact_plan(cast):
    match = opened(cast, ages=(4, 8))
    home(cast)
    for wrong, code in (
        ({"kind": "looks"}, "kind"),
        ({"reason": " "}, "reason"),
        ({"plan": ""}, "contact_plan"),
        ({"parts": [list(match.children)]}, "parts"),
        ({"parts": [list(match.children), list(match.children)[:1]]}, "parts"),
        ({"kind": "no_home"}, "home_for_all"),
    ):
        with refused(code):
            split(cast, match, **wrong)
    parts = split(cast, match)
    assert [len(part.children) for part in parts] == [1, 1]
    with acting(cast.worker):
        assert Match.objects.get(pk=match.pk).state == "split"
        with refused("part"):
            actions.split(
                match=parts[0], parts=[parts[0].children], kind="harm", reason="x", contact_plan="x",
                by=cast.worker, at=now(),
            )  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Match.objects.filter(pk=parts[0].pk).update(split_contact_plan=None)


def test_no_home_for_all_is_believed_only_when_it_is_so(cast):
    match = opened(cast, ages=(4, 8))
    home(cast, places=1, max_siblings=1)
    assert len(split(cast, match, kind="no_home", reason="Üç hafta arandı.")) == 2


def test_parts_go_to_different_families(cast):
    match = opened(cast, ages=(4, 8))
    family = home(cast, places=2, max_siblings=2)
    parts = split(cast, match)
    with acting(cast.worker):
        assert queries.ranking(parts[1], cast.worker, now()).ranking.first.family_id == str(family.pk)
    proposed(parts[0], family, cast.worker)
    with acting(cast.worker):
        second = queries.ranking(parts[1], cast.worker, now())
    assert second.ranking.funnel.left_out["conflict"] == 1


# Kin


def test_willing_kin_begin_their_assessment_from_the_kin_search(cast):
    case = seeking(cast)
    with acting(cast.worker):
        aunt = make_human(cast.worker, given="Teyze", file_id=case.file_id)
        kin = KinAsked.objects.create(**follow(case), case=case, person=aunt, tie="aunt_uncle", asked_at=now())
        with refused("not_willing"):
            actions.start_assessment(kin=kin, by=cast.worker, at=now())
        KinAsked.objects.update(answer="willing")
        family = actions.start_assessment(kin=kin, by=cast.worker, at=now())
        assert KinAsked.objects.get().family_id == family.pk
        assert family.state == "applied" and family.kin_for_case == case.pk
        with refused("linked"):
            actions.start_assessment(kin=kin, by=cast.worker, at=now())
    with acting(cast.duty), pytest.raises(NotAllowed):
        actions.start_assessment(kin=kin, by=cast.duty, at=now())


# Two people acting at once


def in_threads(*calls):
    """Run each call in a thread with a connection of its own; return their answers or the refusals, in order."""
    start, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        try:
            start.wait()
            answers[place] = call()
        except Refusal as refusal:
            answers[place] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.commits
def test_two_matches_cannot_take_the_same_last_place(own_cast):
    """Both proposals are good, both holds have run out: whoever decides first has it, the other is told and nothing is lost."""
    cast = own_cast
    matches = []
    with transaction.atomic():
        family = home(cast, places=1)
        for _ in range(2):
            match = proposed(opened(cast), family, cast.worker)
            with acting(cast.worker):
                free_places(family_id=family.pk, by_thing=match.pk, by=cast.worker, at=now())
            matches.append(match)

    def decide(match):
        def call():
            with transaction.atomic(), acting(cast.supervisor):
                return actions.decide(match=match, by=cast.supervisor, at=now())

        return call

    answers = in_threads(*(decide(match) for match in matches))
    told = [answer for answer in answers if isinstance(answer, Refusal)]
    assert len(told) == 1 and told[0].code in ("full", "left_out_places")
    with transaction.atomic(), acting(cast.supervisor):
        assert sorted(Match.objects.values_list("state", flat=True)) == ["decided", "proposed"]
        assert Place.objects.filter(family=family, freed_at__isnull=True).count() == 1
        loser = Match.objects.get(state="proposed")
        assert loser.candidates.get().state == "proposed" and loser.decided_by is None


@pytest.mark.commits
def test_two_second_persons_decide_at_once_and_one_is_told(own_cast):
    cast = own_cast
    with transaction.atomic():
        match = proposed(opened(cast), home(cast, places=4, max_siblings=4), cast.worker)

    def decide(by):
        def call():
            with transaction.atomic(), acting(by):
                return actions.decide(match=match, by=by, at=now())

        return call

    answers = in_threads(decide(cast.supervisor), decide(cast.placement_officer))
    assert [isinstance(answer, Conflict) for answer in answers].count(True) == 1
    with transaction.atomic(), acting(cast.supervisor):
        assert Place.objects.filter(freed_at__isnull=True).count() == 1


@pytest.mark.commits
def test_two_searches_opened_at_once_are_one(own_cast):
    cast = own_cast
    with transaction.atomic():
        case = seeking(cast)

    def begin(by):
        def call():
            with transaction.atomic(), acting(by):
                return actions.open(case=Case(pk=case.pk), by=by, at=now())

        return call

    answers = in_threads(begin(cast.worker), begin(cast.supervisor))
    assert [isinstance(answer, Refusal) for answer in answers].count(True) == 1
    with transaction.atomic(), acting(cast.supervisor):
        assert Match.objects.count() == 1


def test_a_case_in_another_country_is_searched_among_its_own_families(cast):
    home(cast)
    case = make_case(cast.azerbaijan["worker"], is_urgent=True)
    with acting(cast.azerbaijan["worker"]):
        match = actions.open(case=case, by=cast.azerbaijan["worker"], at=now())
        assert queries.ranking(match, cast.azerbaijan["worker"], now()).ranking.funnel.families == 0
