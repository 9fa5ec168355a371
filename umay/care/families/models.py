"""Foster families: who they are, what they are approved for, and the ledger of their places."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from umay.care.families.words import AskState, CheckKind, FamilyState, MemberRole, PlaceState
from umay.care.persons.models import Person
from umay.ground.offices.models import Office, Scoped
from umay.kit.kernel.privacy import OFFICE, PERSONAL, SENSITIVE
from umay.kit.kernel.text import initials
from umay.kit.kernel.vault import SealedText


class Family(Scoped):
    """A household that cares or wants to care for children. `places` is the approved number; free places come from the ledger."""

    number = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=FamilyState.choices, default=FamilyState.APPLIED)
    label = models.CharField(max_length=160)  # how the office calls the family: usually the carers' surname
    label_sort = models.BinaryField(default=b"")
    applied_on = models.DateField()
    kin_for_case = models.UUIDField(null=True, blank=True)  # the case whose kin search began this application
    place = models.CharField(max_length=6)
    lat = models.FloatField()
    lon = models.FloatField()
    address = SealedText()
    phone = models.CharField(max_length=20, blank=True, default="")
    languages = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    care_types = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    places = models.IntegerField(default=0)
    places_mixed = models.IntegerField(null=True, blank=True)  # of these, for children of several groups; None: all
    max_siblings = models.IntegerField(default=0)
    age_from = models.IntegerField(default=0)
    age_to = models.IntegerField(default=17)
    rooms_for = ArrayField(models.CharField(max_length=1), default=list, blank=True)  # "f", "m": bedrooms, not taste
    skills = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    own_children = models.IntegerField(default=0)
    is_paid = models.BooleanField(default=True)
    is_available = models.BooleanField(default=True)  # the family can be asked now
    unavailable_until = models.DateField(null=True, blank=True)
    takes_emergencies = models.BooleanField(default=False)
    willing_confirmed_on = models.DateField(null=True, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_until = models.DateField(null=True, blank=True)
    approved_by = models.UUIDField(null=True, blank=True)
    approval_number = models.CharField(max_length=60, blank=True, default="")
    approval_asked_by = models.UUIDField(null=True, blank=True)
    approval_asked_on = models.DateField(null=True, blank=True)
    limits_asked = models.JSONField(null=True, blank=True)  # wider limits of an approved family, waiting for approval
    limits_asked_by = models.UUIDField(null=True, blank=True)
    inquiry_on = models.DateField(null=True, blank=True)  # the day of the social inquiry report
    inquiry = SealedText()  # what it recommends, in short
    waived = ArrayField(models.CharField(max_length=12), default=list, blank=True)  # what it waives for kin
    suspended_on = models.DateField(null=True, blank=True)
    suspended_reason = SealedText()
    closed_on = models.DateField(null=True, blank=True)  # refused or ended
    closed_reason = SealedText()  # vocabulary and code of the pack, "family_end:moved"
    closed_note = SealedText()
    is_barred = models.BooleanField(default=False)  # may never foster again
    # The oldest of the checks that are needed, once all are in: criminal record, health and home, of every adult.
    safety_checks_on = models.DateField(null=True, blank=True)
    note = SealedText()

    privacy = (
        dict.fromkeys(
            [
                "number",
                "state",
                "applied_on",
                "place",
                "care_types",
                "places",
                "max_siblings",
                "age_from",
                "age_to",
                "is_paid",
                "is_available",
                "unavailable_until",
                "takes_emergencies",
                "willing_confirmed_on",
                "approved_on",
                "approved_until",
                "approved_by",
                "approval_number",
                "approval_asked_by",
                "approval_asked_on",
                "limits_asked",
                "limits_asked_by",
                "inquiry_on",
                "suspended_on",
                "closed_on",
                "safety_checks_on",
                "places_mixed",
            ],
            OFFICE,
        )
        | dict.fromkeys(
            [
                "label",
                "label_sort",
                "kin_for_case",
                "lat",
                "lon",
                "phone",
                "languages",
                "rooms_for",
                "skills",
                "own_children",
                "waived",
                "is_barred",
            ],
            PERSONAL,
        )
        | dict.fromkeys(["address", "suspended_reason", "inquiry", "closed_reason", "closed_note", "note"], SENSITIVE)
    )

    class Meta(Scoped.Meta):
        db_table = "families_family"
        ordering = ["label_sort", "id"]
        indexes = [
            *Scoped.Meta.indexes,
            models.Index(fields=["office", "state", "label_sort"], name="families_family_list"),
            models.Index(fields=["country", "state"], name="families_family_pool"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["country", "number"], name="one_family_number"),
            models.CheckConstraint(condition=Q(places__gte=0) & Q(places__lte=12), name="places_in_reason"),
            models.CheckConstraint(condition=Q(age_from__gte=0) & Q(age_to__gte=F("age_from")), name="ages_in_order"),
            models.CheckConstraint(
                condition=~Q(state="approved") | (Q(approved_on__isnull=False) & Q(safety_checks_on__isnull=False)),
                name="approved_has_checks",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(approval_asked_by__isnull=True)
                | ~Q(approved_by=F("approval_asked_by")),
                name="approval_second_person",
            ),
            models.CheckConstraint(
                condition=Q(places_mixed__isnull=True) | (Q(places_mixed__gte=0) & Q(places_mixed__lte=F("places"))),
                name="mixed_within_places",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "ended"]) | Q(closed_on__isnull=False), name="closed_has_day"
            ),
            models.CheckConstraint(
                condition=~Q(is_barred=True) | Q(state__in=["refused", "ended"]), name="barred_is_closed"
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def short(self) -> str:
        """Initials of the label, for lists and titles."""
        return initials(self.label)


class Member(Scoped):
    """A person of the household."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="families")
    role = models.CharField(max_length=6, choices=MemberRole.choices)
    left_on = models.DateField(null=True, blank=True)

    privacy = {"family": OFFICE, "person": PERSONAL, "role": OFFICE, "left_on": OFFICE}

    class Meta(Scoped.Meta):
        db_table = "families_member"
        indexes = [
            *Scoped.Meta.indexes,
            models.Index(fields=["family"], name="families_member_of"),
            models.Index(fields=["person"], name="families_member_who"),
        ]
        constraints = [models.UniqueConstraint(fields=["family", "person"], name="member_once")]


class Check(Scoped):
    """A safety check of one adult, or of the home (no member): what was checked, on which day, and how it came out."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="checks")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="checks")
    kind = models.CharField(max_length=16, choices=CheckKind.choices)
    done_on = models.DateField()
    is_clear = models.BooleanField()
    note = SealedText()

    privacy = {
        "family": OFFICE,
        "member": PERSONAL,
        "kind": OFFICE,
        "done_on": OFFICE,
        "is_clear": PERSONAL,
        "note": SENSITIVE,
    }

    class Meta(Scoped.Meta):
        db_table = "families_check"
        ordering = ["-done_on", "-recorded_at", "id"]
        indexes = [*Scoped.Meta.indexes, models.Index(fields=["family"], name="families_check_of")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="home") & Q(member__isnull=True)) | (~Q(kind="home") & Q(member__isnull=False)),
                name="check_of_person_or_home",
            )
        ]


class Place(Scoped):
    """One line of the ledger: so many places held, taken or blocked, by what, from when. Open while `freed_at` is empty.

    Written by functions of the database only (sql.py), under a lock on the family: two matches can't take the same last
    place, and no statement of the application can go around the count.
    """

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="ledger")
    state = models.CharField(max_length=8, choices=PlaceState.choices)
    count = models.IntegerField()
    by_thing = models.UUIDField(null=True, blank=True)  # the match or placement
    by_office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    since_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)  # a hold that nobody renews ends by itself
    freed_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=120, blank=True, default="")

    privacy = dict.fromkeys(
        ["family", "state", "count", "by_thing", "by_office", "since_at", "until_at", "freed_at", "why"], OFFICE
    )

    class Meta(Scoped.Meta):
        db_table = "families_place"
        indexes = [
            *Scoped.Meta.indexes,
            models.Index(fields=["family"], condition=Q(freed_at__isnull=True), name="families_place_open"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(count__gt=0), name="ledger_counts"),
            models.UniqueConstraint(
                fields=["family", "by_thing", "state"],
                condition=Q(freed_at__isnull=True) & Q(by_thing__isnull=False),
                name="ledger_once",
            ),
        ]


class Willingness(Scoped):
    """The family said on this day that it can be asked, or that it can't."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="said")
    said_on = models.DateField()
    is_willing = models.BooleanField()
    until_on = models.DateField(null=True, blank=True)  # not now, until this day
    why = models.CharField(
        max_length=30, blank=True, default=""
    )  # a decline_reason of the pack, where a search heard it
    said_by = models.CharField(max_length=120, blank=True, default="")  # who in the family said it
    note = SealedText()

    privacy = {
        "family": OFFICE,
        "said_on": OFFICE,
        "is_willing": OFFICE,
        "until_on": OFFICE,
        "why": PERSONAL,
        "said_by": PERSONAL,
        "note": SENSITIVE,
    }

    class Meta(Scoped.Meta):
        db_table = "families_willingness"
        ordering = ["-said_on", "-recorded_at", "id"]


class Ask(Scoped):
    """Another office asks this family's office whether a child may be proposed to it. Says ages and number, never who."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="asks")
    state = models.CharField(max_length=8, choices=AskState.choices, default=AskState.ASKED)
    from_office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    from_user = models.UUIDField()
    by_thing = models.UUIDField()  # the candidate of the match that asks
    children = models.IntegerField()
    ages = models.CharField(max_length=40)
    is_urgent = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.UUIDField(null=True, blank=True)
    answer_note = models.CharField(max_length=300, blank=True, default="")

    privacy = dict.fromkeys(
        [
            "family",
            "state",
            "from_office",
            "from_user",
            "by_thing",
            "children",
            "ages",
            "is_urgent",
            "asked_at",
            "answered_at",
            "answered_by",
            "answer_note",
        ],
        OFFICE,
    )

    class Meta(Scoped.Meta):
        db_table = "families_ask"
        ordering = ["-asked_at", "id"]
        indexes = [
            *Scoped.Meta.indexes,
            models.Index(fields=["by_thing"], name="families_ask_thing"),
            models.Index(fields=["from_office", "state"], name="families_ask_from"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["family", "by_thing"], condition=Q(state__in=["asked", "agreed"]), name="one_open_ask"
            ),
            models.CheckConstraint(condition=Q(children__gt=0), name="ask_of_children"),
        ]
