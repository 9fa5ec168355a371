"""What a child needs and says, and the gate of necessity before a family is looked for."""

from datetime import timedelta

import pytest

from tests.care.cases.steps import opened, seek, tried
from tests.factories.care import make_case
from umay.care.cases import actions, queries
from umay.care.cases.models import Case, CaseChild, Note
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, Refusal


def test_needs_are_codes_of_the_country_and_no_need_is_an_answer(cast):
    case = opened(cast.worker)
    with acting(cast.worker):
        child = queries.children_of(case).get()
        changed = actions.change_child(
            child=child, version=child.version, values={"needs": [], "languages": ["tr"]}, by=cast.worker, at=now()
        )
        assert changed.needs_at is not None and changed.languages == ["tr"]
        with pytest.raises(Conflict):
            actions.change_child(child=child, version=child.version, values={"needs": []}, by=cast.worker, at=now())
        changed.refresh_from_db()
        with pytest.raises(Refusal):
            actions.change_child(
                child=changed, version=changed.version, values={"needs": ["x"]}, by=cast.worker, at=now()
            )


def test_a_child_is_heard_or_it_is_written_why_not(cast):
    case = opened(cast.worker)
    with acting(cast.worker):
        child = queries.children_of(case).get()
        assert not queries.is_view_recorded(case)
        for view, why_not in (("", ""), ("Evet", "too_young"), ("", "x")):
            with pytest.raises(Refusal):
                actions.record_view(child=child, view=view, why_not=why_not, by=cast.worker, at=now())
        actions.record_view(child=child, why_not="too_young", by=cast.worker, at=now())
        assert queries.is_view_recorded(case)
        actions.record_view(child=child, view="Teyzemde kalmak istiyorum.", by=cast.worker, at=now())
        heard = CaseChild.objects.get(pk=child.pk)
        assert (heard.view, heard.no_view) == ("Teyzemde kalmak istiyorum.", "")


def test_poverty_alone_is_refused_with_the_reason(cast):
    case = make_case(cast.worker, needs_family_since=None)
    with acting(cast.worker):
        tried(case, cast.worker)
        with pytest.raises(Refusal, match="Poverty alone is never a reason") as refused:
            seek(case, cast.worker, reasons=["poverty"])
        assert (refused.value.code, refused.value.field) == ("only_poverty", "reasons")
        assert Case.objects.get(pk=case.pk).needs_family_since is None


def test_support_at_home_comes_before_a_family(cast):
    case = make_case(cast.worker, needs_family_since=None)
    with acting(cast.worker):
        with pytest.raises(Refusal, match="what was tried"):
            seek(case, cast.worker)
        tried(case, cast.worker, kind="", why_not="danger", outcome="Baba evde ve tehdit ediyor.")
        found = seek(case, cast.worker)
        assert found.needs_family_since is not None and found.why_care == "Evde bakacak kimse yok."


def test_a_family_is_not_looked_for_before_each_child_was_heard(cast):
    case = opened(cast.worker)
    with acting(cast.worker):
        tried(case, cast.worker)
        with pytest.raises(Refusal, match="each child"):
            seek(case, cast.worker)
        actions.record_view(child=queries.children_of(case).get(), view="Annemi özledim.", by=cast.worker, at=now())
        seek(case, cast.worker, urgent=True)
        assert Case.objects.get(pk=case.pk).is_urgent


def test_asking_again_keeps_the_day_since_when_they_wait(cast):
    case = make_case(cast.worker, needs_family_since=(now() - timedelta(days=40)).date())
    with acting(cast.worker):
        tried(case, cast.worker)
        assert seek(case, cast.worker).needs_family_since == case.needs_family_since


def test_only_a_supervisor_gives_up_the_search_for_a_baby(cast):
    case = make_case(cast.worker, ages=(1,))
    with acting(cast.worker):
        with pytest.raises(Refusal, match="only a family is right"):
            actions.stop_seeking(case=case, reason="other", note="Yer yok.", by=cast.worker, at=now())
        assert Case.objects.get(pk=case.pk).needs_family_since
    with acting(cast.supervisor):
        actions.stop_seeking(case=case, reason="other", note="Hastanede kalacak.", by=cast.supervisor, at=now())
        assert Case.objects.get(pk=case.pk).needs_family_since is None
        assert Note.objects.get().text == "Hastanede kalacak."


def test_a_found_family_ends_the_search_without_words(cast):
    case = make_case(cast.worker, ages=(1,))
    with acting(cast.worker):
        assert actions.stop_seeking(case=case, by=cast.worker, at=now()).needs_family_since is None
        actions.stop_seeking(case=case, by=cast.worker, at=now())  # already over: nothing to refuse
