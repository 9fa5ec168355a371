"""Two people act at the same moment."""

import threading

import pytest
from django.db import connections, transaction

from tests.care.matching.setting import home, opened, proposed, seeking
from tests.factories.care import make_case
from umay.care.cases.models import Case
from umay.care.families.actions import free_places
from umay.care.families.models import Place
from umay.care.matching import actions, queries
from umay.care.matching.models import Match
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, Refusal


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
