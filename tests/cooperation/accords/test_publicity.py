"""Nothing is public until each party named has released it; a change afterwards waits; taking a release back hides everything."""

import threading

import pytest
from django.db import connections, transaction

from tests.cooperation.accords.test_rows import file_of
from tests.cooperation.factories import announced, make_accord
from umay.cooperation.accords.actions import base as actions
from umay.cooperation.accords.models import Accord, File, Release, Side
from umay.cooperation.accords.queries import base as queries
from umay.cooperation.accords.words import AccordKind, SideRole
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal


def let(accord, *people, **more):
    for by in people:
        with acting(by), transaction.atomic():
            actions.release(accord=accord, sha256=queries.public_hash_of(accord), by=by, at=now(), **more)


def is_public(accord) -> bool:
    with acting(None):
        return Accord.objects.filter(pk=accord.pk).exists()


def test_both_sides_release_before_anybody_reads(coop_cast):
    accord = make_accord(coop_cast)
    assert not is_public(accord)
    let(accord, coop_cast.tr_lead)
    assert not is_public(accord)
    let(accord, coop_cast.sc_lead)
    assert is_public(accord)


def test_taking_a_release_back_hides_and_releasing_again_shows(coop_cast):
    accord = make_accord(coop_cast)
    let(accord, coop_cast.tr_lead, coop_cast.sc_lead)
    with acting(coop_cast.sc_lead):
        actions.withdraw(accord=accord, by=coop_cast.sc_lead, at=now())
    assert not is_public(accord)
    with acting(coop_cast.sc_lead):
        assert Release.objects.filter(accord=accord).count() == 3, "nothing is erased"
    let(accord, coop_cast.sc_lead)
    assert is_public(accord)


def test_a_side_that_takes_back_hides_what_was_announced_too(coop_cast):
    accord = announced("plan-a", [coop_cast.tr, coop_cast.sc])
    assert is_public(accord)
    with acting(coop_cast.sc_lead):
        actions.withdraw(accord=accord, by=coop_cast.sc_lead, at=now())
    assert not is_public(accord)


def test_a_change_after_the_release_waits_for_every_side_again(coop_cast):
    accord = make_accord(coop_cast)
    with acting(coop_cast.tr_desk):
        file = file_of(accord, may_be_public=True)
        file.save(force_insert=True)
    let(accord, coop_cast.tr_lead, coop_cast.sc_lead)
    with acting(coop_cast.tr_desk):
        late = file_of(accord, may_be_public=True)
        late.save(force_insert=True)
    with acting(None):
        assert list(File.objects.filter(accord=accord)) == [file]
    let(accord, coop_cast.tr_lead)
    with acting(None):
        assert list(File.objects.filter(accord=accord)) == [file]
    let(accord, coop_cast.sc_lead)
    with acting(None):
        assert File.objects.filter(accord=accord).count() == 2


def test_who_is_named_later_releases_too(coop_cast):
    accord = make_accord(coop_cast)
    let(accord, coop_cast.tr_lead, coop_cast.sc_lead)
    with acting(coop_cast.tr_desk):
        actions.name_side(accord=accord, party=coop_cast.ml, by=coop_cast.tr_desk, at=now())
    assert not is_public(accord)
    let(accord, coop_cast.ml_lead)
    assert is_public(accord)


def test_invited_and_unanswered_is_never_public_and_a_signatory_releases_its_own(coop_cast):
    sides = [(coop_cast.tr, SideRole.AUTHOR), (coop_cast.sc, SideRole.INVITED), (coop_cast.ml, SideRole.INVITED)]
    accord = make_accord(coop_cast, kind=AccordKind.DECLARATION, sides=sides)
    let(accord, coop_cast.tr_lead)
    assert is_public(accord)
    with acting(None):
        assert [side.member_id for side in Side.objects.filter(accord=accord)] == [coop_cast.tr.pk]
    with acting(coop_cast.sc_desk):
        Side.objects.filter(accord=accord, member=coop_cast.sc).update(role=SideRole.SIGNATORY)
    with acting(None):
        assert Side.objects.filter(accord=accord).count() == 1
    let(accord, coop_cast.sc_lead)
    with acting(None):
        named = {side.member_id for side in Side.objects.filter(accord=accord)}
    assert named == {coop_cast.tr.pk}, "the author has not released it since the state signed"
    let(accord, coop_cast.tr_lead)
    with acting(None):
        named = {side.member_id for side in Side.objects.filter(accord=accord)}
    assert named == {coop_cast.tr.pk, coop_cast.sc.pk}


def test_what_was_not_seen_is_not_released(coop_cast):
    accord = make_accord(coop_cast)
    with acting(coop_cast.sc_lead):
        seen = queries.public_hash_of(accord)
    with acting(coop_cast.tr_desk):
        actions.change_titles(
            accord=accord, titles={"en": "New"}, version=accord.version, by=coop_cast.tr_desk, at=now()
        )
    with acting(coop_cast.sc_lead), pytest.raises(Conflict):
        actions.release(accord=accord, sha256=seen, by=coop_cast.sc_lead, at=now())
    assert not is_public(accord)


def test_an_officer_releases_nothing_and_a_body_that_is_no_side_neither(coop_cast):
    accord = make_accord(coop_cast)
    for by in (coop_cast.tr_desk, coop_cast.ml_lead):
        with acting(by), pytest.raises(NotAllowed):
            actions.release(accord=accord, sha256=queries.public_hash_of(accord), by=by, at=now())


def test_who_has_nobody_here_releases_by_its_letter_and_who_has_speaks_for_itself(coop_cast):
    accord = make_accord(coop_cast, sides=[(coop_cast.tr, SideRole.PARTY), (coop_cast.kz, SideRole.PARTY)])
    by = coop_cast.tr_lead
    let(accord, by)
    with acting(by):
        seen = queries.public_hash_of(accord)
        with pytest.raises(Refusal) as refusal:
            actions.release(accord=accord, sha256=seen, by=by, at=now(), party=coop_cast.kz)
        assert refusal.value.code == "paper_missing"
        letter = file_of(accord, coop_cast.kz, use="paper")
        letter.save(force_insert=True)
        actions.release(
            accord=accord, sha256=queries.public_hash_of(accord), by=by, at=now(), party=coop_cast.kz, paper=letter
        )
    assert is_public(accord)
    both = make_accord(coop_cast)
    with acting(by), pytest.raises(NotAllowed):
        actions.release(accord=both, sha256="", by=by, at=now(), party=coop_cast.sc, paper=letter)


def test_who_releases_waits_for_what_is_still_being_written(own_coop_cast):
    """Otherwise a row written before the release and finished after it would be public without anybody having seen it."""
    coop = own_coop_cast
    accord = make_accord(coop)
    begun, may_end, order = threading.Event(), threading.Event(), []

    def write():
        try:
            with acting(coop.tr_desk), transaction.atomic():
                file_of(accord, may_be_public=True).save(force_insert=True)
                begun.set()
                may_end.wait(10)
                order.append("written")
        finally:
            connections.close_all()

    def release():
        try:
            begun.wait(10)
            threading.Timer(0.4, may_end.set).start()
            let(accord, coop.sc_lead)
            order.append("released")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write), threading.Thread(target=release)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(20)
    assert order == ["written", "released"]
