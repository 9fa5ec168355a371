"""What came of a run: child-days in a family and what goes with them, for all children and for each part of them.

Never "how long those who were placed had waited": who waits longest counts only once placed, so that number gets worse
when hard-to-place children are helped. Child-days in a family count everybody, every day.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from .days import Stage, kin_breaks
from .people import BEHAVIOUR
from .worlds import World

MEASURES = ("share", "waiting", "breakdowns", "km", "refusals", "moves")
"""share: percent of child-days (not with kin) lived in a family; waiting: children without one on the last day;
breakdowns: children's per 1,000 child-days in a family; km: mean of the placements; refusals: noes per 100 placements;
moves: children whose family stopped, per 1,000 child-days."""

SUMS = ("children", "care_days", "family_days", "waiting", "breakdowns", "km", "refusals", "moves", "placements")


def parts_of(stage: Stage, world: World):
    """Which groups belong to which part: code -> mask. Every group is in "all" and in one part of each kind."""
    groups = stage.groups
    teen, three = groups.oldest >= 12, groups.size >= 3
    need, difficult = (groups.needs & ~BEHAVIOUR) > 0, groups.behaviour > 0
    hard = teen | three | need | difficult
    parts = {
        "all": np.ones(len(groups), bool),
        "hard": hard,
        "easy": ~hard,
        "age:0-6": groups.oldest <= 6,
        "age:7-11": (groups.oldest >= 7) & ~teen,
        "age:12-17": teen,
        "need:none": ~need & ~difficult,
        "need:special": need,
        "need:behaviour": difficult & ~need,
        "siblings:1": groups.size == 1,
        "siblings:2": groups.size == 2,
        "siblings:3": three,
        "urgency:urgent": groups.urgent,
        "urgency:planned": ~groups.urgent,
    }
    for number, town in enumerate(world.towns):
        parts[f"region:{town.code}"] = groups.town == number
    return parts


def care_days(stage: Stage):
    """Days in care of each group, within the days that count and not with kin: the same under every policy."""
    groups = stage.groups
    begin = np.maximum(np.where(groups.kin, kin_breaks(stage), groups.comes), stage.warm_days)
    return np.maximum(0, np.minimum(groups.leaves, stage.days) - begin)


def sums_of(stage: Stage, count, parts):
    """code of a part -> {name of SUMS: number}. Weighed by children."""
    groups, care = stage.groups, care_days(stage)
    size = groups.size
    by_group = {
        "children": size * (care > 0),
        "care_days": size * care,
        "family_days": size * count.family_days,
        "waiting": size * count.waiting_at_end,
        "breakdowns": size * count.breakdowns,
        "km": size * count.km,
        "refusals": size * count.refusals,
        "moves": size * count.moves,
        "placements": size * count.placements,
    }
    return {part: {name: float(by_group[name][mask].sum()) for name in SUMS} for part, mask in parts.items()}


def measures_of(sums):
    """The MEASURES of one part, None where nobody was there to measure."""

    def ratio(above, below, times):
        return times * sums[above] / sums[below] if sums[below] else None

    return {
        "share": ratio("family_days", "care_days", 100),
        "waiting": sums["waiting"],
        "breakdowns": ratio("breakdowns", "family_days", 1000),
        "km": ratio("km", "placements", 1),
        "refusals": ratio("refusals", "placements", 100),
        "moves": ratio("moves", "family_days", 1000),
    }


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over seeds. `error`, `low`, `high` (95 %, Student's t) are None for a single seed."""

    mean: float
    error: float | None
    low: float | None
    high: float | None
    seeds: int


def estimate(numbers):
    """The Estimate of some seeds' numbers; None where no seed has one."""
    known = [number for number in numbers if number is not None]
    if not known:
        return None
    mean = float(np.mean(known))
    if len(known) < 2:
        return Estimate(mean, None, None, None, len(known))
    error = float(np.std(known, ddof=1) / np.sqrt(len(known)))
    reach = float(stdtrit(len(known) - 1, 0.975)) * error
    return Estimate(mean, error, mean - reach, mean + reach, len(known))


def differences(ours, theirs):
    """The Estimate of seed-by-seed differences; seeds without one of the two numbers are left out."""
    pairs = zip(ours, theirs, strict=True)
    return estimate([a - b for a, b in pairs if a is not None and b is not None])
