import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import umay.kit.kernel.clock
import umay.kit.kernel.ids
import umay.kit.kernel.vault
from umay.care.cases.sql import SAME_HOUSEHOLDS
from umay.kit.kernel.rows.operations import AsKeeper, Guard

_PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_measures"),
        ("families", "0002_rows"),
        ("persons", "0002_rows"),
        ("offices", "0007_notice_kinds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Likeness",
            fields=[
                ("country", models.CharField(max_length=2)),
                ("confidential", models.BooleanField(default=False)),
                ("file_id", models.UUIDField()),
                ("id", models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("version", models.IntegerField(default=1)),
                ("recorded_at", models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ("recorded_by", models.UUIDField(blank=True, null=True)),
                ("is_same", models.BooleanField()),
                ("why", umay.kit.kernel.vault.SealedText(blank=True, editable=True, key="file_id", null=True)),
                ("answered_by", models.UUIDField()),
                ("answered_at", models.DateTimeField()),
                ("case", models.ForeignKey(on_delete=_PROTECT, related_name="likenesses", to="cases.case")),
                ("office", models.ForeignKey(on_delete=_PROTECT, related_name="+", to="offices.office")),
                ("other", models.ForeignKey(on_delete=_PROTECT, related_name="+", to="persons.person")),
                ("person", models.ForeignKey(on_delete=_PROTECT, related_name="+", to="persons.person")),
                (
                    "team",
                    models.ForeignKey(blank=True, null=True, on_delete=_PROTECT, related_name="+", to="offices.team"),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=_PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "cases_likeness",
                "ordering": ["recorded_at", "id"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["file_id"], name="cases_likeness_file"),
                    models.Index(fields=["office", "recorded_at"], name="cases_likeness_off"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "person", "other"), name="one_answer_of_likeness")
                ],
            },
        ),
        Guard("cases_likeness", follows=("cases_case", "case_id")),
        AsKeeper(SAME_HOUSEHOLDS),
    ]
