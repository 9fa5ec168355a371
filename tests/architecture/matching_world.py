"""What the matching of the home office leaves behind: a plan with invented children, weights, a year of counts, a run of the country and a flip test."""

from datetime import timedelta

from django.db import transaction

from tests.care.matching import setting
from umay.care.fairness import actions as auditing
from umay.care.fairness import jobs as fairness
from umay.care.matching import actions as matching
from umay.care.matching import jobs
from umay.care.matching.engine import STARTING_WEIGHTS
from umay.care.matching.queries import advice_of, runs
from umay.care.matching.simulating.actions import simulate
from umay.care.matching.weighing.actions import prepare_weights
from umay.care.matching.weighing.words import TERMS
from umay.front.demo import months
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


def fill(world) -> None:
    """Adds `simulation` and `weights`, and the counts of a year."""
    _simulation(world)
    _weights(world)
    _months()


def run(world) -> None:
    """Adds `run` and `advice`, and a flip test. The jobs' transactions are their own."""
    _run(world)
    _flip(world)


def _simulation(world) -> None:
    """Somebody plans with invented children; nobody else sees it."""
    by = world.cast.director
    values = {"place": "TR-42", "days": 180, "seeds": 4, "policies": ["greedy"], "added": 0, "added_kind": ""}
    with acting(by):
        world.put("simulation", simulate(values=values, by=by, at=now()))


def _weights(world) -> None:
    """New weights are prepared; they say nothing about anybody."""
    by = world.cast.inspector
    reasons = dict.fromkeys(TERMS, "The board has talked about it.")
    weights = {term: getattr(STARTING_WEIGHTS, term) for term in TERMS}
    day = now().date() + timedelta(days=30)
    with acting(by):
        world.put(
            "weights",
            prepare_weights(weights=weights, reasons=reasons, why="Once a year.", valid_from=day, by=by, at=now()),
        )


def _months() -> None:
    """A year of invented counts that say how many and never who."""
    months.invent("TR", {"TR-34": 5, "TR-42": 3}, now())


def _flip(world) -> None:
    """A flip test that an auditor asked for and the job has made."""
    by = world.cast.auditor
    with acting(by), transaction.atomic():
        asked = auditing.try_flip(by=by, at=now())
    fairness.flip(str(asked.pk), "TR")


def _run(world) -> None:
    """A comparison of the whole country, by the job itself, whose transactions are its own."""
    cast = world.cast
    with transaction.atomic():
        match = setting.opened(cast, ages=(8,))
        setting.home(cast)
    with acting(cast.director), transaction.atomic():
        made = matching.ask_run(by=cast.director, at=now())
    jobs.run(str(made), "TR")
    fairness.count("TR", now())
    with acting(cast.worker), transaction.atomic():
        world.put("run", runs(cast.worker).get(pk=made))
        world.put("advice", advice_of(match.pk, cast.worker))
