"""When to stop: a limit of time, somebody's wish, or a count of work that an earlier run stopped at."""

import time


class Stopped(Exception):
    """The run is to end here with the best it has."""


class Clock:
    """Counts steps of work. `step` raises Stopped where the run is to end.

    `work` repeats a stopped run: it ends at that count, whatever the time. Otherwise `time_limit_s` seconds from the
    making of the clock, or `stop()` being true, end it. `progress(stage, done, total)` is told of every step.
    """

    def __init__(self, *, time_limit_s=None, progress=None, stop=None, work=None):
        self.began = time.monotonic()
        self.limit = None if work is not None or time_limit_s is None else self.began + time_limit_s
        self.progress, self.stop, self.work = progress, None if work is not None else stop, work
        self.spent = 0

    @property
    def seconds(self):
        return time.monotonic() - self.began

    def tell(self, stage, done, total):
        if self.progress:
            self.progress(stage, done, total)

    def check(self):
        """Raise Stopped if the run is to end at this count of work."""
        is_over = self.work is not None and self.spent >= self.work
        is_late = self.limit is not None and time.monotonic() >= self.limit
        if is_over or is_late or (self.stop and self.stop()):
            raise Stopped

    def step(self, stage, done, total, steps=1):
        """`steps` more of work are done, now `done` of `total` in this stage."""
        self.spent += steps
        self.tell(stage, done, total)
        self.check()
