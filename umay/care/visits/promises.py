"""What the visits room does inside the moves of a placement."""

from umay.care.visits import actions
from umay.kit.kernel import slots


@slots.within("placements.placement.begin")
@slots.within("placements.placement.place_emergency")
def plan_first(placement, by, at) -> None:
    """The handover plans the first visit, in the same transaction."""
    actions.plan(placement=placement, by=by, at=at)


@slots.within("placements.placement.end")
@slots.within("placements.placement.give_way")
def call_off(placement, by, at) -> None:
    actions.call_off(placement=placement, by=by, at=at)
