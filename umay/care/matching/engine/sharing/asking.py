"""From the arrays of the question to the market: who could share a home, who could go in parts."""

from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array

from ..exact import micros
from ..judging import LONGEST_WAIT_DAYS
from ..solver.arrays import most_in_home, problem_of
from ..solver.pairs import Survey
from .market import Market, Parts, both_sides


def _weigh(instance):
    return {name: micros(getattr(instance.weights, name)) for name in instance.weights.__slots__}


def _before_family(instance, group, weigh):
    """What a child of the group brings in any family, in millionths: placed, urgent, wait."""
    waited = min((instance.at - group.waiting_since).days, LONGEST_WAIT_DAYS)
    return weigh["placed"] + (weigh["urgent"] if group.urgent else 0) + weigh["wait_per_day"] * waited


def may_part(instance):
    """Could any part of any group be of value, were it next door in an empty home? With the weights that a board starts
    from it could not: `splitting` then changes nothing."""
    weigh = _weigh(instance)
    return any(
        len(group.children) > 1 and _before_family(instance, group, weigh) >= weigh["split"]
        for group in instance.groups
    )


def market_of(instance, problem, pairs):
    """(Market, numbers of its families in the Problem). Groups are numbered as in the Problem. `pairs` are all its
    feasible Pairs; where groups may be parted, more are added: families that could take a part."""
    names = problem.groups.number
    named = [(names[group.id], names[other]) for group in instance.groups for other in group.not_with_groups]
    enemy_start, enemy = both_sides(len(names), named)
    if instance.rules.splitting and may_part(instance):
        table, parts, units = _with_parts(instance, problem, pairs)
    else:
        table = (pairs.group, pairs.family, pairs.kin, pairs.value)
        parts, units = None, np.ones(len(names), dtype=np.int64)
    group, family, kin, value = table
    counts = np.bincount(family, minlength=len(problem.families))
    homes = np.flatnonzero(counts)
    order = _by_family(group, family, len(names), len(problem.families))
    if parts is not None:
        parts = _in_order(instance, parts, order, table, problem, homes)
    market = Market(
        size=problem.groups.size,
        unit_start=np.concatenate([[0], np.cumsum(units)]).astype(np.int64),
        mixed=problem.families.places_mixed[homes],
        sharing=instance.rules.sharing,
        family_start=np.concatenate([[0], np.cumsum(counts[homes])]).astype(np.int64),
        group=group[order].astype(np.int64),
        kin=kin[order],
        value=value[order],
        enemy_start=enemy_start,
        enemy=enemy,
        parts=parts,
    )
    return market, homes


def _by_family(group, family, groups, families):
    """The order of pairs by family, then group; they come by group, then family. Counted, not compared."""
    start = np.concatenate([[0], np.cumsum(np.bincount(group, minlength=groups))])
    return csr_array((np.arange(len(family)), family, start), shape=(groups, families)).tocsc().data


def _with_parts(instance, problem, pairs):
    """Every family that some child of a group could go to by all rules but `value`, whole pairs among them."""
    rows = sorted(instance.groups, key=lambda group: problem.groups.number[group.id])
    found, group_of, place_of = _children_alone(instance, problem, rows)
    families = len(problem.families)
    keys, first, back = np.unique(group_of * families + found.family, return_index=True, return_inverse=True)
    group, family = keys // families, keys % families
    start = np.concatenate([[0], np.cumsum(problem.groups.size[group])]).astype(np.int64)
    fits = np.zeros(start[-1], dtype=bool)
    fits[start[back] + place_of] = True
    value = np.full(len(keys), -1, dtype=np.int64)
    value[np.searchsorted(keys, pairs.group.astype(np.int64) * families + pairs.family)] = pairs.value
    table = (group, family, found.kin[first], value)
    return table, (rows, found.metres[first].astype(np.int64), start, fits), problem.groups.size


def _children_alone(instance, problem, rows):
    """(Pairs of children asked for singly and whatever their value, the group of each pair, the child's place in it)."""
    alone, owner = [], {}
    for number, group in enumerate(rows):
        for place, child in enumerate(children_of(group)):
            alone.append(replace(group, id=child.id, children=(child,)))
            owner[child.id] = number, place
    always = replace(instance.weights, **dict.fromkeys(instance.weights.__slots__, 0))
    asked = problem_of(alone, problem.families, instance.rules, always, instance.at)
    found = Survey(asked).pairs()
    owners = np.array([owner[child_id] for child_id in asked.groups.ids], dtype=np.int64).reshape(-1, 2)
    return found, owners[found.group, 0], owners[found.group, 1]


def children_of(group):
    """The children of a group in the order of its units."""
    return sorted(group.children, key=lambda child: child.id)


def _in_order(instance, found, order, table, problem, homes):
    """The Parts, in the order of the market's pairs."""
    rows, metres, start, fits = found
    weigh, (group, family, _, _) = _weigh(instance), table
    brings = np.array([_before_family(instance, one, weigh) for one in rows], dtype=np.int64)
    in_home = np.minimum(problem.families.in_home, most_in_home(instance.weights))
    per_child = brings[group] - weigh["child_in_home"] * in_home[family]
    is_skilled = problem.families.is_behaviour_skilled[family]
    sizes = problem.groups.size[group][order]
    ends = np.cumsum(sizes)
    places = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - sizes, sizes) + np.repeat(start[order], sizes)
    return Parts(
        per_child=per_child[order],
        metres=metres[order],
        unskilled=np.where(is_skilled, 0, weigh["behaviour_unskilled"])[order].astype(np.int64),
        fits_start=np.concatenate([[0], ends]).astype(np.int64),
        fits=fits[places],
        places=problem.families.places[homes],
        max_siblings=problem.families.max_siblings[homes],
        behaviour=np.array([child.behaviour_need for one in rows for child in children_of(one)], dtype=bool),
        per_km=weigh["per_km"],
        split=weigh["split"],
    )
