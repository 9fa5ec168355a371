"""Choices of meetings, with their labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(models.TextChoices):
    MINISTERS = "ministers", _("Ministers")
    EXPERTS = "experts", _("Experts")
    GROUP = "group", _("Working group")


class MeetingState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("meeting", "Planned")
    AGENDA_OPEN = "agenda_open", _("Agenda is open")
    AGENDA_CLOSED = "agenda_closed", _("Agenda is closed")
    HELD = "held", pgettext_lazy("meeting", "Held")
    MINUTES_DRAFT = "minutes_draft", _("Minutes are being written")
    AMENDMENTS = "amendments", _("Those who attended read the minutes")
    FINAL = "final", _("Minutes are final")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Called off")


class Presence(models.TextChoices):
    COMING = "coming", _("Will come")
    ATTENDED = "attended", _("Attended")
    ABSENT = "absent", _("Did not attend")


class ItemKind(models.TextChoices):
    ITEM = "item", _("Item")
    OPEN_DECISIONS = "open", _("Open decisions of earlier meetings")


class Adopted(models.TextChoices):
    CONSENSUS = "consensus", _("By consensus")
    VOTE = "vote", _("By vote")
    NOTED = "noted", _("Noted")


class DecisionState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("decision", "Proposed")
    ADOPTED = "adopted", _("Adopted")
    IN_PROGRESS = "progress", _("In progress")
    DONE = "done", pgettext_lazy("decision", "Done")
    DROPPED = "dropped", _("Dropped by a later decision")


class ActionState(models.TextChoices):
    OPEN = "open", pgettext_lazy("action", "Open")
    REPORTED = "reported", _("Waits for verification")
    VERIFIED = "verified", pgettext_lazy("action", "Verified")
    DROPPED = "dropped", _("Dropped")


AGENDA = (MeetingState.PLANNED, MeetingState.AGENDA_OPEN)  # the agenda is still written
WRITTEN = (MeetingState.AGENDA_CLOSED, MeetingState.HELD, MeetingState.MINUTES_DRAFT, MeetingState.AMENDMENTS)
OPEN_DECISIONS = (DecisionState.ADOPTED, DecisionState.IN_PROGRESS)
OPEN_ACTIONS = (ActionState.OPEN, ActionState.REPORTED)
