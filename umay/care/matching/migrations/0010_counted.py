import django.db.models.deletion
from django.db import migrations, models

import umay.kit.kernel.clock
import umay.kit.kernel.ids
from umay.care.matching.weighing.sql import COUNTED, COUNTED_MOVED, COUNTED_ROWS, COUNTED_TRIGGERS
from umay.kit.kernel.rows.operations import AsKeeper, Sql


def _columns(name, of):
    return [
        ("id", models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
        ("country", models.CharField(max_length=2)),
        ("figures", models.JSONField(default=dict)),
        ("version", models.IntegerField(default=1)),
        ("recorded_at", models.DateTimeField(default=umay.kit.kernel.clock.now)),
        ("recorded_by", models.UUIDField(blank=True, null=True)),
        (name, models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="exact", to=of)),
    ]


class Migration(migrations.Migration):
    dependencies = [("matching", "0009_days")]

    operations = [
        migrations.CreateModel(
            name="RecruitmentFigures",
            fields=_columns("recruitment", "matching.recruitment"),
            options={"db_table": "matching_recruitment_figures"},
        ),
        migrations.CreateModel(
            name="EffectFigures",
            fields=_columns("effect", "matching.effect"),
            options={"db_table": "matching_weights_effect_figures"},
        ),
        Sql(COUNTED_ROWS),
        AsKeeper(COUNTED),
        AsKeeper(COUNTED_MOVED),
        Sql(COUNTED_TRIGGERS),
    ]
