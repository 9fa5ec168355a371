"""Invented countries for trying and measuring, by name and seed: the same two always give the same bytes, on every machine.

Nobody in them exists. `NAMES` tells what each is for; docs/reference/matching-benchmark.md names the rates they are drawn with.
"""

from .catalogue import NAMES, generate, instance

__all__ = ["NAMES", "generate", "instance"]
