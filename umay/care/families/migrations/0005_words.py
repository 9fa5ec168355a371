from django.db import migrations, models

from umay.care.families.sql import WORDS
from umay.kit.kernel.rows.operations import AsKeeper


class Migration(migrations.Migration):
    dependencies = [("families", "0004_ledger")]

    operations = [
        migrations.AddField("willingness", "until_on", models.DateField(blank=True, null=True)),
        migrations.AddField("willingness", "why", models.CharField(blank=True, default="", max_length=30)),
        migrations.AddField("willingness", "said_by", models.CharField(blank=True, default="", max_length=120)),
        AsKeeper(WORDS),
    ]
