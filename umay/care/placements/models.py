"""The child lives with a family. One timeline per child comes from these rows only."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from umay.care.cases.models import Case, LegalBasis
from umay.care.matching.models import Match
from umay.care.persons.models import Person
from umay.care.placements.words import CallAnswer, PlacementState
from umay.ground.offices.models import Scoped
from umay.kit.kernel.privacy import OFFICE, PERSONAL, SENSITIVE
from umay.kit.kernel.vault import SealedText


class Placement(Scoped):
    """One child in one family, from the handover to the end. A child is never in two places at once (exclusion constraint)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="placements")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="placements")
    family_id = models.UUIDField()
    family_office_id = models.UUIDField()
    family_number = models.CharField(max_length=20)
    match = models.ForeignKey(Match, on_delete=models.PROTECT, null=True, blank=True, related_name="placements")
    state = models.CharField(max_length=10, choices=PlacementState.choices, default=PlacementState.PREPARING)
    care_type = models.CharField(max_length=12)
    basis = models.ForeignKey(LegalBasis, on_delete=models.PROTECT, null=True, blank=True, related_name="placements")
    family_said_yes_at = models.DateTimeField(null=True, blank=True)
    contract_signed_on = models.DateField(null=True, blank=True)
    contract_number = models.CharField(max_length=60, blank=True, default="")
    approval_authority = models.CharField(max_length=160, blank=True, default="")
    approval_number = models.CharField(max_length=60, blank=True, default="")
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.UUIDField(null=True, blank=True)
    proposed_by = models.UUIDField(null=True, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    due_end_on = models.DateField(null=True, blank=True)  # temporary care ends by itself in the pack's time
    ended_at = models.DateTimeField(null=True, blank=True)
    during = DateTimeRangeField(null=True, blank=True)
    end_reason = models.CharField(max_length=40, blank=True, default="")
    end_note = SealedText()
    moved_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="moved_from")
    is_emergency = models.BooleanField(default=False)
    emergency_kind = models.CharField(max_length=30, blank=True, default="")  # an emergency_reason of the pack
    emergency_reason = SealedText()
    ratify_by = models.DateTimeField(null=True, blank=True)
    ratified_by = models.UUIDField(null=True, blank=True)
    ratified_at = models.DateTimeField(null=True, blank=True)
    ratify_refused = SealedText()

    privacy = (
        dict.fromkeys(
            [
                "case",
                "match",
                "state",
                "care_type",
                "family_office_id",
                "family_said_yes_at",
                "contract_signed_on",
                "contract_number",
                "approval_authority",
                "approval_number",
                "approved_on",
                "approved_by",
                "proposed_by",
                "began_at",
                "due_end_on",
                "ended_at",
                "during",
                "end_reason",
                "moved_to",
                "is_emergency",
                "ratify_by",
                "ratified_by",
                "ratified_at",
            ],
            OFFICE,
        )
        | dict.fromkeys(["child", "family_id", "family_number", "basis"], PERSONAL)
        | dict.fromkeys(["end_note", "emergency_kind", "emergency_reason", "ratify_refused"], SENSITIVE)
    )

    class Meta(Scoped.Meta):
        db_table = "placements_placement"
        ordering = [F("began_at").desc(nulls_first=True), "id"]
        indexes = [
            *Scoped.Meta.indexes,
            models.Index(fields=["case"], name="placements_case"),
            models.Index(fields=["child"], name="placements_child"),
            models.Index(fields=["family_id"], name="placements_family"),
            models.Index(fields=["office", "state"], name="placements_list"),
        ]
        constraints = [
            ExclusionConstraint(
                name="one_home_at_a_time",
                expressions=[("child", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=Q(during__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(is_emergency=False, state__in=["preparing", "approved"]),
                name="one_home_on_its_way",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["active", "ended"]) | Q(during__isnull=False), name="begun_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["active", "ended"])
                | Q(basis__isnull=False) & Q(family_said_yes_at__isnull=False),
                name="begun_has_basis_and_yes",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["active", "ended"])
                | Q(is_emergency=True)
                | Q(contract_signed_on__isnull=False) & Q(approved_on__isnull=False),
                name="begun_has_contract_and_approval",
            ),
            models.CheckConstraint(condition=~Q(state="ended") | ~Q(end_reason=""), name="ended_has_reason"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | Q(proposed_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="placement_second_person",
            ),
            models.CheckConstraint(
                condition=Q(ratified_by__isnull=True) | ~Q(ratified_by=F("proposed_by")), name="ratified_by_another"
            ),
        ]


class Call(Scoped):
    """A family was telephoned for an emergency: when, by whom (`recorded_by`), and what came of it. Its places were kept for the time of the call."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="calls")
    family_id = models.UUIDField()
    family_office_id = models.UUIDField()
    family_number = models.CharField(max_length=20)
    called_at = models.DateTimeField()
    until_at = models.DateTimeField()  # the places are kept until then, or until the answer
    answer = models.CharField(max_length=9, choices=CallAnswer.choices, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(
        ["case", "family_office_id", "family_number", "called_at", "until_at", "answer", "answered_at"], OFFICE
    ) | {"family_id": PERSONAL}

    class Meta(Scoped.Meta):
        db_table = "placements_call"
        ordering = ["called_at", "id"]
        indexes = [*Scoped.Meta.indexes, models.Index(fields=["case", "called_at"], name="placements_call_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False), name="answer_of_call_has_time"
            ),
        ]
