"""Kept free for declarations: migrations of the nouns stand in this order."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accords", "0003_plans")]

    operations = []
