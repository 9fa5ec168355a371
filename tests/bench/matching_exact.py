"""The national match against trying every way: random instances of up to 7 groups and 7 families, sharing and splitting on and off.

    python -m tests.bench.matching_exact [--count 10000] [--seed 1]

Each instance is solved with gap 0 in all four combinations, compared with tests/care/matching/exhaustive.py, and checked by `umay match --check`'s
checker. Prints how many are equal; exit code 1 where one is not, with its seed.
"""

import argparse
import hashlib
import json
import random
import sys
import time
from collections import Counter
from itertools import product

from tests.care.matching.exhaustive import best, small_file
from umay.care.matching.checking import check
from umay.care.matching.engine import parse
from umay.care.matching.engine.solver import dump, solve


def compare(seed, sharing, splitting):
    """(is equal, Result, faults of the checker) for one random instance."""
    file = small_file(random.Random(seed), sharing=sharing, splitting=splitting)
    raw = json.dumps(file).encode()
    result = solve(parse(raw), raw_sha256=hashlib.sha256(raw).hexdigest())
    kin, value = best(file)
    equal = result.status == "optimal" and result.kin_children == kin == result.kin_bound
    equal = equal and result.objective == result.bound == value
    return equal, result, check(raw, dump(result)).faults


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.bench.matching_exact")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    begun, wrong = time.perf_counter(), 0
    equal, proofs, placed, changed = Counter(), Counter(), Counter(), Counter()
    for number in range(arguments.count):
        plain = None
        for sharing, splitting in product((False, True), repeat=2):
            way = f"sharing {'on ' if sharing else 'off'}, splitting {'on ' if splitting else 'off'}"
            seed = f"{arguments.seed}.{number}"
            try:
                is_equal, result, faults = compare(seed, sharing, splitting)
            except Exception as error:
                print(f"{way}, seed {seed}: {type(error).__name__}: {error}", flush=True)
                wrong += 1
                continue
            equal[way] += is_equal and not faults
            proofs[way, result.proof] += 1
            placed[way] += bool(result.placements)
            plain = plain or result
            changed[way] += (result.kin_children, result.objective) != (plain.kin_children, plain.objective)
            if not is_equal or faults:
                wrong += 1
                print(f"{way}, seed {seed}: equal {is_equal}, {result.status}, faults {faults[:3]}", flush=True)
        if number % 500 == 499:
            print(
                f"{number + 1} instances, {wrong} wrong, {time.perf_counter() - begun:.0f} s",
                file=sys.stderr,
                flush=True,
            )
    print(
        "| combination | instances | equal to every way tried, and right to the checker | placing somebody | another answer than with both off | proof dual | search | none |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for way in placed:
        kinds = " | ".join(str(proofs[way, proof]) for proof in ("dual", "search", "none"))
        print(f"| {way} | {arguments.count:,} | {equal[way]:,} | {placed[way]:,} | {changed[way]:,} | {kinds} |")
    print(f"{time.perf_counter() - begun:.0f} s in all, the trying of every way included")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
