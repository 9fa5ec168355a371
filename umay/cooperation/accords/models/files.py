"""Files of an accord: scans, signed PDFs, evidence. At most ten megabytes, kept in the database with their hash."""

from django.db import models

from umay.cooperation.accords.models.base import OfAccord
from umay.cooperation.accords.words import FileUse
from umay.kit.kernel.privacy import OFFICE


class _Light(models.Manager):
    def get_queryset(self):
        return super().get_queryset().defer("content")


class File(OfAccord):
    """One file. media_type is found from its content, never from its name. Its bytes are read only when they are asked for."""

    use = models.CharField(max_length=12, choices=FileUse.choices)
    name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=60)
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    may_be_public = models.BooleanField(default=False)

    objects = _Light()
    privacy = dict.fromkeys(["use", "name", "media_type", "size", "sha256", "content", "may_be_public"], OFFICE)

    class Meta:
        db_table = "accords_file"
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gt=0, size__lte=10 * 1024 * 1024), name="file_size")
        ]

    def __str__(self):
        return self.name
