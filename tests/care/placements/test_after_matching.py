"""What a placement tells the search it came from: a home given up, a home that was not safe, questions that are over."""

from datetime import datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.urls import reverse

from tests.care.matching.setting import agreed_by_office, home, opened
from tests.care.placements import made
from tests.factories.care import make_basis, make_case
from tests.factories.cast import user_of
from umay.care.cases import actions as cases
from umay.care.cases.models import Case, CaseChild
from umay.care.cases.work import work as case_work
from umay.care.families.models import Ask, Family, Place
from umay.care.matching import actions as matching
from umay.care.matching import queries as searches
from umay.care.matching.access import national
from umay.care.matching.models import Match
from umay.care.matching.words import GIVEN_UP
from umay.care.placements import actions, rules
from umay.care.placements.models import Placement
from umay.care.placements.queries import parts_siblings
from umay.care.placements.queries.unsafe import unsafe_families
from umay.care.placements.work import work
from umay.ground.offices.models import follow
from umay.ground.offices.queries import pack
from umay.kit.kernel import slots
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Refusal


def settings():
    return pack("TR", now().date())


def give_up(placement, by, *, plan="Her pazar parkta görüşürler."):
    return actions.cancel(placement=placement, why="Taşındılar.", contact_plan=plan, by=by, at=now())


def test_a_child_whose_home_was_given_up_is_searched_for_while_the_others_keep_theirs(cast):
    one, other = made.prepared(cast, ages=(5, 8))
    with acting(cast.worker):
        places = list(Place.objects.filter(by_thing=other.pk).values("state", "freed_at"))
        assert places
        with pytest.raises(Refusal) as told:
            give_up(one, cast.worker, plan=" ")
        assert told.value.field == "contact_plan"
        one.refresh_from_db()
        assert one.state == "preparing", "nothing was done without a plan"
        give_up(one, cast.worker)
        part = Match.objects.get(split_of=one.match)
        assert (part.state, part.children, part.split_kind) == ("open", [one.child_id], GIVEN_UP)
        assert (part.split_reason, part.split_contact_plan) == ("Taşındılar.", "Her pazar parkta görüşürler.")
        assert (part.care_type, part.case_id, part.file_id) == (one.match.care_type, one.case_id, one.file_id)
        assert searches.waiting(cast.worker).get(pk=one.case_id).match_id == part.pk
        assert searches.children_changed(part) is None
        assert searches.ranking(part, cast.worker, now()).is_part
        other.refresh_from_db()
        assert other.state == "preparing" and other.match.state == "decided"
        assert other.match.candidates.get().state == "chosen"
        assert list(Place.objects.filter(by_thing=other.pk).values("state", "freed_at")) == places


def test_two_who_lost_their_homes_one_after_the_other_are_searched_for_together(cast):
    one, two, three = made.prepared(cast, ages=(3, 5, 8), places=3, places_mixed=3, max_siblings=3)
    with acting(cast.worker):
        give_up(one, cast.worker)
        first = Match.objects.get(split_of=one.match)
        give_up(two, cast.worker)
        first.refresh_from_db()
        assert first.state == "withdrawn"
        both = Match.objects.get(split_of=one.match, state="open")
        assert set(both.children) == {one.child_id, two.child_id}
        three.refresh_from_db()
        assert three.state == "preparing"


def test_where_one_has_found_another_home_the_last_one_is_searched_for_alone(cast):
    one, other = made.prepared(cast, ages=(5, 8))
    with acting(cast.worker):
        give_up(one, cast.worker)
        Match.objects.filter(split_of=one.match).update(
            state="decided",
            proposed_by=cast.worker.user_id,
            decided_by=cast.supervisor.user_id,
            proposed_at=now(),
            decided_at=now(),
        )
        assert parts_siblings(other)
        give_up(other, cast.worker)
        one.match.refresh_from_db()
        assert one.match.state == "decided"
        assert Match.objects.get(split_of=one.match, state="open").children == [other.child_id]


def test_the_run_of_the_country_sees_the_child_whose_home_was_given_up(cast):
    one, _other = made.prepared(cast, ages=(5, 8))
    with acting(cast.worker):
        give_up(one, cast.worker)
        part = Match.objects.get(split_of=one.match)
    with acting(national("TR", now())), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select group_id, split_of, children from matching_country_groups(%s)", [now()])
        rows = cursor.fetchall()
    assert (part.pk, one.match_id, [one.child_id]) in rows
    assert one.match_id not in [row[0] for row in rows]


def test_a_search_begun_in_the_first_minutes_of_the_offices_day_is_one_since_the_children_wait(cast):
    one, _other = made.prepared(cast, ages=(5, 8))
    with acting(cast.worker):
        case = Case.objects.get(pk=one.case_id)
        midnight = datetime.combine(case.needs_family_since, time(), ZoneInfo(case.office.zone))
        Match.objects.filter(pk=one.match_id).update(opened_at=midnight)
        assert case.pk not in {found.pk for found in searches.waiting(cast.worker)}
    with acting(national("TR", now())), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select case_id from matching_country_groups(%s)", [now()])
        assert case.pk not in {row[0] for row in cursor.fetchall()}
    with acting(cast.worker):
        Match.objects.filter(pk=one.match_id).update(opened_at=midnight - timedelta(seconds=1))
        assert case.pk in {found.pk for found in searches.waiting(cast.worker)}


def test_the_page_asks_how_they_see_each_other_only_where_somebody_stays(cast, client):
    one, other = made.prepared(cast, ages=(5, 8))
    client.force_login(user_of(cast.worker))
    path = reverse("placements:cancel", args=[one.pk])
    assert "contact_plan" in client.get(path).content.decode()
    with acting(cast.worker):
        one.refresh_from_db()
    sent = {"version": one.version, "why": "Taşındılar.", "idempotency_key": str(uuid4())}
    assert client.post(path, sent).status_code == 422
    assert client.post(path, sent | {"contact_plan": "Her pazar."}).status_code == 302
    assert "contact_plan" not in client.get(reverse("placements:cancel", args=[other.pk])).content.decode()
    with acting(cast.worker):
        part = Match.objects.get(split_of=one.match)
    page = client.get(reverse("matching:see", args=[part.pk])).content.decode()
    assert "Her pazar." in page


def test_children_whose_home_was_given_up_wait_for_a_family_again(cast):
    one, other = made.prepared(cast, ages=(5, 8))
    match = one.match
    with acting(cast.worker):
        give_up(one, cast.worker)
        match.refresh_from_db()
        assert match.state == "decided", "the sister's home still stands"
        part = searches.waiting(cast.worker).get(pk=one.case_id).match_id
        assert part != match.pk
        actions.cancel(placement=other, why="Taşındılar.", by=cast.worker, at=now())
        match.refresh_from_db()
        assert (match.state, match.ended_reason) == ("none", "Taşındılar.")
        assert searches.waiting(cast.worker).get(pk=one.case_id).match_id == match.pk
        assert Match.objects.get(pk=part).state == "withdrawn", "all are searched for together again"
        assert not match.candidates.filter(state="chosen").exists()
        assert any(task.kind.endswith("look_again") for task in work(cast.worker, now()))
        assert matching.look_again(match=match, by=cast.worker, at=now()).state == "open"


def test_a_refusal_of_the_approver_begins_the_search_again_too(cast):
    (placement,) = made.prepared(cast)
    with acting(cast.worker):
        actions.sign_contract(placement=placement, signed_on=now().date(), number="1", by=cast.worker, at=now())
    with acting(cast.approver):
        actions.refuse(placement=placement, why="Rapor eksik.", by=cast.approver, at=now())
    with acting(cast.worker):
        assert searches.waiting(cast.worker).filter(pk=placement.case_id).exists()


def test_a_family_where_the_child_was_not_safe_is_left_out_for_it_and_nothing_else_is_said(cast):
    (placement,) = made.living(cast)
    with acting(cast.worker):
        Placement.objects.filter(pk=placement.pk).update(end_reason="safety")
        case = Case.objects.get(pk=placement.case_id)
        near = searches.circles([case], settings())[case.pk]
        assert near.barred == {str(placement.family_id)}
    with acting(cast.other_office["worker"]):
        assert searches.circles([case], settings())[case.pk].barred == frozenset(), (
            "asked only for cases the asker sees"
        )


@pytest.mark.parametrize(("reason", "is_barred"), [("safety", True), ("child_wish", False)])
def test_only_an_end_for_safety_leaves_a_family_out(cast, reason, is_barred):
    (placement,) = made.living(cast)
    with acting(cast.worker):
        actions.end(placement=placement, reason=reason, note="Başka yere gitti.", by=cast.worker, at=now())
        case = Case.objects.get(pk=placement.case_id)
        assert (str(placement.family_id) in searches.circles([case], settings())[case.pk].barred) is is_barred


def test_the_family_stays_left_out_in_a_later_case_of_the_child(cast):
    (placement,) = made.living(cast)
    with acting(cast.worker):
        actions.end(placement=placement, reason="safety", note="Ayrıldı.", by=cast.worker, at=now())
        CaseChild.objects.filter(case=placement.case_id).update(left_on=now().date())
        later = make_case(cast.worker, ages=(4,))
    with acting(cast.worker):
        CaseChild.objects.create(**follow(later), case=later, person=placement.child)
        assert str(placement.family_id) in searches.circles([later], settings())[later.pk].barred


def test_the_run_of_a_country_leaves_the_family_out_too(cast):
    (placement,) = made.living(cast)
    match = opened(cast)
    with acting(cast.worker):
        actions.end(placement=placement, reason="safety", note="Ayrıldı.", by=cast.worker, at=now())
        CaseChild.objects.filter(case=placement.case_id).update(left_on=now().date())
    job = national("TR", now())
    with acting(job):
        before = searches.gathered(by=job, at=now()).instance
    assert str(placement.family_id) in {family.id for family in before.families}
    assert all(not group.not_with_families for group in before.groups)
    with acting(cast.worker):
        CaseChild.objects.create(**follow(match.case), case=match.case, person=placement.child)
    with acting(job):
        (group,) = searches.gathered(by=job, at=now()).instance.groups
    assert group.not_with_families == {str(placement.family_id)}


def test_a_pack_adds_ends_that_close_a_family_and_never_takes_safety_away(cast):
    class Adding:
        def has(self, key):
            return key == rules.UNSAFE_ENDS

        def get(self, key):
            return ("child_wish",)

    class Silent:
        def has(self, key):
            return False

    assert rules.unsafe_ends(Silent()) == ("safety",) == rules.unsafe_ends(settings())
    (placement,) = made.living(cast)
    with acting(cast.worker):
        actions.end(placement=placement, reason="child_wish", note="Ayrıldı.", by=cast.worker, at=now())
        assert unsafe_families([placement.case_id], settings()) == []
        assert unsafe_families([placement.case_id], Adding()) == [(placement.case_id, placement.family_id)]


def agreed(cast, match, family, *, says_yes=True):
    """A family of another office, asked through its office, which agreed; and what the family says."""
    with acting(cast.worker):
        candidate = matching.shortlist(match=match, family_id=family.pk, by=cast.worker, at=now())
        candidate = matching.ask_office(candidate=candidate, by=cast.worker, at=now())
    agreed_by_office(candidate, cast.other_office["family_worker"])
    with acting(cast.worker):
        candidate = matching.ask_family(candidate=candidate, by=cast.worker, at=now())
        if says_yes:
            candidate = matching.answer_family(
                candidate=candidate, says_yes=True, said_by="Anne", how="phone", said_at=now(), by=cast.worker, at=now()
            )
        return candidate


def state_of_ask(cast, candidate) -> str:
    with acting(cast.other_office["family_worker"]):
        return Ask.objects.get(by_thing=candidate.pk).state


def test_a_question_to_another_office_is_over_when_the_child_moves_in_or_another_family_was_chosen(cast):
    there = cast.other_office["family_worker"]
    chosen_family, other_family = home(cast, there), home(cast, there)
    match = opened(cast)
    chosen, other = agreed(cast, match, chosen_family), agreed(cast, match, other_family, says_yes=False)
    with acting(cast.worker):
        match.refresh_from_db()
        reason = {"reason": "safety", "words": "Okulu yakın."}
        match = matching.propose(match=match, candidate=chosen, by=cast.worker, at=now(), **reason)
    with acting(cast.supervisor):
        matching.decide(match=match, reason="Uygun.", by=cast.supervisor, at=now())
    assert (state_of_ask(cast, chosen), state_of_ask(cast, other)) == ("agreed", "closed")
    with acting(cast.worker):
        assert not Family.objects.filter(pk=other_family.pk).exists(), "what was opened for the question is shut again"
        placement = Placement.objects.get(match=match)
    placement = made.approved(cast, made.signed(cast, placement))
    with acting(cast.worker):
        actions.begin(placement=placement, by=cast.worker, at=now())
    assert state_of_ask(cast, chosen) == "closed"
    with acting(cast.worker):
        assert Family.objects.filter(pk=chosen_family.pk).exists(), "open through the placement itself"


def test_stopping_the_search_withdraws_what_was_open(cast):
    match = opened(cast)
    with acting(cast.supervisor):
        case = Case.objects.get(pk=match.case_id)
        cases.stop_seeking(case=case, reason="home", by=cast.supervisor, at=now())
        match.refresh_from_db()
        assert match.state == "withdrawn" and match.ended_reason


def test_the_match_page_shows_what_became_of_it(cast):
    (placement,) = made.prepared(cast)
    with acting(cast.worker):
        titles = [panel.template for panel in slots.panels("matching.match", placement.match, cast.worker)]
        assert "placements/_of_case.html" in titles


def test_a_legal_basis_that_ends_is_told_once(cast):
    (placement,) = made.living(cast)
    with acting(cast.worker):
        case = Case.objects.get(pk=placement.case_id)
        case.bases.update(ends_at=now() + timedelta(days=2))
    with acting(cast.worker):
        make_basis(case, cast.worker, kind="emergency_order", ends_at=now() + timedelta(days=1))
    with acting(cast.worker):
        told = [task for task in (*case_work(cast.worker, now()), *work(cast.worker, now())) if "basis" in task.kind]
        assert len(told) == 1
        case.bases.update(state="ended")
        told = [task for task in (*case_work(cast.worker, now()), *work(cast.worker, now())) if "basis" in task.kind]
        assert len(told) == 1 and told[0].kind.startswith("placements")
