import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import umay.kit.kernel.clock
import umay.kit.kernel.ids
from umay.kit.kernel.rows.operations import Guard


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_measures"),
        ("offices", "0008_power"),
        ("placements", "0004_unsafe"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Call",
            fields=[
                ("country", models.CharField(max_length=2)),
                ("confidential", models.BooleanField(default=False)),
                ("file_id", models.UUIDField()),
                ("id", models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("version", models.IntegerField(default=1)),
                ("recorded_at", models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ("recorded_by", models.UUIDField(blank=True, null=True)),
                ("family_id", models.UUIDField()),
                ("family_office_id", models.UUIDField()),
                ("family_number", models.CharField(max_length=20)),
                ("called_at", models.DateTimeField()),
                ("until_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "The family said yes"),
                            ("no", "The family said no"),
                            ("no_answer", "Nobody answered"),
                        ],
                        default="",
                        max_length=9,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="cases.case"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.team",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "placements_call",
                "ordering": ["called_at", "id"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["file_id"], name="placements_call_file"),
                    models.Index(fields=["office", "recorded_at"], name="placements_call_off"),
                    models.Index(fields=["case", "called_at"], name="placements_call_of"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answer", ""), ("answered_at__isnull", False), _connector="OR"),
                        name="answer_of_call_has_time",
                    )
                ],
            },
        ),
        Guard("placements_call", follows=("cases_case", "case_id")),
    ]
