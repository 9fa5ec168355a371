"""The child's case: needs, school, contact, what was tried at home, legal basis, the child's own view, kin, deadlines."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from umay.care.cases.words import OTHER_MEASURE, BasisState, CaseState, ContactKind, DeadlineKind, KinAnswer, NoteKind
from umay.care.intake.models import Report
from umay.care.persons.models import Person
from umay.ground.offices.models import Scoped
from umay.kit.kernel.privacy import OFFICE, PERSONAL, SENSITIVE
from umay.kit.kernel.vault import SealedText


class Case(Scoped):
    """The case of a child or of a sibling group that stays together."""

    number = models.CharField(max_length=20)
    state = models.CharField(max_length=8, choices=CaseState.choices, default=CaseState.OPEN)
    opened_at = models.DateTimeField()
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    risk = models.CharField(max_length=6, blank=True, default="")
    place = models.CharField(max_length=6)
    lat = models.FloatField()
    lon = models.FloatField()
    goal = models.CharField(max_length=30, blank=True, default="")  # permanence goal, a key of the pack
    is_urgent = models.BooleanField(default=False)
    needs_family_since = models.DateField(
        null=True, blank=True
    )  # waiting for a family since this day; null: not looking for one
    care_type = models.CharField(max_length=12, blank=True, default="")  # kin, temporary, term, specialised
    why_care = SealedText()  # why the child can't stay at home; poverty alone is refused
    care_reasons = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    summary = SealedText()
    next_review_on = models.DateField(null=True, blank=True)
    closing_reason = models.CharField(max_length=40, blank=True, default="")
    closing_note = SealedText()
    closing_asked_by = models.UUIDField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    privacy = (
        dict.fromkeys(
            [
                "number",
                "state",
                "opened_at",
                "report",
                "risk",
                "place",
                "is_urgent",
                "needs_family_since",
                "care_type",
                "next_review_on",
                "closing_reason",
                "closing_asked_by",
                "closed_at",
            ],
            OFFICE,
        )
        | dict.fromkeys(["lat", "lon", "goal"], PERSONAL)
        | dict.fromkeys(["why_care", "care_reasons", "summary", "closing_note"], SENSITIVE)
    )

    class Meta(Scoped.Meta):
        db_table = "cases_case"
        ordering = ["-opened_at", "id"]
        indexes = [
            *Scoped.Meta.indexes,
            models.Index(fields=["office", "state", "-opened_at"], name="cases_case_list"),
            models.Index(fields=["worker", "state"], name="cases_case_worker"),
            models.Index(fields=["office", "needs_family_since"], name="cases_case_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["country", "number"], name="one_case_number"),
            models.CheckConstraint(condition=~Q(state="closed") | Q(closed_at__isnull=False), name="closed_has_time"),
        ]


class CaseChild(Scoped):
    """A child of the case with what a family must know to care for it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="children")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    needs = ArrayField(
        models.CharField(max_length=30), default=list, blank=True
    )  # skill codes of the pack a family must have
    behaviour_need = models.BooleanField(default=False)
    languages = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    school = models.CharField(max_length=160, blank=True, default="")
    school_level = models.CharField(max_length=20, blank=True, default="")
    health = SealedText()
    view = SealedText()  # the child's own view
    no_view = models.CharField(max_length=30, blank=True, default="")  # why the child was not heard, a code of the pack
    view_why_not = SealedText()  # the same in words, where the code does not say enough
    view_at = models.DateTimeField(null=True, blank=True)
    needs_at = models.DateTimeField(
        null=True, blank=True
    )  # when the needs were last looked at; "none" is an answer too
    left_on = models.DateField(null=True, blank=True)

    privacy = (
        dict.fromkeys(["case", "view_at", "needs_at", "left_on"], OFFICE)
        | dict.fromkeys(["person", "languages", "school", "school_level"], PERSONAL)
        | dict.fromkeys(["needs", "behaviour_need", "health", "view", "no_view", "view_why_not"], SENSITIVE)
    )

    class Meta(Scoped.Meta):
        db_table = "cases_child"
        indexes = [
            *Scoped.Meta.indexes,
            models.Index(fields=["case"], name="cases_child_case"),
            models.Index(fields=["person"], name="cases_child_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(left_on__isnull=True), name="child_in_one_open_case"
            ),
        ]


class Tried(Scoped):
    """What was tried so that the child could stay at home, and how it went; or why it could not be tried."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tried")
    kind = models.CharField(
        max_length=30, blank=True, default=""
    )  # a support of the pack; empty: nothing could be tried
    began_on = models.DateField(null=True, blank=True)
    why_not = models.CharField(max_length=30, blank=True, default="")  # why it was not tried, a code of the pack
    outcome = SealedText()

    privacy = {"case": OFFICE, "kind": SENSITIVE, "began_on": OFFICE, "why_not": SENSITIVE, "outcome": SENSITIVE}

    class Meta(Scoped.Meta):
        db_table = "cases_tried"
        indexes = [*Scoped.Meta.indexes, models.Index(fields=["case"], name="cases_tried_case")]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="") | ~Q(why_not=""), name="tried_or_why_not"),
        ]


class LegalBasis(Scoped):
    """Court order or emergency admission: the right by which the state cares for the child."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="bases")
    kind = models.CharField(max_length=30)
    state = models.CharField(max_length=8, choices=BasisState.choices, default=BasisState.ACTIVE)
    authority = models.CharField(max_length=160)
    decision_number = models.CharField(max_length=60, blank=True, default="")
    decided_on = models.DateField(null=True, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=200, blank=True, default="")

    privacy = dict.fromkeys(
        ["case", "kind", "state", "authority", "decision_number", "decided_on", "starts_at", "ends_at", "ended_why"],
        SENSITIVE,
    )

    class Meta(Scoped.Meta):
        db_table = "cases_basis"
        indexes = [
            *Scoped.Meta.indexes,
            models.Index(fields=["case"], name="cases_basis_case"),
            models.Index(fields=["office", "ends_at"], name="cases_basis_ends"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=models.F("starts_at")), name="basis_ends_after_start"
            ),
        ]


class Measure(Scoped):
    """A protective or supportive measure that a decision orders beside the legal basis: counselling, schooling, treatment ..."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="measures")
    child = models.ForeignKey(
        CaseChild, on_delete=models.PROTECT, null=True, blank=True, related_name="measures"
    )  # null: for the whole family
    kind = models.CharField(max_length=30)  # a code of legal.measures, or OTHER_MEASURE
    other = models.CharField(
        max_length=200, blank=True, default=""
    )  # the decision's own words where the country's list has none
    authority = models.CharField(max_length=160)
    decision_number = models.CharField(max_length=60)
    decided_on = models.DateField()
    carried_out_by = models.CharField(max_length=160, blank=True, default="")
    plan = SealedText()  # how it is carried out
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # its last day
    ended_why = models.CharField(max_length=200, blank=True, default="")

    privacy = {"case": OFFICE, "child": PERSONAL} | dict.fromkeys(
        [
            "kind",
            "other",
            "authority",
            "decision_number",
            "decided_on",
            "carried_out_by",
            "plan",
            "starts_on",
            "ends_on",
            "ended_why",
        ],
        SENSITIVE,
    )

    class Meta(Scoped.Meta):
        db_table = "cases_measure"
        ordering = ["starts_on", "recorded_at", "id"]
        indexes = [*Scoped.Meta.indexes, models.Index(fields=["case"], name="cases_measure_case")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="measure_ends_after_start",
            ),
            models.CheckConstraint(condition=~Q(kind=OTHER_MEASURE) | ~Q(other=""), name="other_measure_has_words"),
        ]


class Deadline(Scoped):
    """A clock started by law or pack. `rule` says which; open while `met_at` is empty."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deadlines")
    kind = models.CharField(max_length=20, choices=DeadlineKind.choices)
    rule = models.CharField(max_length=80)
    basis = models.ForeignKey(LegalBasis, on_delete=models.PROTECT, null=True, blank=True, related_name="deadlines")
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(["case", "kind", "rule", "basis", "started_at", "due_at", "met_at"], OFFICE)

    class Meta(Scoped.Meta):
        db_table = "cases_deadline"
        ordering = ["due_at", "id"]
        indexes = [
            *Scoped.Meta.indexes,
            models.Index(fields=["case"], name="cases_deadline_case"),
            models.Index(fields=["worker", "due_at"], condition=Q(met_at__isnull=True), name="cases_deadline_open"),
            models.Index(fields=["office", "due_at"], condition=Q(met_at__isnull=True), name="cases_deadline_office"),
        ]


class Contact(Scoped):
    """Contact with somebody of the birth family: how, how often, or none by decision."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="contacts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ContactKind.choices)
    how_often = models.CharField(max_length=120, blank=True, default="")
    note = SealedText()

    privacy = {"case": OFFICE, "person": PERSONAL, "kind": SENSITIVE, "how_often": SENSITIVE, "note": SENSITIVE}

    class Meta(Scoped.Meta):
        db_table = "cases_contact"
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="one_contact_rule")]


class KinAsked(Scoped):
    """A relative or known person who was asked whether they can care for the children, and what they answered."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="kin")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    tie = models.CharField(max_length=20)  # a kin_relation of the pack
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=KinAnswer.choices, default=KinAnswer.ASKED)
    answered_at = models.DateTimeField(null=True, blank=True)
    note = SealedText()
    family_id = models.UUIDField(null=True, blank=True)  # the family room's record of this household, once there is one

    privacy = {
        "case": OFFICE,
        "person": PERSONAL,
        "tie": PERSONAL,
        "asked_at": OFFICE,
        "answer": SENSITIVE,
        "answered_at": OFFICE,
        "note": SENSITIVE,
        "family_id": PERSONAL,
    }

    class Meta(Scoped.Meta):
        db_table = "cases_kin"
        indexes = [
            *Scoped.Meta.indexes,
            models.Index(fields=["office", "asked_at"], condition=Q(answer="asked"), name="cases_kin_waiting"),
        ]
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="kin_once_in_case")]


class Note(Scoped):
    """A dated note in the case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=8, choices=NoteKind.choices, default=NoteKind.NOTE)
    at = models.DateTimeField()
    text = SealedText()

    privacy = {"case": OFFICE, "kind": OFFICE, "at": OFFICE, "text": SENSITIVE}

    class Meta(Scoped.Meta):
        db_table = "cases_note"
        ordering = ["-at", "id"]
        indexes = [*Scoped.Meta.indexes, models.Index(fields=["case", "-at"], name="cases_note_case")]


class Likeness(Scoped):
    """Somebody said whether a record of a household speaks of the same human whom the children of the case must not meet."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="likenesses")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")  # whom the children must not meet
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")  # the record in the household
    is_same = models.BooleanField()
    why = SealedText()
    answered_by = models.UUIDField()
    answered_at = models.DateTimeField()

    privacy = {
        "case": OFFICE,
        "person": PERSONAL,
        "other": PERSONAL,
        "is_same": SENSITIVE,
        "why": SENSITIVE,
        "answered_by": OFFICE,
        "answered_at": OFFICE,
    }

    class Meta(Scoped.Meta):
        db_table = "cases_likeness"
        constraints = [models.UniqueConstraint(fields=["case", "person", "other"], name="one_answer_of_likeness")]
