from django.db import migrations

from umay.care.matching.sql import WAITING_GROUPS
from umay.kit.kernel.rows.operations import AsKeeper


class Migration(migrations.Migration):
    dependencies = [("matching", "0008_shared"), ("offices", "0008_power")]

    operations = [AsKeeper(WAITING_GROUPS)]
