"""Choices of the accords room, with their labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccordKind(models.TextChoices):
    PROTOCOL = "protocol", _("Protocol")
    PLAN = "plan", _("Activity plan")
    DECLARATION = "declaration", _("Declaration")
    SERIES = "series", _("Series of meetings")
    MEETING = "meeting", _("Meeting")
    COMMUNIQUE = "communique", _("Communiqué")


class SideRole(models.TextChoices):
    """What an institution is to an accord. The first four write what is joint; the others write their own rows only."""

    PARTY = "party", _("Party")
    AUTHOR = "author", _("Author")
    DEPOSITARY = "depositary", _("Depositary")
    HOST = "host", _("Host")
    SIGNATORY = "signatory", _("Signatory")
    INVITED = "invited", _("Invited")
    OBSERVER = "observer", _("Observer")


WRITES_JOINT = (SideRole.PARTY, SideRole.AUTHOR, SideRole.DEPOSITARY, SideRole.HOST)


IN_LISTS = {
    AccordKind.PROTOCOL: _("Protocols"),
    AccordKind.PLAN: _("Plans"),
    AccordKind.DECLARATION: _("Declarations"),
    AccordKind.SERIES: pgettext_lazy("many", "Series of meetings"),
    AccordKind.MEETING: _("Meetings"),
    AccordKind.COMMUNIQUE: pgettext_lazy("many", "Communiqués"),
}
"""What stands over several of one kind."""


class FileUse(models.TextChoices):
    SCAN = "scan", _("Scan of the signed paper")
    EVIDENCE = "evidence", _("Evidence")
    REPORT = "report", pgettext_lazy("cooperation", "Report")
    PAPER = "paper", _("What an institution told on paper")
    SIGNED = "signed", _("Signed file")


class SubscriptionKind(models.TextChoices):
    FEED = "feed", _("Calendar")
    MAIL = "mail", _("Reminders by e-mail")
