"""Simulations, how far one is, and the question that belongs to one."""

from uuid import UUID

from django.core.cache import cache
from django.db.models import QuerySet

from umay.care.matching.simulating.models import Simulation
from umay.care.matching.words import RunState
from umay.ground.offices.models import Office
from umay.kit.kernel.acting import Identity

SEE = "figures.see"
AT_WORK = (RunState.QUEUED, RunState.RUNNING)
KEPT_S = 24 * 3600
MOST_REGIONS = 12
"""Results by town or province are kept and shown for so many; a whole country's would be a page of their own."""


def simulations(by: Identity) -> QuerySet[Simulation]:
    """The asker's own, newest first."""
    return Simulation.objects.filter(country=by.country, asked_by=by.user_id).defer("found")


def readable(by: Identity) -> QuerySet[Simulation]:
    """The asker's own and those that colleagues show; for the page of one."""
    return Simulation.objects.filter(country=by.country).defer("found")


def home_of(by: Identity) -> str:
    """The province of somebody of one province; empty for those of the whole country."""
    if by.is_countrywide:
        return ""
    return Office.objects.filter(pk=by.office_id).order_by().values_list("place", flat=True).first() or ""


def question_of(simulation: Simulation):
    """The engine's Question; the same row gives the same question, so a job may go on after a kill."""
    # Loaded by whoever plays: numpy and scipy would slow down the start of every page.
    from umay.care.matching.simulation import Addition, Question, nation, province

    world = nation(simulation.country) if simulation.place == simulation.country else province(simulation.place)
    addition = Addition(simulation.added, simulation.added_kind or "any") if simulation.added else None
    seeds = tuple(range(1, simulation.seeds + 1))
    return Question(world, simulation.days, seeds, tuple(simulation.policies), addition)


def without_regions(sums: dict, question) -> dict:
    """A seed's sums, less those of single provinces where there are too many to show."""
    if len(question.world.towns) <= MOST_REGIONS:
        return sums
    return {
        case: {
            code: {part: numbers for part, numbers in parts.items() if not part.startswith("region:")}
            for code, parts in policies.items()
        }
        for case, policies in sums.items()
    }


def tell(simulation_id: UUID, done: int, total: int) -> None:
    """Say how far it is; kept outside the database, whose transactions are short here."""
    cache.set(f"matching:simulation:{simulation_id}", (done, total), KEPT_S)


def progress(simulation: Simulation) -> tuple[int, int]:
    """(steps done, steps in all)."""
    return cache.get(f"matching:simulation:{simulation.pk}") or (0, 1)
