"""How much other children will need each family: prices averaged over a few drawn futures. It knows only the past."""

import numpy as np

from .assigning import assign, least_prices
from .chance import FUTURE, stream

LOOK_BACK = 365
FEWEST = 30
"""Groups that must have come before a future can be drawn from them."""


def draw_prices(play, day):
    """Price of every family in points, nought until enough groups have come to draw a future from.

    Each future: those who wait today, and groups like those of the last year, as many as may come in the days ahead;
    homes that are free today or may become free. A family's price is the most that one more such home would add.
    """
    rates = play.rates
    past = _past(play, day)
    prices = np.zeros(len(play.families))
    if len(past) < FEWEST:
        return prices
    samples = int(rates.price_samples.value)
    for sample in range(samples):
        chance = stream(play.seed, FUTURE, day, sample)
        prices += _of_one_future(play, day, past, chance)
    return prices / samples


def _past(play, day):
    """Groups without kin that are known: who came within a year, and in the first year who lives in families already."""
    groups = play.groups
    first, last = np.searchsorted(play.comes, [max(0, day - LOOK_BACK), day])
    rows = np.arange(first, last)
    if day < LOOK_BACK:
        rows = np.union1d(rows, np.flatnonzero(groups.resident))
    return rows[~groups.kin[rows]]


def _expected(play, day, past, ahead):
    """How many groups may come within the days ahead: as many as came, or in the first year as the office has known."""
    if day < LOOK_BACK and play.groups.resident.any():
        return play.rates.groups_per_day.value * (1 - play.rates.kin.value) * ahead
    return len(past) * ahead / min(LOOK_BACK, day)


def _of_one_future(play, day, past, chance):
    rates, groups, pairs = play.rates, play.groups, play.pairs
    ahead = rates.price_days.value
    coming = chance.choice(past, chance.poisson(_expected(play, day, past, ahead)))
    waiting = play.waiting_groups()
    rows = np.concatenate([waiting, coming])
    if not len(rows):
        return np.zeros(len(play.families))
    positions, row = pairs.of(rows)
    worth = groups.size[rows] * (1000.0 + 500.0 * np.concatenate([play.is_urgent[waiting], groups.urgent[coming]]))
    waited = np.concatenate([np.minimum(day - play.waits_since[waiting], LOOK_BACK), np.zeros(len(coming))])
    worth = worth + groups.size[rows] * play.weights.wait_per_day * waited
    value = worth[row] - pairs.lost[positions]
    value[_is_refused(play, positions, row < len(waiting), chance)] = 0
    family = pairs.family[positions]
    there = (play.families.opens[family] <= day) & ~play.is_stopped[family] & (value > 0)
    row, family, value = row[there], family[there], value[there]
    fits = _is_free(play, day, ahead, chance)[family]
    chosen = assign(row[fits], family[fits], value[fits], len(rows), len(play.families))
    _, gains = least_prices(row[fits], family[fits], value[fits], len(rows), len(play.families), chosen)
    prices = np.zeros(len(play.families))
    np.maximum.at(prices, family, value - gains[row])
    return prices


def _is_refused(play, positions, is_waiting, chance):
    """Noes already heard, and noes to come: those are drawn, for nobody knows them."""
    drawn = chance.random(len(positions)) >= play.rates.yes.value
    return np.where(is_waiting, play.is_refused[positions] | drawn, drawn)


def _is_free(play, day, ahead, chance):
    """Homes with a place today, and those whose children may leave within the days ahead (nobody knows which)."""
    leaving = 1 - np.exp(-ahead / play.rates.stay_mean.value)
    return (play.free > 0) | (chance.random(len(play.free)) < leaving)
