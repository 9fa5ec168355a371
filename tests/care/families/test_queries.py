"""What matching is told of the country's families, and what it is never told."""

import dataclasses
from datetime import timedelta

from django.db import connection

from tests.factories.care import make_family
from umay.care.families import actions, queries
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id

SECRETS = {
    "label": "Gizlioğlu",
    "address": "Saklı Sokak 7",
    "phone": "+903320000000",
    "note": "hassas not",
    "lat": 37.812345,
    "lon": 32.412345,
}


def cards(by):
    with acting(by):
        return queries.cards(by=by, at=now())


def test_a_family_of_another_office_comes_without_name_address_or_its_place_on_the_map(cast):
    family = make_family(cast.family_worker, **SECRETS, skills=["sign_language"], own_children=1)
    (card,) = cards(cast.other_office["supervisor"])
    assert card.id == family.pk and not card.is_visible and card.label == ""
    assert (card.lat, card.lon) == (cast.meram.lat, cast.meram.lon)
    assert (card.places_free, card.children_in_home, card.office_name) == (2, 1, "Meram")
    assert card.skills == {"sign_language"} and card.is_available


def test_not_a_byte_of_name_address_telephone_or_note_leaves_the_database(cast):
    family = make_family(cast.family_worker, **SECRETS)
    stranger = cast.other_office["supervisor"]
    with acting(stranger), connection.cursor() as cursor:
        cursor.execute("select families_cards::text from families_cards(null, %s)", [now()])
        sent = "\n".join(row[0] for row in cursor.fetchall())
    assert str(family.pk) in sent
    for secret in ("Gizli", "Sakl", "90332", "hassas", "37.8123", "32.4123", "Koruyan"):
        assert secret not in sent
    assert not any(secret in repr(cards(stranger)) for secret in ("Gizli", "Sakl", "90332", "37.8123"))


def test_a_family_that_moved_province_is_drawn_in_the_middle_of_its_own(cast):
    make_family(cast.family_worker, place="TR-34")
    from umay.ground.offices import places

    (card,) = cards(cast.other_office["supervisor"])
    assert (card.lat, card.lon) == places.centre("TR-34")


def test_the_own_office_and_country_wide_readers_see_the_family_as_it_is(cast):
    make_family(cast.family_worker, **SECRETS)
    for by in (cast.worker, cast.supervisor, cast.duty, cast.inspector):
        (card,) = cards(by)
        assert card.is_visible and card.label == "Gizlioğlu" and (card.lat, card.lon) == (37.812345, 32.412345)


def test_another_country_those_without_families_and_nobody_get_no_card(cast):
    make_family(cast.family_worker)
    for by in (cast.azerbaijan["supervisor"], cast.auditor, cast.administrator):
        assert cards(by) == []
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from families_cards(null, now())")
        assert cursor.fetchone() == (0,)


def test_a_confidential_family_is_no_card_for_those_who_cannot_see_it(cast):
    from umay.ground.offices.actions import hand_over

    family = make_family(cast.family_worker)
    with acting(cast.family_worker):
        hand_over(kind="family", file=family.pk, office=cast.meram, confidential=True, by=cast.family_worker, at=now())
    for by in (cast.worker, cast.other_office["supervisor"], cast.inspector):
        assert cards(by) == []


def test_only_approved_families_are_offered_and_a_single_card_tells_of_a_suspended_one(cast):
    suspended = make_family(cast.family_worker, state="suspended")
    make_family(cast.family_worker, state="applied")
    assert cards(cast.supervisor) == []
    with acting(cast.supervisor):
        card = queries.card(suspended.pk, by=cast.supervisor, at=now())
    assert (card.state, card.places_free, card.is_available) == ("suspended", 0, False)


def test_a_pause_ends_with_its_day(cast):
    today = now().date()
    make_family(cast.family_worker, is_available=False, unavailable_until=today - timedelta(days=2))
    make_family(cast.family_worker, is_available=False, unavailable_until=today + timedelta(days=2))
    make_family(cast.family_worker, is_available=False)
    make_family(cast.family_worker, approved_until=today - timedelta(days=2))
    assert sorted(card.is_available for card in cards(cast.supervisor)) == [False, False, False, True]


def test_taken_held_and_blocked_places_are_counted_out(cast):
    family = make_family(cast.family_worker, places=4, places_mixed=3, max_siblings=4, own_children=1)
    by = cast.family_worker
    with acting(by):
        at = now()
        assert queries.card(family.pk, by=by, at=at)[14:17] == (4, 4, 3)
        actions.take_places(family_id=family.pk, count=1, by_thing=new_id(), by=by, at=at)
        actions.hold_places(
            family_id=family.pk, count=1, by_thing=new_id(), until_at=at + timedelta(hours=1), by=by, at=at
        )
        card = queries.card(family.pk, by=by, at=at)
        assert (card.places, card.places_free, card.places_mixed, card.children_in_home) == (4, 1, 1, 2)
        later = queries.card(family.pk, by=by, at=at + timedelta(hours=2))
        assert later.places_free == 2


def test_the_number_of_queries_does_not_grow_with_the_families(cast, django_assert_num_queries):
    make_family(cast.family_worker)
    with acting(cast.supervisor), django_assert_num_queries(2):
        queries.cards(by=cast.supervisor, at=now())
    for _ in range(2):
        make_family(cast.family_worker)
    with acting(cast.supervisor), django_assert_num_queries(2):
        assert len(queries.cards(by=cast.supervisor, at=now())) == 3


def test_a_caseworker_of_one_team_reads_the_families_of_the_office_but_changes_none(cast):
    family = make_family(cast.family_worker)
    for by in (cast.worker, cast.other_team_worker, dataclasses.replace(cast.worker, level="team")):
        with acting(by):
            assert queries.visible(by).get() == family
            assert len(queries.members(family)) == 1
            assert queries.visible(by).filter(pk=family.pk).update(phone="1") == 0
