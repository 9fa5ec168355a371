"""Compiled loops where numba is at hand, the same functions plain where it is not.

`UMAY_MATCH_PLAIN=1` asks for the plain ones. Compiled code is kept beside the module or in the user's cache; where
neither can be written (a read-only installation) it is made anew in each process.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache

try:
    import numba
except ImportError:  # a machine without a compiler's wheel: everything still works, slower
    numba = None

IS_PLAIN = numba is None or bool(os.environ.get("UMAY_MATCH_PLAIN"))


def compiled(function):
    """The function compiled at its first call, or itself. It must speak of arrays, numbers and namedtuples alone."""
    if IS_PLAIN:
        return function
    try:
        return numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # nowhere to keep compiled code
        return numba.njit(nogil=True)(function)


def plain(array):
    """Lists of Python's ints, which are quicker than arrays where nothing is compiled; else the array."""
    return array.tolist() if IS_PLAIN else array


@cache
def threads():
    """How many threads scan at once: the processors this process may use, four at most."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(allowed, 4)


def in_parts(total, work, *, at_least=64, tell=None):
    """work(first, last) over 0..total in a few parts at once; answers in order. One part where little is to do.

    `tell(done, total)` hears of each part. `work` may come twice over the same stretch, so it must only overwrite.
    """
    parts = min(16, -(-total // at_least))
    if parts <= 1 or IS_PLAIN or threads() == 1:
        return [work(0, total)] if total else []
    edges = [total * part // parts for part in range(parts + 1)]
    try:
        with ThreadPoolExecutor(threads()) as pool:
            return list(_told(pool.map(work, edges[:-1], edges[1:]), edges, tell))
    except RuntimeError as error:
        if "new thread" not in str(error):
            raise
        return [work(0, total)]  # no room for another thread: one after the other


def _told(answers, edges, tell):
    for done, answer in zip(edges[1:], answers, strict=True):
        if tell:
            tell(done, edges[-1])
        yield answer
