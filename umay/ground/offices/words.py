"""Choices of the offices room, with their labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """How far a post sees. Each level is a wider ring."""

    OWN = "own", _("Own cases")
    TEAM = "team", _("Team")
    OFFICE = "office", _("Office")
    PROVINCE = "province", _("Province")
    COUNTRY = "country", _("Whole country, to read")
    NONE = "none", _("No children or families")


class OfficeKind(models.TextChoices):
    MINISTRY = "ministry", _("Ministry")
    PROVINCIAL = "provincial", _("Provincial directorate")
    CENTRE = "centre", _("Social service centre")


class GrantKind(models.TextChoices):
    """Why a file is open to somebody outside the ordinary scope."""

    NAMED = "named", _("Named for a confidential file")
    GLASS = "glass", _("Opened in an emergency")
    SHARED = "shared", _("Shared for a match")


class NoticeKind(models.TextChoices):
    GLASS = "glass", _("A file was opened in an emergency")
    CONCERN = "concern", _("A concern was recorded on a visit")
    KNOWN = "known", _("Another office asks about a child known to you")
    ASKED = "asked", _("An office asks about one of your families")
    RATIFY = "ratify", _("An emergency placement waits for your confirmation")
    ACCOUNT = "account", _("A powerful role waits for a second person")
    RESET = "reset", _("An administrator gave somebody a new way to sign in")
    RECOVERED = "recovered", _("A way to sign in was given to an administrator on the server")
    ASSIGNED = "assigned", _("A case was given to you")
    CLOSING = "closing", _("The closing of an office or a team waits for a second person")
    PASSED = "passed", _("A foster family was handed over to your office")
    HANDED = "handed", _("A case was handed over to your office")
