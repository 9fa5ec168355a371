"""A run for a country: urgent groups first and fixed, then all others among the families that are left.

Each round asks two questions, both exact. **Who**: as many children with kin as can be, then the highest sum, without knowing which
child shows difficult behaviour. **Where**: everybody the first question placed is placed, and the true weights say where. So a need
can change a child's home and never whether there is one. Families that are kin of somebody who is not urgent are closed to the urgent,
and the fewest of them are opened where an urgent group would be left without a family.

Pure: bytes in, bytes out. The same input gives the same bytes; a stopped run is repeated by its count of work. Every answer to a question is
a result file of the public contract, to the letter, for an instance that can be derived again (docs/reference/matching-run.md).
"""

from .figures import figures_of, work_of
from .reading import File, Round, is_stopped, rounds_of
from .solving import FORMAT, ROUNDS, WrongAnswer, rules_sha256, solved

__all__ = [
    "FORMAT",
    "ROUNDS",
    "File",
    "Round",
    "WrongAnswer",
    "figures_of",
    "is_stopped",
    "rounds_of",
    "rules_sha256",
    "solved",
    "work_of",
]
