"""Protocols and the activity plans under them: what was agreed, line by line, and how it was changed."""

from django.db import models
from django.db.models import F, Q

from umay.cooperation.accords.models.base import OfAccord
from umay.cooperation.accords.plan_words import (
    About,
    Cost,
    LineKind,
    LineState,
    Pace,
    PlanState,
    ProposalState,
    ProtocolState,
)
from umay.cooperation.partners.models import Official, Stated, Words
from umay.kit.kernel.privacy import OFFICE, PUBLIC

_ENDS = Q(ends_on__isnull=True) | Q(begins_on__isnull=True) | Q(ends_on__gte=F("begins_on"))


class Protocol(OfAccord, Stated):
    """A cooperation protocol. What no source states is empty and shown as not stated.

    announced_on, sentence: when it was announced, and where that stands. sha256: of what was signed, with the words of its text.
    """

    state = models.CharField(max_length=8, choices=ProtocolState.choices, default=ProtocolState.DRAFT)
    signed_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True, default="")
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    renews_itself = models.BooleanField(null=True, blank=True)
    notice_days = models.IntegerField(null=True, blank=True)
    notes = Words(blank=True)
    announced_on = models.DateField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")

    privacy = dict.fromkeys(
        ["state", "signed_on", "place", "begins_on", "ends_on", "renews_itself", "notice_days", "notes", "announced_on", "sha256"],
        PUBLIC,
    )  # fmt: skip

    class Meta:
        db_table = "accords_protocol"
        ordering = [F("signed_on").desc(nulls_last=True), "id"]
        constraints = [
            models.UniqueConstraint(fields=["accord"], name="protocol_once"),
            models.CheckConstraint(condition=_ENDS, name="protocol_ends_after_begin"),
        ]


class Plan(OfAccord, Stated):
    """An activity plan for some years. `notes`: what the sources say differently or do not say. `renews`: the plan that it takes on."""

    protocol = models.ForeignKey(Protocol, on_delete=models.PROTECT, null=True, blank=True, related_name="plans")
    renews = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewals")
    state = models.CharField(max_length=8, choices=PlanState.choices, default=PlanState.DRAFT)
    begins_on = models.DateField()
    ends_on = models.DateField()
    signed_on = models.DateField(null=True, blank=True)
    announced_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True, default="")
    notes = Words(blank=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")  # of what was signed

    privacy = dict.fromkeys(
        [
            "protocol",
            "renews",
            "state",
            "begins_on",
            "ends_on",
            "signed_on",
            "announced_on",
            "place",
            "notes",
            "sha256",
        ],
        PUBLIC,
    )

    class Meta:
        db_table = "accords_plan"
        ordering = ["-begins_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["accord"], name="plan_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="plan_ends_after_begin"),
        ]


class Proposal(OfAccord):
    """What one side asks the others to agree to about a signed plan: an amendment of its text, dates, putting off, cancelling.

    changes: each changed column of a line with what it was and what it becomes; it takes effect with the last side's yes.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="proposals")
    number = models.IntegerField()
    about = models.CharField(max_length=8, choices=About.choices)
    state = models.CharField(max_length=9, choices=ProposalState.choices, default=ProposalState.PROPOSED)
    why = models.TextField()
    changes = models.JSONField()
    proposed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(["plan", "number", "about", "state", "why", "changes", "proposed_at", "ended_at"], OFFICE)

    class Meta:
        db_table = "accords_proposal"
        ordering = ["plan_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="proposal_number_once"),
            models.CheckConstraint(
                condition=Q(state=ProposalState.PROPOSED, ended_at__isnull=True)
                | (~Q(state=ProposalState.PROPOSED) & Q(ended_at__isnull=False)),
                name="proposal_ended_has_time",
            ),
        ]


class PlanLine(OfAccord, Stated):
    """One thing to be done. `first_on`, `last_on`: its dates, once they are set; `days`, `pace`: what the year planner needs to know."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="lines")
    number = models.IntegerField()
    state = models.CharField(max_length=9, choices=LineState.choices, default=LineState.PLANNED)
    titles = Words()
    kind = models.CharField(max_length=12, choices=LineKind.choices)
    article = models.CharField(max_length=40, blank=True, default="")
    begins_on = models.DateField()
    ends_on = models.DateField()
    quantity = models.IntegerField(null=True, blank=True)
    units = Words(blank=True)
    cost = models.CharField(max_length=10, choices=Cost.choices, default=Cost.NOT_STATED)
    cost_notes = Words(blank=True)
    results = Words(blank=True)
    days = models.IntegerField(default=1)
    pace = models.CharField(max_length=8, choices=Pace.choices, default=Pace.ROW)
    after = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers")
    first_on = models.DateField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)
    takes_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="taken_on_by")
    changed_by = models.ForeignKey(Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    privacy = dict.fromkeys(
        [
            "plan",
            "number",
            "state",
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
            "first_on",
            "last_on",
            "takes_on",
        ],
        PUBLIC,
    ) | dict.fromkeys(["days", "pace", "after", "changed_by"], OFFICE)

    class Meta:
        db_table = "accords_line"
        ordering = ["plan_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="line_number_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="line_ends_after_begin"),
            models.CheckConstraint(
                condition=Q(first_on__isnull=True, last_on__isnull=True) | Q(last_on__gte=F("first_on")),
                name="line_dates_in_order",
            ),
            models.CheckConstraint(condition=Q(days__gte=1), name="line_has_days"),
            models.CheckConstraint(condition=Q(quantity__isnull=True) | Q(quantity__gte=0), name="line_quantity"),
            models.CheckConstraint(
                condition=~Q(state__in=[LineState.SCHEDULED, LineState.VERIFIED]) | Q(first_on__isnull=False),
                name="line_dated_has_dates",
            ),
        ]


class Lead(OfAccord):
    """Who leads a line on one side: a department, and perhaps a public official. Each side names its own."""

    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, related_name="leads")
    unit = models.CharField(max_length=200)
    official = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    privacy = dict.fromkeys(["line", "unit", "official"], PUBLIC)

    class Meta:
        db_table = "accords_lead"
        ordering = ["line_id", "party_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["line", "party"], name="lead_once"),
            models.CheckConstraint(condition=Q(party__isnull=False), name="lead_of_a_side"),
        ]
