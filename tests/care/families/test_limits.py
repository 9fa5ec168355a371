"""For which children a family is there: fewer at once, more by a second person."""

import pytest
from django.urls import reverse

from tests.care.families.steps import applied, approved, fresh, limits
from tests.factories.cast import user_of
from umay.care.families import actions
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ids import new_id


def test_fewer_places_hold_at_once_and_more_wait_for_a_second_person(cast):
    family, by = approved(cast), cast.family_worker
    with acting(by):
        assert actions.set_limits(
            family=family, version=fresh(family).version, limits=limits(places=1, max_siblings=1), by=by, at=now()
        )
        assert not actions.set_limits(
            family=family, version=fresh(family).version, limits=limits(places=3), by=by, at=now()
        )
        assert fresh(family).places == 1
        with pytest.raises(NotAllowed):
            actions.decide_limits(family=family, version=fresh(family).version, agree=True, by=by, at=now())
    with acting(cast.approver):
        done = actions.decide_limits(
            family=family, version=fresh(family).version, agree=True, by=cast.approver, at=now()
        )
        assert (done.places, done.places_mixed, done.limits_asked) == (3, 3, None)
        with pytest.raises(Conflict):
            actions.decide_limits(family=family, version=fresh(family).version, agree=True, by=cast.approver, at=now())


def test_places_do_not_fall_below_those_in_use(cast):
    family, by = approved(cast), cast.family_worker
    with acting(by):
        actions.take_places(family_id=family.pk, count=2, by_thing=new_id(), by=by, at=now())
        with pytest.raises(Refusal) as caught:
            actions.set_limits(
                family=family, version=fresh(family).version, limits=limits(places=1, max_siblings=1), by=by, at=now()
            )
        assert caught.value.code == "in_use"


def test_places_beyond_the_limit_are_kept_for_one_group_of_siblings(cast):
    family, by = applied(cast), cast.family_worker
    with acting(by):
        with pytest.raises(Refusal) as caught:
            actions.set_limits(family=family, version=fresh(family).version, limits=limits(places=4), by=by, at=now())
        assert caught.value.field == "places"
        actions.set_limits(
            family=family, version=fresh(family).version, limits=limits(places=4, max_siblings=4), by=by, at=now()
        )
        assert fresh(family).places_mixed == 3


def test_who_decides_about_wider_limits_reads_what_was_asked_beside_what_is(cast, client):
    family, by = approved(cast), cast.family_worker
    page = reverse("families:decide_limits", args=[family.pk])
    client.force_login(user_of(cast.approver))
    before = client.get(page).content.decode()
    assert "Karar bekleyen daha geniş sınır yok" in before and 'name="agree"' not in before
    with acting(by):
        actions.set_limits(family=family, version=fresh(family).version, limits=limits(places=3), by=by, at=now())
    for where in (page, reverse("families:see", args=[family.pk])):
        shown = client.get(where).content.decode()
        assert "<strong>3</strong>" in shown and shown.count('<span class="soft">aynı</span>') == 6
    assert 'name="agree"' in client.get(page).content.decode()


def test_the_page_of_somebody_who_moves_out_says_who_it_is(cast, client):
    family = approved(cast)
    with acting(cast.family_worker):
        member = family.members.select_related("person").first()
        name = member.person.name
    client.force_login(user_of(cast.family_worker))
    assert name in client.get(reverse("families:leave", args=[family.pk, member.pk])).content.decode()
