"""Choices of protocols, plans and their lines, with their labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanState(models.TextChoices):
    """What was done with the paper. Whether it runs or has ended is asked of its days (rules.plans.standing)."""

    DRAFT = "draft", pgettext_lazy("plan", "Draft")
    SIGNED = "signed", pgettext_lazy("plan", "Signed")
    CLOSED = "closed", pgettext_lazy("plan", "Closed")


class ProtocolState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("protocol", "Draft")
    SIGNED = "signed", pgettext_lazy("protocol", "Signed")


class LineState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("plan", "Planned")
    SCHEDULED = "scheduled", pgettext_lazy("plan", "Date is set")
    HELD = "held", pgettext_lazy("plan", "Carried out")
    VERIFIED = "verified", pgettext_lazy("plan", "Verified by both")
    POSTPONED = "postponed", pgettext_lazy("plan", "Postponed")
    CANCELLED = "cancelled", pgettext_lazy("plan", "Cancelled")


OPEN_LINES = (LineState.PLANNED, LineState.SCHEDULED, LineState.HELD, LineState.POSTPONED)


class LineKind(models.TextChoices):
    """What is done. The rooms for trainings, festivals, councils and campaigns take the same words."""

    FESTIVAL = "festival", _("Festival")
    EXCHANGE = "exchange", _("Exchange of experience")
    JOINT_EVENTS = "joint_events", _("Trainings, study visits, meetings and workshops")
    MOBILE_TEAMS = "mobile_teams", _("Exchange about mobile teams")
    COUNCILS = "councils", _("Children's councils")
    TRAINING = "training", _("Training of experts")
    EXPERTS = "experts", _("Meeting of experts")
    CAMPAIGN = "campaign", _("Campaign")
    NGO = "ngo", _("Work with civil society")
    OTHER = "other", pgettext_lazy("plan", "Something else")


class Cost(models.TextChoices):
    NOT_STATED = "not_stated", _("Not stated")
    EACH_OWN = "each_own", _("Each side pays its own")
    HOST = "host", _("The host pays for the stay, the guests for the journey")
    HALVES = "halves", _("Both sides pay half")
    OTHER = "other", pgettext_lazy("cost", "As written beside it")


class Pace(models.TextChoices):
    """How a line takes its days; the words of the year planner (scheduling.asking)."""

    ROW = "row", _("On working days one after another, at most five")
    WEEKS = "weeks", _("On working days, with weekends between")
    THROUGH = "through", _("Day after day, weekends and holidays too")


class ActivityState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("activity", "Planned")
    HELD = "held", pgettext_lazy("activity", "Held")
    CANCELLED = "cancelled", pgettext_lazy("activity", "Cancelled")


class Says(models.TextChoices):
    """How a side says a line stands."""

    NOT_BEGUN = "not_begun", _("Not begun")
    GOING = "going", _("Going on")
    STUCK = "stuck", _("Stuck")
    DONE = "done", _("Carried out")


class ObstacleKind(models.TextChoices):
    DELAY = "delay", _("Delay")
    RISK = "risk", _("Risk")


class Reason(models.TextChoices):
    MONEY = "money", _("Money")
    PEOPLE = "people", _("Nobody free to do it")
    TRAVEL = "travel", _("Travel or visas")
    DECISION = "decision", _("A decision is awaited")
    EVENT = "event", _("Something happened that nobody planned")
    OTHER = "other", pgettext_lazy("reason", "Something else")


class About(models.TextChoices):
    """What a proposal asks the other side to agree to. The first one changes the text of the plan: an amendment."""

    TEXT = "text", _("Amendment of the plan")
    DATES = "dates", _("Dates for lines")
    POSTPONE = "postpone", _("Putting a line off")
    CANCEL = "cancel", _("Cancelling a line")


class ProposalState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("proposal", "Proposed")
    AGREED = "agreed", pgettext_lazy("proposal", "Agreed by all")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "Withdrawn")


# Columns of a line that are the agreed text: after the signature they change by an amendment alone.
AGREED = (
    "titles",
    "kind",
    "article",
    "begins_on",
    "ends_on",
    "quantity",
    "units",
    "cost",
    "cost_notes",
    "results",
)
LABELS = {
    "titles": pgettext_lazy("plan", "What is done"),
    "kind": pgettext_lazy("plan", "Kind"),
    "article": pgettext_lazy("plan", "Article of the protocol"),
    "state": pgettext_lazy("plan", "How it stands"),
    "first_on": pgettext_lazy("plan", "First day"),
    "last_on": pgettext_lazy("plan", "Last day"),
    "begins_on": pgettext_lazy("plan", "Begins"),
    "ends_on": pgettext_lazy("plan", "Ends"),
    "quantity": pgettext_lazy("plan", "How many"),
    "units": pgettext_lazy("plan", "Of what"),
    "cost": pgettext_lazy("plan", "Who pays"),
    "cost_notes": pgettext_lazy("plan", "About the cost"),
    "results": pgettext_lazy("plan", "Expected result"),
}
