"""A simulation somebody asked for. It holds rates, numbers and invented children's sums; nobody's record goes into it."""

from django.db import models
from django.db.models import Q

from umay.care.matching.words import RunState
from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id
from umay.kit.kernel.privacy import OFFICE


class Simulation(models.Model):
    """Seen by whoever asked, and by colleagues to whom it was shown. `place` is a province's code, or the country's for the whole of it. `found`: seed -> sums, until the result is made."""

    id = models.UUIDField(primary_key=True, default=new_id)
    country = models.CharField(max_length=2)
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.QUEUED)
    place = models.CharField(max_length=8)
    days = models.IntegerField()
    seeds = models.IntegerField()
    policies = models.JSONField(default=list)
    added = models.IntegerField(default=0)
    added_kind = models.CharField(max_length=14, blank=True, default="")
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    stop_at = models.DateTimeField(null=True, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)  # since then colleagues who may plan read it
    found = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    version = models.IntegerField(default=1)
    recorded_at = models.DateTimeField(default=now)
    recorded_by = models.UUIDField(null=True, blank=True)

    privacy = dict.fromkeys(
        [
            "id",
            "country",
            "state",
            "place",
            "days",
            "seeds",
            "policies",
            "added",
            "added_kind",
            "asked_by",
            "asked_at",
            "began_at",
            "ended_at",
            "stop_at",
            "shared_at",
            "found",
            "result",
            "version",
            "recorded_at",
            "recorded_by",
        ],
        OFFICE,
    )

    class Meta:
        app_label = "matching"
        db_table = "matching_simulation"
        ordering = ["-asked_at", "id"]
        indexes = [models.Index(fields=["asked_by", "-asked_at"], name="matching_simulation_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by"], condition=Q(state__in=["queued", "running"]), name="one_simulation_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(days__range=(1, 3650), seeds__range=(1, 64)), name="simulation_is_of_a_size"
            ),
        ]
