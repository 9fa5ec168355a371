"""Reads of the matching room: what the engine is told of children and families, and what waits for whom."""

from datetime import timedelta

import pytest

from tests.care.matching.setting import agreed_by_office, asked, home, opened, proposed, said_yes, seeking
from umay.care.cases.models import Case, CaseChild
from umay.care.families.models import Family
from umay.care.matching import actions, queries
from umay.care.matching.engine import Candidate as Ranked
from umay.care.matching.models import Candidate, Match
from umay.care.matching.queries.groups import tongue_need
from umay.care.matching.work import tasks
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


def suiting(match, by):
    with acting(by):
        return {ranked.family_id for ranked in queries.ranking(match, by, now()).ranking.candidates}


def change(cast, match, **columns):
    with acting(cast.worker):
        CaseChild.objects.filter(case=match.case).update(**columns)


@pytest.mark.parametrize(
    ("languages", "need"),
    [
        ([], ""),
        (["tr", "ku"], ""),
        (["other", "no_speech"], ""),
        (["ku"], "language:ku"),
        (["sign", "ar"], "language:ar+sign"),
    ],
)
def test_a_language_is_needed_only_by_a_child_who_does_not_speak_the_countrys_first(languages, need):
    assert tongue_need(languages, "tr") == need


def test_a_child_goes_to_a_family_with_whom_it_shares_one_language(cast):
    turkish = home(cast)
    kurdish = home(cast, languages=["tr", "ku"])
    signing = home(cast, skills=["sign_language"])
    match = opened(cast)
    assert suiting(match, cast.worker) == {str(f.pk) for f in (turkish, kurdish, signing)}
    change(cast, match, languages=["ku", "sign"])
    assert suiting(match, cast.worker) == {str(kurdish.pk), str(signing.pk)}


def test_a_need_bars_and_difficult_behaviour_only_weakens(cast):
    plain, ready = home(cast), home(cast, skills=["behaviour"], lat=38.2)
    match = opened(cast)
    change(cast, match, needs=["behaviour"])
    with acting(cast.worker):
        order = [one.family_id for one in queries.ranking(match, cast.worker, now()).ranking.candidates]
    assert order == [str(ready.pk), str(plain.pk)]
    change(cast, match, needs=["behaviour", "wheelchair"])
    assert suiting(match, cast.worker) == set()


def test_a_child_whose_sex_is_not_known_yet_goes_where_both_have_a_room(cast):
    home(cast, rooms_for=["f"])
    home(cast, rooms_for=["m"])
    both = home(cast)
    match = opened(cast)
    with acting(cast.worker):
        child = match.case.children.get().person
        child.sex = "u"
        child.save(update_fields=["sex"])
    assert suiting(match, cast.worker) == {str(both.pk)}


def test_what_cannot_count_changes_nothing(cast):
    """Appearance, wealth and story have no field; a school, a name or a note moves no family."""
    for step in range(4):
        home(cast, lat=37.8 + step / 20)
    match = opened(cast)

    def order() -> list[Ranked]:
        with acting(cast.worker):
            return list(queries.ranking(match, cast.worker, now()).ranking.candidates)

    before = order()
    change(cast, match, school="Başka okul", school_level="primary")
    with acting(cast.family_worker):
        Family.objects.update(is_paid=False, label="Başka", label_sort=b"a")
    assert order() == before


def test_places_kept_for_itself_do_not_stand_in_its_way_and_others_do(cast):
    family = home(cast, places=2)
    match = opened(cast, ages=(4, 8))
    asked(match, family, cast.worker)
    assert suiting(match, cast.worker) == {str(family.pk)}
    assert suiting(opened(cast), cast.worker) == set()
    late = now() + timedelta(days=30)
    other = opened(cast)
    with acting(cast.worker):  # a hold that has run out is no hold
        assert len(queries.ranking(other, cast.worker, late).ranking.candidates) == 1


def test_waiting_groups_stand_in_order_and_leave_the_line_when_decided(cast):
    slow, urgent = seeking(cast), seeking(cast, is_urgent=True)
    match = opened(cast)
    with acting(cast.supervisor):
        assert next(iter(queries.waiting(cast.supervisor))) == urgent
        assert set(queries.waiting(cast.supervisor)) == {slow, urgent, match.case}
        assert set(queries.without_match(cast.supervisor)) == {slow, urgent}
    match = proposed(match, home(cast), cast.worker)
    with acting(cast.supervisor):
        actions.decide(match=match, by=cast.supervisor, at=now())
        assert set(queries.waiting(cast.supervisor)) == {slow, urgent}
    with acting(cast.worker):
        Match.objects.filter(pk=match.pk).update(opened_at=now() - timedelta(days=400))
        assert match.case in set(queries.waiting(cast.worker))  # it looks for a family anew


def test_a_withdrawn_search_puts_the_group_back_among_those_nobody_searches_for(cast):
    match = opened(cast)
    with acting(cast.worker):
        actions.withdraw(match=match, reason="Yanlış açıldı.", by=cast.worker, at=now())
        assert [case.pk for case in queries.without_match(cast.worker)] == [match.case_id]


def test_the_family_reads_where_it_is_thought_of_only_through_cases_one_may_see(cast):
    match, family = opened(cast), home(cast)
    asked(match, family, cast.worker)
    with acting(cast.supervisor):
        assert [one.match_id for one in queries.candidates_for_family(family.pk)] == [match.pk]
    with acting(cast.other_office["worker"]):
        assert queries.candidates_for_family(family.pk) == []


def kinds(by, at=None):
    with acting(by):
        return sorted(task.kind for task in tasks(by, at or now()))


def test_my_work_tells_each_person_what_waits_for_them(cast):
    seeking(cast, is_urgent=True)
    assert kinds(cast.worker) == ["matching.open"] and kinds(cast.other_team_worker) == []
    match, family = opened(cast), home(cast)
    asked(match, family, cast.worker)
    assert kinds(cast.worker) == ["matching.answer_family", "matching.open"]
    with acting(cast.worker):
        waiting = next(task for task in tasks(cast.worker, now()) if task.kind == "matching.answer_family")
        late = next(
            task for task in tasks(cast.worker, now() + timedelta(days=9)) if task.kind == "matching.answer_family"
        )
    assert (waiting.tone, late.tone) == ("waiting", "overdue")
    with acting(cast.worker):
        candidate = actions.answer_family(
            candidate=match.candidates.get(), says_yes=True, said_by="Anne", how="phone", said_at=now(),
            by=cast.worker, at=now(),
        )  # fmt: skip
        actions.propose(match=match, candidate=candidate, by=cast.worker, at=now())
    assert "matching.decide" in kinds(cast.supervisor) and "matching.decide" not in kinds(cast.worker)
    with acting(cast.supervisor):
        actions.send_back(match=match, reason="Okul ne olacak?", by=cast.supervisor, at=now())
    assert "matching.returned" in kinds(cast.worker)
    assert kinds(cast.auditor) == kinds(cast.family_worker) == []


def test_the_proposer_is_not_reminded_to_decide(cast):
    proposed(opened(cast, cast.supervisor), home(cast), cast.supervisor)
    assert "matching.decide" not in kinds(cast.supervisor)
    assert "matching.decide" in kinds(cast.placement_officer)


def test_an_offices_answer_reaches_the_worker_who_asked(cast):
    office = cast.other_office["family_worker"]
    family, match = home(cast, office, lat=37.9), opened(cast)
    with acting(cast.worker):
        candidate = actions.shortlist(match=match, family_id=family.pk, by=cast.worker, at=now())
        actions.ask_office(candidate=candidate, by=cast.worker, at=now())
    assert kinds(cast.worker) == []
    agreed_by_office(candidate, office)
    assert kinds(cast.worker) == ["matching.office_answered"]
    with acting(cast.worker):
        assert Candidate.objects.get().state == "office_asked"
        row = queries.shortlist_rows(match, queries.ranking(match, cast.worker, now()), at=now())[0]
        assert row.state == "office_agreed" and row.can["ask_family"]


def test_the_work_of_a_person_is_asked_in_a_fixed_number_of_queries(cast, django_assert_num_queries):
    for _ in range(2):
        seeking(cast)
        asked(opened(cast), home(cast), cast.worker)
        said_yes(opened(cast), home(cast), cast.worker)
        with acting(cast.worker), django_assert_num_queries(1):
            tasks(cast.worker, now())


def test_an_emergency_is_ranked_without_a_search(cast):
    """For the duty officer at night: the same rules, before anything is opened."""
    temporary = home(cast, care_types=["temporary"], takes_emergencies=True)
    home(cast)
    case = seeking(cast, basis=False, is_urgent=True)
    with acting(cast.duty):
        case = Case.objects.get(pk=case.pk)
        standing = queries.ranking_for(
            case=case,
            children=queries.children_in_case(case),
            care_type="temporary",
            urgent=True,
            by=cast.duty,
            at=now(),
        )
    assert [one.family_id for one in standing.ranking.candidates] == [str(temporary.pk)]
