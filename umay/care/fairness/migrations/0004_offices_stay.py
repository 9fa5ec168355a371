from django.db import migrations

from umay.care.fairness.sql import FLIP
from umay.kit.kernel.rows.operations import AsKeeper


class Migration(migrations.Migration):
    dependencies = [("fairness", "0003_days")]

    operations = [AsKeeper(FLIP)]
