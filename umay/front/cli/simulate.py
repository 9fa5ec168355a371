"""Play days of arrivals, answers and breakdowns with invented people, and compare ways of choosing a family.

umay simulate --world tight --days 600 --seeds 8 -o result.json
umay simulate --country TR --province TR-34 --days 365 --seeds 8 --license 50 --for teenagers
umay simulate --country AZ --nation --days 365 --seeds 4 --policies greedy,daily_batch_prices

No child's data is read: every child, family and date is drawn from published rates and from assumptions, which
docs/reference/matching-simulation.md lists. The same command gives the same numbers. Ctrl-C keeps the seeds that are done."""

import argparse
import json
import multiprocessing
import os
import signal
import sys
import tempfile
from pathlib import Path

from umay.front.cli.progress import Progress

LONGEST_DAYS, MOST_SEEDS, MOST_FAMILIES, MOST_SCALE = 3650, 1000, 100_000, 10.0
INTERRUPTED = 130


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `umay simulate` understands."""
    where = parser.add_argument_group("where it plays")
    where.add_argument("--country", choices=("TR", "AZ"), help="with --province or --nation")
    where.add_argument("--province", metavar="CODE", help="a province or district by its code, such as TR-34 or AZ-BA")
    where.add_argument("--nation", action="store_true", help="the whole country")
    where.add_argument(
        "--world", choices=("tight", "slack"), help="an invented region: few families, or enough for most"
    )
    parser.add_argument("--days", type=_whole(1, LONGEST_DAYS), default=365, help="days that count (default 365)")
    parser.add_argument(
        "--seeds", type=_whole(1, MOST_SEEDS), default=8, help="how many times, each with its own luck (default 8)"
    )
    parser.add_argument("--first-seed", type=_whole(0, 10**9), default=1, help="the first of them (default 1)")
    parser.add_argument("--policies", default="all", help="all, or some by name with commas between them")
    parser.add_argument(
        "--families", type=_whole(1, MOST_FAMILIES), help="families on the first day, instead of the published number"
    )
    parser.add_argument(
        "--scale", type=_number(0.01, MOST_SCALE), default=1.0, help="so many times the children and the families"
    )
    parser.add_argument(
        "--strength", type=_number(0, 2), help="how much of what is assumed about breakdowns is true (0.5 = half)"
    )
    parser.add_argument(
        "--license", type=_whole(0, 10_000), default=0, metavar="N", help="what if N more families were approved"
    )
    parser.add_argument(
        "--for",
        dest="kind",
        default="any",
        choices=("any", "teenagers", "specialised", "three_places", "temporary"),
        help="which kind of family they are",
    )
    parser.add_argument("--workers", type=_whole(1, 64), default=1, help="processes that work side by side (default 1)")
    parser.add_argument("-o", "--output", type=Path, help="write everything that was measured into this JSON file")


def run(arguments: argparse.Namespace) -> int:
    """Play the seeds, print the table, write the file."""
    try:
        question = _question(arguments)
    except ValueError as error:
        print(f"umay: {error}", file=sys.stderr)
        return 2
    by_seed, is_whole = _played(question, arguments.workers)
    from umay.care.matching.simulation import summed_up
    from umay.front.cli.simulate_table import lines

    result = summed_up(question, by_seed)
    if by_seed:
        print("\n".join(lines(result)))
        if arguments.output:
            _write(arguments.output, result)
    if is_whole:
        return 0
    print(f"umay: stopped; {len(by_seed)} of {len(question.seeds)} seeds were finished and are kept.", file=sys.stderr)
    return INTERRUPTED


def _whole(low: int, high: int):
    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"a whole number from {low} to {high}")
        return int(text)

    return read


def _number(low: float, high: float):
    def read(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if not low <= number <= high:
            raise argparse.ArgumentTypeError(f"a number from {low:g} to {high:g}")
        return number

    return read


def _question(arguments):
    """The Question asked; ValueError with one sentence where it makes no sense."""
    from umay.care.matching.simulation import CODES, Addition, Question

    world = _world(arguments)
    policies = CODES if arguments.policies == "all" else tuple(dict.fromkeys(arguments.policies.split(",")))
    if arguments.output and not arguments.output.parent.is_dir():
        raise ValueError(f"There is no folder {arguments.output.parent}.")
    if arguments.kind != "any" and not arguments.license:
        raise ValueError("--for says which kind of family: say with --license how many.")
    if not set(policies) <= set(CODES):
        raise ValueError(f"The policies are: {', '.join(CODES)}.")
    addition = Addition(arguments.license, arguments.kind) if arguments.license else None
    seeds = tuple(range(arguments.first_seed, arguments.first_seed + arguments.seeds))
    return Question(world, arguments.days, seeds, policies, addition)


def _world(arguments):
    from umay.care.matching.simulation import asked_world, bench, nation, province
    from umay.ground.offices.places import UnknownPlace

    chosen = [bool(arguments.world), bool(arguments.province), arguments.nation]
    if sum(chosen) != 1:
        raise ValueError("Say where it plays: --world tight, or --country TR with --province TR-34 or --nation.")
    if arguments.world:
        world = bench(arguments.world)
    elif arguments.nation:
        if not arguments.country:
            raise ValueError("Say which nation: --country TR or --country AZ.")
        world = nation(arguments.country)
    else:
        try:
            world = province(arguments.province)
        except UnknownPlace:
            raise ValueError(f"There is no province with the code {arguments.province[:20]!r}.") from None
        if arguments.country and world.country != arguments.country:
            raise ValueError(f"{world.code} is not in {arguments.country}.")
    return asked_world(world, families=arguments.families, scale=arguments.scale, strength=arguments.strength)


def _played(question, workers):
    """({seed: what came of it}, were all seeds played?). An interrupt keeps what is finished."""
    from umay.care.matching.simulation import run_seed

    progress, done, by_seed = Progress(sys.stderr), [0], {}

    def step():
        done[0] += 1
        progress("playing", done[0], question.steps)

    try:
        if workers == 1:
            for seed in question.seeds:
                by_seed[seed] = run_seed(question, seed, step=step)
        else:
            _side_by_side(question, workers, by_seed, lambda seeds: progress("playing", seeds, len(question.seeds)))
    except KeyboardInterrupt:
        return by_seed, False
    finally:
        progress.end()
    return by_seed, True


def _side_by_side(question, workers, by_seed, tell):
    # An interrupt reaches this process alone; leaving the block ends the others.
    with multiprocessing.get_context("spawn").Pool(min(workers, len(question.seeds)), _deaf) as pool:
        for seed, found in pool.imap_unordered(_one_seed, [(question, seed) for seed in question.seeds]):
            by_seed[seed] = found
            tell(len(by_seed))


def _deaf():
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _one_seed(asked):
    from umay.care.matching.simulation import run_seed

    question, seed = asked
    return seed, run_seed(question, seed)


def _write(path: Path, result) -> None:
    """All or nothing: a reader never meets half a file."""
    text = json.dumps(result, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as file:
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            mask = os.umask(0)
            os.umask(mask)
            os.fchmod(file.fileno(), 0o666 & ~mask)  # as any file its owner writes; nobody's data is in it
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
