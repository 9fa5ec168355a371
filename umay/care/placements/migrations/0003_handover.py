from django.db import migrations, models

from umay.care.placements.sql import HANDOVER, SHARING, SHARING_TRIGGER
from umay.kit.kernel.rows.operations import AsKeeper, Sql


class Migration(migrations.Migration):
    dependencies = [("placements", "0002_rows"), ("families", "0004_ledger"), ("offices", "0002_rows")]

    operations = [
        migrations.AddField("placement", "emergency_kind", models.CharField(blank=True, default="", max_length=30)),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_emergency", False), ("state__in", ["preparing", "approved"])),
                fields=("child",),
                name="one_home_on_its_way",
            ),
        ),
        AsKeeper(HANDOVER),
        AsKeeper(SHARING),
        Sql(SHARING_TRIGGER),
    ]
