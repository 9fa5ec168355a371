"""Work that nobody clicks for: sealing the journal, waking jobs whose worker died. Run by `umay serve` and `umay demo` beside the pages.

Found by procrastinate at start (PROCRASTINATE_AUTODISCOVER_MODULE_NAME). Jobs carry ids, never people's data, and may run twice.
"""

from django.conf import settings
from procrastinate.contrib.django import app

from umay.care.fairness import jobs as fairness  # noqa: F401 - its jobs are found through this module
from umay.care.matching.recruiting import jobs as recruiting  # noqa: F401 - the same
from umay.care.matching.simulating import jobs as simulating  # noqa: F401 - the same
from umay.care.matching.weighing import jobs as weighing  # noqa: F401 - the same
from umay.cooperation.accords import jobs as accords  # noqa: F401 - the same
from umay.front.bulk import jobs as bulk  # noqa: F401 - its jobs are found through this module
from umay.front.sessions import SessionStore
from umay.ground.journal.seal import seal

STALLED_AFTER = 120  # seconds without a sign of life from the worker that held the job


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="journal.seal", name="journal.seal")
def seal_journal(timestamp: int) -> None:
    """Seal what is finished and write the root outside the database. `timestamp`: the minute it was due, seconds since 1970."""
    seal(settings.UMAY_HOME / "journal-roots")


@app.periodic(cron="*/2 * * * *")
@app.task(queueing_lock="jobs.wake", name="jobs.wake", pass_context=True)
async def wake_stalled(context, timestamp: int) -> None:
    """Give jobs whose worker was killed to another one, and forget workers that are gone."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        await app.job_manager.retry_job(job)
    await app.job_manager.prune_stalled_workers(STALLED_AFTER)


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="jobs.tidy", name="jobs.tidy")
def tidy(timestamp: int) -> None:
    """Remove sign-ins that have ended."""
    SessionStore.clear_expired()


@app.periodic(cron="23 3 * * *")
@app.task(queueing_lock="jobs.forget", name="jobs.forget", pass_context=True)
async def forget_old(context, timestamp: int) -> None:
    """Remove the lines of jobs that were done a week ago; what they did stands in the journal."""
    await app.job_manager.delete_old_jobs(nb_hours=7 * 24)
