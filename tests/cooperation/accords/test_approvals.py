"""A yes is to exact words: a change afterwards voids it where everybody sees it, and erases nothing."""

import pytest

from tests.cooperation.factories import make_accord
from umay.cooperation.accords import approving
from umay.cooperation.accords.actions import base as actions
from umay.cooperation.accords.approving import approvable, hash_of, thing_hash
from umay.cooperation.accords.models import Accord, Approval
from umay.cooperation.accords.queries import base as queries
from umay.cooperation.accords.words import SideRole
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal


@pytest.fixture
def agreed_things(monkeypatch):
    """The accord's own titles as a thing that sides approve."""
    monkeypatch.setattr(approving, "_approvables", {})
    seen = []
    approvable(
        Accord,
        kind="accords.accord",
        content=lambda accord: accord.titles,
        accord=lambda accord: accord,
        url=lambda accord: "/",
        title=lambda accord: "A plan",
        agreed=lambda accord, by, at: seen.append(accord.pk),
    )
    return seen


def say(accord, by, verb=actions.approve, **more):
    with acting(by):
        return verb(thing=accord, by=by, at=now(), **more)


def standing(accord, by):
    with acting(by):
        accord.refresh_from_db()
        return queries.standing(accord)


def test_both_sides_agree_to_the_same_words(coop_cast, agreed_things):
    accord = make_accord(coop_cast)
    say(accord, coop_cast.tr_lead)
    assert (standing(accord, coop_cast.tr_lead).given, standing(accord, coop_cast.tr_lead).needed) == (1, 2)
    assert agreed_things == []
    say(accord, coop_cast.sc_lead, sha256=thing_hash(accord))
    assert standing(accord, coop_cast.sc_lead).is_agreed
    assert agreed_things == [accord.pk]


def test_a_change_afterwards_voids_each_yes_visibly(coop_cast, agreed_things):
    accord = make_accord(coop_cast)
    say(accord, coop_cast.tr_lead)
    say(accord, coop_cast.sc_lead)
    with acting(coop_cast.tr_desk):
        actions.change_titles(
            accord=accord, titles={"en": "Other"}, version=accord.version, by=coop_cast.tr_desk, at=now()
        )
    found = standing(accord, coop_cast.sc_desk)
    assert not found.is_agreed
    assert [side.is_changed for side in found.sides] == [True, True]
    with acting(coop_cast.sc_desk):
        assert Approval.objects.filter(thing=accord.pk).count() == 2


def test_words_that_come_back_are_agreed_again(coop_cast, agreed_things):
    """The hash is of the words, not of the moment."""
    accord = make_accord(coop_cast)
    before = accord.titles
    say(accord, coop_cast.tr_lead)
    for titles in ({"en": "Other"}, before):
        with acting(coop_cast.tr_desk):
            accord = actions.change_titles(
                accord=accord, titles=titles, version=accord.version, by=coop_cast.tr_desk, at=now()
            )
    assert standing(accord, coop_cast.tr_desk).given == 1


def test_nobody_approves_words_that_they_have_not_seen(coop_cast, agreed_things):
    accord = make_accord(coop_cast)
    seen = thing_hash(accord)
    with acting(coop_cast.tr_desk):
        actions.change_titles(
            accord=accord, titles={"en": "Other"}, version=accord.version, by=coop_cast.tr_desk, at=now()
        )
    with pytest.raises(Conflict):
        say(accord, coop_cast.sc_lead, sha256=seen)
    assert standing(accord, coop_cast.sc_lead).given == 0


def test_a_yes_is_taken_back_and_stays_in_the_record(coop_cast, agreed_things):
    accord = make_accord(coop_cast)
    say(accord, coop_cast.tr_lead)
    say(accord, coop_cast.tr_lead, actions.take_back, note="The minister asks for another day.")
    assert standing(accord, coop_cast.tr_lead).given == 0
    with acting(coop_cast.sc_desk):
        assert [row.is_given for row in queries.approvals_of(accord)] == [False, True]
    with pytest.raises(Refusal):
        say(accord, coop_cast.tr_lead, actions.take_back)


def test_a_yes_said_twice_is_refused_in_words(coop_cast, agreed_things):
    accord = make_accord(coop_cast)
    say(accord, coop_cast.tr_lead)
    with pytest.raises(Refusal) as refusal:
        say(accord, coop_cast.tr_lead)
    assert refusal.value.code == "already_said"


@pytest.mark.parametrize("who", ["tr_desk", "ml_lead"])
def test_neither_an_officer_nor_another_body_says_yes(coop_cast, agreed_things, who):
    accord = make_accord(coop_cast)
    with pytest.raises(NotAllowed):
        say(accord, getattr(coop_cast, who))


def test_an_invited_institution_is_not_asked_about_the_words(coop_cast, agreed_things):
    accord = make_accord(
        coop_cast, kind="declaration", sides=[(coop_cast.tr, SideRole.AUTHOR), (coop_cast.sc, SideRole.INVITED)]
    )
    with pytest.raises(NotAllowed):
        say(accord, coop_cast.sc_lead)


def test_the_hash_is_the_same_however_the_words_were_typed():
    assert hash_of({"a": "ə\u0307", "b": "x\r\ny"}) == hash_of({"b": "x\ny", "a": "ə\u0307"})
    assert hash_of("I\u0307") == hash_of("\u0130")
    assert hash_of({"a": "x"}) != hash_of({"a": "x "})
    with pytest.raises(TypeError):
        hash_of({"a": 0.1})
