"""The moves of a placement. Its approval takes two people; an emergency begins by one alone and is confirmed by a second."""

from django.utils.translation import gettext_lazy as _

from umay.care.placements.rules import is_second_person
from umay.care.placements.words import OBSTACLES, PlacementState
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.lifecycle import Lifecycle, Move

PREPARING, APPROVED, ACTIVE, ENDED, CANCELLED = (state.value for state in PlacementState)


def _second_person(row, by, at):
    decided_by = row.match.decided_by if row.match_id else None
    if not is_second_person(by=by.user_id, others=(row.proposed_by, decided_by)):
        return Refusal(
            _("You proposed or decided this placement yourself. A second person approves it. Nothing was changed."),
            code="second_person",
        )
    return None


def _papers(row, by, at):
    """What the row itself knows; legal basis, the child's view and the family are asked under locks by the action."""
    for code, is_there in (
        ("yes", row.family_said_yes_at),
        ("contract", row.contract_signed_on),
        ("approval", row.approved_on),
    ):
        if not is_there:
            return Refusal(OBSTACLES[code], code=code)
    return None


PLACEMENT = Lifecycle(
    thing="placements.placement",
    states=PlacementState,
    start=PREPARING,
    moves=(
        Move("approve", (PREPARING,), APPROVED, "placements.approve", _("Approve"), _second_person),
        Move("refuse", (PREPARING,), CANCELLED, "placements.approve", _("Do not approve"), _second_person),
        Move("begin", (APPROVED,), ACTIVE, "placements.begin", _("The child moves in"), _papers),
        Move("place_emergency", (PREPARING,), ACTIVE, "placements.emergency", _("Place tonight")),
        Move("end", (ACTIVE,), ENDED, "placements.end", _("End")),
        Move("give_way", (ACTIVE,), ENDED, "placements.emergency", _("End for another home tonight")),
        Move("cancel", (PREPARING, APPROVED), CANCELLED, "placements.change", _("Give it up")),
    ),
)
