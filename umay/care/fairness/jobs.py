"""The nightly counting. Runs beside the pages, carries no id of anybody, and may run twice."""

import time
from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app

from umay.care.fairness import actions, rules
from umay.care.fairness.access import counting
from umay.care.fairness.queries import uncounted_runs
from umay.care.matching import queries, rounds
from umay.care.matching.words import RunState
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.packs.pack import COUNTRIES
from umay.kit.kernel.acting import Identity, acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Refusal


@app.periodic(cron="41 2 * * *")
@app.task(queueing_lock="fairness.night", name="fairness.night")
def night(timestamp: int) -> None:
    """Count what is over and not counted yet, in each country."""
    for country in COUNTRIES:
        count(country, now())


def count(country: str, at: datetime) -> None:
    """The country's finished runs, then its last month: whom a run passed over belongs to the month."""
    by = counting(country, at)
    with acting(by):
        for run_id in uncounted_runs(by):
            actions.count_run(run_id=run_id, passed=_passed(run_id, by), by=by, at=at)
        actions.count_month(first_on=rules.month_before(local_day(at, by.zone)), by=by, at=at)


def _passed(run_id, by: Identity) -> list[dict]:
    kept = queries.kept_of(run_id, by)
    if kept is None:
        return []
    from umay.care.fairness.passing import passed_over  # arrays and their compiler are loaded by the worker alone

    return list(passed_over(rounds.rounds_of(*kept)))


@app.task(name=actions.TRY_FLIP)
def flip(flip: str, country: str) -> None:
    """Make the flip test an auditor asked for. It writes two hashes and yes or no, and nothing of what it read."""
    from umay.care.fairness.flipping import tried

    flip_id, by = UUID(flip), counting(country, now())
    with acting(by):
        if not actions.begin_flip(flip_id=flip_id, by=by, at=now()):
            return
        began = time.monotonic()
        try:
            found = tried(by=by, at=now())
            values = _told(found, time.monotonic() - began)
        except Refusal as refusal:
            values = {"state": RunState.FAILED, "failure": refusal.code[:40]}
        except MemoryError:
            values = {"state": RunState.FAILED, "failure": "memory"}
        actions.end_flip(flip_id=flip_id, values=values, by=by, at=now())


def _told(found, seconds: float) -> dict:
    names = ("tables", "columns", "is_copy_true", "is_same", "is_sex_for_rooms", "is_noticed")
    figures = {name: getattr(found, name) for name in names}
    return {
        "state": RunState.DONE,
        "sha256": found.sha256,
        "flipped_sha256": found.flipped_sha256,
        "is_passed": found.is_passed if found.groups else None,
        "figures": figures
        | {"is_empty": not found.groups, "reached": list(found.reached), "seconds": round(seconds, 1)},
    }
