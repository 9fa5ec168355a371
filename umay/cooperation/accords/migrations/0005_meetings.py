"""Kept free for meetings: migrations of the nouns stand in this order."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accords", "0004_declarations")]

    operations = []
