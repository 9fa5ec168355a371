"""The nightly counting. Runs beside the pages, carries no id of anybody, and may run twice."""

from datetime import datetime

from procrastinate.contrib.django import app

from umay.care.fairness import actions, rules
from umay.care.fairness.access import counting
from umay.care.fairness.queries import uncounted_runs
from umay.care.matching import queries, rounds
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.packs.pack import COUNTRIES
from umay.kit.kernel.acting import Identity, acting
from umay.kit.kernel.clock import now


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
