"""Two people choose; what the choice was based on is kept."""

import hashlib

import pytest
from django.db import DatabaseError, connection, transaction

from tests.care.matching.setting import asked, home, opened, proposed, refused, said_yes
from tests.factories.care import make_human
from umay.care.cases.models import CaseChild, KinAsked
from umay.care.families.actions import take_places
from umay.care.families.models import Family, Place
from umay.care.matching import actions, queries
from umay.care.matching.engine import parse
from umay.care.matching.models import Candidate, Match
from umay.ground.journal.models import Entry
from umay.ground.offices.models import follow
from umay.kit.kernel import slots
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ids import new_id


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
