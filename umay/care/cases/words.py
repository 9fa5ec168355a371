"""Choices of the cases room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseState(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSING = "closing", _("Waiting for the supervisor to close")
    CLOSED = "closed", _("Closed")


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
