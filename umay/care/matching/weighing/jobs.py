"""Works out beside the pages what a document of weights would have changed. Ids only; run twice it gives the same."""

from functools import partial
from uuid import UUID

from procrastinate.contrib.django import app

from umay.care.matching.access import PREPARE_WEIGHTS, national
from umay.care.matching.engine import BadInput, Weights
from umay.care.matching.weighing import actions, effects, queries
from umay.ground.offices.models import User
from umay.ground.offices.queries import identity_of_user
from umay.kit.kernel import leaving
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


def _is_stopped(effect_id: UUID) -> bool:
    """Has somebody stopped it? Where the worker is asked to end instead, it ends here and is begun again by the next."""
    leaving.insist()
    return queries.is_asked_to_stop(effect_id)


@app.task(name=actions.JOB, **leaving.GOES_ON)
def compare(effect: str, user: str, role: str) -> None:
    """The kept comparisons are read by the country's job, the decided searches by whoever asked, no longer than they hold the post."""
    from umay.care.matching.jobs import engine_solve

    identity = identity_of_user(User.objects.get(pk=user), role=role)
    if not identity.may(PREPARE_WEIGHTS):
        return
    effect_id, job, at = UUID(effect), national(identity.country, now()), now()
    with acting(job):
        begun = actions.begin_effect(effect_id=effect_id, by=job, at=at)
    if begun is None:
        return
    weights, stop = Weights(**begun.document.weights), partial(_is_stopped, effect_id)
    try:
        with acting(job):
            found = queries.runs_of_month(job, begun.asked_at)
            tell = partial(queries.tell, effect_id, total=len(found) + 1)
            files = [partial(queries.files_of, run_id) for run_id in found]
            figures = effects.of_runs(files, weights, solve=engine_solve, progress=tell, stop=stop)
        with acting(identity):
            figures |= (
                {} if stop() else effects.of_decisions(queries.decisions_of_month(identity, begun.asked_at), weights)
            )
    except (BadInput, MemoryError, ArithmeticError):
        figures = None
    is_stopped = stop()
    with acting(job):
        actions.finish_effect(
            effect_id=effect_id, figures=None if is_stopped else figures, by=job, at=now(), is_stopped=is_stopped
        )
