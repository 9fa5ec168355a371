"""How much other children need a family: the mean, over futures drawn from the country's own year, of what the family would be missed.

Pure. A future is the groups that may come within a month, drawn with replacement from those that came; the day and the country draw
it, so the same question draws the same futures. Where fewer came than FEWEST, today's waiting groups stand for them.
"""

import hashlib
import json
from dataclasses import replace
from random import Random

from umay.care.matching.engine import Instance, dump
from umay.care.matching.rounds import Round
from umay.care.matching.rounds.questions import who, worse_than_waiting

SAMPLES = 5
DAYS = 30
YEAR = 365
FEWEST = 30
MICRO = 1_000_000
ARRIVALS, WAITING = "arrivals", "waiting"


def sought(
    rounds: list[Round], came: list, *, solve, samples: int = SAMPLES, progress=None, stop=None
) -> tuple[dict, dict]:
    """({family id: millionths of a point, above nought}, what it was drawn from): the larger of today's and of what may come."""
    instance, waiting = _today(rounds)
    is_enough = len(came) >= FEWEST
    source = came if is_enough else waiting
    number = max(1, round(len(came) * DAYS / YEAR)) if is_enough else len(waiting)
    basis = {
        "sought": {"from": ARRIVALS if is_enough else WAITING, "groups": len(source), "drawn": number, "samples": 0}
    }
    today = _prices_of_today(rounds)
    if not source or not instance.families:
        return today, basis
    random = Random(f"{instance.at}|{source[0].country}|{len(source)}")  # noqa: S311 - a draw that can be repeated, no secret
    sums: dict[str, int] = {}
    for sample in range(samples):
        if progress:
            progress("ahead", sample, samples)
        if stop and stop():
            break
        for family, points in _prices(instance, _drawn(random, source, number, waiting), solve, stop).items():
            sums[family] = sums.get(family, 0) + round(points * MICRO)
        basis["sought"]["samples"] += 1
    count = max(basis["sought"]["samples"], 1)
    ahead = {family: total // count for family, total in sums.items() if total >= count}
    return {family: max(today.get(family, 0), ahead.get(family, 0)) for family in sorted(today | ahead)}, basis


def _prices_of_today(rounds: list[Round]) -> dict[str, int]:
    """What those who wait today would miss in each family, as the question who finds a family says it: it binds the emergency of tonight
    until the families are asked."""
    found = {
        family: round(points * MICRO)
        for one in rounds
        if one.who
        for family, points in one.who.result["prices"].items()
    }
    return {family: points for family, points in sorted(found.items()) if points > 0}


def _today(rounds: list[Round]) -> tuple[Instance, list]:
    """Today's question without those who have a family suggested: the families that are left and the groups that wait on."""
    taken = {placement["family"] for one in rounds for placement in one.placements.values()}
    placed = {group for one in rounds for group in one.placements}
    last = rounds[-1].instance
    everybody = [group for one in rounds for group in one.instance.groups]
    families = tuple(family for family in last.families if family.id not in taken)
    left = [group for group in everybody if group.id not in placed]
    return replace(last, groups=(), families=families), left or everybody


def _drawn(random: Random, source: list, number: int, waiting: list) -> list:
    """The groups of one future: drawn ones, each an own group without kin of its own."""
    return [_anew(random.choice(source), place) for place in range(number)]


def _anew(group, place: int):
    children = tuple(replace(child, id=f"next-{place}-{index}") for index, child in enumerate(group.children))
    return replace(
        group,
        id=f"next-{place}",
        children=children,
        kin=frozenset(),
        not_with_families=frozenset(),
        not_with_groups=frozenset(),
    )


def _prices(instance: Instance, groups: list, solve, stop) -> dict[str, float]:
    asked = replace(instance, groups=tuple(groups))
    whole = who(asked, worse_than_waiting(asked))
    result = json.loads(
        solve(whole, raw_sha256=hashlib.sha256(dump(whole)).hexdigest(), progress=None, stop=stop, work=None)
    )
    return {family: points for family, points in result["prices"].items() if points > 0}
