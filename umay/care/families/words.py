"""Choices of the families room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FamilyState(models.TextChoices):
    APPLIED = "applied", _("Applied")
    ASSESSING = "assessing", _("Being assessed")
    ASKED = "asked", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    SUSPENDED = "suspended", _("Suspended")
    REFUSED = "refused", _("Refused")
    ENDED = "ended", _("Ended")


class CareType(models.TextChoices):
    KIN = "kin", _("Kin and known people")
    TEMPORARY = "temporary", _("Temporary")
    TERM = "term", _("For a term")
    SPECIALISED = "specialised", _("Specialised")


class MemberRole(models.TextChoices):
    CARER = "carer", _("Carer")
    ADULT = "adult", _("Other adult in the home")
    CHILD = "child", _("Own child in the home")


class CheckKind(models.TextChoices):
    """The checks no family is approved without, kin included."""

    CRIMINAL_RECORD = "criminal_record", _("Criminal record")
    HEALTH_REPORT = "health_report", _("Health report")
    HOME = "home", _("The home, seen on a visit")


class PlaceState(models.TextChoices):
    """The ledger of places: what each entry does to the free places."""

    HELD = "held", _("Held for a match")
    TAKEN = "taken", _("A child lives there")
    BLOCKED = "blocked", _("Not usable for now")
    FREED = "freed", _("Free again")


class AskState(models.TextChoices):
    ASKED = "asked", _("Asked, no answer yet")
    AGREED = "agreed", _("The office agreed")
    REFUSED = "refused", _("The office said no")
    CLOSED = "closed", _("No longer needed")
