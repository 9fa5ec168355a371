"""Choices of the matching room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MatchState(models.TextChoices):
    OPEN = "open", _("Looking for a family")
    PROPOSED = "proposed", _("Waiting for the second person")
    DECIDED = "decided", _("Decided")
    NONE = "none", _("No family suits for now")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class CandidateState(models.TextChoices):
    SHORTLISTED = "shortlisted", _("On the shortlist")
    OFFICE_ASKED = "office_asked", _("The family's office was asked")
    OFFICE_AGREED = "office_agreed", _("The family's office agreed")
    OFFICE_REFUSED = "office_refused", _("The family's office said no")
    FAMILY_ASKED = "family_asked", _("The family was asked")
    FAMILY_YES = "family_yes", _("The family said yes")
    FAMILY_NO = "family_no", _("The family said no")
    CHOSEN = "chosen", _("Chosen")
    DROPPED = "dropped", _("Taken off the list")
