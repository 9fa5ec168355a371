import django.db.models.deletion
from django.db import migrations, models

import umay.kit.kernel.clock
import umay.kit.kernel.ids
from umay.care.matching.sql import CALLS, FIGURES, FIGURES_MOVED, FIGURES_ROWS, FIGURES_TRIGGER, WAITING_GROUPS
from umay.kit.kernel.rows.operations import AsKeeper, Sql


class Migration(migrations.Migration):
    dependencies = [("matching", "0006_weights"), ("families", "0005_words"), ("cases", "0004_measures")]

    operations = [
        migrations.CreateModel(
            name="RunFigures",
            fields=[
                ("id", models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("country", models.CharField(max_length=2)),
                ("figures", models.JSONField(default=dict)),
                ("sought", models.JSONField(default=dict)),
                ("version", models.IntegerField(default=1)),
                ("recorded_at", models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ("recorded_by", models.UUIDField(blank=True, null=True)),
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exact", to="matching.run"
                    ),
                ),
            ],
            options={"db_table": "matching_run_figures"},
        ),
        Sql(FIGURES_ROWS),
        AsKeeper(FIGURES),
        AsKeeper(FIGURES_MOVED),
        Sql(FIGURES_TRIGGER),
        AsKeeper(CALLS),
        AsKeeper(WAITING_GROUPS),
    ]
