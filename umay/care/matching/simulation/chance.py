"""Luck that belongs to a thing, not to a moment: the same child and family meet the same luck under every policy.

A draw is a hash of the seed, of what is asked and of who it concerns. So two policies differ only by what they decide
(common random numbers), and a family added to a country changes nobody else's luck.
"""

import numpy as np

STEP = np.uint64(0x9E3779B97F4A7C15)
FIRST, SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)

ANSWER, BREAKDOWN, FUTURE = 1, 2, 3
"""What is asked: would this family say yes; how long does this stay hold; what may the next weeks bring."""


def _mixed(number):
    """SplitMix64's output function, on an array of uint64. Steele, Lea and Flood, 2014; it is in the public domain."""
    number = number + STEP
    number = (number ^ (number >> np.uint64(30))) * FIRST
    number = (number ^ (number >> np.uint64(27))) * SECOND
    return number ^ (number >> np.uint64(31))


def uniform(seed, question, *keys):
    """Numbers in [0, 1), one for each combination of the `keys` (whole numbers or arrays of them that broadcast)."""
    number = _mixed(np.array([seed], np.uint64))
    for key in (question, *keys):
        number = _mixed(number ^ _mixed(np.atleast_1d(np.asarray(key)).astype(np.uint64)))
    return (number >> np.uint64(11)) * 2.0**-53


def exponential(seed, question, *keys):
    """Waiting times of mean one."""
    return -np.log1p(-uniform(seed, question, *keys))


def stream(seed, *question):
    """A generator of its own for one seed and one question (whole numbers)."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *question])))
