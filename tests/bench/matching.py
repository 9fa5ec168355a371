"""The national match beside solvers made by others: the same instances, the same run, each result verified by the checker.

    python -m tests.bench.matching [--names S N M M2 L XL] [--shared M-shared ...] [--no-growth] [--no-one] [--seed 1] [--cap 600]

Each solver runs in a process of its own, OR-tools in an environment of its own (UMAY_BENCH_HOME/ortools, made once from requirements/bench.lock), the peers capped at
600 s and the memory that is free. Pairs are built once and given to the peers; for ours, reading, finding pairs with the funnel, solving with the proof, and writing are
told apart. Prints Markdown. It times, it never fails; a result that the checker finds wrong is printed in capitals.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from functools import partial
from pathlib import Path

HOME = Path(os.environ.get("UMAY_BENCH_HOME") or Path(tempfile.gettempdir()) / f"umay-bench-{os.getuid()}")
ROOT = Path(__file__).parents[2]
PEER = ROOT / "tests" / "bench" / "matching_peer.py"
NAMES = ("S", "N", "M", "M2", "L", "XL")
SHARED = ("S-shared", "M-shared", "M2-shared", "L-shared")
SOLVERS = {
    "scipy_sparse": "scipy min_weight_full_bipartite_matching",
    "scipy_dense": "scipy linear_sum_assignment (dense)",
    "highs_lp": "HiGHS LP",
    "highs_mip": "HiGHS MIP",
    "ortools_flow": "OR-tools SimpleMinCostFlow",
    "ortools_cpsat": "OR-tools CP-SAT, 2 workers",
}
GROWTH = ((100, 1_000), (300, 3_000), (1_000, 10_000), (3_000, 30_000), (10_000, 100_000))


def main():
    arguments = _arguments()
    HOME.mkdir(parents=True, exist_ok=True)
    if arguments.part:
        from tests.bench.matching_parts import PARTS

        return PARTS[arguments.part](*arguments.files)
    folder = Path(tempfile.mkdtemp(prefix="matching.", dir=HOME))
    other = _environment_of_ortools() if set(arguments.solvers) & {"ortools_flow", "ortools_cpsat"} else None
    _print_machine(other)
    _part("warm")  # compiles, where nothing compiled is kept; not measured
    for name in arguments.names:
        _compare(name, folder, other, arguments)
    if arguments.shared:
        _print_head("Families that take several groups")
        for name in arguments.shared:
            _ours(name, *_generated(name, folder, arguments.seed))
    if arguments.one:
        _print_one()
    if arguments.growth:
        _print_head("Growth, one group for each family")
        for groups, families in GROWTH:
            raw = folder / f"{families}.json"
            _part("country", str(groups), str(families), str(raw))
            _ours(f"{groups:,} x {families:,}", raw, folder / f"{families}.result.json", is_checked=families <= 30_000)
    return 0


def _arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.bench.matching")
    parser.add_argument("--names", nargs="*", default=NAMES)
    parser.add_argument("--shared", nargs="*", default=SHARED)
    parser.add_argument("--solvers", nargs="*", default=tuple(SOLVERS), choices=SOLVERS)
    parser.add_argument("--growth", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--one", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cap", type=int, default=600, help="seconds that a peer may take")
    parser.add_argument("--part", help=argparse.SUPPRESS)  # the bench's own other processes
    parser.add_argument("files", nargs="*", help=argparse.SUPPRESS)
    return parser.parse_args()


def _environment_of_ortools():
    """The Python of an environment that holds OR-tools; made from the lock where it is not there yet."""
    python = HOME / "ortools" / "bin" / "python"
    done = HOME / "ortools" / "installed"
    if not done.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", HOME / "ortools"], check=True)
        install = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--only-binary",
            ":all:",
            "--require-hashes",
        ]
        subprocess.run(
            [python, *install, "-r", ROOT / "requirements" / "bench.lock"], check=True, stderr=subprocess.DEVNULL
        )
        done.touch()
    return python


def _print_machine(other):
    from importlib.metadata import version

    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "numba", "highspy"))
    print(
        f"{datetime.now().astimezone():%Y-%m-%d %H:%M}: {len(os.sched_getaffinity(0))} processors ({model}), {memory:.0f} GB, {platform.system()}"
    )
    print(f"Python {platform.python_version()}, {libraries}", end="")
    if other:
        ask = "from importlib.metadata import version; print(', OR-tools', version('ortools'))"
        print(subprocess.run([other, "-c", ask], capture_output=True, text=True, check=True).stdout.strip(), end="")
    print(f"; load {os.getloadavg()[0]:.1f} at the beginning\n", flush=True)


def _compare(name, folder, other, arguments):
    raw, result = _generated(name, folder, arguments.seed)
    _print_head(name)
    ours = _ours("**ours**", raw, result)
    if not ours:
        return
    pairs = folder / f"{name}.npz"
    built = _part("pairs", str(raw), str(result), str(pairs))
    if not arguments.solvers:
        return
    print(
        f"\nPeers on the same {built['pairs']:,} pairs (building them, {built['seconds']:.1f} s, is not counted):\n\n"
        "| solver | status | children | model s | solving s | CPU s | peak MB | load | equal to ours | checker |\n|---|---|---|---|---|---|---|---|---|---|",
        flush=True,
    )
    for solver in arguments.solvers:
        _peer(solver, other if solver.startswith("ortools") else sys.executable, raw, result, pairs, arguments.cap)


def _generated(name, folder, seed):
    raw = folder / f"{name}.json"
    subprocess.run(
        [sys.executable, "-m", "umay", "match", "--generate", name, "--seed", str(seed), "-o", raw], check=True
    )
    return raw, folder / f"{name}.result.json"


def _print_head(title):
    print(
        f"\n### {title}\n\n| | status | proof | gap | children | with kin | feasible pairs | libraries s | reading s | pairs and funnel s | solving and proof s | writing s | CPU s | peak MB | load | checker |\n"
        + "|---" * 16
        + "|",
        flush=True,
    )


def _ours(title, raw, result, *, is_checked=True):
    told = _part("ours", str(raw), str(result))
    if "status" not in told:
        print(f"| {title} | {told} |", flush=True)
        return None
    checker = _checked(raw, result) if is_checked else "not asked"
    print(
        f"| {title} | {told['status']} | {told['proof']} | {100 * told['gap']:.4f} % | {told['children']:,} | {told['kin']} | {told['pairs']:,} | {told['libraries']:.2f} | "
        f"{told['reading']:.2f} | {told['surveying']:.2f} | {told['solving']:.2f} | {told['writing']:.2f} | {told['cpu']:.2f} | {told['megabytes']:.0f} | {os.getloadavg()[0]:.1f} | {checker} |",
        flush=True,
    )
    return told


def _part(name, *files):
    """What another process of this bench says, as JSON."""
    command = [sys.executable, "-m", "tests.bench.matching", "--part", name, *files]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return json.loads(ended.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        return {"failed": f"{name}: code {ended.returncode}: {ended.stderr[-200:]}"}


def _peer(solver, python, raw, result, pairs, cap):
    free = next(
        int(line.split()[1]) for line in Path("/proc/meminfo").read_text().splitlines() if "MemAvailable" in line
    )
    out = pairs.with_suffix(f".{solver}.npz")
    limit = partial(resource.setrlimit, resource.RLIMIT_AS, (free * 1024, free * 1024))
    load, begun, row = os.getloadavg()[0], time.perf_counter(), None
    try:
        ended = subprocess.run(
            [python, PEER, solver, pairs, out, str(cap)],
            capture_output=True,
            text=True,
            timeout=cap + 60,
            preexec_fn=limit,
            check=False,
        )
        if ended.returncode:
            why = (ended.stderr.strip().splitlines() or [f"code {ended.returncode}"])[-1][:60]
            row = f"broke off: {why} | | | {time.perf_counter() - begun:.1f} | | | {load:.1f} | | |"
    except subprocess.TimeoutExpired:
        row = f"no answer in {cap} s | | | | | | {load:.1f} | | |"
    if row:
        print(f"| {SOLVERS[solver]} | {row}", flush=True)
        return
    told = json.loads(ended.stdout)
    judged = _part("judge", str(raw), str(result), str(pairs), str(out))
    if "children" not in judged:
        judged = {"children": "?", "equal": judged.get("failed", "?"), "file": None}
    checker = _checked(raw, Path(judged["file"])) if judged["file"] else "not asked"
    if judged["equal"] != "yes":
        checker = checker.replace(", bound proven", " as far as it goes")
    print(
        f"| {SOLVERS[solver]} | {told['status']} | {judged['children']:,} | {told['building']:.2f} | {told['solving']:.2f} | {told['cpu']:.2f} | {told['megabytes']:.0f} | {load:.1f} | "
        f"{judged['equal']} | {checker} |",
        flush=True,
    )


def _checked(raw, result):
    """What the checker says, with its seconds."""
    begun = time.perf_counter()
    ended = subprocess.run(
        [sys.executable, "-m", "umay", "match", "--check", raw, result], capture_output=True, text=True, check=False
    )
    seconds = f"{time.perf_counter() - begun:.1f} s"
    if ended.returncode:
        return f"WRONG: {ended.stdout[:120].strip()} ({seconds})"
    bound = "bound proven" if "the bound is proven" in ended.stdout else "right"
    return f"right, {bound} ({seconds})" if bound != "right" else f"right ({seconds})"


def _print_one():
    print(
        "\n### One child at any time, 9,000 families (milliseconds)\n\n| | asked | wall p50 | wall p99 | CPU p50 | CPU p99 | load |\n|---|---|---|---|---|---|---|"
    )
    told = _part("one")
    for name, title in (
        ("top", "the ten families to telephone first"),
        ("instead", "what another choice would change"),
    ):
        times = told.get(name)
        if times is None:
            print(f"| {title} | {told} |")
        else:
            print(
                f"| {title} | {times[0]:,} | "
                + " | ".join(f"{one:.2f}" for one in times[1:])
                + f" | {os.getloadavg()[0]:.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    sys.exit(main())
