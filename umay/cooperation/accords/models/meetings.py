"""Ministers' meetings: agenda, who attended, minutes in versions, numbered decisions, and who does what by when.

A series is an accord of its own kind; its meetings are accords under it, and a communiqué is one under its meeting.
"""

from django.db import models
from django.db.models import F, Q

from umay.cooperation.accords.meeting_words import (
    ActionState,
    Adopted,
    DecisionState,
    ItemKind,
    Level,
    MeetingState,
    Presence,
)
from umay.cooperation.accords.models.base import Accord, OfAccord
from umay.cooperation.accords.models.files import File
from umay.cooperation.accords.models.plans import PlanLine
from umay.cooperation.partners.models import Delegation, Official, Party, Stated, Words
from umay.kit.kernel.privacy import OFFICE, PUBLIC

_OWN = Q(party__isnull=False)
MEETING = [
    "series",
    "number",
    "level",
    "host",
    "places",
    "begins_on",
    "ends_on",
    "state",
    "notes",
    "amend_until",
    "final_number",
]


class Meeting(OfAccord, Stated):
    """One meeting of a series. `final_number`: the version of the minutes that everybody who attended approved; from then on it is locked."""

    series = models.ForeignKey(Accord, on_delete=models.PROTECT, related_name="meetings")
    number = models.IntegerField()
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.MINISTERS)
    host = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    places = Words(blank=True)
    begins_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=14, choices=MeetingState.choices, default=MeetingState.PLANNED)
    notes = Words(blank=True)
    amend_until = models.DateField(null=True, blank=True)
    final_number = models.IntegerField(null=True, blank=True)

    privacy = dict.fromkeys(MEETING, PUBLIC)

    class Meta:
        db_table = "accords_meeting"
        ordering = ["-begins_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["accord"], name="meeting_once"),
            models.UniqueConstraint(fields=["series", "number"], name="meeting_number_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="meeting_ends_after_begin"),
            models.CheckConstraint(condition=Q(number__gte=1), name="meeting_counts_from_one"),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.FINAL) | Q(final_number__isnull=False), name="final_has_minutes"
            ),
        ]


class AgendaItem(OfAccord, Stated):
    """What is talked about, in order. The first of a new meeting holds the open decisions of earlier ones (Carried)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    number = models.IntegerField()
    kind = models.CharField(max_length=6, choices=ItemKind.choices, default=ItemKind.ITEM)
    titles = Words()
    is_out = models.BooleanField(default=False)

    privacy = dict.fromkeys(["meeting", "number", "kind", "titles", "is_out"], PUBLIC)

    class Meta:
        db_table = "accords_item"
        ordering = ["meeting_id", "number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="item_number_once")]


class Attending(OfAccord):
    """What one side says of its own coming: with which delegation, led by whom, and in the end whether it was there."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attending")
    says = models.CharField(max_length=8, choices=Presence.choices)
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    head = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    privacy = dict.fromkeys(["meeting", "says", "head"], PUBLIC) | {"delegation": OFFICE}

    class Meta:
        db_table = "accords_attending"
        ordering = ["meeting_id", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "party"], name="attending_once"),
            models.CheckConstraint(condition=_OWN, name="attending_of_a_side"),
        ]


class Minutes(OfAccord):
    """One version of the minutes, written once: whoever types on top of an older one is told so and loses nothing. `why`: what was amended."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")
    number = models.IntegerField()
    texts = Words()
    why = models.CharField(max_length=400, blank=True, default="")
    written_at = models.DateTimeField()

    privacy = dict.fromkeys(["meeting", "number", "texts", "why", "written_at"], PUBLIC)

    class Meta:
        db_table = "accords_minutes"
        ordering = ["meeting_id", "-number"]
        verbose_name_plural = "minutes"
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="minutes_number_once")]


class Decision(OfAccord, Stated):
    """What was decided, known by its number: 2025/II-4. `drops`: the earlier decision that this one ends. `line`: of a plan, that it carries out."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    number = models.IntegerField()
    texts = Words()
    adopted = models.CharField(max_length=10, choices=Adopted.choices)
    state = models.CharField(max_length=8, choices=DecisionState.choices, default=DecisionState.PROPOSED)
    drops = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="dropped_by")
    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")

    privacy = dict.fromkeys(["meeting", "item", "number", "texts", "adopted", "state", "drops", "line"], PUBLIC)

    class Meta:
        db_table = "accords_decision"
        ordering = ["meeting_id", "number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="decision_number_once")]


class Carried(OfAccord):
    """An open decision of an earlier meeting on the agenda of this one."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="carried")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="carried_to")

    privacy = dict.fromkeys(["item", "decision"], PUBLIC)

    class Meta:
        db_table = "accords_carried"
        ordering = ["item_id", "recorded_at", "id"]
        verbose_name_plural = "carried"
        constraints = [models.UniqueConstraint(fields=["item", "decision"], name="carried_once")]


class ActionPoint(OfAccord):
    """Who does what by when for a decision. For desks: whether somebody is late is nobody else's."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="actions")
    number = models.IntegerField()
    titles = Words()
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    helper = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=ActionState.choices, default=ActionState.OPEN)

    privacy = dict.fromkeys(["decision", "number", "titles", "owner", "helper", "due_on", "state"], OFFICE)

    class Meta:
        db_table = "accords_action"
        ordering = ["decision_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="action_number_once"),
            models.CheckConstraint(
                condition=Q(helper__isnull=True) | ~Q(helper=F("owner")), name="action_helper_is_another"
            ),
        ]


class ActionReport(OfAccord):
    """What the owner says was done, with the file that shows it. Never changed; one that was sent back is followed by another."""

    action = models.ForeignKey(ActionPoint, on_delete=models.PROTECT, related_name="reports")
    text = models.TextField()
    file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField()

    privacy = dict.fromkeys(["action", "text", "file", "given_at"], OFFICE)

    class Meta:
        db_table = "accords_action_report"
        ordering = ["action_id", "-given_at", "-id"]
        constraints = [models.CheckConstraint(condition=_OWN, name="action_report_of_a_side")]


class Verification(OfAccord):
    """What another side says to a report: that it is so, or what is missing."""

    report = models.ForeignKey(ActionReport, on_delete=models.PROTECT, related_name="verifications")
    is_adequate = models.BooleanField()
    why = models.TextField(blank=True, default="")
    given_at = models.DateTimeField()

    privacy = dict.fromkeys(["report", "is_adequate", "why", "given_at"], OFFICE)

    class Meta:
        db_table = "accords_verification"
        ordering = ["report_id", "-given_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["report"], name="verified_once"),
            models.CheckConstraint(condition=_OWN, name="verification_of_a_side"),
            models.CheckConstraint(condition=Q(is_adequate=True) | ~Q(why=""), name="sent_back_says_why"),
        ]
