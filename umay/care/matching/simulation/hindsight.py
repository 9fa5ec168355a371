"""What no policy could pass: each day's best assignment, if every answer were known and everybody could move every morning.

The relaxation, said exactly. On each day that counts, let G be the groups in care that are not with kin, F the families
open that day, and a pair belong to E where the family passes the hard rules for the group within the widest radius and
would say yes. The day's linear programme is

    greatest sum of children x[g,f],  0 <= x[g,f],  sum over f of x[g,f] <= children of g,
                                                   sum over g of x[g,f] <= places of f,  (g,f) in E

with children in pieces as fine as one likes. It leaves out: breakdowns, rest days, the number of asks a day, that a
child stays where it lives, that brothers and sisters stay together, that one family takes one group a day. Whatever a
policy does, its evening is one of the programme's solutions, so its child-days in families are at most the sum of the
days' optima. Each optimum is bounded by a cover (groups A and families B that touch every pair of E), which is exact on
the day it is made, by maximum flow, and is carried on for a few days: who comes later is put into it.
"""

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from .days import Stage, kin_breaks


def bound(stage: Stage, *, every=7, stop=lambda: False):
    """Child-days in families, summed over the days that count, that no policy can pass. None where `stop()` said so.

    `every`: days for which a cover is carried on; 1 gives the programme's own optimum on each day.
    """
    comes = _from_day(stage)
    total, cover = 0, None
    for day in range(stage.warm_days, stage.days):
        if (day - stage.warm_days) % every == 0:
            if stop():
                return None
            cover = _Cover(stage, comes, day)
        total += cover.size_on(day)
    return int(total)


def _from_day(stage):
    """The day from which each group looks for a family that isn't kin."""
    return np.where(stage.groups.kin, kin_breaks(stage), stage.groups.comes)


class _Cover:
    """Groups and families that touch every pair of a day; its size is the day's optimum."""

    def __init__(self, stage, comes, day):
        self.stage, self.comes, self.day = stage, comes, day
        groups = np.flatnonzero((comes <= day) & (stage.groups.leaves > day))
        self.in_groups, self.in_families = np.zeros(len(comes), bool), np.zeros(len(stage.families), bool)
        positions, row = stage.pairs.of(groups)
        family = stage.pairs.family[positions]
        open_now = (stage.families.opens <= day) & (stage.families.stops > day)
        keep = stage.pairs.says_yes[positions] & open_now[family]
        families, column = np.unique(family[keep], return_inverse=True)
        kept, away = _least_cover(row[keep], column, stage.groups.size[groups], stage.families.places[families])
        self.in_groups[groups[kept]] = True
        self.in_families[families[away]] = True

    def size_on(self, day):
        """The size on `day`, this one or a later: new groups and new families are put into the cover."""
        stage = self.stage
        present = (self.comes <= day) & (stage.groups.leaves > day) & (self.in_groups | (self.comes > self.day))
        is_open = (stage.families.opens <= day) & (stage.families.stops > day)
        counted = is_open & (self.in_families | (stage.families.opens > self.day))
        return int(stage.groups.size[present].sum() + stage.families.places[counted].sum())


def _least_cover(row, column, sizes, places):
    """(groups, families) as masks: a least cover of the pairs, weighed by children and places. Proved by a flow as great."""
    groups, families = len(sizes), len(places)
    source, sink = groups + families, groups + families + 1
    starts = np.concatenate([np.full(groups, source), row, groups + np.arange(families)])
    ends = np.concatenate([np.arange(groups), groups + column, np.full(families, sink)])
    room = np.concatenate([sizes, sizes[row], places]).astype(np.int32)
    network = csr_array((room, (starts, ends)), shape=(sink + 1, sink + 1))
    found = maximum_flow(network, source, sink)
    rest = csr_array(network - found.flow)
    rest.eliminate_zeros()
    reached = np.zeros(sink + 1, bool)
    reached[breadth_first_order(rest, source, return_predecessors=False)] = True
    kept, away = ~reached[:groups], reached[groups : groups + families]
    if sizes[kept].sum() + places[away].sum() != found.flow_value:
        raise ArithmeticError("the cover is not as great as the flow")
    return kept, away
