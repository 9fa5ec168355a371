"""Choices of the placements room, and its sentences."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlacementState(models.TextChoices):
    PREPARING = "preparing", _("Being prepared")
    APPROVED = "approved", _("Approved, not begun")
    ACTIVE = "active", _("The child lives there")
    ENDED = "ended", _("Ended")
    CANCELLED = "cancelled", _("Did not begin")


class CallAnswer(models.TextChoices):
    """What came of a call at night."""

    YES = "yes", _("The family said yes")
    NO = "no", _("The family said no")
    NO_ANSWER = "no_answer", _("Nobody answered")
    WITHDREW = "withdrew", _("The family said yes, then took it back")


# States of a home that is on its way, and states of one that stands in the way of closing the case.
COMING = (PlacementState.PREPARING, PlacementState.APPROVED)
OPEN = (*COMING, PlacementState.ACTIVE)

COLOURS = {
    PlacementState.PREPARING: "amber",
    PlacementState.APPROVED: "indigo",
    PlacementState.ACTIVE: "teal",
    PlacementState.ENDED: "grey",
    PlacementState.CANCELLED: "grey",
}

# The sentence for each thing that stands in the way of the handover (rules.missing).
OBSTACLES = {
    "basis": _(
        "There is no legal basis in force at the time of the handover. Record the court's order or the emergency admission in"
        " the case first. Nothing was changed."
    ),
    "yes": _("The family has not said yes. Nothing was changed."),
    "view": _("Write first what the child says about it, or why the child was not heard. Nothing was changed."),
    "contract": _("The contract with the family is not signed yet. Nothing was changed."),
    "approval": _("The approval is still missing. Nothing was changed."),
    "family": _(
        "The family can't take a child now: it is suspended, its approval has run out, or its place is no longer kept. Nothing"
        " was changed. Speak with the family's worker."
    ),
    "elsewhere": _(
        "The child lives with another family now. Move the child from there, so that the child is never in two places. Nothing"
        " was changed."
    ),
}

STEPS = {
    "basis": (_("Legal basis in force"), _("The court's order or the emergency admission.")),
    "yes": (_("The family said yes"), _("Recorded when the family was asked.")),
    "view": (_("What the child says"), _("In the child's own words, or why the child was not heard.")),
    "contract": (_("Contract signed"), _("The day and the number of the contract with the family.")),
    "approval": (_("Approval"), _("By a second person, with number and day.")),
    "family": (_("The family is ready"), _("Approved, not suspended, and its place is kept for this child.")),
    "elsewhere": (_("The child lives nowhere else"), _("A child who lives with another family is moved from there.")),
}
