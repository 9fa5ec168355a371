"""A declaration keeps the one hash of its words, and goes step by step; whom a state trusts is confirmed by a second person."""

from django.db import migrations, models

from umay.cooperation.accords.declaration_sql import SECONDED, STEPS
from umay.kit.kernel.rows.operations import Sql


class Migration(migrations.Migration):
    dependencies = [("accords", "0007_protocols")]

    operations = [
        migrations.AddField("declaration", "sha256", models.CharField(blank=True, default="", max_length=64)),
        migrations.AddField("trustentry", "confirmed_by", models.UUIDField(blank=True, null=True)),
        migrations.AddField("trustentry", "confirmed_at", models.DateTimeField(blank=True, null=True)),
        Sql(STEPS),
        Sql(SECONDED),
    ]
