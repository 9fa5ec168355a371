"""A long job hears that its worker is asked to stop, ends at once, and is begun again by the next worker.

@app.task(name="room.job", **GOES_ON)
def job(...): ... leaving.insist() now and then

Only for jobs that keep what they have done and may be done twice. Without it a worker waits for the job until it is killed.
"""

from collections.abc import Callable
from contextvars import ContextVar

from procrastinate import RetryStrategy
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import JobContext

_asked: ContextVar[Callable[[], bool] | None] = ContextVar("asked", default=None)


def listening(call_next: Callable, context: JobContext, worker: object) -> object:
    """Let the job hear its worker."""
    token = _asked.set(context.should_abort)
    try:
        return call_next()
    finally:
        _asked.reset(token)


def is_leaving() -> bool:
    """Is the worker of this job asked to stop? Never, where no worker runs it."""
    asked = _asked.get()
    return asked is not None and asked()


def insist() -> None:
    """End this job here if its worker is asked to stop; JobAborted puts it back among those that wait."""
    if is_leaving():
        raise JobAborted


GOES_ON = {"retry": RetryStrategy(retry_exceptions={JobAborted}), "task_middleware": [listening]}
"""What a job's decorator needs for it."""
