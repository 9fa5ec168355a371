"""A family is asked: places are kept, its yes and no are written."""

import pytest
from django.db import IntegrityError, transaction

from tests.care.matching.setting import agreed_by_office, asked, home, opened, refused
from umay.care.families.models import Ask, Family, Place
from umay.care.matching import actions, queries
from umay.care.matching.models import Candidate
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Refusal


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
