"""Telephoning a family, and answering what a run suggests: who was first, what the second hears, and the reason that is kept."""

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connections, transaction

from tests.care.matching.setting import home, opened
from tests.care.matching.test_runs import advice_for, run_for
from umay.care.families.models import Place
from umay.care.matching import actions, queries
from umay.care.matching.models import Candidate
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal

pytestmark = pytest.mark.usefixtures("plain_engine")


def called(match, family, by, at=None):
    with acting(by), transaction.atomic():
        return actions.telephone(match=match, family_id=family.pk, by=by, at=at or now())


def places(by, family):
    with acting(by):
        return list(Place.objects.filter(family=family, freed_at__isnull=True).values_list("count", "by_thing"))


def test_a_call_lists_the_family_keeps_its_place_for_45_minutes_and_says_so_to_others(cast):
    family, match, at = home(cast), opened(cast), now()
    candidate = called(match, family, cast.worker, at)
    assert candidate.state == "family_asked" and candidate.called_until == at + timedelta(minutes=45)
    assert candidate.held_until == candidate.called_until
    assert places(cast.family_worker, family) == [(1, match.pk)]
    other = cast.other_office["worker"]
    with acting(other):
        assert queries.telephoned(at) == {family.pk: candidate.called_until}
        assert queries.telephoned(at + timedelta(minutes=46)) == {}
    with acting(cast.azerbaijan["worker"]):
        assert queries.telephoned(at) == {}
    with acting(cast.auditor):
        assert queries.telephoned(at) == {}


def test_the_second_to_call_hears_that_somebody_is_telephoning_and_not_for_whom(cast):
    family = home(cast, places=1)
    first, second = opened(cast), opened(cast, cast.other_team_worker, ages=(9,))
    called(first, family, cast.worker)
    with pytest.raises(Refusal) as refused:
        called(second, family, cast.other_team_worker)
    assert refused.value.code == "telephoned"
    assert first.case.number not in str(refused.value)
    forgotten, third = home(cast, places=1), opened(cast, ages=(5,))
    called(third, forgotten, cast.worker, now() - timedelta(minutes=46))
    called(second, forgotten, cast.other_team_worker)  # nobody wrote an answer: the place is free again


def test_a_colleague_on_the_same_search_hears_it_too_until_the_call_is_over(cast):
    family, match, at = home(cast, places=2), opened(cast), now() - timedelta(minutes=50)
    first = called(match, family, cast.worker, at)
    with pytest.raises(Refusal) as refused:
        called(match, family, cast.supervisor, at + timedelta(minutes=1))
    assert refused.value.code == "telephoned"
    with acting(cast.worker):
        first.refresh_from_db()
        assert first.called_by == cast.worker.user_id and first.called_until == at + timedelta(minutes=45)
    called(match, family, cast.worker, at + timedelta(minutes=2))  # who telephones may go on
    later = called(match, family, cast.supervisor)
    assert later.called_by == cast.supervisor.user_id


def test_a_no_ends_the_call_and_a_yes_keeps_the_place_on(cast):
    at = now()
    family, other, match = home(cast), home(cast), opened(cast)
    for home_of, says_yes in ((family, False), (other, True)):
        candidate = called(match, home_of, cast.worker, at)
        with acting(cast.worker):
            candidate = actions.answer_family(
                candidate=candidate, says_yes=says_yes, said_by="Anne", how="phone", said_at=now(), decline="" if says_yes else "not_now",
                by=cast.worker, at=now(),
            )  # fmt: skip
            assert candidate.called_until is None and not queries.telephoned(now())
    assert places(cast.family_worker, family) == []
    assert places(cast.family_worker, other) == [(1, match.pk)]
    assert candidate.held_until > at + timedelta(hours=20)


def test_a_family_of_another_office_is_not_telephoned_before_its_office_agrees(cast):
    family, match = home(cast, cast.other_office["family_worker"]), opened(cast)
    with pytest.raises(Refusal) as refused:
        called(match, family, cast.worker)
    assert refused.value.code == "ask_office"


def test_two_who_call_at_the_same_moment_keep_one_place(own_cast):
    with transaction.atomic():
        family = home(own_cast, places=1)
        matches = {
            own_cast.worker: opened(own_cast),
            own_cast.other_team_worker: opened(own_cast, own_cast.other_team_worker, ages=(9,)),
        }
    heard = []

    def call(by, match):
        try:
            called(match, family, by)
            heard.append("kept")
        except Refusal as refusal:
            heard.append(refusal.code)
        except DatabaseError:
            heard.append("conflict")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=call, args=pair) for pair in matches.items()]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(heard) == ["kept", "telephoned"]
    with acting(own_cast.family_worker), transaction.atomic():
        assert sum(Place.objects.filter(family=family, freed_at__isnull=True).values_list("count", flat=True)) == 1


def heeded(advice, by, **values):
    with acting(by), transaction.atomic():
        return actions.heed(advice=advice, by=by, at=now(), **values)


def test_a_suggestion_taken_up_puts_the_family_on_the_list_and_decides_nothing(cast):
    family, match = home(cast), opened(cast)
    run = run_for(cast.director)
    advice = heeded(advice_for(cast.worker, match.pk), cast.worker, says="accepted", reason="suits")
    with acting(cast.worker):
        assert Candidate.objects.get(match=match).state == "shortlisted"
        match.refresh_from_db()
        assert match.state == "open"
    assert (advice.heed, advice.heed_kind, advice.chosen_id) == ("accepted", "suits", family.pk)
    with acting(cast.worker), pytest.raises(Conflict):
        actions.heed(advice=advice, says="accepted", reason="suits", by=cast.worker, at=now())
    with acting(cast.inspector), transaction.atomic():
        assert queries.heeded(run) == [("accepted", "suits", 1)]
    with acting(cast.auditor), transaction.atomic():
        assert queries.heeded(run) == [("accepted", "suits", -1)]  # one to four are protected


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"says": "accepted", "reason": ""}, "reason"),
        ({"says": "accepted", "reason": "other"}, "reason"),
        ({"says": "none", "reason": "safety"}, "words"),
        ({"says": "none", "reason": "suits", "words": "Olmaz."}, "reason"),
        ({"says": "other", "reason": "safety", "words": "Başkası."}, "family"),
        ({"says": "maybe", "reason": "safety"}, "says"),
    ],
)
def test_each_answer_asks_for_its_reason(cast, values, code):
    home(cast)
    match = opened(cast)
    run_for(cast.director)
    with pytest.raises(Refusal) as refused:
        heeded(advice_for(cast.worker, match.pk), cast.worker, **values)
    assert refused.value.code == code


def test_another_family_or_none_is_kept_with_its_reason(cast):
    home(cast)
    other = home(cast, lat=37.9)
    match, second = opened(cast), opened(cast, ages=(9,))
    run_for(cast.director)
    mine, next_one = advice_for(cast.worker, match.pk), advice_for(cast.worker, second.pk)
    chosen = other.pk if mine.family_id != other.pk else next_one.family_id
    heeded(mine, cast.worker, says="other", reason="child_wish", words="Çocuk istiyor.", family_id=chosen)
    heeded(next_one, cast.worker, says="none", reason="safety", words="Güvenli değil.")
    with acting(cast.worker):
        assert Candidate.objects.get(match=match).family_id == chosen
        assert not Candidate.objects.filter(match=second).exists()
    with acting(cast.worker), transaction.atomic():
        assert queries.advice_for(second, cast.worker).heed_words == "Güvenli değil."


def test_who_may_not_shortlist_answers_no_suggestion(cast):
    home(cast)
    match = opened(cast)
    run_for(cast.director)
    with pytest.raises(NotAllowed):
        heeded(advice_for(cast.director, match.pk), cast.director, says="accepted", reason="suits")
