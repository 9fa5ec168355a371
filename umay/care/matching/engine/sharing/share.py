"""Families that take several groups, and groups that may go in parts: from a Survey to the Result of the file."""

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np

from ..exact import MILLION
from ..judging import Asking, verdict
from ..solver.assignment import ProofFailed, solve_survey
from ..solver.clock import Clock
from ..solver.pairs import Survey
from ..solver.results import DUAL, ENGINE, NONE, OPTIMAL, SEARCH, STOPPED, WITHIN_GAP, Placement, Result
from ..solver.scanning import PASSES
from .asking import children_of, market_of
from .budget import Budget
from .kin import most_with_kin
from .market import Market
from .options import Prices
from .packing import Packed, Prior, pack
from .proof import printed


@dataclass(frozen=True, slots=True)
class Packing:
    """What is decided. `assigned`: (number of the group, places of its children, number of the family) each; sums and
    prices (by number, as in the Problem) in millionths."""

    assigned: list[tuple[int, tuple[int, ...], int]]
    objective: int
    bound: int
    kin_children: int
    kin_bound: int
    price: np.ndarray
    group_price: np.ndarray
    proof: str
    is_proven: bool


def packing(instance, survey: Survey, clock: Clock):
    """The Packing of an Instance: as many children with kin as can be, then the highest sum, as far as the clock lets."""
    market, homes = market_of(instance, survey.problem, survey.pairs())
    budget = Budget(clock)
    kin = most_with_kin(market, budget)
    easier = solve_survey(survey, clock)
    prior = _prior(market, homes, easier, clock.spent > 0)
    seed = _joined(kin.seed, _of_easier(market, homes, easier)) if clock.spent else []
    reached = sum(entry[3] for entry in seed)
    packed = pack(market, reached, seed, budget, instance.rules.gap, prior=prior)
    return _packing(market, homes, survey, packed, reached, kin.bound)


def _prior(market, homes, easier, is_begun):
    """One group a family has told its prices; a group's price is spread over its units."""
    units = np.diff(market.unit_start)
    each, rest = np.divmod(easier.pull.astype(np.int64), units)
    unit = np.repeat(each, units)
    unit[market.unit_start[:-1]] += rest
    return Prior(Prices(unit, int(easier.bonus)), easier.price[homes].astype(np.int64), is_begun)


def _of_easier(market, homes, easier):
    """The placements of one group a family as entries of a packing."""
    family = market.family_of_pair()
    taken = np.flatnonzero((easier.family_of[market.group] == homes[family]) & (market.value >= 0))
    return [
        (
            int(family[pair]),
            tuple(range(int(market.unit_start[group]), int(market.unit_start[group + 1]))),
            int(market.value[pair]),
            int(market.size[group]) if market.kin[pair] else 0,
        )
        for pair, group in zip(taken.tolist(), market.group[taken].tolist(), strict=True)
    ]


def _joined(first, others):
    """The first entries, and those of the others that take nobody and no home away from them."""
    homes = {entry[0] for entry in first}
    units = {unit for entry in first for unit in entry[1]}
    return first + [entry for entry in others if entry[0] not in homes and units.isdisjoint(entry[1])]


def _packing(market: Market, homes, survey, packed: Packed, kin_children, kin_bound):
    columns, best = packed.columns, packed.best
    shown = printed(market, packed.bound, kin_children)
    price = np.zeros(len(survey.problem.families), dtype=np.int64)
    price[homes] = shown.family
    is_closed = packed.ceiling <= best.total
    if shown.is_proof and (shown.bound == best.total or not is_closed):
        proof, bound = DUAL, shown.bound
    elif is_closed:
        proof, bound = SEARCH, best.total
    else:
        proof, bound = NONE, packed.ceiling
    assigned = [
        (group, _places(market, group, units), int(homes[columns.family[number]]))
        for number in best.chosen
        for group, units in _by_group(market, columns.units[number])
    ]
    return Packing(
        assigned=assigned,
        objective=best.total,
        bound=bound,
        kin_children=kin_children,
        kin_bound=kin_bound,
        price=price,
        group_price=shown.group,
        proof=proof,
        is_proven=proof != NONE and bound == best.total and kin_children == kin_bound,
    )


def _places(market, group, units):
    """The places in the group of the children of these units."""
    if market.parts is None:
        return tuple(range(int(market.size[group])))
    return tuple(unit - int(market.unit_start[group]) for unit in units)


def _by_group(market, units):
    together = defaultdict(list)
    for unit in units:
        together[market.group_of(unit)].append(unit)
    return sorted(together.items())


def share(instance, survey: Survey, clock: Clock, raw_sha256):
    """The Result of an Instance whose rules let families take several groups, or groups go in parts.

    Raises ProofFailed where a rule judged anew says otherwise: a fault of the program, nothing is given out.
    """
    found = packing(instance, survey, clock)
    problem = survey.problem
    rows = sorted(instance.groups, key=lambda group: problem.groups.number[group.id])
    placements = tuple(_placements(instance, problem, rows, found))
    _insist_on_rules(instance, rows, placements, found)
    placed = {one.group for one in placements}
    counts = survey.funnel.tolist()
    return Result(
        input_sha256=raw_sha256,
        status=_status(found, instance.rules.gap),
        proof=found.proof,
        kin_children=found.kin_children,
        kin_bound=found.kin_bound,
        objective=found.objective,
        bound=found.bound,
        work=clock.spent,
        seconds=clock.seconds,
        engine=ENGINE,
        placements=placements,
        unplaced=tuple(sorted(group.id for group in instance.groups if group.id not in placed)),
        funnel={group: (row[PASSES], *row[:PASSES]) for group, row in zip(problem.groups.ids, counts, strict=True)},
        prices=dict(zip(problem.families.ids, map(int, found.price), strict=True)),
        group_prices=dict(zip(problem.groups.ids, map(int, found.group_price), strict=True)),
    )


def _status(found, gap):
    if found.is_proven:
        return OPTIMAL
    is_within = found.bound - found.objective <= gap * max(MILLION, abs(found.bound))
    return WITHIN_GAP if is_within and found.kin_children == found.kin_bound else STOPPED


def _placements(instance, problem, rows, found):
    """Placements with their terms, each judged once more by the engine for one group."""
    families = {family.id: family for family in instance.families}
    entries = []
    for number, places, home in found.assigned:
        group, children = rows[number], children_of(rows[number])
        part = tuple(children[place] for place in places)
        is_part = len(part) < len(children)
        asking = Asking(replace(group, children=part), instance.rules, instance.weights, instance.at, is_part=is_part)
        judged = verdict(asking, families[problem.families.ids[home]])
        if not judged.feasible:
            raise ProofFailed
        entries.append(
            Placement(
                group=group.id,
                family=judged.family_id,
                children=tuple(sorted(child.id for child in part)),
                kin=judged.kin,
                value=judged.value,
                metres=judged.metres,
                terms={name: getattr(judged.terms, name) for name in judged.terms.__slots__},
            )
        )
    return sorted(entries, key=lambda one: (one.group, one.family))


def _insist_on_rules(instance, rows, placements, found):
    """The rules between groups, and the sums, told anew from the placements alone."""
    groups, families = {group.id: group for group in rows}, {family.id: family for family in instance.families}
    children, homes, kin = defaultdict(list), defaultdict(list), 0
    for one in placements:
        children[one.group] += one.children
        homes[one.family].append(one)
        kin += len(one.children) if one.kin and len(one.children) == len(groups[one.group].children) else 0
    is_whole = all(
        sorted(there) == [child.id for child in children_of(groups[group])] for group, there in children.items()
    )
    is_right = sum(one.value for one in placements) == found.objective and kin == found.kin_children
    if not (
        is_whole
        and is_right
        and all(_may_live_together(instance, families[home], there, groups) for home, there in homes.items())
    ):
        raise ProofFailed


def _may_live_together(instance, family, there, groups):
    if len(there) == 1:
        return True
    names = {one.group for one in there}
    return (
        instance.rules.sharing
        and len(names) == len(there)
        and sum(len(one.children) for one in there) <= family.places_mixed
        and all(groups[name].not_with_groups.isdisjoint(names - {name}) for name in names)
    )
