"""Asked before recommended: a family that nobody has asked for too long is asked first, and what it says counts from that day."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from tests.care.matching.setting import agreed_by_office, asked, home, opened, refused, said_yes
from tests.care.matching.test_calls import called
from tests.care.matching.test_runs import advice_for, country, run_for
from tests.care.matching.test_views import words
from umay.care.families.actions import answer_ask, set_availability
from umay.care.families.models import Family, Willingness
from umay.care.families.queries import asks_of
from umay.care.matching import actions
from umay.care.matching.models import Candidate
from umay.care.matching.work import tasks
from umay.ground.journal.models import Entry
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import NotAllowed

pytestmark = pytest.mark.usefixtures("plain_engine")
LONG_AGO = now().date() - timedelta(days=200)


def today():
    return local_day(now(), "Europe/Istanbul")


def unasked(cast, by=None, **changes):
    return home(cast, by, willing_confirmed_on=LONG_AGO, **changes)


def heard(match, family, by, *, is_willing=True, said_by="Anne", **values):
    with acting(by), transaction.atomic():
        return actions.hear_word(
            match=match, family_id=family.pk, is_willing=is_willing, said_by=said_by, by=by, at=now(), **values
        )


def fresh(family, by):
    with acting(by), transaction.atomic():
        return Family.objects.get(pk=family.pk)


@pytest.mark.parametrize("word", [LONG_AGO, None])
def test_a_family_nobody_has_asked_for_long_is_asked_first_and_is_on_the_list_with_its_yes(cast, word):
    family, match = home(cast, willing_confirmed_on=word), opened(cast)
    with acting(cast.worker), refused("ask_first"):
        actions.shortlist(match=match, family_id=family.pk, by=cast.worker, at=now())
    with refused("said_by"):
        heard(match, family, cast.worker, said_by=" ")
    assert heard(match, family, cast.worker).state == "shortlisted"
    assert fresh(family, cast.family_worker).willing_confirmed_on == today()
    with acting(cast.family_worker):
        said = Willingness.objects.get(family=family)
        assert (said.is_willing, said.said_on, said.said_by, said.recorded_by) == (True, today(), "Anne", cast.worker.user_id)  # fmt: skip
    with acting(cast.auditor):
        assert Entry.objects.filter(code="families.confirm_willingness", thing=family.pk, who=cast.worker.user_id).count() == 1  # fmt: skip


def test_a_no_pauses_the_family_until_its_day_with_the_reason_and_a_pause_without_end_stays(cast):
    family, paused, match = unasked(cast), unasked(cast), opened(cast)
    until = today() + timedelta(days=30)
    for values, code in (({}, "why"), ({"why": "illness"}, "until"), ({"why": "illness", "until": today() - timedelta(days=1)}, "until")):  # fmt: skip
        with refused(code):
            heard(match, family, cast.worker, is_willing=False, **values)
    assert heard(match, family, cast.worker, is_willing=False, why="illness", until=until) is None
    now_it = fresh(family, cast.family_worker)
    assert (now_it.is_available, now_it.unavailable_until) == (False, until)
    with acting(cast.worker), refused("left_out_unavailable"):
        actions.shortlist(match=match, family_id=family.pk, by=cast.worker, at=now())
    with acting(cast.family_worker):
        set_availability(family=paused, is_available=False, by=cast.family_worker, at=now())
    heard(match, paused, cast.worker, is_willing=False, why="illness", until=until)
    assert fresh(paused, cast.family_worker).unavailable_until is None


def test_nobody_writes_the_word_of_a_family_that_is_not_open_to_them(cast):
    family, match = unasked(cast), opened(cast, cast.other_office["worker"])
    with pytest.raises(NotAllowed):
        heard(match, family, cast.other_office["worker"])
    with pytest.raises(NotAllowed):
        heard(opened(cast), family, cast.family_worker)
    assert fresh(family, cast.family_worker).willing_confirmed_on == LONG_AGO


def test_telephoning_for_these_children_is_asking_a_yes_renews_the_day_and_a_no_does_not(cast):
    yes, no, tired = unasked(cast), unasked(cast), unasked(cast)
    until = today() + timedelta(days=20)
    for family, answer in ((yes, {"says_yes": True}), (no, {"says_yes": False, "decline": "needs"}), (tired, {"says_yes": False, "decline": "work", "pause_until": until})):  # fmt: skip
        candidate = called(opened(cast), family, cast.worker)
        with acting(cast.worker), transaction.atomic():
            actions.answer_family(candidate=candidate, said_by="Baba", how="phone", said_at=now(), by=cast.worker, at=now(), **answer)  # fmt: skip
    assert fresh(yes, cast.family_worker).willing_confirmed_on == today()
    assert fresh(no, cast.family_worker).willing_confirmed_on == LONG_AGO and fresh(no, cast.family_worker).is_available
    assert fresh(tired, cast.family_worker).unavailable_until == until


def test_a_yes_that_has_grown_old_is_asked_for_again_before_it_is_proposed(cast):
    family, match = home(cast), opened(cast)
    candidate = said_yes(match, family, cast.worker)
    with acting(cast.family_worker):
        Family.objects.filter(pk=family.pk).update(willing_confirmed_on=LONG_AGO)
    with acting(cast.worker), refused("ask_first"):
        actions.propose(match=match, candidate=candidate, by=cast.worker, at=now())


def test_the_office_of_another_familys_home_asks_it_before_it_agrees(cast):
    by, theirs = cast.worker, cast.other_office["family_worker"]
    family, match = unasked(cast, theirs), opened(cast)
    with acting(by):
        with refused("ask_first"):
            actions.shortlist(match=match, family_id=family.pk, by=by, at=now())
        candidate = actions.ask_first(match=match, family_id=family.pk, by=by, at=now())
        assert candidate.state == "office_asked"
    with refused("ask_first"):
        agreed_by_office(candidate, theirs)
    with acting(theirs):
        ask = asks_of([candidate.pk])[candidate.pk]
        assert answer_ask(ask=ask, agree=True, was_asked=True, by=theirs, at=now()).state == "agreed"
    assert fresh(family, theirs).willing_confirmed_on == today()
    with acting(by), transaction.atomic():
        assert actions.ask_family(candidate=candidate, by=by, at=now()).state == "family_asked"
    own = unasked(cast)
    with acting(by), refused("own_office"):
        actions.ask_first(match=match, family_id=own.pk, by=by, at=now())


def test_the_familys_own_worker_is_told_this_morning_whom_to_ask_and_not_for_whom(cast):
    family = unasked(cast)
    match = opened(cast)
    run_for(cast.director)

    def told(by):
        with acting(by), transaction.atomic():
            return [(task.thing, task.url) for task in tasks(by, now()) if task.kind == "matching.ask_today"]

    assert told(cast.family_worker) == [(family.number, reverse("families:confirm_willingness", args=[family.pk]))]
    assert told(cast.other_office["family_worker"]) == told(cast.worker) == []
    heard(match, family, cast.worker)
    assert told(cast.family_worker) == []


def test_a_suggestion_with_an_old_word_is_never_ready_it_says_ask_first(cast, visit):
    family, match = unasked(cast), opened(cast)
    run_for(cast.director)
    assert "ask first" in words(visit(cast.worker, "list_advice"))
    told = words(visit(cast.worker, "see", match))
    assert told.count("ask first") >= 2 and "Take the suggestion up" not in told
    address = reverse("matching:heed", args=[advice_for(cast.worker, match.pk).pk, "accepted"])
    assert visit.ask(cast.worker, address, {"reason": "suits"}).status_code == 422
    address = reverse("matching:hear_word", args=[match.pk, family.pk])
    assert visit.ask(cast.worker, address, None).status_code == 200
    assert visit.ask(cast.worker, address, {"is_willing": "no", "said_by": "Anne"}).status_code == 422
    assert visit.ask(cast.worker, address, {"is_willing": "yes", "said_by": "Anne"}).status_code == 302
    told = words(visit(cast.worker, "see", match))
    assert "ask first" not in told and "Take the suggestion up" in told
    assert visit.ask(cast.other_office["worker"], address, None).status_code == 404


def test_another_family_with_an_old_word_is_asked_on_the_way_and_the_choice_goes_on(cast, visit):
    near, chosen = home(cast), unasked(cast, lat=38.1)
    match = opened(cast)
    run_for(cast.director)
    advice = advice_for(cast.worker, match.pk)
    assert advice.family_id == near.pk
    choice = reverse("matching:heed", args=[advice.pk, "other"])
    sent = {"number": chosen.number, "reason": "other", "words": "Çocukların okulu orada."}
    told = visit.ask(cast.worker, choice, sent)
    address = f"{reverse('matching:hear_word', args=[match.pk, chosen.pk])}?advice={advice.pk}"
    assert told.status_code == 422 and f'href="{address}"' in told.content.decode()
    back = visit.ask(cast.worker, address, {"is_willing": "yes", "said_by": "Anne"})
    assert back.status_code == 302 and back["Location"] == f"{choice}?draft=1&family={chosen.pk}"
    assert f'value="{chosen.number}"' in visit.ask(cast.worker, back["Location"], None).content.decode()
    assert visit.ask(cast.worker, choice, sent).status_code == 302
    with acting(cast.worker), transaction.atomic():
        assert advice_for(cast.worker, match.pk).chosen_id == chosen.pk
    # A suggestion of another case, or one that was answered, leads nowhere.
    again = visit.ask(cast.worker, address, {"is_willing": "yes", "said_by": "Anne"})
    assert again["Location"].startswith(reverse("matching:see", args=[match.pk]))


def test_a_family_of_another_office_is_asked_by_its_office_on_the_way(cast, visit):
    home(cast)
    chosen, match = unasked(cast, cast.other_office["family_worker"], lat=38.1), opened(cast)
    run_for(cast.director)
    advice = advice_for(cast.worker, match.pk)
    choice = reverse("matching:heed", args=[advice.pk, "other"])
    sent = {"number": chosen.number, "reason": "other", "words": "Çocukların okulu orada."}
    told = visit.ask(cast.worker, choice, sent).content.decode()
    asks = reverse("matching:ask_first", args=[match.pk])
    assert f'action="{asks}"' in told and f'value="{advice.pk}"' in told
    back = visit.ask(cast.worker, asks, {"family": chosen.pk, "advice": advice.pk})
    assert back["Location"] == f"{choice}?draft=1&family={chosen.pk}"
    assert visit.ask(cast.worker, choice, sent).status_code == 302
    with acting(cast.worker), transaction.atomic():
        assert [one.state for one in Candidate.objects.filter(family_id=chosen.pk)] == ["office_asked"]


def test_a_suggestion_that_said_no_is_gone_and_the_next_best_is_offered_at_once(cast, visit):
    near, far = home(cast), home(cast, lat=38.1)
    match = opened(cast)
    run_for(cast.director)
    assert advice_for(cast.worker, match.pk).family_id == near.pk
    candidate = asked(match, near, cast.worker)
    with acting(cast.worker), transaction.atomic():
        actions.answer_family(candidate=candidate, says_yes=False, decline="illness", said_by="Anne", how="phone", said_at=now(), by=cast.worker, at=now())  # fmt: skip
    told = words(visit(cast.placement_officer, "see", match))
    part = told[told.index("This suggestion is gone.") : told.index("From all families to these")]
    assert far.number in part and "The next best by the same comparison" in part and "Compare now" in part
    assert "Take the suggestion up" not in told
    assert "See the next best" in words(visit(cast.worker, "list_advice"))
    assert "Compare now" not in words(visit(cast.worker, "see", match))
    with acting(cast.family_worker):
        Family.objects.filter(pk=far.pk).update(is_available=False)
    assert "No other family suits now." in words(visit(cast.worker, "see", match))


def test_who_said_yes_while_its_places_were_kept_comes_back_into_the_comparison_when_they_run_out(cast):
    family, match = home(cast), opened(cast)
    candidate = said_yes(match, family, cast.worker)
    assert not country().instance.groups
    with acting(cast.worker):
        Candidate.objects.filter(pk=candidate.pk).update(held_until=now() - timedelta(minutes=1))
    assert [group.id for group in country().instance.groups] == [str(match.pk)]


def test_the_day_of_a_hidden_family_is_read_by_who_sees_the_cards_alone(cast):
    family = unasked(cast)
    from umay.care.families.queries import asked_on

    for by, found in ((cast.other_office["worker"], {family.pk: LONG_AGO}), (cast.auditor, {}), (cast.azerbaijan["worker"], {})):  # fmt: skip
        with acting(by), transaction.atomic():
            assert asked_on([family.pk]) == found


def test_the_numbers_of_a_run_are_protected_by_the_database_itself(cast):
    from tests.care.matching.test_raw import asked as in_sql

    family = home(cast)
    opened(cast)
    run = run_for(cast.director)
    assert run.figures["groups"] == run.figures["suggested_groups"] == 1  # as they were counted
    for by in (cast.worker, cast.director, cast.auditor, cast.administrator, cast.inspector):
        ((figures, sought),) = in_sql(by, "select figures, sought from matching_run where id = %s", [run.pk])
        figures, sought = json.loads(figures), json.loads(sought)
        assert figures["groups"] is None and figures["families"] == 1 and sought == {}
        assert all(one["groups"] in (None, 0) and one["objective"] is None for one in figures["rounds"])
        exact = in_sql(by, "select figures ->> 'groups' from matching_run_figures")
        assert exact == ([("1",)] if by is cast.inspector else [])
        points = in_sql(by, "select family_id from matching_sought(array[%s]::uuid[])", [family.pk])
        assert bool(points) is by.may("families.see")
    assert in_sql(cast.azerbaijan["inspector"], "select * from matching_run_figures") == []
    for by in (cast.director, cast.inspector):
        with pytest.raises(DatabaseError, match="permission denied"):
            in_sql(by, "update matching_run_figures set figures = '{}'")
