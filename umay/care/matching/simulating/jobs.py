"""Plays a simulation beside the pages. Ids only; may run twice: seeds already played are not played again."""

import time
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from umay.care.matching.simulating import actions, queries
from umay.care.matching.simulating.models import Simulation
from umay.ground.offices.models import User
from umay.ground.offices.queries import identity_of_user
from umay.kit.kernel import leaving
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now

LOOK_EVERY_S = 1.0


@app.task(name=actions.JOB, **leaving.GOES_ON)
def play(simulation: str, user: str, role: str) -> None:
    """Play it as the person who asked, no longer than they hold the post."""
    identity = identity_of_user(User.objects.get(pk=user), role=role)
    with acting(identity):
        try:
            _play(UUID(simulation), identity)
        except (MemoryError, ArithmeticError):
            actions.fail(simulation_id=UUID(simulation), by=identity, at=now())


def _play(simulation_id, by):
    from umay.care.matching.simulation import run_seed

    begun = actions.begin(simulation_id=simulation_id, by=by, at=now())
    if begun is None:
        return
    question, played = begun
    watch = _Watch(simulation_id, len(played) * question.steps // len(question.seeds), question.steps)
    for seed in question.seeds:
        if seed in played:
            continue
        sums = run_seed(question, seed, step=watch.step, stop=watch.stop)
        if sums is None:
            break
        actions.keep_seed(
            simulation_id=simulation_id, seed=seed, sums=queries.without_regions(sums, question), by=by, at=now()
        )
    actions.finish(simulation_id=simulation_id, by=by, at=now())


class _Watch:
    """Says how far it is after each step, and looks once a second whether it should stop."""

    def __init__(self, simulation_id, done, total):
        self.simulation_id, self.done, self.total, self.looked_at, self.is_over = simulation_id, done, total, 0.0, False
        queries.tell(simulation_id, done, total)

    def step(self):
        self.done += 1
        queries.tell(self.simulation_id, self.done, self.total)

    def stop(self):
        leaving.insist()
        if not self.is_over and time.monotonic() - self.looked_at >= LOOK_EVERY_S:
            self.looked_at = time.monotonic()
            with transaction.atomic():  # outside of one the database shows nobody anything
                self.is_over = Simulation.objects.filter(pk=self.simulation_id, stop_at__isnull=False).exists()
        return self.is_over
