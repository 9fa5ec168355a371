"""How long protecting a table takes, what it loses, and the same beside pytauargus: prints the tables of docs/reference/protection-benchmark.md.

    python -m tests.bench.protecting                 everything (some minutes)
    python -m tests.bench.protecting --no-peer       ours alone

Everybody is invented: few large and many small places, drawn from a seed. Seconds are those of the processor, one core, so that a busy
machine says nearly the same as a quiet one. pytauargus (EUPL) runs in a process and an environment of its own (UMAY_BENCH_HOME/tauargus, made
once from requirements/tauargus.lock); what it makes is attacked by our audit, and what we make by the same.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.__main__ import HOME
from tests.ground.figures.setting import country
from umay.ground.figures.protecting.policy import Policy
from umay.ground.figures.protecting.release import protect
from umay.ground.figures.protecting.shape import TOTAL
from umay.ground.figures.releasing import attack

ROOT = Path(__file__).resolve().parents[2]
MAIN = [((81, 4), 5000), ((81, 4), 10000), ((12, 4, 2, 2), 5000), ((12, 4, 2, 2), 2500)]
GROWTH = [
    ((10, 4), 1200),
    ((20, 4), 2400),
    ((40, 4), 4800),
    ((160, 4), 19200),
    ((320, 4), 38400),
    ((24, 4, 2, 2), 10000),
]
PEERS = [((10, 4), 1200), ((40, 4), 4800), ((81, 4), 5000), ((81, 4), 10000), ((12, 4, 2), 4000)]


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.bench.protecting", description=__doc__.splitlines()[0])
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--no-growth", action="store_true")
    parser.add_argument("--seeds", type=int, default=3)
    arguments = parser.parse_args()
    print("| table | people | numbers | few | more | loss | at least | protecting s | attack s | safe |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for sizes, people in MAIN:
        for seed in range(1, arguments.seeds + 1):
            print(_line(sizes, people, seed), flush=True)
    if not arguments.no_growth:
        for sizes, people in GROWTH:
            print(_line(sizes, people, 1), flush=True)
    if not arguments.no_peer:
        _beside_the_peer()


def _timed(work):
    begun = time.process_time()
    found = work()
    return found, time.process_time() - begun


def _line(sizes, people, seed):
    table, policy = country(sizes, people, seed), Policy()
    release, protecting = _timed(lambda: protect([table], policy))
    verdict, attacking = _timed(lambda: attack([table], policy, release.numbers))
    told = (
        f"{' x '.join(map(str, sizes))}, seed {seed}", people, len(table.counts), sum(release.reasons.values()), release.more,
        release.loss, release.bound, f"{protecting:.2f}", f"{attacking:.2f}", "yes" if verdict.is_safe else "NO",
    )  # fmt: skip
    return f"| {' | '.join(map(str, told))} |"


def _beside_the_peer():
    python = _environment()
    print("\n| table | by | more hidden | people in them | processor s | too narrow for our audit | exactly known |")
    print("|---|---|---|---|---|---|---|")
    policy = Policy(rounding=0, zeros="shown", tiny=0, loss="people")
    for sizes, people in PEERS:
        table = country(sizes, people, 1)
        release, seconds = _timed(lambda table=table: protect([table], policy))
        print(_row(sizes, people, "umay protect", table, policy, release.numbers[0], seconds), flush=True)
        for spread in (20, 100):
            told, seconds = _by_the_peer(python, table, policy.threshold, spread)
            name = f"pytauargus FREQ({policy.threshold},{spread}) OPT"
            print(_row(sizes, people, name, table, policy, told, seconds), flush=True)


def _row(sizes, people, name, table, policy, told, seconds):
    verdict = attack([table], policy, [told])
    few = {codes for codes, count in table.counts.items() if 0 < count < policy.threshold}
    more = [table.counts[codes] for codes, number in told.items() if number is None and codes not in few]
    narrow = sum(code == "narrow" for code, _group in verdict.faults)
    exact = sum(low == high for low, high in verdict.ends.values())
    cells = (
        f"{' x '.join(map(str, sizes))}, {people}",
        name,
        len(more),
        sum(more),
        f"{seconds:.2f}",
        f"{narrow} of {len(few)}",
        exact,
    )
    return f"| {' | '.join(map(str, cells))} |"


def _by_the_peer(python, table, threshold, spread):
    leaves = [(codes, count) for codes, count in table.counts.items() if TOTAL not in codes]
    asked = {
        "names": [dimension.name for dimension in table.dimensions],
        "leaves": leaves,
        "rule": f"FREQ({threshold},{spread})",
        "suppress": "OPT(1)",
    }
    script = Path(__file__).with_name("protecting_peer.py")
    ended = subprocess.run(
        [python, script], input=json.dumps(asked), capture_output=True, text=True, check=True, timeout=600
    )
    answer = json.loads(ended.stdout[ended.stdout.index('{"rows"') :])
    told = dict(table.counts)
    for codes, status in answer["rows"]:
        cell = tuple(TOTAL if code.strip() == "Total" else code.strip() for code in codes)
        assert cell in told, cell
        if status in ("U", "M"):
            told[cell] = None
    return told, answer["seconds"]


def _environment():
    """The Python of an environment that holds pytauargus; made from its lock where it is not there yet."""
    folder = HOME / "tauargus"
    python = folder / "bin" / "python"
    if not (folder / "installed").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        words = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"]
        lock = ROOT / "requirements" / "tauargus.lock"
        subprocess.run([python, *words, "--require-hashes", "-r", lock], check=True, stderr=subprocess.DEVNULL)
        (folder / "installed").touch()
    return os.fspath(python)


if __name__ == "__main__":
    main()
