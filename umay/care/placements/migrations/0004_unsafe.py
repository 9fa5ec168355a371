from django.db import migrations

from umay.care.placements.sql import UNSAFE
from umay.kit.kernel.rows.operations import AsKeeper


class Migration(migrations.Migration):
    dependencies = [("placements", "0003_handover"), ("cases", "0004_measures"), ("persons", "0002_rows")]

    operations = [AsKeeper(UNSAFE)]
