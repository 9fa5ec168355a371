"""How a release is protected: what counts as few, how unsure an outsider must stay, how numbers are rounded."""

from __future__ import annotations

from dataclasses import dataclass

from umay.ground.figures.protecting.shape import BadTable

FLOOR = 5
"""No policy may be weaker: fewer than five people never stand in a release."""

LOSSES = ("balanced", "cells", "people")
ZEROS = ("hidden", "shown")


@dataclass(frozen=True)
class Policy:
    """A cell with fewer people than `threshold` is hidden. From everything published nobody may be able to say of it
    more than "from 0 to `threshold` or `width` above what it is, whichever is more".

    zeros: "hidden" counts nobody as few; "shown" shows noughts, but not where they would say that all of a group are alike.
    rounding: shown numbers go out as one of the two multiples of this beside them; 0 for exact numbers.
    tiny: of a whole with fewer people, only the total goes out.
    contributors: a cell fed by fewer offices, homes or families is hidden, where the table tells.
    loss: what to lose least of: "cells", "people" in them, or "balanced" (the binary digits of the count, so that
    totals stay where they can).
    """

    threshold: int = 10
    width: int = 5
    rounding: int = 5
    zeros: str = "hidden"
    tiny: int = 100
    contributors: int = 3
    loss: str = "balanced"

    def __post_init__(self) -> None:
        numbers = (self.threshold, self.width, self.rounding, self.tiny, self.contributors)
        if any(type(number) is not int or not 0 <= number <= 10_000 for number in numbers):
            raise BadTable("policy_number")
        if self.threshold < FLOOR or self.width < FLOOR:
            raise BadTable("policy_weak", least=FLOOR)
        if self.rounding and not (2 <= self.rounding <= self.threshold):
            raise BadTable("policy_rounding", most=self.threshold)
        if self.zeros not in ZEROS or self.loss not in LOSSES:
            raise BadTable("policy_word")

    def reach(self, count: int) -> int:
        """How high an outsider's upper end for a hidden small cell must be."""
        return max(self.threshold, count + self.width)

    def price(self, count: int) -> int:
        """What hiding a cell with so many people costs."""
        if self.loss == "cells":
            return 1
        return 1 + (count if self.loss == "people" else count.bit_length())


HOME = Policy(threshold=FLOOR, rounding=0, tiny=0)
"""Inside a country: the least that is allowed, exact numbers."""
