"""Runs for a country, done beside the pages by the worker of all jobs. Jobs carry ids alone and may run twice (actions/running.py)."""

import logging
import time
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from procrastinate.contrib.django import app

from umay.care.matching import futures, queries, rounds
from umay.care.matching.access import national
from umay.care.matching.actions import running
from umay.care.matching.engine import BadInput
from umay.care.matching.queries.answers import earlier_answer, is_replay
from umay.care.matching.recruiting import actions as recruiting
from umay.ground.offices.packs.pack import COUNTRIES
from umay.ground.offices.queries import offices_of
from umay.kit.kernel import leaving
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Refusal

log = logging.getLogger(__name__)
MORNING_HOUR = 7
LOOK_EVERY_S = 0.5


@app.periodic(cron="3,33 * * * *")
@app.task(queueing_lock="matching.morning", name="matching.morning", **leaving.GOES_ON)
def morning(timestamp: int) -> None:
    """From seven o'clock in each country: one run a morning. Late after an outage rather than not at all."""
    at = now()
    for country in COUNTRIES:
        by = national(country, at)
        if is_morning(at, by.zone) and offices_of(country).exists():  # a real installation serves one country
            with acting(by):
                begun = running.begin_morning(by=by, at=at)
            if begun is not None:
                run(str(begun), country)


def is_morning(at: datetime, zone: str) -> bool:
    return at.astimezone(ZoneInfo(zone)).hour >= MORNING_HOUR


@app.task(name=running.JOB, **leaving.GOES_ON)
def run(run: str, country: str) -> None:
    """Make one run, or go on with one whose worker was killed or asked to stop."""
    run_id, by = UUID(run), national(country, now())
    with acting(by):
        try:
            _run(run_id, by)
        except Refusal as refusal:
            running.fail(run_id=run_id, code=refusal.code, by=by, at=now())
        except BadInput:
            running.fail(run_id=run_id, code="bad_input", by=by, at=now())
        except MemoryError:
            running.fail(run_id=run_id, code="memory", by=by, at=now())


def _run(run_id: UUID, by) -> None:
    raw = running.prepare(run_id=run_id, by=by, at=now())
    if not raw:
        return
    watch = Watch(run_id)
    answer, before = earlier_answer(run_id=run_id, by=by)
    if not answer:
        began = time.monotonic()
        answer = rounds.solved(raw, solve=engine_solve, before=before, progress=watch.round, stop=watch.stop)
        seconds = time.monotonic() - began
        running.keep_answer(
            run_id=run_id, raw=raw, answer=answer, engine=engine_name(), seconds=seconds, by=by, at=now()
        )
    found = rounds.rounds_of(raw, answer)
    sought, basis = {}, {}
    if not is_replay(run_id=run_id, by=by):
        _advise(run_id, found, watch, by)
        sought, basis = _ahead(found, watch, by)
        if not rounds.is_stopped(found):
            recruiting.queue(run_id=run_id, by=by, at=now())
    running.finish(run_id=run_id, is_stopped=rounds.is_stopped(found), sought=sought, basis=basis, by=by, at=now())


def _advise(run_id: UUID, found, watch, by) -> None:
    from umay.care.matching import (
        advising,  # arrays and their compiler are loaded by the worker that needs them, not by every page
    )

    middles = running.middles(by=by, at=now())
    rows = advising.suggestions(found, middles=middles, progress=watch.tell, stop=watch.stop)
    running.put_advice(run_id=run_id, rows=list(rows), by=by, at=now())


def _ahead(found, watch, by) -> tuple[dict, dict]:
    """How much other children need each family, from futures drawn from the country's own year."""
    came = running.arrivals(by=by, at=now())
    return futures.sought(found, came, solve=engine_solve, progress=watch.tell, stop=watch.stop)


def engine_solve(instance, **options) -> bytes:
    """The engine for a country: the bytes of its result file."""
    from umay.care.matching.engine.solver.results import dump
    from umay.care.matching.engine.solver.solve import solve

    return dump(solve(instance, **options))


def engine_name() -> str:
    from umay.care.matching.engine.solver.results import ENGINE

    return ENGINE


class Watch:
    """Says how far a run is, and hears whether it should stop; both twice a second at most. Ends the job where its worker is asked to stop."""

    def __init__(self, run_id: UUID):
        self.run_id, self.asked_at, self.told_at, self.is_over = run_id, 0.0, 0.0, False

    def tell(self, stage: str, done: int, total: int) -> None:
        leaving.insist()
        if time.monotonic() - self.told_at >= LOOK_EVERY_S or done >= total:
            self.told_at = time.monotonic()
            queries.tell(self.run_id, stage, done, total)

    def round(self, name: str, stage: str, done: int, total: int) -> None:
        self.tell(name, done, total)

    def stop(self) -> bool:
        leaving.insist()
        if not self.is_over and time.monotonic() - self.asked_at >= LOOK_EVERY_S:
            self.asked_at = time.monotonic()
            self.is_over = queries.is_asked_to_stop(self.run_id)
        return self.is_over
