"""What a placement tells the search it came from: a home given up, a home that was not safe, questions that are over."""

from datetime import timedelta

import pytest

from tests.care.matching.setting import agreed_by_office, home, opened
from tests.care.placements import made
from tests.factories.care import make_basis, make_case
from umay.care.cases import actions as cases
from umay.care.cases.models import Case, CaseChild
from umay.care.cases.work import work as case_work
from umay.care.families.models import Ask, Family
from umay.care.matching import actions as matching
from umay.care.matching import queries as searches
from umay.care.matching.access import national
from umay.care.placements import actions, rules
from umay.care.placements.models import Placement
from umay.care.placements.queries.unsafe import unsafe_families
from umay.care.placements.work import work
from umay.ground.offices.models import follow
from umay.ground.offices.queries import pack
from umay.kit.kernel import slots
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


def settings():
    return pack("TR", now().date())


def test_children_whose_home_was_given_up_wait_for_a_family_again(cast):
    one, other = made.prepared(cast, ages=(5, 8))
    match = one.match
    with acting(cast.worker):
        actions.cancel(placement=one, why="Taşındılar.", by=cast.worker, at=now())
        match.refresh_from_db()
        assert match.state == "decided", "the sister's home still stands"
        assert not searches.waiting(cast.worker).filter(pk=one.case_id).exists()
        actions.cancel(placement=other, why="Taşındılar.", by=cast.worker, at=now())
        match.refresh_from_db()
        assert (match.state, match.ended_reason) == ("none", "Taşındılar.")
        assert searches.waiting(cast.worker).get(pk=one.case_id).match_id == match.pk
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
