"""Rounds in the program: both proofs on the page, the checker on the server, and a job that ends with its worker."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from procrastinate.exceptions import JobAborted

from tests.care.matching.setting import home, opened
from tests.care.matching.test_runs import advice_for, run_for
from tests.care.matching.test_views import words
from umay.care.matching import actions, jobs, queries
from umay.care.matching.words import RunState
from umay.kit.kernel import leaving
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now

pytestmark = pytest.mark.engine


def state_of(made, by):
    with acting(by), transaction.atomic():
        return queries.all_runs(by).get(pk=made).state


def test_the_last_family_goes_to_who_has_waited_longer_though_it_shows_difficult_behaviour(cast):
    only = home(cast)
    wild = opened(cast, needs=("behaviour",), needs_family_since=now().date() - timedelta(days=100))
    calm = opened(cast, ages=(7,), needs_family_since=now().date())
    run_for(cast.director)
    assert advice_for(cast.worker, wild.pk).family_id == only.pk
    assert advice_for(cast.worker, calm.pk).family_id is None


def test_the_page_shows_both_proofs_and_the_checker_finds_both_right(cast, visit, capsys):
    home(cast)
    opened(cast)
    run = run_for(cast.director)
    told = words(visit(cast.auditor, "see_run", run))
    assert "Who finds a family" in told
    assert "Which family" in told
    assert told.count("Proven: no better answer exists") == 2
    call_command("replay_run", str(run.pk), check=True)
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2:] == ["rest    who    0 faults, proven", "rest    where  0 faults, proven"]


def test_a_run_whose_worker_is_asked_to_stop_ends_at_once_and_is_made_by_the_next(cast):
    only = home(cast)
    match = opened(cast)
    with acting(cast.director), transaction.atomic():
        made = actions.ask_run(by=cast.director, at=now())

    class Context:
        def should_abort(self):
            return True

    with pytest.raises(JobAborted):
        leaving.listening(lambda: jobs.run(str(made), "TR"), Context(), None)
    assert state_of(made, cast.director) == RunState.RUNNING
    jobs.run(str(made), "TR")
    assert state_of(made, cast.director) == RunState.DONE
    assert advice_for(cast.worker, match.pk).family_id == only.pk
