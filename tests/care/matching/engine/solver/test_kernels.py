"""The same answers where nothing is compiled, and where compiled code can't be kept."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[5]
SCRIPT = """
from tests.care.matching.engine.solver.test_assignment import many, solved
from umay.care.matching.engine.solver import kernels
for seed in range(4):
    survey, solution = solved(many(seed, 60, 45), kept=5)
    print(solution.objective, solution.bound, solution.kin_children, solution.price.tolist(), survey.funnel.tolist())
print(kernels.IS_PLAIN, file=__import__("sys").stderr)
"""


def answer(**environment):
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip
    return run.stdout, run.stderr.strip().splitlines()[-1]


def test_without_a_compiler_the_answers_are_the_same():
    plain, is_plain = answer(UMAY_MATCH_PLAIN="1")
    usual, _ = answer()
    assert is_plain == "True"
    assert plain == usual


def test_compiled_code_that_cannot_be_kept_is_no_fault(monkeypatch):
    from umay.care.matching.engine.solver import kernels

    if kernels.IS_PLAIN:
        return
    asked = []

    def refusing(**options):
        asked.append(options)
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return lambda function: function

    monkeypatch.setattr(kernels.numba, "njit", refusing)
    assert kernels.compiled(len) is len
    assert asked == [{"cache": True, "nogil": True}, {"nogil": True}]


def test_without_room_for_another_thread_the_work_is_done_one_after_the_other(monkeypatch):
    from umay.care.matching.engine.solver import kernels

    class Full:
        def __init__(self, workers):
            raise RuntimeError("can't start new thread")

    monkeypatch.setattr(kernels, "ThreadPoolExecutor", Full)
    monkeypatch.setattr(kernels, "IS_PLAIN", False)
    monkeypatch.setattr(kernels, "threads", lambda: 2)
    assert kernels.in_parts(500, lambda first, last: (first, last)) == [(0, 500)]


MEMORY = """
import resource
from tests.care.matching.engine.solver.test_assignment import many
from umay.care.matching.engine.solver import solve_arrays
from umay.care.matching.engine.solver.arrays import problem
solve_arrays(problem(many(1, 40, 30)))
asked = problem(many(1, 4000, 3000))
used = int(open("/proc/self/statm").read().split()[0]) * 4096
resource.setrlimit(resource.RLIMIT_AS, (used + 2**20,) * 2)
try:
    solve_arrays(asked)
except MemoryError:
    print("no memory, said cleanly")
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the size of a process is read from /proc")
def test_memory_that_runs_out_is_said_and_nothing_else():
    run = subprocess.run(
        [sys.executable, "-c", MEMORY], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert run.stdout.strip() == "no memory, said cleanly", run.stderr


def test_warming_makes_every_loop_ready():
    from umay.care.matching.engine.solver import warm

    assert warm() >= 0
    assert warm() < 1
