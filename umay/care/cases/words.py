"""Choices of the cases room."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

OTHER_MEASURE = "other"  # what a decision orders and the country's list does not name


class CaseState(models.TextChoices):
    OPEN = "open", pgettext_lazy("case", "Open")
    CLOSING = "closing", _("Waiting for the supervisor to close")
    CLOSED = "closed", pgettext_lazy("case", "Closed")


class BasisState(models.TextChoices):
    ACTIVE = "active", _("In force")
    ENDED = "ended", _("Ended")


class KinAnswer(models.TextChoices):
    ASKED = "asked", _("Asked, no answer yet")
    WILLING = "willing", _("Wants to care for the child")
    MAYBE = "maybe", _("Needs time or help to decide")
    UNABLE = "unable", _("Cannot")
    NOT_FOUND = "not_found", _("Not found")
    UNSAFE = "unsafe", _("Not safe for the child")


class ContactKind(models.TextChoices):
    FREE = "free", _("Free contact")
    PLANNED = "planned", _("By plan")
    SUPERVISED = "supervised", _("With a worker present")
    NONE = "none", _("No contact, by decision")


class DeadlineKind(models.TextChoices):
    APPLY_TO_JUDGE = "apply_to_judge", _("Apply to the judge")
    JUDGE_DECIDES = "judge_decides", _("The judge decides")
    ORDER_ENDS = "order_ends", _("The legal basis ends")
    REVIEW = "review", _("Review of the case")
    PLAN = "plan", _("Care plan")
    ASSESSMENT = "assessment", _("Assessment")
    IMPLEMENT = "implement", _("Carry out the decision")


class NoteKind(models.TextChoices):
    NOTE = "note", _("Note")
    CALL = "call", _("Telephone call")
    MEETING = "meeting", _("Meeting")
    REVIEW = "review", _("Review")


class StopReason(models.TextChoices):
    """Why a family is not looked for any longer."""

    PLACED = "placed", _("The children have found a family")
    HOME = "home", _("The children can live safely at home")
    KIN = "kin", _("They live with kin who need no approval")
    OF_AGE = "of_age", _("They are of age")
    OTHER = "other", _("Another reason")


# The sentence for each thing that stands in the way of looking for a family (rules.obstacles).
OBSTACLES = {
    "care_type": _("Choose the kind of care the children need."),
    "no_reason": _("Say why the children cannot stay at home. Choose at least one reason."),
    "only_poverty": _(
        "Poverty alone is never a reason to take a child from home. The family has a right to support instead (UN"
        " Guidelines for the Alternative Care of Children, paragraph 15). If there is another reason, choose it too."
    ),
    "no_why": _("Say in your own words why the children cannot stay at home."),
    "nothing_tried": _(
        "Write first what was tried so that the children could stay at home, or why nothing could be tried."
    ),
    "view_missing": _("Write first what each child says about it, or why the child was not heard."),
}
