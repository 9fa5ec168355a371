"""Days of arrivals, answers and breakdowns, played with invented people: pure sums, no Django, no database, no clock.

Which way of choosing gives children more days in a family, and what would more families of one kind change?
docs/reference/matching-simulation.md says what is published, what is assumed and what came out.
"""

from .comparing import FORMAT, MORE, TODAY, Question, run_seed, stage_of, summed_up
from .figures import KINDS, Figure, Rates
from .outcome import MEASURES
from .people import KINDS_OF_FAMILY, Addition
from .policies import BY_CODE, CODES, HINDSIGHT, POLICIES, REFERENCE, Policy
from .worlds import BENCH, COUNTRIES, Town, World, asked_world, bench, nation, province

__all__ = [
    "BENCH",
    "BY_CODE",
    "CODES",
    "COUNTRIES",
    "FORMAT",
    "HINDSIGHT",
    "KINDS",
    "KINDS_OF_FAMILY",
    "MEASURES",
    "MORE",
    "POLICIES",
    "REFERENCE",
    "TODAY",
    "Addition",
    "Figure",
    "Policy",
    "Question",
    "Rates",
    "Town",
    "World",
    "asked_world",
    "bench",
    "nation",
    "province",
    "run_seed",
    "stage_of",
    "summed_up",
]
