"""The ways of choosing that are compared. All ask families in the same order of claims and obey the same rules."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """`choose`: what decides among families for one group. `batch_every`: days between two assignments of all who wait
    together; 0 = one group after another, at once. `prices`: are other children's needs of a family counted?"""

    code: str
    choose: str
    batch_every: int
    prices: bool


POLICIES = (
    Policy("first_available", "list", 0, False),
    Policy("longest_free", "longest", 0, False),
    Policy("nearest", "km", 0, False),
    Policy("greedy", "value", 0, False),
    Policy("weekly_batch", "value", 7, False),
    Policy("daily_batch", "value", 1, False),
    Policy("daily_batch_prices", "value", 1, True),
    Policy("immediate_prices", "value", 0, True),
)
BY_CODE = {policy.code: policy for policy in POLICIES}
REFERENCE = "greedy"
HINDSIGHT = "hindsight"
"""Not a policy: a bound that no policy can pass (hindsight.py)."""

CODES = (*BY_CODE, HINDSIGHT)
