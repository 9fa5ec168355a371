"""Policies compared on the same children, the same families and the same luck; and the same with families added."""

from dataclasses import asdict, dataclass, replace

from .days import Play, Stage, settled
from .figures import Figure
from .hindsight import bound
from .outcome import MEASURES, Estimate, care_days, differences, estimate, measures_of, parts_of, sums_of
from .pairs import find_pairs
from .people import Addition, draw_families, draw_groups
from .policies import BY_CODE, CODES, HINDSIGHT, REFERENCE
from .worlds import World

FORMAT = "umay-simulation/1"
TODAY, MORE = "today", "more"
"""The two cases: the world as it is, and with the addition."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `days` are those that count, after the world's own warm-up."""

    world: World
    days: int
    seeds: tuple[int, ...]
    policies: tuple[str, ...]
    addition: Addition | None = None

    def __post_init__(self):
        if self.days < 1 or not self.seeds or not self.policies:
            raise ValueError("a simulation has at least one day, one seed and one policy")
        for code in self.policies:
            if code not in CODES:
                raise ValueError(f"a policy is one of: {', '.join(CODES)}")

    @property
    def cases(self):
        return (TODAY, MORE) if self.addition else (TODAY,)

    @property
    def steps(self):
        return len(self.seeds) * len(self.cases) * len(self.policies)


def stage_of(question: Question, seed: int, case: str = TODAY):
    """The children, families and luck of one seed."""
    world = question.world
    days = world.warm_days + question.days
    groups = draw_groups(world, days, seed)
    families = draw_families(world, days, seed, question.addition if case == MORE else None)
    pairs = find_pairs(groups, families, world.rates, seed)
    stage = Stage(world.rates, seed, days, world.warm_days, groups, families, pairs)
    if not world.rates.stock_children.value:
        return stage
    there = settled(stage)
    return replace(stage, groups=groups.only(there), pairs=pairs.only(there))


def run_seed(question: Question, seed: int, *, step=lambda: None, stop=lambda: False):
    """{case: {policy: {part: sums}}} of one seed; `step()` after each policy. None where `stop()` said so."""
    found = {}
    for case in question.cases:
        stage = stage_of(question, seed, case)
        parts = parts_of(stage, question.world)
        found[case] = {}
        for code in question.policies:
            sums = _sums(stage, code, parts, stop)
            if sums is None:
                return None
            found[case][code] = sums
            step()
    return found


def _sums(stage, code, parts, stop):
    if code == HINDSIGHT:
        days = bound(stage, stop=stop)
        care = float((stage.groups.size * care_days(stage)).sum())
        return None if days is None else {"all": {"family_days": float(days), "care_days": care}}
    count = Play(stage, BY_CODE[code]).run(stop)
    return None if count is None else sums_of(stage, count, parts)


def summed_up(question: Question, by_seed):
    """The result as plain data, ready for JSON. `by_seed`: {seed: what run_seed gave} of the seeds that were finished."""
    seeds = sorted(by_seed)
    return {
        "format": FORMAT,
        "world": question.world.code,
        "country": question.world.country,
        "warm_days": question.world.warm_days,
        "days": question.days,
        "seeds": seeds,
        "asked_seeds": list(question.seeds),
        "policies": list(question.policies),
        "reference": REFERENCE,
        "addition": asdict(question.addition) if question.addition else None,
        "figures": {name: _shown(figure) for name, figure in question.world.rates.rows()},
        "outcomes": {case: _outcomes(question, by_seed, seeds, case) for case in question.cases} if seeds else {},
        "against_reference": {case: _against_reference(question, by_seed, seeds, case) for case in question.cases}
        if seeds
        else {},
        "added": _added(question, by_seed, seeds) if question.addition and seeds else {},
    }


def _shown(figure: Figure):
    return asdict(figure)


def _measured(by_seed, seeds, case, code, part):
    """Measure -> its numbers in order of seeds."""
    rows = [_measures(by_seed[seed][case][code].get(part)) for seed in seeds]
    return {name: [row[name] if row else None for row in rows] for name in MEASURES}


def _measures(sums):
    if sums is None:
        return None
    if "placements" not in sums:
        return dict.fromkeys(MEASURES) | {
            "share": 100 * sums["family_days"] / sums["care_days"] if sums["care_days"] else None
        }
    return measures_of(sums)


def _parts(by_seed, seeds, case, code):
    return list(by_seed[seeds[0]][case][code])


def _outcomes(question, by_seed, seeds, case):
    return {
        code: {
            part: {
                name: _plain(estimate(numbers)) for name, numbers in _measured(by_seed, seeds, case, code, part).items()
            }
            for part in _parts(by_seed, seeds, case, code)
        }
        for code in question.policies
    }


def _compared(by_seed, seeds, ours, theirs):
    """Part -> measure -> seed-by-seed difference of two (case, policy)."""
    return {
        part: {
            name: _plain(differences(mine, _measured(by_seed, seeds, *theirs, part)[name]))
            for name, mine in _measured(by_seed, seeds, *ours, part).items()
        }
        for part in _parts(by_seed, seeds, *ours)
    }


def _against_reference(question, by_seed, seeds, case):
    if REFERENCE not in question.policies:
        return {}
    return {
        code: _compared(by_seed, seeds, (case, code), (case, REFERENCE))
        for code in question.policies
        if code != REFERENCE
    }


def _added(question, by_seed, seeds):
    return {code: _compared(by_seed, seeds, (MORE, code), (TODAY, code)) for code in question.policies}


def _plain(found: Estimate | None):
    return None if found is None else asdict(found)
