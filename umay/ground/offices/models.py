"""Countries' offices, teams, the people who work in them and the posts they hold; and the columns every row of care carries."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import connection, models
from django.db.models import F, Q

from umay.ground.offices.words import GrantKind, Level, NoticeKind, OfficeKind
from umay.kit.kernel.acting import OWN_ACCOUNT, Identity, current, doing
from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id
from umay.kit.kernel.privacy import OFFICE, PERSONAL, PUBLIC, SECRET


class Office(models.Model):
    """A ministry, a provincial directorate or a social service centre. `place` is ISO 3166-2 (TR-42, AZ-BA)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    country = models.CharField(max_length=2)
    place = models.CharField(max_length=6)
    kind = models.CharField(max_length=12, choices=OfficeKind.choices)
    code = models.CharField(max_length=12, unique=True)  # short, in case numbers: TR42A
    name = models.CharField(max_length=200)
    name_sort = models.BinaryField(default=b"")
    zone = models.CharField(max_length=40)
    lat = models.FloatField()
    lon = models.FloatField()
    phone = models.CharField(max_length=20, blank=True, default="")
    closed_on = models.DateField(null=True, blank=True)

    privacy = dict.fromkeys(
        ["id", "country", "place", "kind", "code", "name", "name_sort", "zone", "lat", "lon", "phone", "closed_on"],
        PUBLIC,
    )

    class Meta:
        db_table = "offices_office"
        ordering = ["country", "name_sort", "id"]
        indexes = [models.Index(fields=["country", "place"])]

    def __str__(self):
        return self.name


class Team(models.Model):
    """Some workers of one office under one supervisor."""

    id = models.UUIDField(primary_key=True, default=new_id)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)
    closed_on = models.DateField(null=True, blank=True)

    privacy = dict.fromkeys(["id", "office", "name", "closed_on"], PUBLIC)

    class Meta:
        db_table = "offices_team"
        ordering = ["office_id", "name", "id"]

    def __str__(self):
        return self.name


class _Users(BaseUserManager):
    def get_by_natural_key(self, username):
        return self.get(username=username)


class User(AbstractBaseUser):
    """A person who signs in. What they may do and see comes from their posts alone."""

    id = models.UUIDField(primary_key=True, default=new_id)
    username = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    name_sort = models.BinaryField(default=b"")
    email = models.EmailField(blank=True, default="")
    country = models.CharField(max_length=2)
    language = models.CharField(max_length=5, default="tr")
    is_active = models.BooleanField(default=True)
    opened_at = models.DateTimeField(default=now)
    opened_by = models.UUIDField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    once_until = models.DateTimeField(null=True, blank=True)  # the password is a one-time one, good until then

    objects = _Users()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []
    privacy = dict.fromkeys(
        [
            "id",
            "username",
            "name",
            "name_sort",
            "country",
            "language",
            "is_active",
            "opened_at",
            "opened_by",
            "closed_at",
            "once_until",
            "last_login",
        ],
        OFFICE,
    ) | {"email": PERSONAL, "password": SECRET}

    class Meta:
        db_table = "offices_user"
        ordering = ["name_sort", "id"]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        """Signing in writes the hour and sometimes the password's hash anew: the person's own doing, signed as such."""
        asker = current()
        if self._state.adding or (asker and asker.user_id != self.pk) or (asker and asker.deed):
            return super().save(**kwargs)
        with own_account(self):
            return super().save(**kwargs)

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name


def own_account(user: User):
    """What follows is written by this person about their own way in."""
    asker = current()
    if asker is None or asker.user_id != user.pk:
        asker = Identity(user.pk, user.name, None, "", user.country, Level.NONE)
    return doing(OWN_ACCOUNT, asker)


class Post(models.Model):
    """A role a person holds at a level: worker in one office, supervisor of one team ... A powerful one waits for a second person."""

    id = models.UUIDField(primary_key=True, default=new_id)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=30)
    level = models.CharField(max_length=10, choices=Level.choices)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="posts")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    proposed_by = models.UUIDField(null=True, blank=True)
    proposed_at = models.DateTimeField(default=now)
    confirmed_by = models.UUIDField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(
        ["id", "user", "role", "level", "office", "team", "begins_on", "ends_on", "proposed_by", "proposed_at", "confirmed_by",
         "confirmed_at"],
        OFFICE,
    )  # fmt: skip

    class Meta:
        db_table = "offices_post"
        ordering = ["user_id", "begins_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("begins_on")), name="post_ends_after_begin"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | Q(proposed_by__isnull=True)
                | ~Q(confirmed_by=F("proposed_by")),
                name="post_second_person",
            ),
            models.CheckConstraint(condition=~Q(level=Level.TEAM) | Q(team__isnull=False), name="post_team_named"),
        ]


class Closing(models.Model):
    """Somebody asks that an office, or one of its teams, closes; a second person says yes, or anybody of the two drops it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    country = models.CharField(max_length=2)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="closings")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="closings")
    why = models.TextField()
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.UUIDField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(
        ["id", "country", "office", "team", "why", "proposed_by", "proposed_at", "confirmed_by", "confirmed_at", "dropped_by",
         "dropped_at"],
        OFFICE,
    )  # fmt: skip

    class Meta:
        db_table = "offices_closing"
        ordering = ["proposed_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="closing_second_person",
            ),
            models.UniqueConstraint(
                fields=["office", "team"],
                condition=Q(confirmed_at__isnull=True, dropped_at__isnull=True),
                nulls_distinct=False,
                name="one_closing_waits",
            ),
        ]


class Grant(models.Model):
    """A file opened to a person or an office outside the ordinary scope. Written by database functions only (offices/sql.py)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    country = models.CharField(max_length=2)
    kind = models.CharField(max_length=8, choices=GrantKind.choices)
    file_id = models.UUIDField()
    file_kind = models.CharField(max_length=20)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    may_write = models.BooleanField(default=False)
    reason = models.TextField()
    given_by = models.UUIDField()
    given_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(
        ["id", "country", "kind", "file_id", "file_kind", "user", "office", "may_write", "reason", "given_by", "given_at",
         "ends_at"],
        OFFICE,
    )  # fmt: skip

    class Meta:
        db_table = "offices_grant"
        ordering = ["-given_at", "id"]
        indexes = [
            models.Index(fields=["user", "ends_at"]),
            models.Index(fields=["office", "ends_at"]),
            models.Index(fields=["file_id"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(user__isnull=False) | Q(office__isnull=False), name="grant_to_somebody"),
        ]


class Notice(models.Model):
    """Something a person must know now. Says what happened and where to look, never whom it is about."""

    id = models.UUIDField(primary_key=True, default=new_id)
    country = models.CharField(max_length=2)
    kind = models.CharField(max_length=10, choices=NoticeKind.choices)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notices")
    thing_kind = models.CharField(max_length=40)
    thing = models.UUIDField()
    from_user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(
        ["id", "country", "kind", "user", "thing_kind", "thing", "from_user", "at", "read_at"], OFFICE
    )

    class Meta:
        db_table = "offices_notice"
        ordering = ["-at", "id"]
        indexes = [models.Index(fields=["user", "read_at", "-at"])]


class Key(models.Model):
    """A data key, wrapped by a key outside the database. Destroying it erases what it encrypted."""

    id = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField(null=True)
    made_at = models.DateTimeField(default=now)
    destroyed_at = models.DateTimeField(null=True, blank=True)
    destroyed_why = models.TextField(blank=True, default="")

    privacy = dict.fromkeys(["id", "wrapped", "made_at", "destroyed_at", "destroyed_why"], SECRET)

    class Meta:
        db_table = "offices_key"


class Confirmation(models.Model):
    """A named person says that an unverified value of the country pack is right, from when, and where it stands written."""

    id = models.UUIDField(primary_key=True, default=new_id)
    country = models.CharField(max_length=2)
    setting = models.CharField(max_length=80)
    value = models.JSONField()
    source = models.TextField()
    valid_from = models.DateField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    privacy = dict.fromkeys(
        ["id", "country", "setting", "value", "source", "valid_from", "confirmed_by", "confirmed_at"], PUBLIC
    )

    class Meta:
        db_table = "offices_confirmation"
        ordering = ["country", "setting", "-valid_from", "-confirmed_at", "id"]

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        connection.kept.clear()  # the rest of this transaction reads the settings with this in them


class CaseNumber(models.Model):
    """The last number given in an office and year. Taken under a lock; numbers have no gaps and are never used twice."""

    id = models.UUIDField(primary_key=True, default=new_id)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    year = models.IntegerField()
    last = models.IntegerField(default=0)

    privacy = dict.fromkeys(["id", "office", "kind", "year", "last"], OFFICE)

    class Meta:
        db_table = "offices_number"
        constraints = [models.UniqueConstraint(fields=["office", "kind", "year"], name="one_counter")]


class ColumnChoice(models.Model):
    """What an office's own spreadsheets call a column: chosen once by hand, remembered for the next file of the same kind."""

    id = models.UUIDField(primary_key=True, default=new_id)
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    headings = models.JSONField(default=dict)  # folded heading: code of the column
    changed_by = models.UUIDField()
    changed_at = models.DateTimeField()

    privacy = dict.fromkeys(["id", "office", "kind", "headings", "changed_by", "changed_at"], OFFICE)

    class Meta:
        db_table = "offices_column_choice"
        constraints = [models.UniqueConstraint(fields=["office", "kind"], name="one_choice_of_columns")]


class ScopeColumns(models.Model):
    """The columns that the row-level-security policy reads, on every row of care (umay/kit/kernel/rows/context.py)."""

    country = models.CharField(max_length=2)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    worker = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confidential = models.BooleanField(default=False)
    file_id = models.UUIDField()

    privacy = dict.fromkeys(["country", "office", "team", "worker", "confidential", "file_id"], OFFICE)

    class Meta:
        abstract = True


class Scoped(ScopeColumns):
    """A row of care: the policy's columns, an id made before saving, a version, when and by whom it was written.

    A *file* (report, case, family) has `file_id` = its own id. A row that follows a file gets these columns from the file by a database
    trigger; in Python use `Model(**follow(file), ...)` so that sealed fields know their key.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    version = models.IntegerField(default=1)
    recorded_at = models.DateTimeField(default=now)
    recorded_by = models.UUIDField(null=True, blank=True)

    privacy = dict.fromkeys(["id", "version", "recorded_at", "recorded_by"], OFFICE)

    class Meta:
        abstract = True
        ordering = ["recorded_at", "id"]
        indexes = [
            models.Index(fields=["file_id"], name="%(app_label).10s_%(class).10s_file"),
            models.Index(fields=["office", "recorded_at"], name="%(app_label).10s_%(class).10s_off"),
        ]


def follow(file: ScopeColumns) -> dict:
    """The scope columns for a new row that belongs to `file`."""
    return {
        "country": file.country,
        "office_id": file.office_id,
        "team_id": file.team_id,
        "worker_id": file.worker_id,
        "confidential": file.confidential,
        "file_id": file.file_id,
    }
