"""The gates before a search begins, and who may begin it."""

import pytest
from django.db import IntegrityError, transaction

from tests.care.matching.setting import asked, home, opened, refused, seeking
from umay.care.cases.models import CaseChild
from umay.care.matching import actions
from umay.care.matching.models import Candidate, Match
from umay.ground.journal.actions import AlreadyDone
from umay.ground.offices.models import follow
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed
from umay.kit.kernel.ids import new_id


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
