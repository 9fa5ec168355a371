"""Choices of the intake room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportState(models.TextChoices):
    RECEIVED = "received", _("Received")
    SCREENED = "screened", _("Screened, first contact due")
    CONTACTED = "contacted", _("Child seen")
    CASE_OPENED = "case_opened", _("Case opened")
    NO_NEED = "no_need", _("Closed: no need for protection")


class Risk(models.TextChoices):
    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")


class Channel(models.TextChoices):
    PHONE = "phone", _("Telephone")
    LINE = "line", _("Support line")
    PERSON = "person", _("In person")
    WRITING = "writing", _("In writing")
    TEAM = "team", _("Mobile team")
