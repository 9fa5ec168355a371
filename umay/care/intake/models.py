"""A report comes in, is screened, gets a risk level and a clock."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from umay.care.intake.words import Channel, ReportState, Risk
from umay.care.persons.models import Person
from umay.ground.offices.models import Scoped
from umay.kit.kernel.privacy import OFFICE, PERSONAL, SENSITIVE
from umay.kit.kernel.vault import SealedText


class Report(Scoped):
    """One report about one child or several children of a family. Its clock starts when it is received."""

    number = models.CharField(max_length=20)
    state = models.CharField(max_length=12, choices=ReportState.choices, default=ReportState.RECEIVED)
    received_at = models.DateTimeField()
    channel = models.CharField(max_length=8, choices=Channel.choices)
    reporter_kind = models.CharField(max_length=30)
    reporter = SealedText()  # name and telephone of who reported, where they gave it
    place = models.CharField(max_length=6)
    concerns = ArrayField(models.CharField(max_length=30), default=list, blank=True)  # codes of the pack
    where_now = SealedText()  # where the child is now
    story = SealedText()
    answers = ArrayField(
        models.CharField(max_length=40), default=list, blank=True
    )  # keys of the pack's questions answered "yes"
    unsure = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    risk = models.CharField(max_length=6, choices=Risk.choices, blank=True, default="")
    risk_by_rule = models.CharField(max_length=6, choices=Risk.choices, blank=True, default="")
    risk_rule = models.CharField(max_length=60, blank=True, default="")  # which dated rule decided
    risk_reason = SealedText()  # why a person set another level than the rule
    contact_due_at = models.DateTimeField(null=True, blank=True)
    contacted_at = models.DateTimeField(null=True, blank=True)
    contact_note = SealedText()
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_code = models.CharField(max_length=40, blank=True, default="")  # a reason of the pack
    closing_reason = SealedText()

    privacy = dict.fromkeys(
        [
            "number",
            "state",
            "received_at",
            "channel",
            "reporter_kind",
            "place",
            "risk",
            "risk_by_rule",
            "risk_rule",
            "contact_due_at",
            "contacted_at",
            "closed_at",
            "closing_code",
        ],
        OFFICE,
    ) | dict.fromkeys(
        [
            "concerns",
            "reporter",
            "where_now",
            "story",
            "answers",
            "unsure",
            "risk_reason",
            "contact_note",
            "closing_reason",
        ],
        SENSITIVE,
    )

    class Meta(Scoped.Meta):
        db_table = "intake_report"
        ordering = ["-received_at", "id"]
        indexes = [
            *Scoped.Meta.indexes,
            models.Index(fields=["office", "state", "contact_due_at"], name="intake_report_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["country", "number"], name="one_report_number"),
            models.CheckConstraint(
                condition=~Q(state__in=["screened", "contacted", "case_opened"]) | ~Q(risk=""), name="screened_has_risk"
            ),
            models.CheckConstraint(condition=Q(risk="") | Q(contact_due_at__isnull=False), name="risk_starts_clock"),
        ]


class ReportChild(Scoped):
    """A child the report is about."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="children")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reports")

    privacy = {"report": OFFICE, "person": PERSONAL}

    class Meta(Scoped.Meta):
        db_table = "intake_report_child"
        constraints = [models.UniqueConstraint(fields=["report", "person"], name="child_once_in_report")]


class Contact(Scoped):
    """Somebody went or called to see the child: seen, or not this time. The clock stops only when the child was seen."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="contacts")
    at = models.DateTimeField()
    is_seen = models.BooleanField()
    note = SealedText()

    privacy = {"report": OFFICE, "at": OFFICE, "is_seen": OFFICE, "note": SENSITIVE}

    class Meta(Scoped.Meta):
        db_table = "intake_contact"
        ordering = ["at", "id"]
