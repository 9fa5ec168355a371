import umay.kit.kernel.clock
import umay.kit.kernel.ids
from django.db import migrations, models

from umay.care.fairness.sql import FLIP, FLIP_ROWS, HOMES
from umay.kit.kernel.rows.operations import AsKeeper, Sql


class Migration(migrations.Migration):
    dependencies = [("fairness", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Flip",
            fields=[
                ("id", models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("country", models.CharField(max_length=2)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting to begin"),
                            ("running", "At work"),
                            ("done", "Finished"),
                            ("stopped", "Stopped before its end"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=8,
                    ),
                ),
                ("asked_by", models.UUIDField()),
                ("asked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("sha256", models.CharField(blank=True, default="", max_length=64)),
                ("flipped_sha256", models.CharField(blank=True, default="", max_length=64)),
                ("figures", models.JSONField(default=dict)),
                ("is_passed", models.BooleanField(blank=True, null=True)),
                ("failure", models.CharField(blank=True, default="", max_length=40)),
                ("version", models.IntegerField(default=1)),
                ("recorded_at", models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ("recorded_by", models.UUIDField(blank=True, null=True)),
            ],
            options={
                "db_table": "fairness_flip",
                "ordering": ["-asked_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["queued", "running"])),
                        fields=("country",),
                        name="one_flip_at_a_time",
                    )
                ],
            },
        ),
        Sql(FLIP_ROWS),
        AsKeeper(FLIP),
        AsKeeper(HOMES),
    ]
