"""Numbers by chance that are the same on every machine and in every version of Python: SHA-256 of a name and a count."""

import hashlib

_FULL = 1 << 32


class Chance:
    """Draws of one thing. `name` says whose they are, so that one more draw here changes nothing elsewhere."""

    __slots__ = ("_block", "_left", "_name")

    def __init__(self, *name):
        self._name = "\n".join(map(str, name)).encode()
        self._block, self._left = 0, []

    def draw(self):
        """A whole number from 0 to 2**32 - 1."""
        if not self._left:
            digest = hashlib.sha256(b"%d\n%s" % (self._block, self._name)).digest()
            self._left = [int.from_bytes(digest[at : at + 4], "big") for at in range(0, 32, 4)]
            self._block += 1
        return self._left.pop()

    def below(self, number):
        """A whole number from 0 to `number` - 1. Uneven by less than `number` in four thousand million."""
        return self.draw() * number >> 32

    def is_so(self, percent):
        """True in so many of a hundred cases."""
        return self.draw() * 100 < percent * _FULL

    def one_of(self, choices):
        return choices[self.below(len(choices))]

    def weighted(self, choices):
        """One of the (thing, whole number) pairs, the number being its share."""
        rest = self.below(sum(share for _, share in choices))
        for thing, share in choices:
            if rest < share:
                return thing
            rest -= share
        raise AssertionError("shares are whole numbers from 0, one at least positive")

    def around(self):
        """A number about nought, seldom beyond 2 either way: four even draws added, so only exact arithmetic is used."""
        return (self.draw() + self.draw() + self.draw() + self.draw() - 2 * _FULL) * 2 / _FULL
