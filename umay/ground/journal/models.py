"""Who did what, who looked at what. Append only, no foreign keys: ids, field names and keyed hashes, never values."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from umay.kit.kernel.privacy import OFFICE

BY_DATABASE = "row."
"""What the codes of the lines begin with that the database writes by itself for each row: thirty times as many as people's deeds."""


class Entry(models.Model):
    """One line. Written by the functions `journal_record` and `journal_of_row` only; the application role can't insert, change or delete."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    who = models.UUIDField(null=True)
    role = models.TextField(default="")
    session = models.TextField(default="")
    origin = models.TextField(default="")
    country = models.TextField(default="")
    code = models.TextField()
    kind = models.TextField(default="")
    thing = models.UUIDField(null=True)
    file = models.UUIDField(null=True)
    fields = ArrayField(models.TextField(), default=list)
    why = models.TextField(default="")
    xid = models.BigIntegerField()
    hash = models.BinaryField(null=True)

    privacy = dict.fromkeys(
        [
            "id",
            "at",
            "who",
            "role",
            "session",
            "origin",
            "country",
            "code",
            "kind",
            "thing",
            "file",
            "fields",
            "why",
            "xid",
            "hash",
        ],
        OFFICE,
    )

    class Meta:
        db_table = "journal_entry"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["file", "id"]),
            models.Index(fields=["thing", "id"]),
            models.Index(fields=["who", "id"]),
            models.Index(fields=["country", "id"]),
            models.Index(fields=["id"], name="journal_entry_told", condition=~models.Q(code__startswith=BY_DATABASE)),
        ]


class Seal(models.Model):
    """A batch of lines sealed by a chain of hashes; the root is also written outside the database.

    The batch is every line with id above `floor` whose transaction's number is from `from_xid` up to but not `to_xid`: all of
    them had ended, so no line can join the batch later. `floor` rises when the database was restored into a new server, whose
    transaction numbers begin again.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    lines = models.IntegerField()
    root = models.BinaryField()
    floor = models.BigIntegerField(default=0)
    from_xid = models.BigIntegerField(default=0)
    to_xid = models.BigIntegerField(default=0)

    privacy = dict.fromkeys(["id", "at", "first", "last", "lines", "root", "floor", "from_xid", "to_xid"], OFFICE)

    class Meta:
        db_table = "journal_seal"
        ordering = ["id"]


class Once(models.Model):
    """A form that was sent, by its idempotency key: sent twice, it is done once."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    who = models.UUIDField()
    at = models.DateTimeField()
    kind = models.TextField(default="")
    thing = models.UUIDField(null=True)

    privacy = dict.fromkeys(["key", "who", "at", "kind", "thing"], OFFICE)

    class Meta:
        db_table = "journal_once"
