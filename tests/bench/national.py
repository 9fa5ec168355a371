"""What the pages about the whole country show: one comparison, one document of weights and one simulation, made where there is none."""

from datetime import timedelta

from django.db import transaction

from umay.care.fairness import jobs as counting
from umay.care.matching import actions as matching
from umay.care.matching import jobs as runs
from umay.care.matching import queries
from umay.care.matching.engine import STARTING_WEIGHTS
from umay.care.matching.models import Run
from umay.care.matching.recruiting import jobs as recruiting
from umay.care.matching.simulating import actions as simulating
from umay.care.matching.simulating import jobs as plays
from umay.care.matching.simulating.models import Simulation
from umay.care.matching.weighing import actions as weighing
from umay.care.matching.weighing import jobs as weighs
from umay.care.matching.weighing.models import WeightsDocument
from umay.care.matching.weighing.words import TERMS
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel.acting import Identity, acting
from umay.kit.kernel.clock import now

REASON = "To be measured."


def a_run(by: Identity) -> Run:
    """The newest comparison of the country with an answer, its missing families and its fairness counted; made here where there is none."""
    with acting(by), transaction.atomic():
        found, at_work = queries.latest_run(by), queries.run_at_work(by)
    if found is None:
        if at_work is None:
            with acting(by):
                made = matching.ask_run(by=by, at=now())
        else:
            made = at_work.pk
        runs.run(str(made), by.country)
        with acting(by), transaction.atomic():
            found = queries.latest_run(by)
    if found is None:
        raise LookupError("the comparison for the country found no answer; its page says why")
    recruiting.recruit(run=str(found.pk), country=by.country)
    counting.count(by.country, now())
    return found


def a_document(by: Identity) -> WeightsDocument:
    """A document of weights with what it would have changed in the last month."""
    with acting(by), transaction.atomic():
        found = WeightsDocument.objects.filter(country=by.country).order_by("-number").first()
    if found is None:
        at = now()
        weights = {term: getattr(STARTING_WEIGHTS, term) for term in TERMS} | {"per_km": 2}
        with acting(by):
            found = weighing.prepare_weights(
                weights=weights,
                reasons=dict.fromkeys(TERMS, REASON),
                why=REASON,
                valid_from=local_day(at, by.zone) + timedelta(days=30),
                by=by,
                at=at,
            )
            effect = weighing.compare_weights(document=found, by=by, at=at)
        weighs.compare(effect=str(effect.pk), user=str(by.user_id), role=by.role)
    return found


def a_simulation(by: Identity) -> Simulation:
    """A small question about one province, answered."""
    with acting(by), transaction.atomic():
        found = Simulation.objects.filter(country=by.country, asked_by=by.user_id).order_by("-asked_at", "id").first()
    if found is None:
        values = {
            "place": "TR-58",
            "days": 60,
            "seeds": 2,
            "policies": ["greedy", "hindsight"],
            "added": 5,
            "added_kind": "teenagers",
        }
        with acting(by):
            found = simulating.simulate(values=values, by=by, at=now())
        plays.play(simulation=str(found.pk), user=str(by.user_id), role=by.role)
    return found
