"""Kept free for texts and terms: migrations of the nouns stand in this order."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accords", "0001_base")]

    operations = []
