"""The same answers where nothing is compiled, and where compiled code can't be kept."""

import os
import subprocess
import sys
from pathlib import Path

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
