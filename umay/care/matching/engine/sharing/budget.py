"""Steps of work under the clock of a run: a step that the clock cuts short is as if it had never begun."""

from dataclasses import dataclass

from ..solver.clock import Clock, Stopped

__all__ = ["Budget", "Stopped"]


@dataclass(frozen=True, slots=True)
class Budget:
    """A step counts only when it is finished, so that a run which the clock ended after n steps is repeated by n steps."""

    clock: Clock

    def begin(self):
        """Before a step; Stopped where no further one may begin."""
        self.clock.check()

    def end(self):
        """After a step that was carried to its end."""
        self.clock.spent += 1

    def is_over(self):
        """Has the time run out, or did somebody say stop? Never in a replay, which only counts."""
        clock = self.clock
        if clock.work is not None:
            return False
        is_late = clock.limit is not None and clock.seconds >= clock.limit - clock.began
        return is_late or bool(clock.stop and clock.stop())

    def tell(self, stage, done, total):
        self.clock.tell(stage, done, total)
