from django.db import migrations, models

from umay.care.matching.simulating.sql import SHARING
from umay.kit.kernel.rows.operations import Sql


class Migration(migrations.Migration):
    dependencies = [("matching", "0007_asked")]

    operations = [
        migrations.AddField("simulation", "shared_at", models.DateTimeField(blank=True, null=True)),
        Sql(SHARING),
    ]
