"""Choices of the visits room."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VisitState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    DONE = "done", pgettext_lazy("visit", "Done")
    MISSED = "missed", _("Did not happen")
    CANCELLED = "cancelled", _("No longer needed")


class VisitWhere(models.TextChoices):
    HOME = "home", _("At the family's home")
    OFFICE = "office", _("At the office")
    SCHOOL = "school", _("At school")
    ELSEWHERE = "elsewhere", _("Somewhere else")


class ConcernState(models.TextChoices):
    RAISED = "raised", _("Raised, waits for the supervisor")
    ANSWERED = "answered", _("Answered")


class ConcernLevel(models.TextChoices):
    LOW = "low", _("Keep an eye on it")
    SERIOUS = "serious", _("Serious")
    DANGER = "danger", _("The child may be in danger")
