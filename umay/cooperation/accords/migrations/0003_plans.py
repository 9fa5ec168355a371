"""Kept free for protocols and plans: migrations of the nouns stand in this order."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accords", "0002_texts")]

    operations = []
