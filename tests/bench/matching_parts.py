"""What the bench of the national match does in processes of their own: python -m tests.bench.matching --part NAME FILE ...

Each prints one line of JSON at the end.
"""

import json
import resource
import time
from functools import partial
from pathlib import Path


def _say(**words):
    print(json.dumps(words))
    return 0


def _warm():
    from umay.care.matching.engine.generating import instance
    from umay.care.matching.engine.solver import solve

    for name in ("S", "S-shared"):
        solve(instance(name, 1), raw_sha256="")
    return _say(done=True)


def _run_ours(raw, result):
    """Reads, solves and writes one file; the first solve of a small one loads the compiled code."""
    import hashlib

    begun = time.perf_counter()
    from umay.care.matching.engine import parse
    from umay.care.matching.engine.generating import instance
    from umay.care.matching.engine.solver import dump, solve

    solve(instance("S-shared" if "shared" in raw else "S", 2), raw_sha256="")
    libraries, content = time.perf_counter() - begun, Path(raw).read_bytes()
    marks = []
    begun = time.perf_counter()
    asked = parse(content)
    read_at, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    told = solve(
        asked,
        raw_sha256=hashlib.sha256(content).hexdigest(),
        progress=lambda stage, done, total: (
            marks.append(time.perf_counter()) if (stage, done) == ("pairs", total) else None
        ),
    )
    solved_at, spent = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    Path(result).write_bytes(dump(told))
    return _say(
        status=told.status,
        proof=told.proof,
        gap=told.gap,
        children=sum(len(one.children) for one in told.placements),
        kin=told.kin_children,
        pairs=sum(counts[0] for counts in told.funnel.values()),
        libraries=libraries,
        reading=read_at - begun,
        surveying=marks[-1] - read_at,
        solving=solved_at - marks[-1],
        writing=time.perf_counter() - solved_at,
        cpu=spent.ru_utime + spent.ru_stime - used.ru_utime - used.ru_stime,
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def _build_pairs(raw, result, out):
    """All feasible pairs for the peers. Kin first: each kin child counts so much more as our prices say."""
    from fractions import Fraction
    from math import ceil

    import numpy as np

    from umay.care.matching.engine import parse
    from umay.care.matching.engine.solver.arrays import problem
    from umay.care.matching.engine.solver.pairs import pairs

    told = json.loads(Path(result).read_bytes(), parse_float=lambda text: round(Fraction(text) * 1_000_000))
    begun = time.perf_counter()
    asked = problem(parse(Path(raw).read_bytes()))
    found = pairs(asked)
    group, size = found.group, asked.groups.size
    price = np.array([told["prices"][one] for one in asked.families.ids], dtype=np.int64)
    pull = np.array([told["group_prices"][one] for one in asked.groups.ids], dtype=np.int64)
    over = (pull[group] + price[found.family] - found.value)[found.kin]
    bonus = ceil(min((Fraction(int(a), int(b)) for a, b in zip(over, size[group[found.kin]], strict=True)), default=0))
    weight = found.value + np.where(found.kin, max(0, bonus) * size[group], 0)
    np.savez(
        out, group=group, family=found.family, weight=weight, groups=len(asked.groups), families=len(asked.families)
    )
    return _say(pairs=len(found), seconds=time.perf_counter() - begun)


def _judge(raw, result, pairs, chosen):
    """A peer's choice as a result file, with our prices beside it, so that the checker can say whether it is a best one."""
    import dataclasses

    import numpy as np

    from umay.care.matching.engine import judge, parse
    from umay.care.matching.engine.solver import Placement, dump, solve
    from umay.care.matching.engine.solver.arrays import problem

    asked, family = parse(Path(raw).read_bytes()), np.load(chosen)["family"]
    ours = solve(asked, raw_sha256=json.loads(Path(result).read_bytes())["input_sha256"])
    rows, families = problem(asked), {one.id: one for one in asked.families}
    groups, lines = {one.id: one for one in asked.groups}, []
    for number, place in enumerate(family.tolist()):
        if place >= 0:
            group, home = groups[rows.groups.ids[number]], families[rows.families.ids[place]]
            told = judge(group, home, asked.rules, asked.weights, asked.at)
            children = tuple(sorted(child.id for child in group.children))
            terms = {name: getattr(told.terms, name) for name in told.terms.__slots__}
            lines.append(Placement(group.id, home.id, children, told.kin, told.value, told.metres, terms))
    placed = {one.group for one in lines}
    kin, value = sum(len(one.children) for one in lines if one.kin), sum(one.value for one in lines)
    equal = (kin, value) == (ours.kin_children, ours.objective)
    out = Path(chosen).with_suffix(".json")
    peers = dataclasses.replace(
        ours,
        kin_children=kin,
        objective=value,
        placements=tuple(lines),
        unplaced=tuple(one for one in groups if one not in placed),
        status=ours.status if equal else "stopped",
        proof=ours.proof if equal else "none",
        bound=ours.bound if kin == ours.kin_children else sum(ours.group_prices.values()) + sum(ours.prices.values()),
        engine="another",
    )
    out.write_bytes(dump(peers))
    missing = (
        "" if equal else f"no, {100 * (ours.objective - value) / max(1, ours.objective):.4f} % less, {kin} with kin"
    )
    return _say(children=sum(len(one.children) for one in lines), equal=missing or "yes", file=str(out))


def _one():
    """One child against the families of a national day, and another choice for one group, over and over."""
    import numpy as np

    from umay.care.matching.engine.generating import instance
    from umay.care.matching.engine.solver import solve_arrays
    from umay.care.matching.engine.solver.arrays import problem
    from umay.care.matching.engine.solver.one import Standing, top

    asked = instance("N", 1)
    rows = problem(asked)
    survey, solution = solve_arrays(rows)
    tops, others = [], []

    def timed(kept, action):
        begun = time.perf_counter(), time.process_time()
        answer = action()
        kept.append((1000 * (time.perf_counter() - begun[0]), 1000 * (time.process_time() - begun[1])))
        return answer

    for _ in range(10):
        for group in asked.groups:
            timed(tops, partial(top, rows, group, solution.price))
    standing = Standing(survey, solution)
    for group in asked.groups:
        for choice in top(rows, group, solution.price, count=3):
            timed(others, partial(standing.instead, group.id, choice.family))
    lines = {}
    for name, kept in (("top", tops), ("instead", others)):
        wall, cpu = np.array(kept[len(kept) // 10 :]).T  # the first tenth loads and fills
        lines[name] = [len(wall), *(float(np.percentile(some, at)) for some in (wall, cpu) for at in (50, 99))]
    return _say(**lines)


def _country(groups, families, out):
    from umay.care.matching.engine.generating.catalogue import written
    from umay.care.matching.engine.generating.country import Country, drawn

    Path(out).write_bytes(written(drawn(Country(int(groups), int(families)), "growth", 1)))
    return _say(done=True)


PARTS = {"warm": _warm, "ours": _run_ours, "pairs": _build_pairs, "judge": _judge, "country": _country, "one": _one}
