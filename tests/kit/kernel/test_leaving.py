"""A long job ends with its worker and waits for the next one."""

import asyncio
import threading
import time

import pytest
from procrastinate import App
from procrastinate.exceptions import JobAborted
from procrastinate.testing import InMemoryConnector

from umay.kit.kernel import leaving


async def _worked(app, task, begun, *, is_stopped):
    await task.defer_async()
    worker = asyncio.create_task(
        app.run_worker_async(
            wait=is_stopped, install_signal_handlers=False, listen_notify=False, shutdown_graceful_timeout=0
        )
    )
    if is_stopped:
        await asyncio.to_thread(begun.wait, 10)
        worker.cancel()
    await asyncio.wait_for(asyncio.gather(worker, return_exceptions=True), 10)


def test_a_job_whose_worker_is_asked_to_stop_ends_at_once_and_is_done_by_the_next():
    app, begun, may_end = App(connector=InMemoryConnector()), threading.Event(), threading.Event()

    @app.task(name="long", **leaving.GOES_ON)
    def long():
        begun.set()
        while not may_end.wait(0.01):
            leaving.insist()

    at = time.monotonic()
    asyncio.run(_worked(app, long, begun, is_stopped=True))
    (job,) = app.connector.jobs.values()
    assert time.monotonic() - at < 5
    assert (job["status"], job["attempts"]) == ("todo", 1)
    may_end.set()
    asyncio.run(_worked_again(app))
    assert job["status"] == "succeeded"


async def _worked_again(app):
    await app.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)


def test_where_no_worker_runs_it_nobody_leaves():
    assert not leaving.is_leaving()
    leaving.insist()


def test_what_fails_by_itself_is_not_tried_again():
    app = App(connector=InMemoryConnector())

    @app.task(name="broken", **leaving.GOES_ON)
    def broken():
        raise ValueError

    asyncio.run(_worked(app, broken, None, is_stopped=False))
    (job,) = app.connector.jobs.values()
    assert job["status"] == "failed"


def test_the_listening_ends_with_the_job():
    class Context:
        def should_abort(self):
            return True

    with pytest.raises(JobAborted):
        leaving.listening(leaving.insist, Context(), None)
    assert not leaving.is_leaving()
