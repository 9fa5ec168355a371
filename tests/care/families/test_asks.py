"""Offices ask each other: nothing of the family is shown before its office agrees, and nothing of the child ever."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories.care import make_family
from umay.care.families import actions, queries
from umay.care.families.models import Ask, Member
from umay.care.families.words import AskState
from umay.care.persons.models import Person
from umay.ground.offices.models import Notice
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ids import new_id


def ask(family, by, *, thing=None, ages=(3, 7)):
    with acting(by):
        ask_id = actions.ask_office(
            family_id=family.pk,
            by_thing=thing or new_id(),
            children=len(ages),
            ages=ages,
            is_urgent=True,
            by=by,
            at=now(),
        )
        return Ask.objects.get(pk=ask_id)


def answer(asked, by, *, agree=True, note=""):
    with acting(by):
        return actions.answer_ask(ask=Ask.objects.get(pk=asked.pk), agree=agree, note=note, by=by, at=now())


def test_the_familys_workers_are_told_and_the_asker_reads_only_the_question(cast):
    family, asker = make_family(cast.family_worker), cast.other_office["worker"]
    asked = ask(family, asker)
    assert (asked.ages, asked.children, asked.from_office_id) == ("3, 7", 2, asker.office_id)
    with acting(asker):
        assert queries.visible(asker).count() == 0
        assert queries.asks_of([asked.by_thing]) == {asked.by_thing: asked}
    with acting(cast.family_worker):
        notice = Notice.objects.get()
        assert (notice.kind, notice.thing, notice.user_id) == ("asked", asked.pk, cast.family_worker.user_id)
        assert list(queries.asks_waiting(cast.family_worker)) == [asked]
    with acting(cast.other_province["supervisor"]):
        assert Ask.objects.count() == 0


def test_agreeing_opens_the_file_to_the_asking_office_to_read_and_its_places_to_hold(cast):
    family, asker = make_family(cast.family_worker), cast.other_office["supervisor"]
    asked = ask(family, asker)
    answer(asked, cast.family_worker)
    with acting(asker):
        seen = queries.visible(asker).get()
        assert Member.objects.count() == Person.objects.count() == 1
        assert type(seen).objects.filter(pk=seen.pk).update(places=9) == 0
        thing = new_id()
        actions.hold_places(
            family_id=family.pk, count=2, by_thing=thing, until_at=now() + timedelta(days=1), by=asker, at=now()
        )
        assert queries.card(family.pk, by=asker, at=now()).places_free == 0
    with acting(cast.other_province["supervisor"]):
        assert queries.visible(cast.other_province["supervisor"]).count() == 0


def test_saying_no_needs_a_reason_and_opens_nothing(cast):
    family, asker = make_family(cast.family_worker), cast.other_office["supervisor"]
    asked = ask(family, asker)
    with pytest.raises(Refusal) as caught:
        answer(asked, cast.family_worker, agree=False)
    assert caught.value.field == "note"
    answer(asked, cast.family_worker, agree=False, note="Aile bu hafta hastanede.")
    with acting(asker):
        assert queries.visible(asker).count() == 0
        assert Ask.objects.get().answer_note == "Aile bu hafta hastanede."


def test_an_ask_is_answered_once(cast):
    asked = ask(make_family(cast.family_worker), cast.other_office["supervisor"])
    answer(asked, cast.family_worker)
    with pytest.raises(Conflict):
        answer(asked, cast.family_worker, agree=False, note="Vazgeçtik.")


def test_nobody_but_the_familys_office_answers(cast):
    asker = cast.other_office["supervisor"]
    asked = ask(make_family(cast.family_worker), asker)
    with acting(asker), pytest.raises(Conflict):
        actions.answer_ask(ask=asked, agree=True, by=asker, at=now())
    with acting(cast.worker), pytest.raises(NotAllowed):
        actions.answer_ask(ask=asked, agree=True, by=cast.worker, at=now())
    with acting(asker):
        assert Ask.objects.get().state == AskState.ASKED


def test_asking_again_for_the_same_candidate_is_the_same_ask(cast):
    family, asker, thing = make_family(cast.family_worker), cast.other_office["supervisor"], new_id()
    assert ask(family, asker, thing=thing).pk == ask(family, asker, thing=thing).pk
    assert ask(family, asker).by_thing != thing


def test_closing_the_asks_shuts_what_was_opened_for_them(cast):
    family, asker = make_family(cast.family_worker), cast.other_office["supervisor"]
    asked = ask(family, asker)
    answer(asked, cast.family_worker)
    with acting(asker):
        assert actions.close_asks(by_thing=asked.by_thing, by=asker, at=now()) == 1
        assert queries.visible(asker).count() == 0
        assert actions.close_asks(by_thing=asked.by_thing, by=asker, at=now()) == 0


def test_while_a_child_lives_there_its_office_reads_the_family_also_after_the_asks_are_closed(cast):
    family, asker = make_family(cast.family_worker), cast.other_office["supervisor"]
    asked, placement = ask(family, asker), new_id()
    answer(asked, cast.family_worker)
    with acting(asker):
        actions.take_places(family_id=family.pk, count=1, by_thing=placement, by=asker, at=now())
        actions.close_asks(by_thing=asked.by_thing, by=asker, at=now())
        assert queries.visible(asker).count() == 1
        actions.free_places(family_id=family.pk, by_thing=placement, by=asker, at=now())
        assert queries.visible(asker).count() == 0


def test_the_own_office_need_not_ask_and_another_country_cannot(cast):
    family = make_family(cast.family_worker)
    with pytest.raises(Refusal) as caught:
        ask(family, cast.worker)
    assert caught.value.code == "own_office"
    for stranger in (cast.azerbaijan["supervisor"], cast.auditor):
        with pytest.raises(NotAllowed):
            ask(family, stranger)


def test_a_suspended_family_is_not_asked_for(cast):
    with pytest.raises(Refusal) as caught:
        ask(make_family(cast.family_worker, state="suspended"), cast.other_office["supervisor"])
    assert caught.value.code == "not_approved"


def test_an_ask_carries_ages_and_no_words(cast):
    family, asker = make_family(cast.family_worker), cast.other_office["supervisor"]
    with pytest.raises(ValueError):
        ask(family, asker, ages="Ayşe, 7")
    with acting(asker), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select families_ask_office(%s, %s, 1, 'Ayşe, 7', false, now())", [family.pk, new_id()])
    with acting(asker), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("insert into families_ask select * from families_ask")
