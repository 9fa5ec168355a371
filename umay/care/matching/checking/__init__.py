"""Is the result of a national match right? Asked of the two files alone, with code that shares nothing with the engine.

Written from docs/reference/matching-file.md with Python's standard library: its own reading, its own distances, its own rules and sums, its own
bound from the printed prices. `.importlinter` keeps it apart from the engine. Where no prices prove the bound and the file is too large to try
every way, it asks HiGHS a question of its own (`programme.py`).
"""

from .verdict import Verdict, check

__all__ = ["Verdict", "check"]
