"""Choices of the placements room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlacementState(models.TextChoices):
    PREPARING = "preparing", _("Being prepared")
    APPROVED = "approved", _("Approved, not begun")
    ACTIVE = "active", _("The child lives there")
    ENDED = "ended", _("Ended")
    CANCELLED = "cancelled", _("Did not begin")
