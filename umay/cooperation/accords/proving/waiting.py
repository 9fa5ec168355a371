"""pyHanko offers some steps as coroutines alone; here they are waited for, also where the thread already turns a loop of its own."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor


def waited(step: Coroutine):
    """What the coroutine gives. A thread that turns a loop (an asynchronous server's, a browser's) may not begin a second one, so another thread does."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(step)
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, step).result()
