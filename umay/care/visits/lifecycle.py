"""The moves of a visit, and of a concern."""

from django.utils.translation import gettext_lazy as _

from umay.care.visits.words import ConcernState, VisitState
from umay.kit.kernel.lifecycle import Lifecycle, Move

PLANNED, DONE, MISSED, CANCELLED = (state.value for state in VisitState)

VISIT = Lifecycle(
    thing="visits.visit",
    states=VisitState,
    start=PLANNED,
    moves=(
        Move("record", (PLANNED,), DONE, "visits.record", _("Write the visit down")),
        Move("miss", (PLANNED,), MISSED, "visits.record", _("It did not happen")),
        # Called off together with the placement, by whoever may end that.
        Move("cancel", (PLANNED,), CANCELLED, "visits.see", _("Call off")),
    ),
)

CONCERN = Lifecycle(
    thing="visits.concern",
    states=ConcernState,
    start=ConcernState.RAISED,
    moves=(
        Move("answer_concern", (ConcernState.RAISED,), ConcernState.ANSWERED, "visits.answer_concern", _("Answer")),
    ),
)
