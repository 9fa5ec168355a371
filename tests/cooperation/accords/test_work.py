"""What waits for a desk on "My work"."""

import pytest

from tests.cooperation.factories import make_accord
from umay.cooperation.accords import approving
from umay.cooperation.accords.actions import base as actions
from umay.cooperation.accords.approving import approvable
from umay.cooperation.accords.models import Accord
from umay.cooperation.accords.work import approvals, work
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


@pytest.fixture
def waiting_things(monkeypatch):
    monkeypatch.setattr(approving, "_approvables", {})
    approvable(
        Accord,
        kind="accords.accord",
        content=lambda accord: accord.titles,
        accord=lambda accord: accord,
        url=lambda accord: f"/{accord.pk}",
        title=lambda accord: "A plan",
        waiting=lambda by: Accord.objects.all(),
    )


def tasks(identity) -> list:
    with acting(identity):
        return approvals(identity, now())


def test_a_head_is_asked_for_the_yes_that_is_missing_and_nobody_else_is(coop_cast, cast, waiting_things):
    accord = make_accord(coop_cast)
    assert [task.url for task in tasks(coop_cast.sc_lead)] == [f"/{accord.pk}"]
    for identity in (coop_cast.sc_desk, coop_cast.ml_lead, cast.desk_lead, cast.worker):
        assert tasks(identity) == []


def test_after_the_yes_nothing_waits_until_the_words_change(coop_cast, waiting_things):
    accord = make_accord(coop_cast)
    by = coop_cast.tr_lead
    with acting(by):
        actions.approve(thing=accord, by=by, at=now())
    assert tasks(by) == []
    with acting(coop_cast.tr_desk):
        actions.change_titles(
            accord=accord, titles={"en": "Other"}, version=accord.version, by=coop_cast.tr_desk, at=now()
        )
    (task,) = tasks(by)
    assert "changed" in task.title


@pytest.mark.parametrize("accords", [1, 3])
def test_the_questions_do_not_grow_with_what_waits(coop_cast, waiting_things, accords, django_assert_max_num_queries):
    for _number in range(accords):
        make_accord(coop_cast)
    by = coop_cast.tr_lead
    with acting(by), django_assert_max_num_queries(6):
        assert len(approvals(by, now())) == accords


def test_a_post_outside_the_house_asks_nothing(cast, db, django_assert_num_queries):
    with acting(cast.worker), django_assert_num_queries(0):
        assert work(cast.worker, now()) == []
