"""Protected counts of how children are treated, made once when a month or a comparison is over; and whose better family went to a later claim."""

from django.db import models
from django.db.models import Q

from umay.care.cases.models import Case
from umay.care.fairness.words import MONTH, RUN
from umay.care.matching.models import Run
from umay.care.matching.words import RunState
from umay.ground.offices.models import Scoped
from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id
from umay.kit.kernel.privacy import OFFICE, PERSONAL


class Sheet(models.Model):
    """The protected tables of one month or one run. Small numbers are not in it, so whoever reads the row can't find a child. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_id)
    country = models.CharField(max_length=2)
    kind = models.CharField(max_length=5, choices=[(MONTH, MONTH), (RUN, RUN)])
    is_protected = models.BooleanField(default=False)  # by sex, disability, language: the auditor's own view
    first_on = models.DateField()  # first day of the month, or the run's day
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, blank=True, related_name="sheets")
    tables = models.JSONField(default=dict)  # {fact: {dimension: rules.table}}
    made_at = models.DateTimeField(default=now)
    is_invented = models.BooleanField(default=False)  # a demonstration's own
    version = models.IntegerField(default=1)
    recorded_at = models.DateTimeField(default=now)
    recorded_by = models.UUIDField(null=True, blank=True)

    privacy = dict.fromkeys(
        [
            "id",
            "country",
            "kind",
            "is_protected",
            "first_on",
            "run",
            "tables",
            "made_at",
            "is_invented",
            "version",
            "recorded_at",
            "recorded_by",
        ],
        OFFICE,
    )

    class Meta:
        db_table = "fairness_sheet"
        ordering = ["-first_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "first_on", "is_protected"], condition=Q(kind=MONTH), name="one_sheet_a_month"
            ),
            models.UniqueConstraint(fields=["run", "is_protected"], condition=Q(kind=RUN), name="one_sheet_a_run"),
            models.CheckConstraint(
                condition=Q(kind=MONTH, run__isnull=True) | Q(kind=RUN, run__isnull=False), name="sheet_of_run_or_month"
            ),
        ]


class Flip(models.Model):
    """The flip test on the living database, asked for by an auditor and made by a job (flipping.py). Two hashes and yes or no; nobody's data."""

    id = models.UUIDField(primary_key=True, default=new_id)
    country = models.CharField(max_length=2)
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.QUEUED)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    flipped_sha256 = models.CharField(max_length=64, blank=True, default="")
    figures = models.JSONField(default=dict)  # what flipping.Outcome says beside the hashes
    is_passed = models.BooleanField(null=True, blank=True)
    failure = models.CharField(max_length=40, blank=True, default="")
    version = models.IntegerField(default=1)
    recorded_at = models.DateTimeField(default=now)
    recorded_by = models.UUIDField(null=True, blank=True)

    privacy = dict.fromkeys(
        [
            "id",
            "country",
            "state",
            "asked_by",
            "asked_at",
            "ended_at",
            "sha256",
            "flipped_sha256",
            "figures",
            "is_passed",
            "failure",
            "version",
            "recorded_at",
            "recorded_by",
        ],
        OFFICE,
    )

    class Meta:
        db_table = "fairness_flip"
        ordering = ["-asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["country"], condition=Q(state__in=["queued", "running"]), name="one_flip_at_a_time"
            )
        ]


class PassedOver(Scoped):
    """In one run a family that suited this group better was suggested for a group with a lower claim. Belongs to the file of the case."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="passed_over")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="passed_over")
    group_id = models.UUIDField()
    families = models.IntegerField()  # how many such families
    family_id = models.UUIDField()  # the best of them

    privacy = dict.fromkeys(["run", "case", "group_id", "families"], OFFICE) | {"family_id": PERSONAL}

    class Meta(Scoped.Meta):
        db_table = "fairness_passed"
        indexes = [*Scoped.Meta.indexes]
        constraints = [models.UniqueConstraint(fields=["run", "group_id"], name="passed_once_a_run")]
