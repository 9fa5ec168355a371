"""What is done for a line of a plan and what each side reports about it: activities, head-counts, evidence, progress, obstacles."""

from django.db import models
from django.db.models import F, Q

from umay.cooperation.accords.models.base import OfAccord
from umay.cooperation.accords.models.files import File
from umay.cooperation.accords.models.plans import Plan, PlanLine
from umay.cooperation.accords.plan_words import ActivityState, ObstacleKind, Reason, Says
from umay.cooperation.partners.models import Party, Words
from umay.kit.kernel.privacy import OFFICE, PUBLIC

_OF_A_SIDE = Q(party__isnull=False)


class Activity(OfAccord):
    """Something that people come to or that runs for a while, simple enough for every line: when, where, who is the host."""

    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, related_name="activities")
    state = models.CharField(max_length=9, choices=ActivityState.choices, default=ActivityState.PLANNED)
    titles = Words()
    begins_on = models.DateField()
    ends_on = models.DateField()
    place = models.CharField(max_length=160, blank=True, default="")
    host = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    privacy = dict.fromkeys(["line", "state", "titles", "begins_on", "ends_on", "place", "host"], PUBLIC)

    class Meta:
        db_table = "accords_activity"
        ordering = ["begins_on", "id"]
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="activity_ends_after_begin")]  # fmt: skip


class Attendance(OfAccord):
    """How many people one side counts, and its report of the activity. Counts only: nobody who took part is named."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="attendances")
    people = models.IntegerField()
    women = models.IntegerField(null=True, blank=True)
    report = models.TextField(blank=True, default="")
    given_at = models.DateTimeField()

    privacy = dict.fromkeys(["activity", "people", "women", "report", "given_at"], OFFICE)

    class Meta:
        db_table = "accords_attendance"
        ordering = ["activity_id", "party_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "party"], name="attendance_once"),
            models.CheckConstraint(condition=_OF_A_SIDE, name="attendance_of_a_side"),
            models.CheckConstraint(
                condition=Q(people__gte=0) & (Q(women__isnull=True) | Q(women__gte=0, women__lte=F("people"))),
                name="attendance_counts",
            ),
        ]


class Evidence(OfAccord):
    """A file of one side that shows what was done."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="evidence")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=200)

    privacy = dict.fromkeys(["activity", "file", "about"], OFFICE)

    class Meta:
        db_table = "accords_evidence"
        ordering = ["activity_id", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "file"], name="evidence_once"),
            models.CheckConstraint(condition=_OF_A_SIDE, name="evidence_of_a_side"),
        ]


class ReportPeriod(OfAccord):
    """The months a progress report is about, when it is due, and since when nothing is taken for it any more."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="periods")
    begins_on = models.DateField()
    ends_on = models.DateField()
    due_on = models.DateField()
    locked_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(["plan", "begins_on", "ends_on", "due_on", "locked_at"], OFFICE)

    class Meta:
        db_table = "accords_period"
        ordering = ["plan_id", "begins_on"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "begins_on"], name="period_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")) & Q(due_on__gte=F("ends_on")), name="period_in_order"
            ),
        ]


class Progress(OfAccord):
    """What one side says about a line for a period. Its own until it is handed in (`given_at`), and nobody changes it afterwards.

    is_last: the side says that the line is carried out with this; the other side's last report stands beside it.
    """

    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, related_name="reports")
    period = models.ForeignKey(ReportPeriod, on_delete=models.PROTECT, null=True, blank=True, related_name="reports")
    says = models.CharField(max_length=9, choices=Says.choices)
    quantity = models.IntegerField(null=True, blank=True)
    people = models.IntegerField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    held_until = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True, default="")
    given_at = models.DateTimeField(null=True, blank=True)
    is_late = models.BooleanField(default=False)

    privacy = dict.fromkeys(
        ["line", "period", "says", "quantity", "people", "held_on", "held_until", "text", "given_at", "is_late"], OFFICE
    )

    class Meta:
        db_table = "accords_progress"
        ordering = [F("given_at").desc(nulls_first=True), "-recorded_at", "id"]
        indexes = [models.Index(fields=["line", "party", "-given_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "party", "period"],
                nulls_distinct=False,
                condition=Q(given_at__isnull=True),
                name="one_draft_report",
            ),
            models.UniqueConstraint(
                fields=["line", "party", "period"], condition=Q(given_at__isnull=False), name="one_report_of_a_period"
            ),
            models.CheckConstraint(condition=_OF_A_SIDE, name="progress_of_a_side"),
            models.CheckConstraint(
                condition=(Q(quantity__isnull=True) | Q(quantity__gte=0)) & (Q(people__isnull=True) | Q(people__gte=0)),
                name="progress_counts",
            ),
            models.CheckConstraint(
                condition=Q(held_until__isnull=True) | Q(held_on__isnull=False, held_until__gte=F("held_on")),
                name="progress_days_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(says=Says.DONE) | Q(held_on__isnull=False), name="progress_done_has_day"
            ),
        ]


class Obstacle(OfAccord):
    """A delay or a risk as one side sees it. Never public."""

    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, related_name="obstacles")
    kind = models.CharField(max_length=9, choices=ObstacleKind.choices)
    reason = models.CharField(max_length=8, choices=Reason.choices)
    text = models.TextField()
    step = models.TextField(blank=True, default="")  # what is done about it
    new_on = models.DateField(null=True, blank=True)  # when it is expected now
    raised_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_how = models.TextField(blank=True, default="")

    privacy = dict.fromkeys(
        ["line", "kind", "reason", "text", "step", "new_on", "raised_at", "ended_at", "ended_how"], OFFICE
    )

    class Meta:
        db_table = "accords_obstacle"
        ordering = [F("ended_at").desc(nulls_first=True), "-raised_at", "id"]
        constraints = [models.CheckConstraint(condition=_OF_A_SIDE, name="obstacle_of_a_side")]
