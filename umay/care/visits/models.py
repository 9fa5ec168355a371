"""Visits to the child in the family: when due, what was seen, what the child said, what comes next, and concerns."""

from django.db import models
from django.db.models import Q

from umay.care.placements.models import Placement
from umay.care.visits.words import ConcernLevel, ConcernState, VisitState, VisitWhere
from umay.ground.offices.models import Scoped
from umay.kit.kernel.privacy import OFFICE, SENSITIVE
from umay.kit.kernel.vault import SealedText


class Visit(Scoped):
    """One visit of the plan, or one made between. `rule` is the pack's rhythm it comes from."""

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="visits")
    state = models.CharField(max_length=9, choices=VisitState.choices, default=VisitState.PLANNED)
    due_on = models.DateField()
    rule = models.CharField(max_length=60, blank=True, default="")
    at = models.DateTimeField(null=True, blank=True)
    by_user = models.UUIDField(null=True, blank=True)
    where = models.CharField(max_length=10, choices=VisitWhere.choices, blank=True, default="")
    is_unannounced = models.BooleanField(default=False)
    saw_child_alone = models.BooleanField(null=True, blank=True)
    seen = SealedText()
    child_said = SealedText()
    child_not_heard_why = SealedText()
    carer_said = SealedText()
    next_step = SealedText()
    missed_kind = models.CharField(max_length=30, blank=True, default="")  # a not_seen reason of the pack
    missed_why = SealedText()

    privacy = dict.fromkeys(
        ["placement", "state", "due_on", "rule", "at", "by_user", "where", "is_unannounced", "saw_child_alone"], OFFICE
    ) | dict.fromkeys(
        ["seen", "child_said", "child_not_heard_why", "carer_said", "next_step", "missed_kind", "missed_why"], SENSITIVE
    )

    class Meta(Scoped.Meta):
        db_table = "visits_visit"
        ordering = ["due_on", "id"]
        indexes = [
            *Scoped.Meta.indexes,
            models.Index(fields=["placement"], name="visits_visit_of"),
            models.Index(fields=["worker", "due_on"], condition=Q(state="planned"), name="visits_due_worker"),
            models.Index(fields=["office", "due_on"], condition=Q(state="planned"), name="visits_due_office"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(state="done") | Q(at__isnull=False), name="done_has_time"),
            # The child was heard, or it is written why not; and a visit that did not happen has its reason.
            models.CheckConstraint(
                condition=~Q(state="done") | Q(child_said__isnull=False) | Q(child_not_heard_why__isnull=False),
                name="done_has_childs_word",
            ),
            models.CheckConstraint(condition=~Q(state="missed") | ~Q(missed_kind=""), name="missed_has_reason"),
            models.UniqueConstraint(
                fields=["placement"], condition=Q(state="planned") & ~Q(rule=""), name="one_next_visit"
            ),
        ]


class Concern(Scoped):
    """Something seen or said on a visit that the supervisor must know today."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="concerns")
    level = models.CharField(max_length=8, choices=ConcernLevel.choices)
    kind = models.CharField(max_length=30, blank=True, default="")  # a concern_kind of the pack
    state = models.CharField(max_length=8, choices=ConcernState.choices, default=ConcernState.RAISED)
    text = SealedText()
    raised_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.UUIDField(null=True, blank=True)
    answer = SealedText()

    privacy = dict.fromkeys(["visit", "level", "state", "raised_at", "answered_at", "answered_by"], OFFICE) | {
        "kind": SENSITIVE,
        "text": SENSITIVE,
        "answer": SENSITIVE,
    }

    class Meta(Scoped.Meta):
        db_table = "visits_concern"
        ordering = ["-raised_at", "id"]
        indexes = [*Scoped.Meta.indexes, models.Index(fields=["office", "state"], name="visits_concern_open")]
