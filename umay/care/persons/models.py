"""Every child, parent and carer: one record each."""

from django.db import models
from django.db.models import Q

from umay.care.persons.words import CHILD_SEX, BirthPrecision, NameKind, PaperKind, Sex, TieKind, UploadState
from umay.ground.offices.models import Office, ScopeColumns, Scoped, Team, User
from umay.kit.kernel.clock import now
from umay.kit.kernel.privacy import OFFICE, PERSONAL, SENSITIVE
from umay.kit.kernel.text import initials
from umay.kit.kernel.vault import SealedText


class Person(Scoped):
    """One human being. Belongs to one file (a report, a case or a family); other offices learn only that the person is known there.

    `given` and `surname` are as written; `name_fold` (COLLATE "C") is searched, `name_sort` is ordered by.
    """

    file_kind = models.CharField(max_length=8, choices=[(k, k) for k in ("report", "case", "family")])
    given = models.CharField(max_length=120, blank=True, default="")
    surname = models.CharField(max_length=120, blank=True, default="")
    name_fold = models.CharField(max_length=260, db_collation="C")
    name_sort = models.BinaryField()
    sort_version = models.CharField(max_length=40, default="")
    language = models.CharField(max_length=5, blank=True, default="")
    sex = models.CharField(max_length=1, choices=Sex.choices, default=Sex.UNKNOWN)
    born_on = models.DateField(null=True, blank=True)
    born_precision = models.CharField(max_length=5, choices=BirthPrecision.choices, default=BirthPrecision.DAY)
    died_on = models.DateField(null=True, blank=True)
    speaks = models.CharField(max_length=80, blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    place = models.CharField(max_length=6, blank=True, default="")
    address = SealedText(key="id")
    joined_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="joined")
    erased_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(
        [
            "given",
            "surname",
            "name_fold",
            "name_sort",
            "sex",
            "born_on",
            "born_precision",
            "died_on",
            "speaks",
            "phone",
            "place",
            "joined_into",
        ],
        PERSONAL,
    ) | {"address": SENSITIVE, "file_kind": OFFICE, "sort_version": OFFICE, "language": OFFICE, "erased_at": OFFICE}

    class Meta(Scoped.Meta):
        db_table = "persons_person"
        ordering = ["name_sort", "id"]
        indexes = [
            *Scoped.Meta.indexes,
            models.Index(fields=["office", "name_sort"], name="persons_name_sort"),
            models.Index(fields=["name_fold"], name="persons_name_fold"),
        ]

    def __str__(self):
        return self.short

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}".strip()

    @property
    def short(self) -> str:
        """Initials, for lists and titles; a dash for a child whose name nobody knows yet."""
        return initials(self.name) or "–"

    @property
    def girl_or_boy(self):
        """The word for somebody known to be a child."""
        return CHILD_SEX[self.sex]

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None


class Name(Scoped):
    """A further name of a person: other scripts, at birth, what the family calls the child. The written one stands here too."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="names")
    kind = models.CharField(max_length=8, choices=NameKind.choices)
    text = models.CharField(max_length=260)
    ended_at = models.DateTimeField(null=True, blank=True)  # taken back: it was written by mistake

    privacy = {"person": PERSONAL, "kind": OFFICE, "text": PERSONAL, "ended_at": OFFICE}

    class Meta(Scoped.Meta):
        db_table = "persons_name"


class Token(ScopeColumns):
    """A search key of a person's names, made from names that are journaled: no id, no version, no journal line of its own.

    Equality and ranges on `token` are leakproof under row-level security; the primary key covers the policy's columns
    (migration 0004), so that a search never leaves the index.
    """

    pk = models.CompositePrimaryKey("token", "office_id", "person_id")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    worker = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    token = models.CharField(max_length=40, db_collation="C")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")

    privacy = {"person": PERSONAL, "token": PERSONAL}

    class Meta:
        db_table = "persons_token"
        ordering = ["token", "person_id"]


class Paper(Scoped):
    """An identity number: encrypted, found by a keyed hash, unique within country and kind. Never required."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="papers")
    issuer = models.CharField(max_length=2)
    kind = models.CharField(max_length=8, choices=PaperKind.choices)
    number = SealedText(key="person_id")
    number_hash = models.BinaryField()
    ended_at = models.DateTimeField(null=True, blank=True)  # taken back: wrong, or replaced by another

    privacy = {
        "person": PERSONAL,
        "issuer": PERSONAL,
        "kind": OFFICE,
        "number": SENSITIVE,
        "number_hash": PERSONAL,
        "ended_at": OFFICE,
    }

    class Meta(Scoped.Meta):
        db_table = "persons_paper"
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "kind", "number_hash"],
                condition=Q(ended_at__isnull=True),
                name="one_person_per_number",
            )
        ]


class Tie(Scoped):
    """`other` is the mother, sibling, grandparent ... of `person`."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ties")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ties_back")
    kind = models.CharField(max_length=12, choices=TieKind.choices)
    ended_on = models.DateField(null=True, blank=True)

    privacy = dict.fromkeys(["person", "other", "kind", "ended_on"], PERSONAL)

    class Meta(Scoped.Meta):
        db_table = "persons_tie"
        constraints = [
            models.UniqueConstraint(fields=["person", "other", "kind"], name="one_tie"),
            models.CheckConstraint(condition=~Q(person=models.F("other")), name="tie_to_another"),
        ]


class Erasure(Scoped):
    """A lawful erasure: one person asks with the legal ground, another confirms. The row outlives what it erased."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="erasures")
    ground = models.TextField()  # the legal ground and the request's number; never a name
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(
        ["person", "ground", "asked_by", "asked_at", "confirmed_by", "confirmed_at", "dropped_at"], OFFICE
    )

    class Meta(Scoped.Meta):
        db_table = "persons_erasure"
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("asked_by")),
                name="erasure_second_person",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="erasure_who_and_when",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(confirmed_at__isnull=True, dropped_at__isnull=True),
                name="one_open_erasure",
            ),
        ]


class Draft(Scoped):
    """What somebody has typed and not yet sent. Seen by its writer alone; encrypted; gone when the form is sent."""

    form = models.CharField(max_length=60)
    about = models.UUIDField(null=True, blank=True)
    body = SealedText(key="id")
    kept_at = models.DateTimeField(default=now)

    privacy = {"form": OFFICE, "about": OFFICE, "body": SENSITIVE, "kept_at": OFFICE}

    class Meta(Scoped.Meta):
        db_table = "persons_draft"
        constraints = [
            models.UniqueConstraint(fields=["worker", "form", "about"], name="one_draft", nulls_distinct=False)
        ]


class Upload(Scoped):
    """A spreadsheet somebody is bringing in. Seen by that person alone; the file lies encrypted beside the database and goes when it is done."""

    kind = models.CharField(max_length=12)  # families, children, placements
    state = models.CharField(max_length=8, choices=UploadState.choices, default=UploadState.MAPPING)
    name = SealedText(key="id")  # of the file: people put names into it
    size = models.IntegerField()
    rows = models.IntegerField(default=0)
    headings = SealedText(key="id")  # as JSON
    codes = models.JSONField(default=list)  # the column of each heading
    decisions = models.JSONField(default=dict)  # row: "new", or "same:" and whose record
    report = SealedText(key="id")  # what a dry run found, as JSON
    outcome = models.JSONField(default=dict)  # how many rows of each kind came of it, or why it could not be read
    brought_in = models.IntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(["kind", "state", "size", "rows", "codes", "outcome", "brought_in", "ended_at"], OFFICE) | {
        "name": SENSITIVE,
        "headings": SENSITIVE,
        "report": SENSITIVE,
        "decisions": PERSONAL,
    }

    class Meta(Scoped.Meta):
        db_table = "persons_upload"
        ordering = ["-recorded_at", "id"]
