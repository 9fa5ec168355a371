"""The best match for a whole country, one group per family, with its proof (docs/decisions/0041-national-match.md)."""

from .results import ENGINE, Placement, Result, dump
from .solve import solve, solve_arrays
from .warming import warm

__all__ = ["ENGINE", "Placement", "Result", "dump", "solve", "solve_arrays", "warm"]
