"""A numbered document of weights for a country, the voices of its board, and what it would have changed. No child's data in any of them."""

from django.db import models
from django.db.models import Q

from umay.care.matching.weighing.words import DocumentState, Vote
from umay.care.matching.words import RunState
from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id
from umay.kit.kernel.privacy import OFFICE

_KEPT = ["id", "country", "version", "recorded_at", "recorded_by"]


class WeightsDocument(models.Model):
    """Weights (points per child, by term) with a reason for each, and the day from which they count once a board has approved them.

    What it says is never changed: another number takes its place. The database lets the state move, and checks the votes itself.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    country = models.CharField(max_length=2)
    number = models.IntegerField()
    state = models.CharField(max_length=10, choices=DocumentState.choices, default=DocumentState.PREPARED)
    valid_from = models.DateField()
    weights = models.JSONField()  # {term: points}
    reasons = models.JSONField()  # {term: words}
    why = models.TextField()
    prepared_by = models.UUIDField()
    prepared_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    quorum = models.IntegerField(
        null=True, blank=True
    )  # how many must agree, as the country's settings said when the board was asked
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.IntegerField(default=1)
    recorded_at = models.DateTimeField(default=now)
    recorded_by = models.UUIDField(null=True, blank=True)

    privacy = dict.fromkeys(
        [
            *_KEPT,
            "number",
            "state",
            "valid_from",
            "weights",
            "reasons",
            "why",
            "prepared_by",
            "prepared_at",
            "asked_at",
            "quorum",
            "decided_at",
        ],
        OFFICE,
    )

    class Meta:
        app_label = "matching"
        db_table = "matching_weights"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["country", "number"], name="one_weights_number"),
            models.UniqueConstraint(
                fields=["country"], condition=Q(state="asked"), name="one_weights_before_the_board"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["asked", "approved", "refused"])
                | (Q(asked_at__isnull=False) & Q(quorum__gte=2)),
                name="weights_asked_of_two_at_least",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "refused"]) | Q(decided_at__isnull=False),
                name="weights_decided_has_time",
            ),
        ]


class Voice(models.Model):
    """One member of the board about one document: named with their post when the board was asked, a vote and its reason once given."""

    id = models.UUIDField(primary_key=True, default=new_id)
    country = models.CharField(max_length=2)
    document = models.ForeignKey(WeightsDocument, on_delete=models.PROTECT, related_name="voices")
    user_id = models.UUIDField()
    name = models.CharField(max_length=150)
    office = models.CharField(max_length=150)  # of the member's post
    vote = models.CharField(max_length=3, choices=Vote.choices, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    voted_at = models.DateTimeField(null=True, blank=True)
    version = models.IntegerField(default=1)
    recorded_at = models.DateTimeField(default=now)
    recorded_by = models.UUIDField(null=True, blank=True)

    privacy = dict.fromkeys([*_KEPT, "document", "user_id", "name", "office", "vote", "reason", "voted_at"], OFFICE)

    class Meta:
        app_label = "matching"
        db_table = "matching_weights_voice"
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "user_id"], name="one_voice_each"),
            models.CheckConstraint(
                condition=Q(vote="", voted_at__isnull=True) | (~Q(vote="") & Q(voted_at__isnull=False) & ~Q(reason="")),
                name="vote_has_reason_and_time",
            ),
        ]


class Effect(models.Model):
    """What a document would have changed in the last month: numbers by parts of the children, never whom (effects.py).

    Written as counted; the database keeps that in EffectFigures and leaves here what everybody may read (sql.py, COUNTED).
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    country = models.CharField(max_length=2)
    document = models.ForeignKey(WeightsDocument, on_delete=models.PROTECT, related_name="effects")
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.QUEUED)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    figures = models.JSONField(default=dict)
    version = models.IntegerField(default=1)
    recorded_at = models.DateTimeField(default=now)
    recorded_by = models.UUIDField(null=True, blank=True)

    privacy = dict.fromkeys([*_KEPT, "document", "state", "asked_by", "asked_at", "ended_at", "figures"], OFFICE)

    class Meta:
        app_label = "matching"
        db_table = "matching_weights_effect"
        ordering = ["-asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(state__in=["queued", "running"]), name="one_effect_at_a_time"
            )
        ]


class EffectFigures(models.Model):
    """The numbers as they were counted. Only the job and those who read the whole country can read the row."""

    id = models.UUIDField(primary_key=True, default=new_id)
    country = models.CharField(max_length=2)
    effect = models.OneToOneField(Effect, on_delete=models.PROTECT, related_name="exact")
    figures = models.JSONField(default=dict)
    version = models.IntegerField(default=1)
    recorded_at = models.DateTimeField(default=now)
    recorded_by = models.UUIDField(null=True, blank=True)

    privacy = dict.fromkeys([*_KEPT, "effect", "figures"], OFFICE)

    class Meta:
        app_label = "matching"
        db_table = "matching_weights_effect_figures"
