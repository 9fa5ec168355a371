"""Ask for a simulation, stop it; and the steps of the job that plays it. A job that was killed goes on with the seeds it has not played."""

import contextlib
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from umay.care.matching.access import require
from umay.care.matching.simulating.models import Simulation
from umay.care.matching.simulating.queries import AT_WORK, SEE, question_of
from umay.care.matching.words import RunState
from umay.ground.journal.actions import once
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ports import record

JOB = "matching.simulate"


def simulate(*, values: dict, by: Identity, at: datetime, key: UUID | None = None) -> Simulation:
    """Ask for a simulation of the form's values: place, days, seeds, policies, added, added_kind."""
    require(by, SEE)
    with once(key, by=by, at=at, kind="matching.simulation") as made, _one_at_a_time(), transaction.atomic():
        simulation = Simulation(country=by.country, asked_by=by.user_id, asked_at=at, recorded_by=by.user_id, **values)
        if question_of(simulation).world.country != by.country:
            raise NotAllowed()
        simulation.save(force_insert=True)
        record("matching.simulate", kind="matching.simulation", thing=simulation.pk, file=None, fields=sorted(values))
        app.configure_task(JOB, queueing_lock=f"{JOB}.{simulation.pk}").defer(
            simulation=str(simulation.pk), user=str(by.user_id), role=by.role
        )
        made(simulation.pk)
    return simulation


@contextlib.contextmanager
def _one_at_a_time():
    try:
        yield
    except IntegrityError as error:
        raise Refusal(
            _("A simulation of yours is at work already. Wait for it or stop it; nothing was begun."), code="at_work"
        ) from error


def stop_simulation(*, simulation: Simulation, by: Identity, at: datetime) -> None:
    """Ask it to stop. What it has finished is kept and shown."""
    require(by, SEE)
    with transaction.atomic():
        held = _mine(simulation.pk, by)
        if held is None:
            raise NotAllowed()
        if held.state not in AT_WORK or held.stop_at:
            raise Refusal(_("This simulation is not at work any more."), code="not_at_work")
        held.stop_at = at
        held.save(update_fields=["stop_at"])
        record("matching.stop_simulation", kind="matching.simulation", thing=held.pk, file=None, fields=["stop_at"])


def share_simulation(*, simulation: Simulation, by: Identity, at: datetime) -> None:
    """Show it to every colleague of the country who may plan; they need its link."""
    _show(simulation, at, by)


def unshare_simulation(*, simulation: Simulation, by: Identity, at: datetime) -> None:
    """Show it to nobody any more."""
    _show(simulation, None, by)


def _show(simulation: Simulation, shared_at: datetime | None, by: Identity) -> None:
    require(by, SEE)
    with transaction.atomic():
        held = _mine(simulation.pk, by)
        if held is None:
            raise NotAllowed()
        if (held.shared_at is None) == (shared_at is None):
            return
        held.shared_at = shared_at
        held.save(update_fields=["shared_at"])
        record(
            "matching.share_simulation" if shared_at else "matching.unshare_simulation",
            kind="matching.simulation",
            thing=held.pk,
            file=None,
            fields=["shared_at"],
        )


def begin(*, simulation_id: UUID, by: Identity, at: datetime) -> tuple | None:
    """The question and the seeds already played; None where it is over."""
    with transaction.atomic():
        held = _mine(simulation_id, by)
        if held is None or held.state not in AT_WORK:
            return None
        if held.state == RunState.QUEUED:
            held.state, held.began_at = RunState.RUNNING, at
            held.save(update_fields=["state", "began_at"])
        return question_of(held), {int(seed): sums for seed, sums in held.found.items()}


def keep_seed(*, simulation_id: UUID, seed: int, sums: dict, by: Identity, at: datetime) -> None:
    """Keep what one seed gave at the moment `at`, so that it need not be played again."""
    with transaction.atomic():
        held = _mine(simulation_id, by)
        held.found[str(seed)] = sums
        held.save(update_fields=["found"])


def finish(*, simulation_id: UUID, by: Identity, at: datetime) -> None:
    """Make the result of the seeds that were played; all of them, or those until it was stopped."""
    from umay.care.matching.simulation import summed_up

    with transaction.atomic():
        held = _mine(simulation_id, by)
        if held.state not in AT_WORK:
            return
        question = question_of(held)
        by_seed = {int(seed): sums for seed, sums in held.found.items()}
        held.result, held.found = summed_up(question, by_seed), {}
        held.state = RunState.DONE if len(by_seed) == len(question.seeds) else RunState.STOPPED
        held.ended_at = at
        held.save(update_fields=["result", "found", "state", "ended_at"])


def fail(*, simulation_id: UUID, by: Identity, at: datetime) -> None:
    with transaction.atomic():
        held = _mine(simulation_id, by)
        if held and held.state in AT_WORK:
            held.state, held.ended_at = RunState.FAILED, at
            held.save(update_fields=["state", "ended_at"])


def _mine(simulation_id, by):
    return Simulation.objects.select_for_update(of=("self",)).filter(pk=simulation_id, asked_by=by.user_id).first()
