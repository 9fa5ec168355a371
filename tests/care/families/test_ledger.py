"""Places of a family: never more children than beds, whoever asks, however many at once."""

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, connections, transaction

from tests.factories.care import make_family
from umay.care.families import actions, queries
from umay.care.families.actions import NotEnoughPlaces
from umay.care.families.models import Family, Place
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ids import new_id


def hold(family, by, *, count=1, thing=None, hours=72, at=None):
    at = at or now()
    return actions.hold_places(
        family_id=family.pk, count=count, by_thing=thing or new_id(), until_at=at + timedelta(hours=hours), by=by, at=at
    )


def numbers(family, at=None):
    found = queries.ledger(Family.objects.get(pk=family.pk), at or now())
    return found.taken, found.held, found.blocked, found.free


def test_a_hold_lessens_the_free_places_and_freeing_it_gives_them_back(cast):
    family, thing = make_family(cast.family_worker, places=2), new_id()
    with acting(cast.supervisor):
        hold(family, cast.supervisor, thing=thing)
        assert numbers(family) == (0, 1, 0, 1)
        assert actions.free_places(family_id=family.pk, by_thing=thing, by=cast.supervisor, at=now()) == 1
        assert numbers(family) == (0, 0, 0, 2)
        assert actions.free_places(family_id=family.pk, by_thing=thing, by=cast.supervisor, at=now()) == 0


def test_the_last_place_is_refused_to_the_second_with_the_number_that_is_left(cast):
    family = make_family(cast.family_worker, places=3)
    with acting(cast.supervisor):
        hold(family, cast.supervisor, count=2)
        with pytest.raises(NotEnoughPlaces) as caught:
            hold(family, cast.supervisor, count=2)
        assert caught.value.free == 1 and "only 1 free place" in str(caught.value)
        hold(family, cast.supervisor)
        with pytest.raises(NotEnoughPlaces) as caught:
            hold(family, cast.supervisor)
        assert caught.value.free == 0
        assert numbers(family) == (0, 3, 0, 0)


def test_the_same_match_renews_its_hold_and_may_change_the_number(cast):
    family, thing = make_family(cast.family_worker, places=2), new_id()
    with acting(cast.supervisor):
        first = hold(family, cast.supervisor, thing=thing, hours=1)
        again = hold(family, cast.supervisor, thing=thing, count=2, hours=48)
        assert first == again
        assert numbers(family, now() + timedelta(hours=24)) == (0, 2, 0, 0)
        with pytest.raises(NotEnoughPlaces):
            hold(family, cast.supervisor, thing=thing, count=3)


def test_a_hold_that_nobody_renews_ends_by_itself(cast):
    family = make_family(cast.family_worker, places=1)
    with acting(cast.supervisor):
        early = now() - timedelta(hours=10)
        hold(family, cast.supervisor, hours=1, at=early)
        assert numbers(family) == (0, 0, 0, 1)
        hold(family, cast.supervisor)
        assert Place.objects.filter(family=family, freed_at__isnull=False).count() == 1


def test_children_move_in_one_by_one_out_of_the_hold_of_their_match(cast):
    family, match = make_family(cast.family_worker, places=3, places_mixed=1, max_siblings=3), new_id()
    with acting(cast.supervisor):
        hold(family, cast.supervisor, thing=match, count=3)
        for taken in (1, 2, 3):
            actions.take_places(
                family_id=family.pk, count=1, by_thing=new_id(), from_thing=match, by=cast.supervisor, at=now()
            )
            assert numbers(family) == (taken, 3 - taken, 0, 0)


def test_a_placement_takes_its_place_once_and_a_second_number_is_a_conflict(cast):
    family, placement = make_family(cast.family_worker, places=2), new_id()
    with acting(cast.supervisor):
        take = {"family_id": family.pk, "by_thing": placement, "by": cast.supervisor, "at": now()}
        assert actions.take_places(count=1, **take) == actions.take_places(count=1, **take)
        with pytest.raises(Conflict):
            actions.take_places(count=2, **take)
        assert numbers(family) == (1, 0, 0, 1)


def test_places_beyond_the_ordinary_number_are_for_one_group_of_siblings_alone(cast):
    family = make_family(cast.family_worker, places=4, places_mixed=3, max_siblings=4)
    with acting(cast.supervisor):
        hold(family, cast.supervisor, count=2)
        assert numbers(family)[3] == 1
        with pytest.raises(NotEnoughPlaces):
            hold(family, cast.supervisor, count=2)
    siblings = make_family(cast.family_worker, places=4, places_mixed=3, max_siblings=4)
    with acting(cast.supervisor):
        hold(siblings, cast.supervisor, count=4)


@pytest.mark.parametrize("state", ["suspended", "applied"])
def test_a_family_that_is_not_approved_now_gives_no_place(cast, state):
    family = make_family(cast.family_worker, state=state)
    with acting(cast.supervisor):
        with pytest.raises(Refusal) as caught:
            hold(family, cast.supervisor)
        assert caught.value.code == "not_approved"
        assert numbers(family)[3] == 0


def test_an_approval_that_has_run_out_gives_no_place(cast):
    family = make_family(cast.family_worker, approved_until=now().date() - timedelta(days=2))
    with acting(cast.supervisor), pytest.raises(Refusal) as caught:
        hold(family, cast.supervisor)
    assert caught.value.code == "not_approved"


def test_a_stranger_cannot_hold_a_place_nor_learn_whether_the_family_exists(cast):
    family = make_family(cast.family_worker)
    for stranger in (
        cast.other_office["supervisor"],
        cast.other_province["duty"],
        cast.azerbaijan["supervisor"],
        cast.inspector,
    ):
        with acting(stranger):
            for known in (family.pk, new_id()):
                with pytest.raises(NotAllowed) as caught:
                    actions.hold_places(
                        family_id=known,
                        count=1,
                        by_thing=new_id(),
                        until_at=now() + timedelta(hours=1),
                        by=stranger,
                        at=now(),
                    )
                assert caught.value.code == "not_yours"


def test_a_caseworker_holds_places_in_families_of_their_own_office(cast):
    family = make_family(cast.family_worker)
    with acting(cast.worker):
        hold(family, cast.worker)
        assert queries.visible(cast.worker).get() == family


def test_blocked_places_are_not_offered_until_they_are_usable_again(cast):
    family = make_family(cast.family_worker, places=2)
    by = cast.family_worker
    with acting(by):
        line = actions.block_places(family=family, count=1, until_at=None, why="Oda onarımda", by=by, at=now())
        assert numbers(family) == (0, 0, 1, 1)
        with pytest.raises(NotEnoughPlaces):
            hold(family, by, count=2)
        assert actions.unblock_places(family=family, line_id=line, by=by, at=now()) == 1
        assert numbers(family) == (0, 0, 0, 2)
        with pytest.raises(Refusal):
            actions.block_places(family=family, count=1, until_at=None, why=" ", by=by, at=now())


def test_the_application_cannot_write_the_ledger_around_the_count(cast):
    family = make_family(cast.family_worker)
    with acting(cast.family_worker):
        hold(family, cast.family_worker)
        for statement in (
            "update families_place set freed_at = now()",
            "insert into families_place select * from families_place",
            "delete from families_place",
            "select families_may_place(f) from families_family f",
        ):
            with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
            assert caught.value.__cause__.sqlstate == "42501", statement


def test_what_is_no_line_of_a_ledger_is_an_error(cast):
    family = make_family(cast.family_worker)
    with acting(cast.supervisor):
        for count, until in ((0, now() + timedelta(hours=1)), (1, now() - timedelta(hours=1))):
            with pytest.raises(DatabaseError), transaction.atomic():
                actions.hold_places(
                    family_id=family.pk, count=count, by_thing=new_id(), until_at=until, by=cast.supervisor, at=now()
                )


def test_the_list_and_the_ledger_count_the_same_free_places(cast):
    families = [make_family(cast.family_worker, label=f"A{n}", places=3, places_mixed=2) for n in range(4)]
    with acting(cast.family_worker):
        hold(families[1], cast.family_worker)
        hold(families[2], cast.family_worker, count=2)
        actions.block_places(family=families[3], count=1, until_at=None, why="onarım", by=cast.family_worker, at=now())
        at = now()
        counted = {row.pk: row.free_now for row in queries.with_free(queries.visible(cast.family_worker), at)}
        assert counted == {family.pk: queries.free_places(family, at) for family in families}
        assert [counted[family.pk] for family in families] == [3, 1, 0, 2]


@pytest.mark.commits
def test_of_eight_people_at_once_exactly_one_gets_the_last_place(own_cast):
    cast = own_cast
    with transaction.atomic():
        family = make_family(cast.family_worker, places=1)
    start, answers = threading.Barrier(8), []

    def ask(number: int):
        by = (cast.supervisor, cast.family_worker, cast.placement_officer, cast.worker)[number % 4]
        try:
            with acting(by), transaction.atomic():
                start.wait(timeout=20)
                try:
                    if number % 2:
                        hold(family, by)
                    else:
                        actions.take_places(family_id=family.pk, count=1, by_thing=new_id(), by=by, at=now())
                    answers.append("won")
                except NotEnoughPlaces as refusal:
                    answers.append(f"refused with {refusal.free} left")
        except BaseException as error:
            answers.append(repr(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(answers) == ["refused with 0 left"] * 7 + ["won"]
    with acting(cast.family_worker), transaction.atomic():
        assert sum(Place.objects.filter(freed_at__isnull=True).values_list("count", flat=True)) == 1
