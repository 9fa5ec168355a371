"""What a run says about families that are missing: numbers for kinds of family and provinces, nobody's record."""

from django.db import models

from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id
from umay.kit.kernel.privacy import OFFICE


class Recruitment(models.Model):
    """For one run: {kind: {province: [children with one family more, with ten]}}, and how many had no family suggested."""

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
