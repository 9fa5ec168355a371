"""One policy, one seed, day by day.

Within a day: families open and stop, children leave, homes break down; then new groups come, kin first; urgent groups
are answered at once, one after another; then, by policy, those who wait are placed one after another or all together.
A day counts as lived in a family when it ends in one.
"""

from dataclasses import dataclass

import numpy as np

from umay.care.matching.engine import STARTING_WEIGHTS, Weights
from umay.care.matching.engine.judging import LONGEST_WAIT_DAYS

from .assigning import assign
from .chance import BREAKDOWN, exponential, stream
from .figures import Rates
from .futures import draw_prices
from .pairs import Pairs
from .people import Families, Groups
from .policies import Policy

AWAY, WAITING, PLACED, KIN, GONE = range(5)
_LIST = 7
SETTLING_OFFERS = 10
CERTAIN = 10_000.0
"""Points a child: more than any family's other values differ."""


@dataclass(frozen=True, slots=True)
class Stage:
    """All that the policies of one seed share."""

    rates: Rates
    seed: int
    days: int
    warm_days: int
    groups: Groups
    families: Families
    pairs: Pairs
    weights: Weights = STARTING_WEIGHTS


class Play:
    """The state of one run. Arrays by group, by family and by pair; days are counted from nought."""

    def __init__(self, stage: Stage, policy: Policy):
        self.stage, self.policy = stage, policy
        self.rates, self.seed, self.weights = stage.rates, stage.seed, stage.weights
        self.groups, self.families, self.pairs = stage.groups, stage.families, stage.pairs
        groups, families = len(self.groups), len(self.families)
        self.comes = self.groups.comes
        self.state = np.full(groups, AWAY, np.int8)
        self.waits_since = np.zeros(groups, np.int64)
        self.is_urgent = self.groups.urgent.copy()
        self.family_of = np.full(groups, -1, np.int64)
        self.pair_of = np.full(groups, -1, np.int64)
        self.placed_on = np.zeros(groups, np.int64)
        self.episode = np.zeros(groups, np.int64)
        self.free = np.zeros(families, np.int64)
        self.in_home = np.zeros(families, np.int64)
        self.rests_until = np.zeros(families, np.int64)
        self.free_since = self.families.opens.copy()
        self.is_stopped = np.zeros(families, bool)
        self.is_refused = np.zeros(len(self.pairs.family), bool)
        self.prices = np.zeros(families)
        self.is_settling = False
        self.list_order = _list_order(stage)
        self.calendar = _Calendar(stage)
        self.count = _Count(stage)

    def run(self, stop=lambda: False):
        """Play all days and return the counts; None where `stop()` said so."""
        for day in range(self.stage.days):
            if day % 30 == 0 and stop():
                return None
            self._begin(day)
            fresh = self._newcomers(day)
            if day == 0:
                fresh = self._settle(fresh)
            if self.policy.prices and day % int(self.rates.price_every.value) == 0:
                self._count_needs(day)
            self._one_by_one(fresh[self.is_urgent[fresh]], day)
            self._place(day)
        self._end()
        return self.count

    def waiting_groups(self):
        return np.flatnonzero(self.state == WAITING)

    def _begin(self, day):
        for family in self.calendar.opening(day):
            self.free[family] = self.families.places[family]
        for family in self.calendar.stopping(day):
            self._stop(family, day)
        for group in self.calendar.leaving(day):
            if self.state[group] == PLACED:
                self._take_out(group, day)
            self.state[group] = GONE
        for group, episode in self.calendar.breaking(day):
            if self.episode[group] == episode and self.state[group] in (PLACED, KIN):
                self._break(group, day)

    def _stop(self, family, day):
        """A family that stops: its children need another the same day."""
        for group in np.flatnonzero((self.family_of == family) & (self.state == PLACED)):
            self._take_out(group, day)
            self._wait(group, day, urgent=True)
            self.count.moved(group, day)
        self.is_stopped[family], self.free[family] = True, 0

    def _break(self, group, day):
        if self.state[group] == PLACED:
            self.count.broke(group, day)
            self.is_refused[self.pair_of[group]] = True
            self._take_out(group, day)
        self._wait(group, day, urgent=True)

    def _take_out(self, group, day):
        family = self.family_of[group]
        self.count.lived(group, self.placed_on[group], day)
        self.free[family] += self.groups.size[group]
        self.in_home[family] -= self.groups.size[group]
        self.rests_until[family] = day + int(self.rates.rest_days.value)
        self.free_since[family] = day
        self.family_of[group] = self.pair_of[group] = -1

    def _wait(self, group, day, urgent):
        self.state[group] = WAITING
        self.waits_since[group] = day
        self.is_urgent[group] |= urgent
        self.episode[group] += 1

    def _newcomers(self, day):
        """Groups that come today or came back today, in order of claim. Kin take theirs at once."""
        first, last = np.searchsorted(self.comes, [day, day + 1])
        for group in range(first, last):
            if self.groups.kin[group]:
                self.state[group] = KIN
                self._plan_break(group, day, self.calendar.kin_rate(group))
            else:
                self._wait(group, day, urgent=False)
        waiting = self.waiting_groups()
        return self._by_claim(waiting[self.waits_since[waiting] == day])

    def _settle(self, fresh):
        """Children who live in families on the first day were placed before anybody compared policies: greedily, for all."""
        residents = fresh[self.groups.resident[fresh]]
        policy, self.policy = self.policy, Policy("", "value", 0, False)
        self.is_settling = True
        self._one_by_one(np.sort(residents), 0, offers=SETTLING_OFFERS)
        self.policy, self.is_settling = policy, False
        self.calendar.took_on[:] = -1
        return fresh[~self.groups.resident[fresh]]

    def _count_needs(self, day):
        """Prices are the mean of many futures; the older a counting, the less of it is left."""
        fresh, kept = draw_prices(self, day), self.rates.price_memory.value
        self.prices = fresh if not self.prices.any() else kept * self.prices + (1 - kept) * fresh

    def _by_claim(self, groups):
        return groups[np.lexsort((groups, self.waits_since[groups], ~self.is_urgent[groups]))]

    def _place(self, day):
        every = self.policy.batch_every
        waiting = self.waiting_groups()
        urgent = self.is_urgent[waiting]
        if not every:
            self._one_by_one(self._by_claim(waiting), day)
            return
        self._together(waiting[urgent], day)
        if day % every == 0:
            self._together(waiting[~urgent], day)

    def _radius(self, groups, day):
        waited = day - self.waits_since[groups]
        reach = np.zeros(len(groups))
        for since, km in self.rates.radius.value:
            reach[waited >= since] = km
        return reach

    def _open_pairs(self, groups, day):
        """Pairs of these groups with families that could take them today: (positions, place of the group in `groups`)."""
        positions, row = self.pairs.of(groups)
        is_open = (self.free > 0) & (self.rests_until <= day)
        keep = is_open[self.pairs.family[positions]]
        positions, row = positions[keep], row[keep]
        family = self.pairs.family[positions]
        keep = (
            (self.free[family] >= self.groups.size[groups][row])
            & ~self.is_refused[positions]
            & (self.pairs.km[positions] <= self._radius(groups, day)[row])
        )
        return positions[keep], row[keep]

    def _values(self, positions, groups, row, day):
        """Value of each pair in points, less what other children need the family where the policy counts it."""
        size, weights = self.groups.size[groups], self.weights
        waited = np.minimum(day - self.waits_since[groups], LONGEST_WAIT_DAYS)
        worth = size * (weights.placed + weights.urgent * self.is_urgent[groups] + weights.wait_per_day * waited)
        family = self.pairs.family[positions]
        value = worth[row] - self.pairs.lost[positions] - size[row] * weights.child_in_home * self.in_home[family]
        return value, value - self.rates.price_share.value * self.prices[family]

    def _one_by_one(self, groups, day, offers=None):
        """Each group in its turn asks the family the policy likes best, and the next best, until one says yes."""
        if not len(groups):
            return
        positions, row = self._open_pairs(groups, day)
        value, net = self._values(positions, groups, row, day)
        may = value >= 0
        if self.policy.prices:
            may &= (net > 0) | self.is_urgent[groups][row]
        wish = self._wish(positions, net)
        edges = np.searchsorted(row, np.arange(len(groups) + 1))
        for place in np.unique(row[may]):
            here = np.arange(edges[place], edges[place + 1])[may[edges[place] : edges[place + 1]]]
            here = here[np.argsort(-wish[here], kind="stable")]
            self._ask_in_turn(groups[place], positions[here], day, offers or int(self.rates.offers_a_day.value))

    def _wish(self, positions, net):
        family = self.pairs.family[positions]
        if self.policy.choose == "list":
            return -self.list_order[family]
        if self.policy.choose == "longest":
            return -(self.free_since[family] + self.list_order[family])
        if self.policy.choose == "km":
            return -self.pairs.km[positions]
        return net

    def _ask_in_turn(self, group, positions, day, offers):
        for position in positions:
            family = self.pairs.family[position]
            # A family that took somebody earlier today has no time to be asked for another group.
            if self.free[family] < self.groups.size[group] or self.placed_today(family, day):
                continue
            if self._ask(group, position, day):
                return
            offers -= 1
            if not offers:
                return

    def placed_today(self, family, day):
        return self.calendar.took_on[family] == day and not self.is_settling

    def _together(self, groups, day):
        """All of these groups at once; who is refused is in the next of a few rounds."""
        for _ in range(int(self.rates.offers_a_day.value)):
            if not len(groups):
                return
            positions, row = self._open_pairs(groups, day)
            value, net = self._values(positions, groups, row, day)
            # Urgent groups are never kept waiting for others' sake: first as many of them as can be, then which family.
            net = net + CERTAIN * self.groups.size[groups][row] * self.is_urgent[groups][row]
            keep = (value >= 0) & (self.calendar.took_on[self.pairs.family[positions]] != day)
            positions, row, net = positions[keep], row[keep], net[keep]
            chosen = assign(row, self.pairs.family[positions], net, len(groups), len(self.families))
            if not len(chosen):
                return
            said_no = [place for place in chosen if not self._ask(groups[row[place]], positions[place], day)]
            if not said_no:
                return
            groups = groups[self.state[groups] == WAITING]

    def _ask(self, group, position, day):
        if not self.pairs.says_yes[position]:
            self.is_refused[position] = True
            self.count.refused(group, day)
            return False
        family = self.pairs.family[position]
        self.free[family] -= self.groups.size[group]
        log_hazard = self.pairs.log_hazard[position] + (
            self.rates.strength.value * self.rates.breakdown_child.value * self.in_home[family]
        )
        self.in_home[family] += self.groups.size[group]
        self.calendar.took_on[family] = day
        self.state[group], self.family_of[group], self.pair_of[group] = PLACED, family, position
        self.placed_on[group] = day
        self.is_urgent[group] = False
        self.count.placed(group, day, self.pairs.km[position])
        self._plan_break(group, day, np.exp(log_hazard))
        return True

    def _plan_break(self, group, day, rate):
        lasts = exponential(self.seed, BREAKDOWN, self.groups.key[group], self.episode[group])[0] / rate
        self.calendar.plan(day + max(1, int(np.ceil(min(lasts, 1e6)))), group, self.episode[group])

    def _end(self):
        for group in np.flatnonzero(self.state == PLACED):
            self.count.lived(group, self.placed_on[group], self.stage.days)
        self.count.waiting_at_end[self.waiting_groups()] = True


def _list_order(stage):
    """The order in which families stand on an office's list, 0..1: nobody's merit."""
    return stream(stage.seed, _LIST).random(len(stage.families))


class _Calendar:
    """What is known to happen on which day."""

    def __init__(self, stage):
        self.days = stage.days
        self._opening = _by_day(stage.families.opens, stage.days)
        self._stopping = _by_day(stage.families.stops, stage.days)
        self._leaving = _by_day(stage.groups.leaves, stage.days)
        self._breaking = {}
        self.took_on = np.full(len(stage.families), -1, np.int64)
        self._kin_rates = kin_rates(stage)

    def opening(self, day):
        return self._opening.get(day, ())

    def stopping(self, day):
        return self._stopping.get(day, ())

    def leaving(self, day):
        return self._leaving.get(day, ())

    def breaking(self, day):
        return self._breaking.pop(day, ())

    def plan(self, day, group, episode):
        if day < self.days:
            self._breaking.setdefault(day, []).append((group, episode))

    def kin_rate(self, group):
        return self._kin_rates[group]


def _by_day(days, last):
    found = {}
    for row in np.flatnonzero(days < last):
        found.setdefault(int(days[row]), []).append(int(row))
    return found


class _Count:
    """What is counted, by group, from the first day that counts."""

    def __init__(self, stage):
        self.begin, self.end = stage.warm_days, stage.days
        groups = len(stage.groups)
        self.groups = stage.groups
        self.family_days = np.zeros(groups, np.int64)
        self.breakdowns = np.zeros(groups, np.int64)
        self.moves = np.zeros(groups, np.int64)
        self.refusals = np.zeros(groups, np.int64)
        self.placements = np.zeros(groups, np.int64)
        self.km = np.zeros(groups)
        self.waiting_at_end = np.zeros(groups, bool)

    def lived(self, group, since, until):
        self.family_days[group] += max(0, until - max(since, self.begin))

    def broke(self, group, day):
        self.breakdowns[group] += day >= self.begin

    def moved(self, group, day):
        self.moves[group] += day >= self.begin

    def refused(self, group, day):
        self.refusals[group] += day >= self.begin

    def placed(self, group, day, km):
        if day >= self.begin:
            self.placements[group] += 1
            self.km[group] += km


def settled(stage):
    """The rows of the groups that are really there: all who come, and as many residents as live in families on the first day.

    Residents take their places one after another, for every policy alike. Who suits no family that was drawn is left
    out, for the published number is of children who do live in one.
    """
    playing = Play(stage, Policy("", "value", 0, False))
    playing._begin(0)
    playing._settle(playing._newcomers(0))
    lives = stage.groups.resident & (playing.state == PLACED)
    wanted = np.cumsum(stage.groups.size * lives) <= stage.rates.stock_children.value
    return np.flatnonzero(~stage.groups.resident | (lives & wanted))


def kin_rates(stage):
    """Breakdowns a day of each group, were it with kin."""
    rates, groups = stage.rates, stage.groups
    difficult = rates.breakdown_behaviour.value * (groups.behaviour > 0)
    own = rates.breakdown_age.value * (groups.mean_age - 8) + rates.breakdown_kin.value + difficult
    return rates.breakdown.value * np.exp(own)


def kin_breaks(stage):
    """The day on which each group's home with kin breaks down, whether or not it is still in care then. No policy moves it."""
    lasts = exponential(stage.seed, BREAKDOWN, stage.groups.key, 0) / kin_rates(stage)
    return stage.groups.comes + np.maximum(1, np.ceil(np.minimum(lasts, 1e6))).astype(np.int64)
