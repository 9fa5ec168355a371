from django.db import migrations

from umay.care.fairness.sql import COUNTS
from umay.kit.kernel.rows.operations import AsKeeper


class Migration(migrations.Migration):
    dependencies = [("fairness", "0002_outcomes")]

    operations = [AsKeeper(COUNTS)]
