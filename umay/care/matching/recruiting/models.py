"""What a run says about families that are missing: numbers for kinds of family and provinces, nobody's record."""

from django.db import models

from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id
from umay.kit.kernel.privacy import OFFICE


class Recruitment(models.Model):
    """For one run: {"waiting": children without a family suggested, "kinds": {kind: {province: [children more with one family, with ten]}},
    "pairs": {"kind+kind": {province: [more with ten of the first, with ten of the second, with both]}}}.

    Written as counted; the database keeps that in RecruitmentFigures and leaves here what everybody may read (weighing/sql.py, COUNTED).
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    country = models.CharField(max_length=2)
    run = models.OneToOneField("matching.Run", on_delete=models.PROTECT, related_name="recruitment")
    made_at = models.DateTimeField()
    figures = models.JSONField()
    version = models.IntegerField(default=1)
    recorded_at = models.DateTimeField(default=now)
    recorded_by = models.UUIDField(null=True, blank=True)

    privacy = dict.fromkeys(
        ["id", "country", "run", "made_at", "figures", "version", "recorded_at", "recorded_by"], OFFICE
    )

    class Meta:
        app_label = "matching"
        db_table = "matching_recruitment"
        ordering = ["-made_at", "id"]
        indexes = [models.Index(fields=["country", "-made_at"], name="matching_recruitment_list")]


class RecruitmentFigures(models.Model):
    """The numbers as they were counted. Only the job and those who read the whole country can read the row."""

    id = models.UUIDField(primary_key=True, default=new_id)
    country = models.CharField(max_length=2)
    recruitment = models.OneToOneField(Recruitment, on_delete=models.PROTECT, related_name="exact")
    figures = models.JSONField(default=dict)
    version = models.IntegerField(default=1)
    recorded_at = models.DateTimeField(default=now)
    recorded_by = models.UUIDField(null=True, blank=True)

    privacy = dict.fromkeys(
        ["id", "country", "recruitment", "figures", "version", "recorded_at", "recorded_by"], OFFICE
    )

    class Meta:
        app_label = "matching"
        db_table = "matching_recruitment_figures"
