"""Steps that are coroutines are waited for wherever they are asked for."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from umay.cooperation.accords.proving.waiting import waited


def turned(inside):
    """Run in a loop of its own, whatever this thread is turning."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(lambda: asyncio.run(inside())).result()


async def step(answer):
    await asyncio.sleep(0)
    return answer


async def slip():
    raise ValueError("no")


def test_a_step_is_waited_for_where_no_loop_turns():
    assert waited(step(3)) == 3


def test_a_step_is_waited_for_inside_a_loop_too():
    async def inside():
        return waited(step(4))

    assert turned(inside) == 4


@pytest.mark.parametrize("is_inside", [False, True])
def test_its_error_reaches_whoever_asked(is_inside):
    async def inside():
        return waited(slip())

    with pytest.raises(ValueError, match="no"):
        turned(inside) if is_inside else waited(slip())
